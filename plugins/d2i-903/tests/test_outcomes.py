"""Rules are run, and what they flag is brought back to the records."""

from __future__ import annotations

import logging
import sys
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools import Dataset
from cstools_d2i_903.outcomes import copied, positions, run

from .conftest import Rule

SECRET = "SECRET-CELL"


def header() -> pd.DataFrame:
    """Three children in the lines 2, 5 and 6 of their file."""
    cells = {"CHILD": ["A", None, "C"], "SEX": ["1", "2", SECRET]}
    return pd.DataFrame(cells, dtype="str").assign(row=np.array([2, 5, 6]))


@pytest.fixture
def judge():
    """Run one rule and give what came of it."""

    def judge(rule: Rule, **store):
        given = {"Header": header().drop(columns="row"), "metadata": {}, **store}
        dataset = Dataset({"Header": header()})
        known = ("Header", "Episodes", "OC3")
        [outcome] = run([rule], given, dataset, known, isolated=True)
        return outcome

    return judge


def test_what_a_rule_flags_has_our_rows_and_children(judge):
    outcome = judge(Rule("101", lambda data: {"Header": data["Header"].index[[2, 0]].to_list()}))
    [part] = outcome.flagged
    assert part.table == "Header"
    assert part.rows.tolist() == [2, 6]
    assert list(part.children) == ["A", "C"]
    assert part.fields == ("SEX",)
    assert part.severity == "error"
    assert part.title == "Something is wrong."
    assert (outcome.check.state, outcome.check.found) == ("done", 2)


def test_a_record_named_twice_is_one_finding(judge):
    assert judge(Rule("1", lambda _: {"Header": [1, 1, 1.0, None, np.nan]})).check.found == 1


def test_records_that_do_not_exist_are_counted_and_left_out(judge):
    outcome = judge(Rule("1", lambda _: {"Header": [0, 3, -1, "x"], "Nowhere": [0]}))
    assert outcome.check.found == 1
    assert outcome.nowhere == 4
    assert outcome.note.startswith("Rule 1 named 4 records that are not in the return")


def test_fields_are_those_of_the_table(judge):
    rule = Rule("1", lambda _: {"Header": [0]}, affected_fields=["SEX", "DECOM"])
    assert judge(rule).flagged[0].fields == ("SEX",)
    other = Rule("1", lambda _: {"Header": [0]}, affected_fields=None)
    assert judge(other).flagged[0].fields == ("CHILD",)


def test_a_rule_that_flags_nothing_was_done(judge):
    outcome = judge(Rule("1", lambda _: {"Header": []}))
    assert (outcome.check.state, outcome.check.found, outcome.flagged) == ("done", 0, [])


@pytest.mark.parametrize(
    ("tables", "reason"),
    [
        (["Episodes"], "Episodes was not given."),
        (["Episodes", "OC3"], "Episodes and OC3 were not given."),
        (["Header", "Header_last"], "Last year's Header was not given."),
        (["Header", "Provider Info"], "It needs the provider lists: give --providers."),
        (["OC3", "Header_last"], "OC3 was not given. Last year's Header was not given."),
    ],
)
def test_a_skipped_rule_says_what_it_lacks(judge, tables, reason):
    check = judge(Rule("1", tables=tables)).check
    assert (check.state, check.reason) == ("skipped", reason)


def test_a_rule_that_skips_without_lacking_anything_says_so(judge):
    assert judge(Rule("1")).check.reason.startswith("It gave no answer")
    both = Rule("1", tables=["Header", "Provider Info"])
    check = judge(both, metadata={"provider_info": pd.DataFrame()}).check
    assert check.reason.startswith("It gave no answer")


def breaks(data):
    raise ValueError(data["Header"]["SEX"][2])


def gives_no_answer(_):
    return None


def gives_no_list(_):
    return {"Header": None}


@pytest.mark.parametrize("func", [breaks, gives_no_answer, gives_no_list])
def test_a_rule_that_breaks_is_failed_and_quotes_no_cell(judge, func):
    outcome = judge(Rule("1", func))
    assert outcome.check.state == "failed"
    assert outcome.check.reason.startswith("It stopped with ")
    assert SECRET not in outcome.check.reason
    assert outcome.flagged == []


def test_a_rule_that_breaks_does_not_stop_the_next():
    rules = [Rule("1", breaks), Rule("2", lambda _: {"Header": [0]})]
    store = {"Header": header(), "metadata": {}}
    outcomes = list(run(rules, store, Dataset({"Header": header()}), (), isolated=False))
    assert [outcome.check.state for outcome in outcomes] == ["failed", "done"]


