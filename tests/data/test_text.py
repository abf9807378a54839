"""Columns of text, as pandas and as pyarrow have them."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from cstools.data.text import arrow_text, as_text


@pytest.mark.parametrize("column", [as_text(["x", None]), pd.Series(["x", None], dtype=object)])
def test_a_blank_is_null_to_pyarrow(column: pd.Series) -> None:
    assert arrow_text(column).to_pylist() == ["x", None]


def test_a_column_put_together_from_parts_is_one_piece() -> None:
    column = pd.concat([as_text(["x"]), as_text([None, "y"])])
    text = arrow_text(column)
    assert isinstance(text, pa.Array)
    assert text.to_pylist() == ["x", None, "y"]
