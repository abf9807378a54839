"""The tables of a run: the child's column, the period, codes, tables that are not there."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cstools import Dataset, UsageError
from cstools.rules import Skip
from cstools.rules.tables import Frame, Return

CALLS = """
    LAchildID DAY        MILES
    A         01/05/2025 3
    B         31/02/2025 x
    -         -          -
"""


def test_columns_have_the_types_of_the_schema(prepared):
    calls = prepared(Calls=CALLS).Calls
    assert calls.DAY[0] == np.datetime64("2025-05-01")
    assert np.isnat(calls.DAY[1:]).all()
    assert calls.unreadable("DAY").tolist() == [False, True, False]
    assert calls.blank("DAY").tolist() == [False, False, True]
    assert calls.typed("DAY").words[calls.typed("DAY").codes[1]] == "31/02/2025"
    assert calls.MILES[0] == 3


def test_the_child_is_the_column_of_that_role_and_a_table_may_have_none(prepared):
    ret = prepared(Calls=CALLS, People="LAchildID SEX\nB M\nA -", Offices="OFFICE\nEast")
    assert ret.children == 2
    assert ret.Calls.child.tolist() == [ret.People.child[1], ret.People.child[0], -1]
    assert ret.Offices.child.tolist() == [-1]
    assert ret.Offices.base.key is None


def test_the_days_of_the_period_are_those_of_the_schema(prepared):
    ret = prepared(Calls=CALLS, last={"Calls": CALLS})
    assert (ret.start, ret.end) == (np.datetime64("2025-04-01"), np.datetime64("2026-03-31"))
    assert (ret.last.start, ret.last.end) == (
        np.datetime64("2024-04-01"),
        np.datetime64("2025-03-31"),
    )
    assert (ret.year, ret.last.year) == (2026, 2025)
    days = np.array(["2025-03-31", "2025-04-01", "2026-04-01", "NaT"], dtype="datetime64[D]")
    assert ret.outside(days).tolist() == [True, False, True, False]


def test_without_a_period_its_days_are_blank(prepared):
    ret = prepared(Calls=CALLS, period=None)
    assert np.isnat(ret.start)
    assert not ret.outside(ret.Calls.DAY).any()
    with pytest.raises(Skip, match="which period"):
        _ = ret.year


def test_a_table_that_is_absent_skips(prepared):
    ret = prepared(Calls=CALLS)
    assert ret.has("Calls")
    assert not ret.has("People")
    with pytest.raises(Skip, match=r"People was not given\."):
        _ = ret.People
    with pytest.raises(Skip, match=r"People was not given\."):
        _ = ret["People"]


def test_codes_are_those_of_the_rules_in_use(prepared):
    assert prepared(Calls=CALLS).allowed("People", "SEX") == ("M",)
    assert prepared(Calls=CALLS, period=2024).allowed("People", "SEX") == ("1",)
    with pytest.raises(UsageError, match="no code list"):
        prepared(Calls=CALLS).allowed("Calls", "DAY")


def test_parameters_are_attributes(prepared):
    assert prepared(Calls=CALLS, params={"most_days": 3}).params.most_days == 3


def test_children_are_the_same_in_both_periods(prepared):
    ret = prepared(People="LAchildID\nA\nB", last={"People": "LAchildID\nB\nC"})
    assert ret.People.among(ret.last.People.children()).tolist() == [False, True]


def loose(key="", **tables):
    frames = {name: frame.assign(row=range(2, len(frame) + 2)) for name, frame in tables.items()}
    return Return(Dataset(frames, adopted=True), Frame(key=key), period=None)


def test_tables_of_no_standard_have_the_columns_they_have():
    visits = pd.DataFrame(
        {
            "Worker": ["Jo", None],
            "Visit day": pd.to_datetime(["2026-01-02", None]),
            "Miles": [1.5, 2],
            "Seen": [True, False],
        }
    )
    ret = loose(Visits=visits)
    view = ret["Visits"]
    assert view.headings == {"Worker", "Visit day", "Miles", "Seen"}
    assert view["Visit day"][0] == np.datetime64("2026-01-02")
    assert view.Miles.tolist() == [1.5, 2]
    assert view.Seen.isin("True").tolist() == [True, False]
    assert view.child.tolist() == [-1, -1]
    with pytest.raises(Skip, match="data standard"):
        ret.allowed("Visits", "Worker")


def test_the_key_can_be_told_for_all_tables_or_for_some():
    people = pd.DataFrame({"ID": [7, 8], "NAME": ["a", "b"]})
    calls = pd.DataFrame({"ID": [8, 8], "PERSON": [7, 7]})
    ret = loose(key="ID", People=people, Calls=calls)
    assert ret.People.among(ret.Calls.children()).tolist() == [False, True]
    ret = loose(key={"People": "ID", "Calls": "PERSON"}, People=people, Calls=calls)
    assert ret.People.among(ret.Calls.children()).tolist() == [True, False]


def test_a_column_that_is_not_there_is_named(prepared):
    with pytest.raises(KeyError, match="Calls has no column WHO"):
        _ = prepared(Calls=CALLS).Calls.WHO
