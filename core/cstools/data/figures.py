"""Figures: whatever a tool counts or works out, in one long form.

Figures are a DataFrame with exactly the columns of `COLUMNS`, one line a figure. Each has the id
that its specification gives the measure, so that figures of any tool can be compared, trended,
benchmarked, added up over areas and read back as an input by one piece of code.

========== =========================================================================
column     what it holds
========== =========================================================================
measure    the id of the measure
title      what is counted, for a reader
breakdown  what the figure is split by; empty for the headline; two joined by `` x ``
category   the part; empty for the headline; two joined by `` x ``
area_code  code of the area, empty where there is none
area       its name
period     a collection year, a day or a span, as text
value      the figure; missing unless ``status`` is empty
unit       one of `UNITS`
numerator  what ``value`` was worked out from; missing for a count
denominator of how many; missing for a count
status     why there is no value: empty where there is one, else one of `STATUSES`
source     the rule, definition or table it comes from
========== =========================================================================

Percentages are 0 to 100.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

from cstools.data.text import as_text
from cstools.errors import ToolError, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Figures: TypeAlias = pd.DataFrame

COLUMNS = (
    *("measure", "title", "breakdown", "category", "area_code", "area", "period"),
    *("value", "unit", "numerator", "denominator", "status", "source"),
)
NUMBERS = ("value", "numerator", "denominator")
UNITS = (
    *("count", "fte", "percent", "rate_per_10000", "gbp", "gbp_per_week", "score", "days"),
    *("ratio", "mean", "text"),
)
STATUSES = (
    *("suppressed", "low", "not applicable", "not available", "unreliable", "range"),
    *("unexplained", "blank", "unreadable"),
)
_KEY = ("measure", "breakdown", "category", "area_code", "period")


def empty() -> Figures:
    """Figures with no line."""
    return _typed(pd.DataFrame(columns=list(COLUMNS)))


def check(frame: object, tool: str) -> Figures:
    """Return a tool's figures in canonical form.

    Raises:
        ToolError: they are not figures; names the tool and what was expected.
    """
    if not isinstance(frame, pd.DataFrame):
        raise ToolError(f"Tool {tool} gave {kind_of(frame)} as figures.", "Give a DataFrame.")
    if set(map(str, frame.columns)) != set(COLUMNS):
        raise ToolError(
            f"Tool {tool} gave figures with the columns {', '.join(map(str, frame.columns))}.",
            f"Expected exactly {', '.join(COLUMNS)}.",
        )
    try:
        return canonical(frame)
    except ValueError as error:
        raise ToolError(f"Tool {tool} gave figures {error}") from None


def canonical(frame: pd.DataFrame) -> Figures:
    """A frame with the columns of figures as figures: columns in order, texts and numbers.

    Raises:
        ValueError: they break a rule of figures; says which, to follow the word "figures".
    """
    try:
        figures = _typed(frame[list(COLUMNS)])
    except (TypeError, ValueError):
        raise ValueError(
            f"whose {', '.join(NUMBERS)} are not all numbers. Leave a figure that is not there "
            "missing, and say why under status."
        ) from None
    problem = _problem(figures)
    if problem:
        raise ValueError(problem)
    return figures


def _problem(figures: Figures) -> str:
    """What is wrong with figures of the right columns and types; empty when nothing is."""
    units = set(figures["unit"]) - set(UNITS)
    statuses = set(figures["status"]) - {"", *STATUSES}
    if units or statuses:
        return f"of unknown unit or status. Use {', '.join(UNITS)}; {', '.join(STATUSES)}."
    valued = figures["value"].notna()
    if (valued & (figures["status"] != "")).any():
        return "that have both a value and a status. Leave the value missing where it is not shown."
    if (~valued & (figures["status"] == "") & (figures["unit"] != "text")).any():
        return "without a value or a status. Say under status why there is none."
    if figures.duplicated(list(_KEY)).any():
        return f"of which two have the same {', '.join(_KEY)}. Give each figure once."
    return ""


def merge(frames: Iterable[Figures]) -> Figures:
    """Figures of several tools or panels as one; of figures with the same key the first stays."""
    several: Sequence[Figures] = [frame for frame in frames if len(frame)]
    if not several:
        return empty()
    return pd.concat(several, ignore_index=True).drop_duplicates(list(_KEY), ignore_index=True)


def _typed(frame: pd.DataFrame) -> Figures:
    columns = {
        name: frame[name].astype("float64")
        if name in NUMBERS
        else as_text(frame[name].astype(object).where(frame[name].notna(), ""))
        for name in COLUMNS
    }
    return pd.DataFrame(columns).reset_index(drop=True)
