"""What a rule gives back."""

from __future__ import annotations

import numpy as np
import pytest

from cstools.rules import any_at, beside, both, flag, flag_last_year

PEOPLE = "LAchildID\nA\nB"


def test_the_rows_of_several_views_each_in_its_table(prepared):
    ret = prepared(People=PEOPLE, Calls="LAchildID\nB\nB")
    people, calls = ret.People.join(ret.Calls)
    flags = flag(np.array([True, False]), people, calls)
    assert {name: mask.tolist() for name, mask in flags.items()} == {
        "People": [False, True],
        "Calls": [True, False],
    }


def test_an_absent_row_is_not_flagged(prepared):
    ordered = prepared(Calls="LAchildID DAY\nA 01/05/2025").Calls.ordered("DAY")
    assert not ordered.before.flag(np.array([True]))["Calls"].any()


def test_the_tables_before_are_flagged_on_purpose_only(prepared):
    ret = prepared(People=PEOPLE, last={"People": PEOPLE})
    with pytest.raises(ValueError, match="flag_last_year"):
        ret.last.People.flag(np.array([True, True]))
    assert flag_last_year(np.array([True, False]), ret.last.People)["last People"].tolist() == [
        True,
        False,
    ]


def test_both(prepared):
    ret = prepared(People=PEOPLE, Offices="OFFICE\nEast")
    flags = both(
        ret.People.flag(np.array([True, False])),
        ret.People.flag(np.array([False, True])),
        ret.Offices.flag(np.array([True])),
    )
    assert flags["People"].tolist() == [True, True]
    assert flags["Offices"].tolist() == [True]


def test_a_third_table_beside_two(prepared):
    ret = prepared(People=PEOPLE, Calls="LAchildID\nB\nB", last={"People": "LAchildID\nB"})
    people, calls, before = beside(ret.People.join(ret.Calls), ret.last.People)
    assert (len(people), len(calls)) == (2, 2)
    assert before.exists.tolist() == [True, True]


def test_any_at():
    condition = np.array([False, True, True])
    assert any_at(np.array([0, 0, 2]), condition, 4).tolist() == [True, False, True, False]
