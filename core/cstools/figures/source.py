"""Figures read back from a file or taken from a table."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cstools.data.figures import COLUMNS, NUMBERS, canonical
from cstools.errors import InputError, reason_of
from cstools.io.formula import as_typed

if TYPE_CHECKING:
    import os

    from cstools.data.figures import Figures


def read(source: str | os.PathLike[str] | pd.DataFrame) -> Figures:
    """Figures from a ``figures.csv``, exactly as they were written, or from a DataFrame.

    Args:
        source: the file, or a DataFrame with the columns of figures.

    Raises:
        InputError: it cannot be read, or holds no figures; says where and what was expected.
    """
    if isinstance(source, pd.DataFrame):
        return _checked(source, "The table")
    path = Path(source)
    return _checked(_table(path), path.name)


def _checked(frame: pd.DataFrame, name: str) -> Figures:
    missing = [column for column in COLUMNS if column not in frame.columns]
    if missing:
        raise InputError(
            f"{name} holds no figures: it lacks the columns {', '.join(missing)}.",
            f"Expected {', '.join(COLUMNS)}, as in a figures.csv.",
        )
    try:
        return canonical(frame[list(COLUMNS)])
    except ValueError as error:
        raise InputError(
            f"{name} holds figures {error}", "Give them as a run wrote them in its figures.csv."
        ) from None


def _table(path: Path) -> pd.DataFrame:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            heading, *lines = csv.reader(file, strict=True)
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read: {reason_of(error)}.", "Check its name and your rights."
        ) from None
    except (UnicodeDecodeError, csv.Error, ValueError):
        raise InputError(
            f"{path.name} is no CSV file with headings in UTF-8.", "Expected a figures.csv."
        ) from None
    uneven = next((n for n, line in enumerate(lines, 2) if len(line) != len(heading)), None)
    if uneven:
        raise InputError(
            f"{path.name}, record {uneven}: it has not as many cells as there are headings.",
            f"Expected {len(heading)}.",
        )
    table = pd.DataFrame(lines, columns=[as_typed(name) for name in heading], dtype=object)
    return table.apply(_column) if len(table) else table


def _column(column: pd.Series) -> pd.Series:
    if column.name in NUMBERS:
        return column.where(column != "", None)
    return column.map(as_typed)
