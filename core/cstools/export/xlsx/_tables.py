"""The sheets that show the tables, flagged cells coloured where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range

from cstools.export.xlsx._cells import cells
from cstools.export.xlsx._marks import marks

if TYPE_CHECKING:
    import pandas as pd

    from cstools.data.dataset import Dataset
    from cstools.data.findings import Findings
    from cstools.export.xlsx._book import Sheet
    from cstools.export.xlsx._cells import Cells
    from cstools.export.xlsx._layout import Layout
    from cstools.export.xlsx._marks import Mark

_SLICE = 20_000
_NOTHING: dict[int, Mark] = {}
_NARROWEST, _WIDEST, _LOOKED_AT = 9, 40, 200
# A date that is flagged is bold; in a narrower column Excel shows ### for it.
_DATE = 13


def write_table(sheet: Sheet, layout: Layout, dataset: Dataset, findings: Findings) -> None:
    """Write one table, each record in its own row, and mark what is flagged."""
    table = dataset[layout.table]
    marked = marks(layout, findings)
    sheet.headings(0, layout.columns, _widths(table, layout))
    for start in range(0, len(layout.positions), _SLICE):
        part = slice(start, start + _SLICE)
        columns = _cells(dataset, layout, layout.positions[part].tolist())
        for number, line in enumerate(layout.lines[part].tolist()):
            _write_record(sheet, line, number, columns, marked.get(line, _NOTHING))
    last = int(layout.lines[-1]) if len(layout.lines) else 0
    sheet.filtered(0, last, len(layout.columns))
    if len(layout.lines) and layout.columns:
        # Codes and identifiers are text on purpose; no green corner should ask to change that.
        sheet.sheet.ignore_errors({"number_stored_as_text": _all(layout, last)})


def _write_record(
    sheet: Sheet, line: int, number: int, columns: list[Cells], flagged: dict[int, Mark]
) -> None:
    for column, values in enumerate(columns):
        value, kind = values.at(number)
        mark = flagged.get(column) if flagged else None
        if value is None and mark is None:
            continue
        sheet.put(line, column, value, kind, mark.severity if mark else None)
        if mark is not None:
            sheet.comment(line, column, mark)


def _cells(dataset: Dataset, layout: Layout, positions: list[int]) -> list[Cells]:
    table = dataset[layout.table].iloc[positions]
    place = {position: number for number, position in enumerate(positions)}
    columns = []
    for heading in layout.columns:
        typed = dataset.unread.get((layout.table, heading))
        unread = {} if typed is None else dict(zip(typed.index, typed, strict=True))
        texts = {place[row]: str(text) for row, text in unread.items() if row in place}
        columns.append(cells(_column(table, heading), texts))
    return columns


def _column(table: pd.DataFrame, heading: str) -> pd.Series:
    return table.iloc[:, [str(name) for name in table.columns].index(heading)]


def _widths(table: pd.DataFrame, layout: Layout) -> list[float]:
    sample = table.iloc[layout.positions[:_LOOKED_AT]]
    return [_width(heading, cells(_column(sample, heading))) for heading in layout.columns]


def _width(heading: str, values: Cells) -> float:
    # The filter's button takes the room of about three characters.
    dated = values.kind in ("date", "moment")
    texts = (value for value in values.values if isinstance(value, str) or not dated)
    longest = max([len(heading) + 3, *(len(str(text)) for text in texts)])
    least = {"date": _DATE, "moment": _DATE + 6}.get(values.kind, _NARROWEST)
    return min(max(longest + 1, least), _WIDEST)


def _all(layout: Layout, last: int) -> str:
    return str(xl_range(0, 0, last, len(layout.columns) - 1))
