from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cstools import InputError
from cstools.data.figures import COLUMNS, UNITS, canonical
from cstools.export.csv import write_figures
from cstools.figures import read

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
RISKY = st.builds(str.__add__, st.sampled_from(["=", "-", "'", "'=", "NA", "1e5", "007"]), TEXT)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
LINE = st.fixed_dictionaries(
    {
        **dict.fromkeys(COLUMNS, TEXT | RISKY),
        **dict.fromkeys(("numerator", "denominator"), NUMBER | st.none()),
        "value": NUMBER,
        "unit": st.sampled_from(UNITS),
        "status": st.just(""),
    }
)


@settings(deadline=None, max_examples=50)
@given(st.lists(LINE, min_size=1, max_size=4, unique_by=lambda line: line["measure"]))
def test_figures_come_back_from_their_file_as_they_were(lines):
    figures = canonical(pd.DataFrame(lines))
    with tempfile.TemporaryDirectory() as folder:
        back = read(write_figures(figures, Path(folder) / "figures.csv"))
    pd.testing.assert_frame_equal(back, figures, check_exact=True)


def test_a_table_is_taken_too(long):
    figures = long(("A", "", 3), ("B", "", None))
    reordered = figures[list(reversed(COLUMNS))].assign(more=1)
    pd.testing.assert_frame_equal(read(reordered), figures)


def test_a_file_with_headings_alone_has_no_figures(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(",".join(COLUMNS), encoding="utf-8")
    assert len(read(path)) == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no CSV file"),
        (b"\xff\xfe", "no CSV file"),
        (b"a,b\n1,2\n", "lacks the columns measure"),
        ((",".join(COLUMNS) + "\n1,2\n").encode(), "record 2: it has not as many cells"),
        ((",".join(COLUMNS) + "\nA,,,,,,,Jane,count,,,,\n").encode(), "not all numbers"),
        ((",".join(COLUMNS) + "\nA,,,,,,,1,furlongs,,,,\n").encode(), "unknown unit"),
        ((",".join(COLUMNS) + "\nA,,,,,,,,count,,,,\n").encode(), "without a value"),
    ],
)
def test_what_is_no_figures_is_said(tmp_path, content, said):
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said) as caught:
        read(path)
    assert "mine.csv" in str(caught.value)
    assert "Jane" not in str(caught.value)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match=r"none\.csv cannot be read"):
        read(tmp_path / "none.csv")
