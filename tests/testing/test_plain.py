"""Panels as text that stays the same: plain values, rounding, layout, differences."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools.testing import _plain

FINITE = st.floats(allow_nan=False, allow_infinity=False, width=32)
SCALARS = st.none() | st.booleans() | st.integers() | FINITE | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=30
)


@given(VALUES)
def test_the_layout_is_json_of_the_value(value):
    plain = _plain.value(value)
    assert json.loads(_plain.layout(plain)) == plain
    # A file that is read and compared gives the same text again.
    assert _plain.layout(_plain.value(json.loads(_plain.layout(plain)))) == _plain.layout(plain)


@given(FINITE)
def test_noise_in_the_last_digits_is_no_difference(number):
    noisy = float(np.nextafter(np.nextafter(number, np.inf), np.inf))
    if abs(number) > 1e-300:
        assert _plain.value(noisy) == _plain.value(number)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (66.66665, 66.6667),  # a half: the noise about it must not decide
        (66.66664999999999, 66.6667),
        (1 / 3, 0.333333),
        (1234567.8, 1234570.0),
        (-0.0, 0.0),
        (float("nan"), None),
        (float("inf"), "inf"),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.float64(0.5), 0.5),
        (pd.NA, None),
        (pd.NaT, None),
        (pd.Timestamp("2026-03-31"), "2026-03-31"),
        (pd.Timestamp("2026-03-31 10:30"), "2026-03-31T10:30:00"),
        (dt.date(2026, 3, 31), "2026-03-31"),
        (("a", np.array([1.0, 2.0])), ["a", [1.0, 2.0]]),
        (pd.Period("2026-03", "M"), "2026-03"),
    ],
)
def test_values(value, plain):
    found = _plain.value(value)
    assert found == plain
    assert type(found) is type(plain)
    assert str(found) == str(plain)


def test_keys_are_in_order_and_records_in_lines_of_their_own():
    spec = {"mark": "bar", "data": {"values": [{"b": 1, "a": 2}, {"a": 3, "b": 4}]}, "config": {}}
    assert _plain.layout(_plain.value(spec)) == (
        "{\n"
        '  "config": {},\n'
        '  "data": {\n'
        '    "values": [\n'
        '      {"a": 2, "b": 1},\n'
        '      {"a": 3, "b": 4}\n'
        "    ]\n"
        "  },\n"
        '  "mark": "bar"\n'
        "}\n"
    )


def test_a_table_keeps_its_columns_in_order_and_its_index_when_it_says_something():
    frame = pd.DataFrame({"B": [1.0, None], "A": pd.Categorical(["x", "y"])})
    assert _plain.table(frame) == {"columns": ["B", "A"], "records": [[1.0, "x"], [None, "y"]]}
    grouped = frame.set_index("A")
    assert _plain.table(grouped)["columns"] == ["A", "B"]


def test_two_columns_of_one_name_are_both_there():
    frame = pd.DataFrame([[1, 2]], columns=["A", "A"])
    assert _plain.table(frame) == {"columns": ["A", "A"], "records": [[1, 2]]}


def test_a_long_difference_is_cut():
    before, after = ("\n".join(f"{word} {n}" for n in range(500)) for word in ("a", "b"))
    lines = _plain.difference(before, after, "before", "after").splitlines()
    assert lines[:2] == ["--- before", "+++ after"]
    assert len(lines) == _plain.MOST_LINES + 1
    assert lines[-1] == f"... and {1003 - _plain.MOST_LINES} more lines"
