"""Periods of care in a year, spells over two years, placements."""

from __future__ import annotations

import numpy as np
import pytest

from cstools_ssda903 import care
from cstools_ssda903.care import spans_of


def spans(ret, value) -> list[tuple[str, str, str]]:
    table = spans_of(ret, value)
    days = {
        name: table[name].dt.strftime("%d/%m/%Y").fillna("-").tolist() for name in ("START", "END")
    }
    return list(zip(table["CHILD"], days["START"], days["END"], strict=True))


def test_a_period_of_care_goes_on_over_moves_and_opens_after_a_gap(opened):
    ret = opened(
        """
        A 01/05/2025 S C2 U4 01/06/2025 X1
        A 01/06/2025 P C2 K1 01/07/2025 E4A
        A 02/07/2025 S C2 U4 -          -
        B 01/05/2025 S C2 U4 01/06/2025 X1
        B 01/06/2025 L C1 U4 -          -
        B -          P C2 U4 -          -
        """
    )
    assert spans(ret, care.periods(ret)) == [
        ("A", "01/05/2025", "01/07/2025"),
        ("A", "02/07/2025", "-"),
        ("B", "01/05/2025", "-"),
    ]


def test_periods_go_by_dates_only_and_spells_by_the_reason_too(opened):
    """Back on the day on which the child left, with a new start."""
    ret = opened(
        """
        A 01/05/2025 S C2 U4 01/06/2025 E4A
        A 01/06/2025 S C2 K1 -          -
        """
    )
    assert spans(ret, care.periods(ret)) == [("A", "01/05/2025", "-")]
    assert spans(ret, care.spells(ret)) == [
        ("A", "01/05/2025", "01/06/2025"),
        ("A", "01/06/2025", "-"),
    ]


def test_short_breaks_are_periods_and_no_spells(opened):
    ret = opened("A 01/05/2025 S V4 U4 08/05/2025 E4A\na 01/07/2025 S C2 U4 - -")
    assert len(care.periods(ret).start) == 2
    assert spans(ret, care.spells(ret)) == [("A", "01/07/2025", "-")]


def test_a_spell_goes_on_from_last_years_return(opened):
    ret = opened(
        "A 01/02/2025 P C2 U4 01/06/2025 X1\na 01/06/2025 P C2 K1 - -",
        last_year="A 01/05/2024 S C2 U4 01/02/2025 X1\na 01/02/2025 P C2 U4 - -",
    )
    spells = care.spells(ret)
    assert spans(ret, spells) == [("A", "01/05/2024", "-")]
    assert spells.whole.tolist() == [True]
    assert (spells.first.tolist(), spells.last.tolist()) == ([0], [2])
    assert len(care.history(ret)) == 3


def test_without_last_years_return_its_beginning_is_not_known(opened):
    ret = opened("A 01/02/2025 P C2 U4 01/06/2025 X1\na 01/06/2025 P C2 K1 - -")
    spells = care.spells(ret)
    assert spans(ret, spells) == [("A", "01/02/2025", "-")]
    assert spells.whole.tolist() == [False]


def test_a_spell_that_ended_last_year_is_one_of_its_own(opened):
    ret = opened(
        "A 01/06/2025 S C2 U4 - -",
        last_year="A 01/05/2024 S C2 U4 01/02/2025 E4A\nb 01/05/2024 S C2 U4 - -",
    )
    assert spans(ret, care.spells(ret)) == [
        ("A", "01/05/2024", "01/02/2025"),
        ("A", "01/06/2025", "-"),
    ]


def test_an_end_that_last_year_left_open_counts_as_this_year_has_it(opened):
    ret = opened("A 01/05/2024 S C2 U4 31/03/2026 E4A", last_year="A 01/05/2024 S C2 U4 - -")
    assert spans(ret, care.spells(ret)) == [("A", "01/05/2024", "31/03/2026")]


def test_an_end_that_cannot_be_read_is_not_open(opened):
    ret = opened("A 01/05/2025 S C2 U4 31/31/2026 E4A\nb 01/04/2026 S C2 U4 - -")
    assert len(care.spells(ret)) == 0


@pytest.mark.parametrize(
    ("episodes", "number"),
    [
        ("A 01/05/2025 S C2 U4 - -", 1),
        ("A 01/05/2025 S C2 U4 01/06/2025 X1\na 01/06/2025 P C2 K1 - -", 2),
        ("A 01/05/2025 S C2 U4 01/06/2025 X1\na 01/06/2025 L C1 U4 - -", 1),
        ("A 01/05/2025 S C2 U4 01/06/2025 X1\na 01/06/2025 T C2 U1 - -", 1),
        (
            """
            A 01/05/2025 S C2 U4 01/06/2025 X1
            A 01/06/2025 P C2 T1 05/06/2025 X1
            A 05/06/2025 P C2 U4 -          -
            """,
            1,
        ),
        (
            """
            A 01/05/2025 S C2 U4 01/06/2025 X1
            A 01/06/2025 P C2 T1 05/06/2025 X1
            A 05/06/2025 P C2 K1 -          -
            """,
            2,
        ),
    ],
)
def test_placements(opened, episodes, number):
    ret = opened(episodes)
    placements = care.placements(ret)
    assert len(placements.beginnings) == len(placements.ends) == number
    rows = care.looked_after(ret)
    [place] = placements.current(rows)
    begins = int(placements.first[place])
    assert placements.before(place) == (begins if number == 1 else 0)
    assert np.isnat(placements.ends[-1])


def test_an_empty_return_has_nothing(opened):
    ret = opened("- - - - - - -")
    assert len(care.spells(ret)) == len(care.periods(ret).start) == len(care.looked_after(ret)) == 0
    assert len(care.placements(ret).beginnings) == 0
