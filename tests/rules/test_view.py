"""Views: rows in order, the one before, of a child, beside another table."""

from __future__ import annotations

import numpy as np
import pytest

CALLS = """
    LAchildID DAY
    A         03/05/2025
    B         01/05/2025
    A         01/05/2025
    A         -
    -         01/05/2025
    B         01/05/2025
"""


@pytest.fixture
def calls(prepared):
    return prepared(Calls=CALLS).Calls


def rows(view):
    """Spreadsheet rows of a view; 0 where the row is absent."""
    return [int(view.base.rows[place]) if place >= 0 else 0 for place in view.index]


def test_ordered_by_child_and_date_with_blanks_last_and_no_row_without_a_child(calls):
    assert rows(calls.ordered("DAY")) == [4, 2, 5, 3, 7]


def test_before_and_after_are_of_the_same_child(calls):
    ordered = calls.ordered("DAY")
    assert rows(ordered.before) == [0, 4, 2, 0, 3]
    assert rows(ordered.after) == [2, 5, 0, 7, 0]
    assert ordered.is_first.tolist() == [True, False, False, True, False]
    assert ordered.is_last.tolist() == [False, False, True, False, True]


def test_order_by_an_array(calls):
    last_in_file = calls.ordered(-np.arange(len(calls)))
    assert rows(last_in_file) == [5, 4, 2, 7, 3]


def test_earliest_and_latest(calls):
    assert rows(calls.earliest("DAY")) == [4, 3]
    assert rows(calls.latest("DAY")) == [2, 3]


def test_an_absent_row_is_blank_in_all_columns(calls):
    before = calls.ordered("DAY").before
    assert before.exists.tolist() == [False, True, True, False, True]
    assert np.isnat(before.DAY[0])
    assert before.LAchildID.blank[0]
    assert before.blank("DAY")[0]
    assert before.child[0] == -1


def test_children_and_counts(calls):
    assert calls.count_of_child().tolist() == [3, 2, 3, 3, 0, 2]
    assert calls.any_of_child(np.isnat(calls.DAY)).tolist() == [
        True,
        False,
        True,
        True,
        False,
        False,
    ]
    only_b = calls.children() - calls.children(np.isnat(calls.DAY))
    assert calls.among(only_b).tolist() == [False, True, False, False, False, True]
    assert calls.sum_of_child(np.ones(6)).tolist() == [3, 2, 3, 3, 0, 2]


def test_join_pairs_rows_of_the_same_child(prepared):
    ret = prepared(Calls=CALLS, People="LAchildID\nB\nC\n-")
    people, calls = ret.People.join(ret.Calls)
    assert (rows(people), rows(calls)) == ([2, 2], [3, 7])
    people, calls = ret.People.join(ret.Calls, keep_all=True)
    assert (rows(people), rows(calls)) == ([2, 2, 3, 4], [3, 7, 0, 0])


def test_repeats_in_all_columns_or_in_some(calls):
    assert calls.repeats().tolist() == [False, False, False, False, False, True]
    assert calls.repeats("DAY").tolist() == [False, False, True, False, True, True]


def test_a_date_that_cannot_be_read_repeats_only_its_own_text(prepared):
    text = "LAchildID DAY\nA 31/02/2025\nA 32/02/2025\nA 31/02/2025"
    assert prepared(Calls=text).Calls.repeats().tolist() == [False, False, True]


def test_a_view_of_no_rows(prepared):
    calls = prepared(Calls="LAchildID DAY").Calls
    ordered = calls.ordered("DAY")
    assert len(ordered.before) == 0
    assert calls.flag(np.isnat(calls.DAY))["Calls"].tolist() == []


def test_columns_cannot_be_changed(calls):
    with pytest.raises(ValueError, match="read-only"):
        calls.DAY[0] = np.datetime64("2020-01-01")
