"""The shape of a table that no schema describes, told from its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools.standard.schema import Column, Table

if TYPE_CHECKING:
    from cstools.standard.schema import ColumnType


def described(name: str, frame: pd.DataFrame) -> Table:
    """A table's columns with the types they have: dates, numbers, and text for all else."""
    columns = (heading for heading in frame.columns if heading != "row")
    return Table(
        name, name, tuple(Column(str(column), "", _type(frame[column])) for column in columns)
    )


def _type(series: pd.Series) -> ColumnType:
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        return "date"
    is_number = pd.api.types.is_numeric_dtype(series.dtype)
    return "number" if is_number and not pd.api.types.is_bool_dtype(series.dtype) else "text"