def tells_everything(data):
    cell = data["Header"]["SEX"][2]
    print(cell)  # noqa: T201 - rules do
    print(cell, file=sys.stderr)  # noqa: T201
    warnings.warn(cell, stacklevel=1)
    log = logging.getLogger("lac_validator.rules.one")
    log.error("%s", cell)
    try:
        raise ValueError(cell)
    except ValueError:
        log.exception("Rule failed to run!")
    return {"Header": []}


def test_nothing_a_rule_prints_logs_or_warns_is_heard(judge, capfd, caplog):
    logging.getLogger("lac_validator").setLevel(logging.DEBUG)
    judge(Rule("1", tells_everything))
    assert capfd.readouterr() == ("", "")
    assert caplog.text == ""
    assert logging.getLogger("lac_validator").level == logging.DEBUG
    logging.getLogger("lac_validator").setLevel(logging.NOTSET)


def closes_all(data):
    data["Header"].loc[:, "SEX"] = "9"
    data["metadata"]["lists"].loc[:, "URN"] = "9"
    return {"Header": []}


def test_isolated_rules_cannot_disturb_each_other():
    store = {"Header": header(), "metadata": {"lists": pd.DataFrame({"URN": ["1"]})}}
    own = copied(store, isolated=True)
    closes_all(own)
    assert store["Header"]["SEX"].tolist() == ["1", "2", SECRET]
    assert store["metadata"]["lists"]["URN"].tolist() == ["1"]
    assert own["Header"]["SEX"].tolist() == ["9"] * 3


@pytest.mark.parametrize("shared", [True, False])
def test_a_rule_that_ran_on_ends_filled_by_another_says_so(shared):
    """Only rules after it that look at episodes, and only when cells were overwritten for them."""
    ends = pd.DataFrame({"CHILD": ["A", "B"], "DEC": ["01/05/2025", None]}, dtype="str")
    dataset = Dataset({"Header": header(), "Episodes": ends.assign(row=np.array([2, 3]))})
    store = {"Header": header(), "Episodes": ends, "metadata": {}}

    def fills(data):
        # A pandas before 3 shares the cells of such a copy, which is how it happens there.
        (store if shared else data)["Episodes"].loc[:, "DEC"] = "31/03/2026"
        return {"Episodes": []}

    rules = [
        Rule("1", lambda _: {"Episodes": []}, tables=["Episodes"]),
        Rule("2", fills, tables=["Episodes"]),
        Rule("3", lambda _: {"Header": []}, tables=["Header"]),
        Rule("4", lambda _: {"Episodes": []}, tables=["Episodes"]),
    ]
    went = run(rules, store, dataset, ("Header", "Episodes"), isolated=not shared)
    reasons = [one.check.reason for one in went]
    said = "Rule 2 had filled blank ends of episodes before it ran; with --isolate-rules it sees"
    assert reasons[:3] == ["", "", ""]
    assert reasons[3].startswith(said) is shared
    assert bool(reasons[3]) is shared


def test_rules_that_share_data_keep_columns_they_add_to_themselves():
    store = {"Header": header(), "metadata": {}}
    one = copied(store, isolated=False)
    one["Header"]["NEW"] = 1
    assert "NEW" not in store["Header"]
    assert one["metadata"] is store["metadata"]


@given(
    values=st.lists(st.one_of(st.none(), st.integers(-3, 12), st.floats(width=32), st.text())),
    records=st.integers(0, 9),
)
def test_positions_are_records_of_the_table(values, records):
    found, lost = positions(values, records)
    assert found.dtype == np.int64
    assert sorted(set(found.tolist())) == found.tolist()
    assert all(0 <= place < records for place in found)
    assert lost <= len(values)
    whole = {value for value in values if isinstance(value, int) and 0 <= value < records}
    assert whole <= set(found.tolist())


def test_rules_that_look_at_the_authority_are_skipped_where_it_is_not_known():
    def compares(store):
        return {"Header": [n for n in range(2) if store["metadata"]["localAuthority"]]}

    def asks_where(store):
        return {"Header": [0 for name in ("PL_LOCATION",) if name not in store]}

    rules = [Rule("1", compares), Rule("2", asks_where), Rule("3", lambda _: {"Header": [0]})]
    store = {"Header": header(), "metadata": {"localAuthority": "E09000024"}}
    data = Dataset({"Header": header()})

    def outcomes(**given):
        return list(run(rules, store, data, (), isolated=False, **given))

    assert [one.check.state for one in outcomes()] == ["done"] * 3
    skipped = outcomes(no_authority="It is not known.")
    assert [one.check.state for one in skipped] == ["skipped", "skipped", "done"]
    assert skipped[0].check.reason == "It is not known."
    assert not skipped[0].flagged
