"""Placements in the year, and two years in the same one."""

from __future__ import annotations

import pytest

from cstools_statistics_903.subjects.stability import LONG, NUMBER, STAYED, UNSURE

HEAD = "CHILD DECOM RNE PLACE PL_POST DEC\n"
OLD = "a 01/01/2024 S U6 AA11AA "


def number(counts):
    return [counts.counts[cell] for cell in NUMBER.cells].index(1) + 1


@pytest.mark.parametrize(
    ("episodes", "placements"),
    [
        (f"{OLD} -", 1),
        # open on 1 April, open on 31 March: both count
        (f"{OLD} 01/04/2025\na 01/04/2025 P U6 BB11BB 31/03/2026\na 31/03/2026 P K2 CC11CC -", 3),
        # the first ended the day before the year
        (f"{OLD} 31/03/2025\na 31/03/2025 P U6 BB11BB 31/03/2026\na 31/03/2026 P K2 CC11CC -", 2),
        # legal status, and changes with the same carer, are no new placement
        (f"{OLD} 01/05/2025\na 01/05/2025 L U6 AA11AA 01/06/2025\na 01/06/2025 T A5 AA11AA -", 1),
        (f"{OLD} 01/05/2025\na 01/05/2025 B U6 BB11BB 01/06/2025\na 01/06/2025 U A5 BB11BB -", 2),
        # there and back again: the temporary placement is none
        (f"{OLD} 01/05/2025\na 01/05/2025 P T1 HH11HH 09/05/2025\na 09/05/2025 P U6 AA11AA -", 1),
        (f"{OLD} 01/05/2025\na 01/05/2025 P T1 HH11HH 09/05/2025\na 09/05/2025 P U6 CC11CC -", 2),
        # less than a day
        (f"{OLD} 01/05/2025\na 01/05/2025 P K2 BB11BB 01/05/2025\na 01/05/2025 P K2 CC11CC -", 2),
        # in temporary placements only
        ("a 01/05/2025 S T4 AA11AA -", 1),
        # back in care after a gap, in the same place
        (f"{OLD} 01/05/2025\na 01/06/2025 S U6 AA11AA -", 2),
    ],
)
def test_placements_in_the_year(counted, episodes, placements):
    assert number(counted(Episodes=HEAD + episodes)) == placements


def test_four_are_three_or_more(counted):
    months = ["05", "06", "07", "08"]
    lines = [
        f"a 01/{month}/2025 P K2 P{month} {end}"
        for month, end in zip(months, ["01/06/2025", "01/07/2025", "01/08/2025", "-"], strict=True)
    ]
    counts = counted(Episodes=HEAD + "\n".join(lines))
    assert number(counts) == 3


def length(counted, episodes, dob="01/04/2010", **last):
    counts = counted(Header=f"CHILD DOB\na {dob}", Episodes=HEAD + episodes, **last).counts
    return counts[LONG], counts[STAYED], counts[UNSURE]


@pytest.mark.parametrize(
    ("start", "counts"),
    [
        ("30/09/2023", (1, 1, 0)),  # 2½ years to the day
        ("01/10/2023", (0, 0, 0)),
    ],
)
def test_two_and_a_half_years_in_care(counted, start, counts):
    assert length(counted, f"a {start} S U6 AA11AA -") == counts


@pytest.mark.parametrize(("moved", "stayed"), [("31/03/2024", 1), ("01/04/2024", 0)])
def test_two_years_in_the_placement(counted, moved, stayed):
    episodes = f"a 01/01/2020 S U6 AA11AA {moved}\na {moved} P U6 BB11BB -"
    assert length(counted, episodes) == (1, stayed, 0)


@pytest.mark.parametrize(("dob", "long"), [("31/03/2010", 0), ("01/04/2010", 1)])
def test_only_those_under_16(counted, dob, long):
    assert length(counted, "a 01/01/2020 S U6 AA11AA -", dob=dob)[0] == long


def test_adoption_adds_the_placement_before(counted):
    before = "a 01/01/2020 S U1 AA11AA 01/06/2023\na 01/06/2023 P U6 BB11BB 01/06/2025\n"
    assert length(counted, before + "a 01/06/2025 P A5 CC11CC -") == (1, 1, 0)
    assert length(counted, before + "a 01/06/2025 P U6 CC11CC -") == (1, 0, 0)


def test_a_gap_begins_a_new_period(counted):
    episodes = "a 01/01/2020 S U6 AA11AA 01/06/2025\na 02/06/2025 P U6 AA11AA -"
    assert length(counted, episodes) == (0, 0, 1)


def test_a_move_lately_leaves_the_length_open_until_last_year_tells(counted):
    this_year = "a 01/06/2025 L U6 AA11AA -"
    assert length(counted, this_year) == (0, 0, 1)
    # Open last year and not repeated: nothing says when it ended.
    last = {"Episodes": HEAD + "a 01/01/2022 S U6 AA11AA -"}
    assert length(counted, this_year, last_year=last) == (0, 0, 1)
    this_year = "a 01/01/2022 S U6 AA11AA 01/06/2025\n" + this_year
    assert length(counted, this_year) == (1, 1, 0)


def test_last_years_episodes_reach_further_back(counted):
    this_year = "a 01/02/2025 L U6 AA11AA -"
    last = {
        "Episodes": HEAD + "a 01/01/2022 S U6 AA11AA 01/02/2025\na 01/02/2025 L U6 AA11AA -",
    }
    assert length(counted, this_year) == (0, 0, 1)
    assert length(counted, this_year, last_year=last) == (1, 1, 0)
