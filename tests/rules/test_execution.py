"""Rules run: done, skipped with the reason, failed without a cell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cstools import InputError
from cstools.rules import Skip, derives, execute, flag_last_year, need, rule

CALLS = "LAchildID DAY\nSECRET 01/05/2025\nSECRET 02/05/2025\n- -"


def outcome(ret, checked):
    [(check, parts)] = execute(ret, [checked])
    return check, parts


@rule("E1", "Undated call", tables=["Calls"], fields=["DAY", "BORN"], fix="Give the day.")
def undated(ret):
    """DAY is blank."""
    return ret.Calls.flag(np.isnat(ret.Calls.DAY))


def test_a_rule_flags_rows_with_their_child_and_the_fields_the_table_has(prepared):
    check, [part] = outcome(prepared(Calls=CALLS), undated)
    assert (check.state, check.found, check.fix) == ("done", 1, "Give the day.")
    assert (part.table, part.rows.tolist(), part.fields) == ("Calls", [4], ("DAY",))
    assert pd.isna(part.children[0])


@rule("E2", "Office in use", tables=["Offices", "Calls"])
def in_use(ret):
    """Any office."""
    return ret.Offices.flag(np.ones(len(ret.Offices), dtype=bool))


def test_a_table_without_a_child_is_flagged_without_one(prepared):
    check, [part] = outcome(prepared(Calls=CALLS, Offices="OFFICE\nEast"), in_use)
    assert check.found == 1
    assert part.fields == ()
    assert pd.isna(part.children[0])


@rule("E3", "Known before", tables=["Calls"], fields=["WHO"], last_year=["People"])
def known_before(ret):
    """The child was known before."""
    return flag_last_year(np.array([True]), ret.last.People)


def test_the_field_is_the_child_where_the_table_has_none_of_the_fields(prepared):
    check, [part] = outcome(prepared(Calls=CALLS, last={"People": "LAchildID\nZ"}), known_before)
    assert check.state == "done"
    assert (part.table, part.fields, list(part.children)) == ("People", ("LAchildID",), ["Z"])


@pytest.mark.parametrize(
    ("checked", "reason"),
    [
        (in_use, "Offices was not given."),
        (known_before, "Last year's People was not given."),
    ],
)
def test_a_rule_without_its_tables_is_skipped(prepared, checked, reason):
    check, parts = outcome(prepared(Calls=CALLS), checked)
    assert (check.state, check.reason, parts) == ("skipped", reason, [])


def test_several_absent_tables_are_all_named(prepared):
    check, _ = outcome(prepared(People="LAchildID\nA"), in_use)
    assert check.reason == "Offices and Calls were not given."


def test_a_table_it_can_do_without(prepared):
    @rule("E4", "Either", tables=["Calls", "Offices"], last_year=["People"],
          optional=["Offices", "last People"])  # fmt: skip
    def either(ret):
        return ret.Calls.flag(np.ones(len(ret.Calls), dtype=bool))

    assert outcome(prepared(Calls=CALLS), either)[0].found == 3


def test_a_rule_that_breaks_is_listed_and_tells_no_cell(prepared):
    @rule("E5", "Breaks", tables=["Calls"])
    def breaks(ret):
        raise KeyError(ret.Calls.LAchildID.words[0])

    (first, _), (second, _) = execute(prepared(Calls=CALLS), [breaks, undated])
    assert first.state == "failed"
    assert first.reason.startswith("KeyError in test_execution.py, line ")
    assert "SECRET" not in first.reason
    assert second.found == 1


def test_what_the_user_can_mend_ends_the_run(prepared):
    @need("It needs the list.")
    def unreadable(ret):
        raise InputError("The list cannot be read.")

    @rule("E6", "Listed", tables=["Calls"], needs=[unreadable])
    def listed(ret):
        return {}

    with pytest.raises(InputError, match="list cannot be read"):
        outcome(prepared(Calls=CALLS), listed)


@need("It needs the limit: give --most.")
def most(ret):
    return ret.params.most


@rule("E7", "Too far", tables=["Calls"], needs=[most])
def too_far(ret):
    """Further than the limit."""
    return ret.Calls.flag(ret.Calls.MILES > most(ret))


def test_a_need_that_is_absent_skips_its_rules(prepared):
    text = "LAchildID MILES\nA 3\nB 9"
    assert outcome(prepared(Calls=text, params={"most": 5}), too_far)[0].found == 1
    check, _ = outcome(prepared(Calls=text, params={"most": None}), too_far)
    assert (check.state, check.reason) == ("skipped", "It needs the limit: give --most.")


def test_a_need_that_is_optional_skips_when_it_is_asked_for(prepared):
    @rule("E8", "Too far", tables=["Calls"], needs=[most], optional=[most])
    def if_any(ret):
        if len(ret.Calls) == 1:
            return {}
        return ret.Calls.flag(ret.Calls.MILES > most(ret))

    params = {"most": None}
    assert outcome(prepared(Calls="LAchildID MILES\nA 3", params=params), if_any)[0].state == "done"
    check, _ = outcome(prepared(Calls="LAchildID MILES\nA 3\nB 9", params=params), if_any)
    assert check.reason == "It needs the limit: give --most."


@rule("E9", "Elsewhere", tables=["Calls"], fields=["AREA"])
def elsewhere(ret):
    """AREA is not East."""
    return ret.Calls.flag(ret.Calls.AREA != "East")


def test_a_column_is_worked_out_once_where_it_did_not_come_with_the_table(prepared):
    asked_for = []

    @derives("Calls", "AREA")
    def areas(ret, column):
        asked_for.append(column)
        return pd.Series(["East", "West"], index=ret.dataset["Calls"].index)

    ret = prepared(Calls="LAchildID\nA\nB", derivations=[areas])
    assert ret.has_column("Calls", "AREA")
    for _ in range(2):
        check, [part] = outcome(ret, elsewhere)
        assert (check.found, part.rows.tolist()) == (1, [3])
    assert asked_for == ["AREA"]
    given = prepared(Calls="LAchildID AREA\nA West", derivations=[areas])
    assert outcome(given, elsewhere)[0].found == 1
    assert asked_for == ["AREA"]


def test_a_column_that_nothing_works_out_skips_the_rule(prepared):
    check, _ = outcome(prepared(Calls="LAchildID\nA"), elsewhere)
    assert check.state == "skipped"
    assert check.reason == "Calls came without AREA, and it cannot be worked out."


def test_working_out_may_say_why_it_cannot(prepared):
    @derives("Calls", "AREA")
    def areas(ret, column):
        raise Skip("It needs the map.")

    check, _ = outcome(prepared(Calls="LAchildID\nA", derivations=[areas]), elsewhere)
    assert check.reason == "It needs the map."
