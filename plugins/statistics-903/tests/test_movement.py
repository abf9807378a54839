"""Who started and ceased in the year, and UASC among them."""

from __future__ import annotations

import pytest

from cstools_statistics_903.subjects import movement, unaccompanied
from cstools_statistics_903.subjects.unaccompanied import UASC, UASC_CEASED, UASC_STARTED
from cstools_statistics_903.wholes import CEASED, LOOKED_AFTER, STARTED


@pytest.mark.parametrize(
    ("decom", "rne", "legal", "number"),
    [
        ("01/04/2025", "S", "C2", 1),
        ("31/03/2025", "S", "C2", 0),
        ("31/03/2026", "S", "C2", 1),
        ("01/04/2026", "S", "C2", 0),
        ("01/05/2025", "P", "C2", 0),
        ("01/05/2025", "S", "V4", 0),
    ],
)
def test_started(counted, decom, rne, legal, number):
    counts = counted(Episodes=f"CHILD DECOM RNE LS\na {decom} {rne} {legal}")
    assert counts.counts[STARTED] == number


@pytest.mark.parametrize(
    ("dec", "rec", "legal", "number"),
    [
        ("01/04/2025", "E4A", "C2", 1),
        ("31/03/2025", "E4A", "C2", 0),
        ("31/03/2026", "E4A", "C2", 1),
        ("01/04/2026", "E4A", "C2", 0),
        ("01/05/2025", "X1", "C2", 0),
        ("01/05/2025", "-", "C2", 0),
        ("01/05/2025", "E4A", "V3", 0),
    ],
)
def test_ceased(counted, dec, rec, legal, number):
    counts = counted(Episodes=f"CHILD DECOM LS DEC REC\na 01/04/2020 {legal} {dec} {rec}")
    assert counts.counts[CEASED] == number


def test_a_child_counts_once_by_the_first_start_and_the_last_end(counted):
    counts = counted(
        Header="CHILD DOB\na 01/06/2015",
        Episodes="""
            CHILD DECOM      RNE LS CIN DEC        REC
            a     31/05/2025 S   L1 N1  30/06/2025 E4A
            a     01/09/2025 S   C1 N5  02/01/2026 E41
        """,
    ).counts
    assert counts[STARTED] == counts[CEASED] == 1
    assert counts[movement.STARTED_MONTH.cell("May")] == 1
    assert counts[movement.STARTED_AGE.cell("5 to 9")] == 1
    assert counts[movement.STARTED_LEGAL.cell("Detained for child protection")] == 1
    assert counts[movement.STARTED_NEED.cell("Abuse or neglect")] == 1
    assert counts[movement.CEASED_MONTH.cell("Jan")] == 1
    assert counts[movement.CEASED_AGE.cell("10 to 15")] == 1
    assert counts[movement.REASON.cell("Child arrangements order")] == 1


def test_ages_when_ceased_tell_18_apart(counted):
    counts = counted(
        Header="CHILD DOB\na 02/05/2007\nb 01/05/2007\nc -",
        Episodes="""
            CHILD DECOM      DEC        REC
            a     01/05/2020 01/05/2025 E5
            b     01/05/2020 01/05/2025 E17
            c     01/05/2020 01/05/2025 E8
        """,
    ).counts
    assert [counts[cell] for cell in movement.CEASED_AGE.cells] == [0, 0, 0, 0, 1, 1, 1]


EPISODES = """
    CHILD DECOM      RNE DEC        REC
    a     01/05/2025 S   -          -
    b     01/05/2025 S   -          -
    c     01/05/2024 S   01/06/2025 E17
    d     01/05/2024 S   -          -
"""


def test_uasc_status_that_ended_on_the_day_does_not_count(counted):
    counts = counted(
        Header="CHILD DOB\na 31/03/2010\nb 01/04/2010\nc 01/06/2007\nd 01/01/2012",
        Episodes=EPISODES,
        UASC="""
            CHILD DUC
            a     -
            b     01/04/2026
            c     01/06/2025
            d     31/03/2026
        """,
    ).counts
    assert (counts[UASC], counts[LOOKED_AFTER]) == (2, 3)
    assert (counts[UASC_STARTED], counts[STARTED]) == (2, 2)
    assert (counts[UASC_CEASED], counts[CEASED]) == (1, 1)
    assert [counts[cell] for cell in unaccompanied.AGE.cells] == [1, 1, 0]


def test_without_the_table_the_marker_in_header_tells(counted):
    counts = counted(Header="CHILD DOB UASC\na 01/01/2012 1\nb 01/01/2012 0", Episodes=EPISODES)
    assert counts.counts[UASC] == 1


def test_without_either_there_is_no_uasc_figure(counted):
    counts = counted(Header="CHILD DOB\na 01/01/2012", Episodes=EPISODES)
    assert UASC not in counts.counts
