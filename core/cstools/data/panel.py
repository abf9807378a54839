"""Panels: a chart or a table with a sentence that says what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cstools.errors import ToolError

if TYPE_CHECKING:
    import pandas as pd

    from cstools.data.figures import Figures


@dataclass(frozen=True)
class Panel:
    """One thing to look at in a report.

    Attributes:
        title: a short heading.
        text: what it says, in a sentence; also the text alternative of a chart.
        spec: a Vega-Lite specification with its data inside, or None.
        table: a DataFrame to show as a table, or None. Exactly one of `spec` and `table` is given.
        caveats: what the reader must know before using it, one sentence each.
        id: a short name that stays the same from run to run, such as ``C1``; or an empty text.
        page: the page of a report it belongs to; an empty text is the first.
        group: the heading on the page it stands under; or an empty text.
        figures: the figures it draws, see `cstools.data.figures`; or None. The run's figures are
            those of its panels and those the tool adds to its context.
        data: what a chart draws as a table, what is hidden marked as such; None for what stands in
            the specification.
    """

    title: str
    text: str
    spec: dict[str, Any] | None = None
    table: pd.DataFrame | None = None
    caveats: tuple[str, ...] = ()
    id: str = ""
    page: str = ""
    group: str = ""
    figures: Figures | None = None
    data: pd.DataFrame | None = None

    def __post_init__(self) -> None:
        if (self.spec is None) == (self.table is None):
            raise ToolError(
                f"Panel '{self.title}' needs either a Vega-Lite specification or a table.",
                "Give exactly one of spec and table.",
            )
