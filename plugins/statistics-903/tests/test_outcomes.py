"""Missing, reviews, health and care leavers."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from cstools_statistics_903.subjects import care_leavers, health, missing
from cstools_statistics_903.subjects.reviews import DUE, ON_TIME
from cstools_statistics_903.wholes import ALL_YEAR, IN_YEAR
from cstools_statistics_903.working_days import working_days_after

# -- missing ---------------------------------------------------------------------------------------


def test_missing_counts_children_and_incidents(counted):
    counts = counted(
        Episodes="""
            CHILD DECOM      LS DEC
            a     01/05/2020 C2 -
            b     01/05/2020 C2 01/04/2025
            c     01/05/2020 C2 31/03/2025
            d     01/05/2020 V4 -
            e     31/03/2026 C2 -
        """,
        Missing="""
            CHILD MISSING MIS_START  MIS_END
            a     M       01/03/2025 01/04/2025
            a     M       01/06/2025 02/06/2025
            a     M       31/03/2026 -
            a     M       01/04/2026 -
            a     M       01/03/2025 31/03/2025
            a     A       01/07/2025 02/07/2025
            b     M       01/03/2025 -
            c     M       01/06/2025 02/06/2025
            d     M       01/06/2025 02/06/2025
            z     M       01/06/2025 02/06/2025
            -     M       01/06/2025 02/06/2025
            e     X       31/03/2026 -
        """,
    )
    assert counts.counts[IN_YEAR] == 3
    assert counts.counts[missing.MISSING] == 2
    assert counts.counts[missing.incidents(missing.MISSING)] == 4
    average = counts.averages[missing.incidents(missing.MISSING)]
    assert (average.total, average.number) == (4, 2)
    assert counts.counts[missing.AWAY] == counts.counts[missing.incidents(missing.AWAY)] == 1


# -- reviews ---------------------------------------------------------------------------------------


def reviewed(counted, start, *dates, rne="S", **more):
    rows = "\n".join(f"a {date}" for date in dates)
    counts = counted(
        Episodes=f"CHILD DECOM RNE\na {start} {rne}", Reviews=f"CHILD REVIEW\n{rows}", **more
    ).counts
    return counts[DUE], counts[ON_TIME]


@pytest.mark.parametrize(
    ("start", "dates", "expected"),
    [
        # 20 working days from 2 June 2025 (no holiday among them) are up on 30 June
        ("02/06/2025", ["30/06/2025", "30/09/2025", "30/03/2026"], (1, 1)),
        ("02/06/2025", ["01/07/2025", "30/09/2025", "30/03/2026"], (1, 0)),
        ("02/06/2025", ["30/06/2025", "01/10/2025", "30/03/2026"], (1, 0)),
        ("02/06/2025", ["30/06/2025", "30/09/2025", "31/03/2026"], (1, 0)),
        # none held since September, and one was due by 30 March
        ("02/06/2025", ["30/06/2025", "30/09/2025"], (1, 0)),
        ("02/06/2025", [], (1, 0)),
        # Good Friday and Easter Monday 2025, the two May holidays
        ("14/04/2025", ["15/05/2025", "15/08/2025", "15/02/2026"], (1, 1)),
        ("14/04/2025", ["16/05/2025", "15/08/2025", "15/02/2026"], (1, 0)),
        # the first is due on 31 March, and not before
        ("03/03/2026", ["31/03/2026"], (1, 1)),
        ("03/03/2026", [], (1, 0)),
        ("04/03/2026", [], (0, 0)),
        # began earlier: next by six months after the last day of the year before
        ("01/01/2020", ["30/09/2025", "30/03/2026"], (1, 1)),
        ("01/01/2020", ["01/10/2025", "30/03/2026"], (1, 0)),
        ("01/01/2020", ["30/09/2025"], (1, 0)),
    ],
)
def test_reviews_on_time(counted, start, dates, expected):
    assert reviewed(counted, start, *dates) == expected


def test_last_years_reviews_tell_more(counted):
    days = ["30/09/2025", "30/03/2026"]
    last = {
        "Episodes": "CHILD DECOM RNE\na 01/01/2020 S",
        "Reviews": "CHILD REVIEW\na 01/01/2025\na 01/01/2025",
    }
    assert reviewed(counted, "01/01/2020", *days) == (1, 1)
    assert reviewed(counted, "01/01/2020", *days, last_year=last) == (1, 0)
    # One that was late last year is not late this year.
    last["Reviews"] = "CHILD REVIEW\na 31/03/2025"
    assert reviewed(counted, "01/01/2020", *days, last_year=last) == (1, 1)


def test_a_review_of_an_earlier_period_does_not_count(counted):
    assert reviewed(counted, "02/06/2025", "01/05/2025", "30/06/2025", "30/12/2025") == (1, 0)


@pytest.mark.parametrize(
    ("day", "after"),
    [
        ("2025-12-24", "2025-12-29"),  # Christmas and Boxing Day, then a weekend
        ("2021-12-24", "2021-12-29"),  # both on a weekend, Monday and Tuesday instead
        ("2022-12-23", "2022-12-28"),
        ("2023-12-29", "2024-01-02"),
        ("2022-06-01", "2022-06-06"),  # two holidays for the jubilee
        ("2022-05-27", "2022-05-30"),  # moved that year
        ("2022-09-16", "2022-09-20"),
        ("2023-05-05", "2023-05-09"),
        ("2024-03-28", "2024-04-02"),
        ("2019-04-18", "2019-04-23"),
        ("2025-08-22", "2025-08-26"),
    ],
)
def test_next_working_day(day, after):
    days = working_days_after(np.array([day], dtype="datetime64[D]"), 1)
    assert days.tolist() == [dt.date.fromisoformat(after)]


# -- health ----------------------------------------------------------------------------------------


def test_health_of_those_looked_after_all_year(counted):
    year = counted(
        Header="""
            CHILD DOB
            a     01/04/2021
            b     31/03/2021
            c     31/03/2016
            d     01/04/2016
            e     01/01/2015
            f     31/03/2009
            g     01/01/2015
        """,
        Episodes="""
            CHILD DECOM      RNE LS DEC        REC
            a     01/04/2025 S   C2 -          -
            b     01/01/2024 S   C2 -          -
            c     01/01/2024 S   C2 -          -
            d     01/01/2024 S   C2 -          -
            e     02/04/2025 S   C2 -          -
            f     01/01/2024 S   C2 -          -
            g     01/01/2024 S   C2 31/03/2026 E4A
        """,
        OC2="CHILD SDQ_SCORE CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT"
        " SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED"
        """
            a 10 1 1 1 1 1 0 1 0
            b 13 0 1 1 0 1 0 0 0
            c 14 1 0 0 0 1 1 1 0
            d 17 1 0 0 0 0 1 0 1
            e 40 1 1 1 1 1 1 1 1
        """,
    )
    counts = year.counts
    assert counts[ALL_YEAR] == 5
    assert counts[health.NO_RECORD] == 1
    assert counts["HEALTH_ASSESSMENT"] == 3
    assert counts["IMMUNISATIONS"] == 2
    assert counts["TEETH_CHECK"] == 1
    assert (counts["HEALTH_CHECK"], counts[health.UNDER_FIVE]) == (1, 1)
    assert (counts["CONVICTED"], counts[health.TEN_AND_OVER]) == (1, 2)
    assert counts[health.SUBSTANCE] == 2
    assert counts["INTERVENTION_RECEIVED"] == counts["INTERVENTION_OFFERED"] == 1
    # f turned 17 on the day
    assert (counts[health.SCORED], counts[health.SDQ_AGE]) == (3, 3)
    assert [counts[cell] for cell in health.SDQ_BAND.cells] == [1, 1, 1, 0]
    assert year.averages[health.SDQ].total == 44


@pytest.mark.parametrize("score", ["-", "41", "-1", "12.5", "X"])
def test_a_score_that_is_none_does_not_count(counted, score):
    counts = counted(
        Header="CHILD DOB\na 01/01/2015",
        Episodes="CHILD DECOM\na 01/01/2020",
        OC2=f"CHILD SDQ_SCORE\na {score}",
    )
    assert (counts.counts[health.SCORED], counts.counts[health.SDQ_AGE]) == (0, 1)
    assert health.SDQ not in counts.averages


# -- care leavers ----------------------------------------------------------------------------------


def test_care_leavers(counted):
    counts = counted(
        OC3="""
            CHILD DOB        IN_TOUCH ACTIV ACCOM
            a     31/03/2009 YES      F1    B1
            b     01/04/2009 YES      F1    B1
            c     01/04/2006 NO       G4    S2
            d     31/03/2007 REFU     0     0
            e     31/03/2005 NREQ     P5    G1
            f     01/04/2004 YES      G6    U2
            g     31/03/2004 YES      F1    B1
            h     01/01/2005 DIED     F1    B1
            i     01/01/2005 RHOM     F1    B1
            a     31/03/2009 NO       G5    B2
            j     -          YES      F1    B1
        """
    ).counts
    young, old = care_leavers.YOUNGER, care_leavers.OLDER
    # b is 16, g is 22, j has no date of birth
    assert (counts[young.whole], counts[old.whole]) == (1, 4)
    assert counts[care_leavers.LEFT_OUT] == 2
    assert (counts[young.engaged], counts[old.engaged]) == (1, 1)
    assert [counts[cell] for cell in old.accommodation.cells] == [0, 2, 2]
    assert [counts[cell] for cell in old.touch.cells] == [1, 1, 1, 1, 0]
    assert counts[old.activity.cell("Not in any: illness or disability")] == 1
    assert counts[old.activity.cell("Not in any: pregnancy or parenting")] == 1
    assert counts[old.activity.cell("No information")] == 1
