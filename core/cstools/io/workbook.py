"""Read the sheets of a workbook: the one place that does, within what a workbook of a return holds.

A reader lays every sheet out as a full rectangle, so a value that got into a far corner by
accident, or was put there to harm, would fill the memory. The corners are looked for first.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from cstools.errors import InputError
from cstools.io.extents import extents

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
# Of all sheets together: they are laid out side by side in memory.
MOST_CELLS = 20_000_000
_SAVE_AGAIN = "Open it in Excel, save it as .xlsx without a password, and try again."


def read_sheets(content: bytes, name: str, **how: Any) -> dict[str, pd.DataFrame]:
    """Read every sheet of a workbook.

    Args:
        content: the bytes of an .xlsx, .xlsm, .xls or .ods file.
        name: what to call it in messages.
        **how: as `pandas.read_excel` takes it, e.g. ``header=None`` for the cells as they stand.

    Raises:
        InputError: it cannot be read, or is laid out far larger than any workbook of a return.
    """
    import pandas as pd

    try:
        check_extents(content, name)
        sheets: dict[Any, pd.DataFrame] = pd.read_excel(
            io.BytesIO(content), sheet_name=None, engine="calamine", **how
        )
    except InputError:
        raise
    # The reader has errors of its own, and of the zip and the XML inside; all say it is broken.
    except Exception as error:
        raise unreadable(name) from error
    return {str(title): sheet for title, sheet in sheets.items()}


def check_extents(content: bytes, name: str) -> None:
    """Raise InputError where the sheets of a workbook reach farther than those of a return."""
    cells = 0
    for rows, columns in extents(content, name):
        cells += rows * columns
        if cells > MOST_CELLS:
            raise _too_far(name, rows, columns)


def unreadable(name: str) -> InputError:
    """The error for a workbook that no reader takes."""
    return InputError(
        f"{name} cannot be read as a workbook: it is damaged or cut off.", _SAVE_AGAIN
    )


def _too_far(name: str, rows: int, columns: int) -> InputError:
    return InputError(
        f"{name} has a sheet of {rows:,} rows and {columns:,} columns, far more than a return "
        "or list "
        "has: there is a value in a cell far away from the others.",
        "Press Ctrl+End in Excel to find it, delete its row and column, and save the workbook.",
    )
