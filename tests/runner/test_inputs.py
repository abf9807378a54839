"""What a run reads, when the standard breaks or the data are of another."""

from __future__ import annotations

import pandas as pd
import pytest

import cstools
from cstools.data.context import Silent
from cstools.runner import inputs

TABLES = {"t": pd.DataFrame({"a": ["x"], "row": [2]})}


class Broken:
    name = "broken"

    def load(self, paths, progress):
        return {"Ann Secret": 1}[str(paths)]

    def adopt(self, data):
        raise KeyError("Ann Secret")


def test_a_standard_that_breaks_is_named_and_quotes_nothing(tmp_path):
    with pytest.raises(cstools.ToolError, match="standard broken failed while reading") as caught:
        inputs.load_with([Broken()], [tmp_path], Silent())
    assert "Secret" not in str(caught.value)
    with pytest.raises(cstools.ToolError, match="failed while taking in the tables: KeyError"):
        inputs._adopt([Broken()], TABLES)


def test_a_dataset_of_another_standard_is_refused():
    other = cstools.Dataset(TABLES, standard="other", adopted=True)
    with pytest.raises(cstools.InputError, match=r"of the standard other\. This tool reads broken"):
        inputs._adopt([Broken()], other)
    assert inputs._adopt([], other) is other
    own = cstools.Dataset(TABLES, standard="broken", adopted=True)
    assert inputs._adopt([Broken()], own) is own
