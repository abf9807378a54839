"""Panels as the page shows them: a drawing or a table, each with words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from cstools.data import words
from cstools.errors import describe
from cstools.export._pages import by_page
from cstools.export.html import _svg

if TYPE_CHECKING:
    import logging
    from collections.abc import Iterable

    from cstools.data.panel import Panel

MOST_ROWS = 500
MOST_FIGURES = 60
MISSING = "–"
UNNAMED_PAGE = "Charts and tables"


@dataclass(frozen=True)
class Shown:
    """A table as text.

    Attributes:
        headings: one per column.
        numeric: for each column, whether it holds numbers.
        rows: the cells, at most as many rows as the page shows.
        total: rows the whole table has.

    """

    headings: list[str]
    numeric: list[bool]
    rows: list[list[str]]
    total: int


@dataclass(frozen=True)
class View:
    """A panel as the page shows it.

    Attributes:
        panel: title, text and caveats.
        place: where it stands among the panels of the report, from 1.
        drawing: the chart, or None.
        table: a table panel's table, or None.
        figures: the data behind a chart, when it is short, or None.
        problem: why the panel cannot be shown, or an empty text.

    """

    panel: Panel
    place: int
    drawing: Markup | None = None
    table: Shown | None = None
    figures: Shown | None = None
    problem: str = ""


@dataclass(frozen=True)
class PageView:
    """A page of panels: a section of the report, which the contents lead to.

    Attributes:
        anchor: what links to it say.
        title: its heading.
        groups: by heading the panels under it; those without one under an empty text.
    """

    anchor: str
    title: str
    groups: dict[str, list[View]]


def pages(panels: Iterable[Panel], log: logging.Logger) -> list[PageView]:
    """The pages of a report with their panels made ready."""
    views: list[PageView] = []
    place = 0
    for title, panels_of in by_page(panels).items():
        groups: dict[str, list[View]] = {}
        for group, members in panels_of.items():
            groups[group] = [view(panel, place + n, log) for n, panel in enumerate(members, 1)]
            place += len(members)
        anchor = f"panels-{len(views) + 1}" if views else "panels"
        views.append(PageView(anchor, title or UNNAMED_PAGE, groups))
    return views


def view(panel: Panel, place: int, log: logging.Logger) -> View:
    """Make a panel ready for the page; one that cannot be shown says so and stops nothing."""
    try:
        if panel.table is not None:
            return View(panel, place, table=shown(panel.table, MOST_ROWS))
        assert panel.spec is not None
        figures = _figures(panel)
        drawing = Markup(_svg.draw(panel.spec, f"panel-{place}"))  # noqa: S704
        return View(panel, place, drawing, figures=figures)
    except Exception as error:  # a tool's chart may break in any way; the report must not
        log.warning("The panel '%s' cannot be shown: %s", panel.title, describe(error))
        kind = "table" if panel.spec is None else "chart"
        return View(panel, place, problem=f"The {kind} ‘{panel.title}’ could not be drawn.")


def shown(table: pd.DataFrame, most: int) -> Shown:
    """Put a table's first rows as text."""
    whole = table if isinstance(table.index, pd.RangeIndex) else table.reset_index()
    head = whole.head(most)
    columns = [head.iloc[:, place] for place in range(head.shape[1])]
    cells = [_cells(column) for column in columns]
    return Shown(
        headings=[_heading(name) for name in whole.columns],
        numeric=[_is_number(column) for column in columns],
        rows=[list(row) for row in zip(*cells, strict=True)],
        total=len(whole),
    )


def _figures(panel: Panel) -> Shown | None:
    """The data behind a chart: the panel's own table of them, or those of its specification."""
    if panel.data is not None:
        return shown(panel.data, MOST_ROWS) if len(panel.data) else None
    values = (panel.spec or {}).get("data", {}).get("values")
    if not isinstance(values, list) or not 0 < len(values) <= MOST_FIGURES:
        return None
    if not all(isinstance(value, dict) for value in values):
        return None
    return shown(pd.DataFrame(values), MOST_FIGURES)


def _heading(name: object) -> str:
    return " / ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def _is_number(column: pd.Series) -> bool:
    kind = column.dtype
    return pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)


def _cells(column: pd.Series) -> list[str]:
    if not _is_number(column):
        return [_cell(value) for value in column]
    # A column of years reads 2026, not 2,026; a column with fractions shows them throughout.
    numbers = column.astype("float64")
    present = numbers.dropna()
    years = bool(present.between(1900, 2100).all())
    places = max((_decimals(value) for value in present), default=0)
    form = f".{places}f" if years else f",.{places}f"
    return [MISSING if pd.isna(value) else format(value, form) for value in numbers]


def _decimals(value: float) -> int:
    return len(f"{value:.2f}".rstrip("0").partition(".")[2])


def _cell(value: Any) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return MISSING
    if isinstance(value, pd.Timestamp):
        return words.day(value.date() if value == value.normalize() else value.to_pydatetime())
    if pd.api.types.is_bool(value):
        return "yes" if value else "no"
    return str(value)
