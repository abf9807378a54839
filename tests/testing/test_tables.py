"""Small tables written as text."""

from __future__ import annotations

import pandas as pd
import pytest

from cstools.errors import UsageError
from cstools.testing import starred, table

TEXT = """

    CHILD PLACE_CODE NOTE
    007   -          two_words  *
    -     U4         *

    3     K2         *          *
"""


def test_cells_are_text_and_blanks_are_missing():
    expected = pd.DataFrame(
        {
            "CHILD": ["007", None, "3"],
            "PLACE_CODE": [None, "U4", "K2"],
            "NOTE": ["two words", "", ""],
        },
        dtype="str",
    )
    text = TEXT.replace("U4         *", "U4         ''  *").replace("K2         *  ", "K2   ''  ")
    pd.testing.assert_frame_equal(table(text).replace("''", ""), expected)


def test_starred_rows_are_spreadsheet_rows():
    assert starred("A B\n1 2\n3 4 *\n5 6 *\n7 -") == [3, 4]
    assert starred("A B") == []


def test_headings_alone_are_a_table_without_records():
    assert table("A B").shape == (0, 2)
    assert list(table("A B").columns) == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A B\n1 2\n1 2 3", "Row 3 of the small table has 3 cells for 2 headings"),
        ("A B\n1 *", "Row 2 of the small table has 1 cells for 2 headings"),
        ("A B\n1 2 * *", "Row 2 of the small table has 3 cells for 2 headings"),
        (" \n ", "The small table is empty"),
    ],
)
def test_what_does_not_fit_is_refused(text, says):
    with pytest.raises(UsageError, match=says):
        table(text)
