"""Small tables written as text, so that a test reads like its rule.

The first line has the headings, each line after it is a record, cells are separated by blanks.
``-`` is a blank cell, ``_`` inside a cell is a space. A star at the end of a line marks a record
that a rule must find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

STAR = "*"


def table(text: str) -> pd.DataFrame:
    """The table, all cells text as in a CSV file, stars left out.

    Raises:
        UsageError: a record does not fit the headings.
    """
    import pandas as pd

    headings, *records = _lines(text)
    cells = [record[:-1] if record[-1] == STAR else record for record in records]
    for number, record in enumerate(cells, start=2):
        if len(record) != len(headings):
            raise UsageError(
                f"Row {number} of the small table has {len(record)} cells "
                f"for {len(headings)} headings.",
                f"Write - for a blank cell and _ for a space. The row: {' '.join(record)}",
            )
    return pd.DataFrame([[*map(_cell, record)] for record in cells], columns=headings, dtype="str")


def starred(text: str) -> list[int]:
    """The spreadsheet rows of the records with a star; the first record is row 2."""
    _, *records = _lines(text)
    return [row for row, record in enumerate(records, start=2) if record[-1] == STAR]


def _lines(text: str) -> list[list[str]]:
    lines = [line.split() for line in text.splitlines() if line.strip()]
    if not lines:
        raise UsageError("The small table is empty.", "Give at least its headings.")
    return lines


def _cell(cell: str) -> str | None:
    return None if cell == "-" else cell.replace("_", " ")
