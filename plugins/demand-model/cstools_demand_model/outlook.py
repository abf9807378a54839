"""What the model answers, in plain tables that need no part of the model's package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

AGE, PLACEMENT = "Age", "Placement"


@dataclass(frozen=True)
class Outlook:
    """Children looked after in the past and the future, and the rates that lead there.

    Attributes:
        ages: the age brackets, the youngest first.
        placements: the placement categories.
        history: children by day (index) and state (columns: age, placement).
        forecast: the same for each step, the start of the forecast first.
        entries: by state: ``entries`` in the reference period, ``daily`` rate.
        moves: columns Age, From, To, ``moves`` in the reference period, ``stock`` (mean number of
            children there), ``daily`` rate; endings of an episode followed by another in the same
            category are among them.
        ageing: by age bracket: ``days`` in it, ``daily`` rate of going on to the next.
    """

    ages: tuple[str, ...]
    placements: tuple[str, ...]
    history: pd.DataFrame
    forecast: pd.DataFrame
    entries: pd.DataFrame
    moves: pd.DataFrame
    ageing: pd.DataFrame
