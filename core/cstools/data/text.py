"""Columns of text, in the type that the pandas at hand has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import pyarrow as pa

# From version 3 pandas has a type of its own for text, called "str"; before, "str" is a way of
# turning missing cells into the letters "nan", and text is kept as Python objects.
OWN_TYPE = int(pd.__version__.split(".")[0]) >= 3


def as_text(values: object) -> pd.Series:
    """A column of text, in which missing cells stay missing.

    Args:
        values: anything `pandas.Series` takes.
    """
    if OWN_TYPE:
        return pd.Series(values, dtype="str")
    text = pd.Series(values, dtype=object).astype("string")
    return text.astype(object).where(text.notna(), np.nan)


def is_text(column: pd.Series) -> bool:
    """Whether a column is of the type `as_text` gives."""
    return isinstance(column.dtype, pd.StringDtype) if OWN_TYPE else column.dtype == object


def arrow_text(column: pd.Series) -> pa.Array:
    """A column of text for pyarrow, in one piece; blank is null."""
    import pyarrow as pa

    text = pa.array(column, type=pa.large_string(), from_pandas=True)
    # A column that was put together from parts is in several pieces.
    return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text
