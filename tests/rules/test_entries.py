"""Building blocks on cells and spans, and reasons of a difference."""

from __future__ import annotations

import pytest

from cstools.rules import (
    any_blank,
    any_filled,
    anywhere,
    because,
    begins_too_soon,
    repeated_key,
    row,
    same_entry,
    unknown_code,
    unreadable_date,
    with_child,
)
from cstools.testing import starred

CALLS = """
    LAchildID DAY        END
    A         31/02/2025 31/02/2025 *
    A         -          01/05/2025
    B         01/05/2025 -
    -         -          -
    -         01/05/2025 01/05/2025
"""


@pytest.fixture
def ret(prepared):
    return prepared(Calls=CALLS, People="LAchildID SEX\nA M\nB 1\nB -")


def rows(flags):
    [(_, mask)] = flags.items()
    return [place + 2 for place in mask.nonzero()[0]]


def test_cells(ret):
    calls = ret.Calls
    assert any_filled(calls, ["DAY", "END"]).tolist() == [True, True, True, False, True]
    assert any_blank(calls, ["DAY", "END"]).tolist() == [False, True, True, True, False]
    assert same_entry(calls, "DAY", calls, "END").tolist() == [True, False, False, False, True]
    assert len(with_child(calls)) == 3


def test_flags(ret):
    assert rows(unreadable_date(ret, "Calls", "DAY")) == starred(CALLS)
    assert rows(unknown_code(ret, "People", "SEX")) == [3]
    assert rows(repeated_key(ret, "People")) == [3, 4]


SPANS = """
    LAchildID DAY        END
    A         01/05/2025 10/05/2025
    A         10/05/2025 11/05/2025
    A         10/05/2025 12/05/2025 *
    B         01/05/2025 -
    B         03/05/2025 04/05/2025 *
    C         01/05/2025 02/05/2025
"""


def test_a_span_begins_before_the_one_before_it_is_over(prepared):
    calls = prepared(Calls=SPANS).Calls
    assert rows(begins_too_soon(calls, "DAY", "END")) == starred(SPANS)


def test_reasons():
    reason = because("Blanks are left out.", row("own", missing=("DAY",)), anywhere("Calls"))
    assert reason.reason == "Blanks are left out."
    assert [(one.by, one.table, one.missing) for one in reason.fits] == [
        ("own", "", ("DAY",)),
        ("", "Calls", ()),
    ]
