"""Findings of two tools matched by rule, table and row, against a search one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cstools.comparison.rule_line import MATCHED, match
from cstools.data.findings import Flagged, collect, empty

RULES, TABLES, SEVERITIES = ["1", "10", "2a"], ["Header", "Épisodes"], ["error", "query", "info"]
KEYS = st.tuples(st.sampled_from(RULES), st.sampled_from(TABLES), st.integers(2, 6))
LISTS = st.dictionaries(
    KEYS,
    st.tuples(st.sampled_from(SEVERITIES), st.sampled_from(["a", "b", None])),
    max_size=12,
)


def findings(found):
    return collect(
        Flagged(rule, severity, table, np.array([row]), [child], ("X", "Y"), f"About {rule}")
        for (rule, table, row), (severity, child) in found.items()
    )


def one_by_one(first, second):
    for key in sorted({*first, *second}):
        by = "both" if key in first and key in second else "first" if key in first else "second"
        child = (first.get(key) or second[key])[1]
        if child is None and key in second:
            child = second[key][1]
        yield (by, *key, child, *((side.get(key) or (None,))[0] for side in (first, second)))


@settings(max_examples=40, deadline=None)
@given(LISTS, LISTS)
def test_matches_as_a_search_one_by_one_does(first, second):
    matched = match(findings(first), findings(second))
    assert tuple(matched.columns) == MATCHED
    columns = ["by", "rule", "table", "row", "child", "severity_first", "severity_second"]
    plain = matched[columns].astype(object)
    rows = plain.where(plain.notna(), None).itertuples(index=False, name=None)
    assert list(rows) == list(one_by_one(first, second))
    assert matched["title"].tolist() == [f"About {rule}" for rule in matched["rule"]]


@settings(max_examples=40, deadline=None)
@given(LISTS)
def test_the_same_findings_are_by_both(found):
    assert set(match(findings(found), findings(found))["by"]) <= {"both"}
    assert set(match(findings(found), empty())["by"]) <= {"first"}
    assert set(match(empty(), findings(found))["by"]) <= {"second"}


def test_a_hundred_thousand_findings():
    rows = np.arange(2, 50_002)

    def half(shift):
        return collect(
            Flagged(rule, "error", "Episodes", rows + shift, [None] * len(rows), ("X",), "Wrong")
            for rule in ("1", "2")
        )

    counts = match(half(0), half(10_000))["by"].value_counts()
    assert counts.to_dict() == {"both": 80_000, "first": 20_000, "second": 20_000}
