"""Rules that work on whole columns give what a plain reading, row by row, gives."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

YEAR_END = dt.date(2027, 3, 31)
CHILDREN = st.sampled_from(["1", "2", None])
DAYS = st.integers(1, 12).map(lambda day: f"{day:02}/06/2026")
DATES = st.one_of(DAYS, st.sampled_from([None, "nonsense", "28/03/2027"]))
LEGAL = st.sampled_from(["L1", "L3", "C2", None])
ENDS = st.sampled_from(["X1", "E3", "E11", None])
RECORDS = st.lists(st.tuples(CHILDREN, DATES, DATES, LEGAL, ENDS), max_size=9)
COLUMNS = ["CHILD", "DECOM", "DEC", "LS", "REC"]


@pytest.fixture(scope="module")
def findings(run_tool):
    """Places of the records that a rule marks."""

    def run(code, records, last_year=None):
        result = run_tool(
            "validate-903",
            {"Episodes": pd.DataFrame(records, columns=COLUMNS, dtype="str")},
            collection_year=2027,
            rules=[code],
            last_year=None if last_year is None else {"Episodes": last_year},
        )
        assert [check.state for check in result.checks] == ["done"]
        return sorted(result.findings["row"] - 2)

    return run


def day(text):
    return None if text in (None, "nonsense") else dt.datetime.strptime(text, "%d/%m/%Y").date()


def in_order(records, undated=dt.date.max):
    """(place, child, start, end, legal status, end reason) of each child, by start."""
    read = [
        (place, child, day(start), day(end), legal, reason)
        for place, (child, start, end, legal, reason) in enumerate(records)
    ]
    return {
        child: sorted((r for r in read if r[1] == child), key=lambda r: (r[2] or undated, r[0]))
        for child in ("1", "2")
    }


def too_long(runs, lasted, most):
    return sorted(row[0] for run in runs if lasted(run) > most for row in run)


@settings(max_examples=25, deadline=None)
@given(RECORDS)
def test_361_exact_runs(findings, records):
    runs = []
    for rows in in_order(records).values():
        before = None
        for row in rows:
            own = row[4] == "L1" and row[2] is not None
            joins = before is not None and before[4] == "L1" and (before[3] or YEAR_END) == row[2]
            if own and joins:
                runs[-1].append(row)
            elif own:
                runs.append([row])
            before = row

    def lasted(run):
        return (max(row[3] or YEAR_END for row in run) - min(row[2] for row in run)).days

    assert findings("361", records) == too_long(runs, lasted, 3)


@settings(max_examples=25, deadline=None)
@given(RECORDS)
def test_363_touching_runs(findings, records):
    def end(row):
        return YEAR_END if records[row[0]][2] is None else row[3]

    runs = []
    for rows in in_order(records).values():
        own = [row for row in rows if row[4] == "L3" and row[2] is not None]
        for place, row in enumerate(own):
            last = end(own[place - 1])
            if place == 0 or (last is not None and row[2] > last):
                runs.append([])
            runs[-1].append(row)

    def lasted(run):
        return sum((end(row) - row[2]).days for row in run if end(row))

    assert findings("363", records) == too_long(runs, lasted, 7)


@settings(max_examples=25, deadline=None)
@given(RECORDS)
def test_388_end_and_next_start(findings, records):
    undated = dt.date(1901, 1, 1)
    marked = []
    for rows in in_order(records, undated).values():
        for place, row in enumerate(rows):
            end, reason = row[3], row[5]
            if end is None or reason is None:
                continue
            following = rows[place + 1 :]
            agrees = bool(following) and end == (following[0][2] or undated)
            if (reason == "X1") != agrees:
                marked.append(row[0])
    assert findings("388", records) == sorted(marked)


@settings(max_examples=25, deadline=None)
@given(RECORDS, st.none() | RECORDS)
def test_199_after_adoption(findings, records, records_last_year):
    this_year, last_year = in_order(records), in_order(records_last_year or [])
    marked = []
    for child, rows in this_year.items():
        both = [(row[2], 0, row[0], row[5]) for row in rows if row[2]]
        both += [(row[2], 1, row[0], row[5]) for row in last_year[child] if row[2]]
        adopted = False
        for _, year, place, reason in sorted(both, key=lambda row: row[:3]):
            if adopted and year == 0:
                marked.append(place)
            adopted = adopted or reason == "E11"
    last = (
        None
        if records_last_year is None
        else pd.DataFrame(records_last_year, columns=COLUMNS, dtype="str")
    )
    assert findings("199", records, last) == sorted(marked)
