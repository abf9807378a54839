"""A table on a sheet: where its headings stand, its cells below them, and what is unusual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cstools.io.grid import Cell, Grid

    Fits = Callable[[Sequence[str]], float]

# Further down no headings are looked for.
_WITHIN = 30


@dataclass(frozen=True)
class SheetTable:
    """What a sheet holds below its headings.

    Attributes:
        headings: as they stand, blanks around them removed; empty where a column has none.
        columns: the cells of each column, records without any content left out.
        rows: the row of the sheet that each record stands in.
        remarks: what was unusual, each to go on after the name of the sheet.
    """

    headings: tuple[str, ...]
    columns: tuple[list[Any], ...]
    rows: np.ndarray
    remarks: tuple[str, ...] = ()


def heading_row(grid: Grid, fits: Fits) -> int | None:
    """The place of the row whose cells fit best as headings, from 0; None where none does."""
    shares = [fits(_texts(row)) for row in grid.cells[:_WITHIN]]
    best = max(shares, default=0.0)
    return shares.index(best) if best > 0 else None


def table_below(grid: Grid, place: int) -> SheetTable:
    """The table whose headings stand in a row of a sheet.

    Args:
        grid: the sheet.
        place: the row of its headings, from 0.
    """
    headings = _texts(grid.cells[place])
    records = [
        (number, row)
        for number, row in enumerate(grid.cells[place + 1 :], start=place + 2)
        if any(not _is_blank(cell) for cell in row)
    ]
    columns = tuple([row[column] for _, row in records] for column in range(len(headings)))
    rows = np.array([number for number, _ in records], dtype=np.int64)
    return SheetTable(tuple(headings), columns, rows, tuple(_remarks(grid, place, rows)))


def _remarks(grid: Grid, place: int, rows: np.ndarray) -> Iterator[str]:
    above = sum(any(not _is_blank(cell) for cell in row) for row in grid.cells[:place])
    if above:
        lines = _count(above, "line")
        yield f"has {lines} above the headings, which are in row {place + 1}: passed over"
    merged = [area for area in grid.merged if area.last_row > place + 1]
    if merged:
        areas = _count(len(merged), "merged area")
        yield f"has {areas} below the headings: only the first cell of each holds the content"
    hidden = len(grid.hidden_rows.intersection(rows.tolist()))
    if hidden:
        yield f"has {_count(hidden, 'hidden row')} with content: read like the others"
    if grid.hidden_columns:
        columns = _count(len(grid.hidden_columns), "hidden column")
        yield f"has {columns}: read like the others"
    if grid.hidden:
        yield "is a hidden sheet: read like the others"


def _texts(row: Sequence[Cell]) -> list[str]:
    return ["" if _is_blank(cell) else str(cell).strip() for cell in row]


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' if number > 1 else ''}"
