"""Text as codes, and dates: how blanks compare, birthdays, spelling."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cstools.rules import Codes, add_years
from cstools.rules.columns import in_order


def codes(*texts):
    return Codes.of(pd.Series(list(texts), dtype="str"))


def test_a_blank_is_in_no_list_and_equal_to_nothing():
    values = codes("A3", None, "B1")
    assert values.isin("A3", "B1").tolist() == [True, False, True]
    assert (values == "A3").tolist() == [True, False, False]
    assert (values != "A3").tolist() == [False, True, True]
    assert values.matches("[AB][0-9]").tolist() == [True, False, True]
    assert values.startswith("A", "B").tolist() == [True, False, True]


def test_two_columns_of_other_words_compare_by_text():
    one, other = codes("a", "b", None, None), codes("b", "b", None, "a")
    assert (one == other).tolist() == [False, True, False, False]
    assert one.same(other).tolist() == [False, True, True, False]


def test_respelt():
    values = codes("ab", "AB", None, "c")
    capitals = values.respelt(str.upper)
    assert capitals.words == ["AB", "C"]
    assert capitals.codes.tolist() == [0, 0, -1, 1]
    assert capitals.respelt(str.upper) is capitals


def test_numbers_and_days_in_text():
    values = codes("3", "x", None, "31/03/2026", "31/02/2026")
    assert values.number.tolist()[0] == 3
    assert np.isnan(values.number[1:]).all()
    assert values.date[3] == np.datetime64("2026-03-31")
    assert np.isnat(np.delete(values.date, 3)).all()


@pytest.mark.parametrize("spread", [False, True])
def test_a_birthday_on_29_february_is_on_28_in_a_common_year(spread):
    days = ["2008-02-29", "2008-03-01", "NaT", *(["1900-01-01", "2100-12-31"] if spread else [])]
    later = add_years(np.array(days, dtype="datetime64[D]"), 17)
    assert later[:2].astype(str).tolist() == ["2025-02-28", "2025-03-01"]
    assert np.isnat(later[2])


def test_order_by_several_columns():
    day = np.array(["2026-01-02", "NaT", "2026-01-01", "2026-01-01"], dtype="datetime64[D]")
    assert in_order([np.array([1, 1, 1, 0]), day]).tolist() == [3, 2, 0, 1]
    wide = np.array([0, 2**61, -(2**61), 5])
    assert in_order([wide, np.array([2**61, 0, 0, 0])]).tolist() == [2, 0, 3, 1]
