"""Rules on deprivation of liberty orders."""

from __future__ import annotations

import pytest

from cstools.testing import table

EPISODES = """
CHILD DECOM      DEC
1     01/05/2026 15/05/2026
1     15/05/2026 01/06/2026
1     01/10/2026 -
2     01/05/2026 01/06/2026
3     -          01/06/2026
"""


def test_700_start_date(check):
    check(
        "700",
        DoLo="""
        CHILD DOLO_START
        1     01/05/2026
        2     1/5/2026
        3     -           *
        4     01/05/26    *
        5     29/02/2027  *
        6     29/02/2024
        -     -           *
        """,
    )


def test_701_end_date(check):
    check(
        "701",
        DoLo="""
        CHILD DOLO_END
        1     01/05/2026
        2     -
        3     01/05/26    *
        4     29/02/2027  *
        5     29/02/2024
        -     OPEN        *
        """,
    )


def test_702_ends_by_start(check):
    check(
        "702",
        DoLo="""
        CHILD DOLO_START DOLO_END
        1     02/05/2026 03/05/2026
        2     02/05/2026 02/05/2026  *
        3     02/05/2026 01/05/2026  *
        4     29/02/2024 01/03/2024
        5     02/05/2026 -
        6     -          01/05/2026
        7     31/06/2026 01/05/2026
        8     02/05/2026 31/04/2026
        """,
    )


def test_703_starts_after_the_year(check):
    check(
        "703",
        DoLo="""
        CHILD DOLO_START
        1     31/03/2027
        2     01/04/2027  *
        3     01/04/1990
        4     -
        5     31/04/2027
        """,
    )


def test_704_ends_outside_the_year(check):
    check(
        "704",
        DoLo="""
        CHILD DOLO_END
        1     01/04/2026
        2     31/03/2026  *
        3     31/03/2027
        4     01/04/2027  *
        5     -
        6     31/04/2027
        """,
    )


def test_705_begins_in_order_before(check):
    check(
        "705",
        DoLo="""
        CHILD DOLO_START DOLO_END
        1     01/05/2026 05/05/2026
        1     05/05/2026 07/05/2026
        1     06/05/2026 09/05/2026  *
        2     10/05/2026 -           *
        2     01/05/2026 -
        3     01/05/2026 01/06/2026  *
        3     10/05/2026 12/05/2026
        4     10/05/2026 -
        4     01/05/2026 01/06/2026  *
        5     01/05/2026 31/06/2026
        5     02/06/2026 03/06/2026  *
        6     01/05/2026 05/05/2026
        6     -          06/05/2026
        7     01/05/2026 -
        7     -          06/05/2026  *
        8     01/05/2026 -
        -     01/05/2026 -
        -     01/05/2026 -
        """,
    )


@pytest.fixture
def dropped(run_tool):
    """Rows of last year's table that rule 706 marks."""

    def run(this_year, last_year):
        result = run_tool(
            "validate-903",
            {"DoLo": table(this_year)},
            collection_year=2027,
            last_year={"DoLo": table(last_year)},
            rules=["706"],
        )
        assert [check.state for check in result.checks] == ["done"]
        assert set(result.findings["table"]) <= {"DoLo"}
        assert set(result.findings["fields"]) <= {"DOLO_START"}
        return result.findings["row"].tolist()

    return run


HEADINGS = "CHILD DOLO_START DOLO_END"


def test_706_open_order_dropped(dropped):
    this_year = f"{HEADINGS}\n1 01/03/2026 -\n2 02/03/2026 -\n- 01/03/2026 -"
    assert dropped(this_year, f"{HEADINGS}\n1 01/03/2026 -\n2 01/03/2026 -\n3 01/03/2026 -") == [
        3,
        4,
    ]


def test_706_any_order_of_the_child_may_match(dropped):
    this_year = f"{HEADINGS}\n1 01/06/2026 -\n1 1/3/2026 05/04/2026"
    assert dropped(this_year, f"{HEADINGS}\n1 01/03/2026 -") == []
    assert dropped(this_year, f"{HEADINGS}\n1 01/02/2026 -\n1 01/03/2026 -") == [2]


def test_706_ended_orders_need_no_match(dropped):
    last_year = f"{HEADINGS}\n1 01/03/2026 05/03/2026\n1 02/03/2026 31/06/2026"
    assert dropped(HEADINGS, last_year) == []


def test_706_orders_without_start_or_child_are_left_out(dropped):
    assert dropped(HEADINGS, f"{HEADINGS}\n1 - -\n- 01/03/2026 -\n2 01/03/2026 -") == [4]


def test_706_unreadable_starts_match_as_typed(dropped):
    this_year = f"{HEADINGS}\n1 31/02/2026 -\n2 31/02/2026 -"
    assert dropped(this_year, f"{HEADINGS}\n1 31/02/2026 -\n2 30/02/2026 -") == [3]


def test_706_finding_reaches_the_exports(run_tool, tmp_path):
    result = run_tool(
        "validate-903",
        {"DoLo": table(f"{HEADINGS}\n2 01/03/2026 -")},
        collection_year=2027,
        last_year={"DoLo": table(f"{HEADINGS}\n1 01/03/2026 -")},
        rules=["706"],
    )
    assert result.export(tmp_path / "out", formats=["csv"])


def test_706_needs_last_year(skips):
    assert skips("706", DoLo=f"{HEADINGS}\n1 - -") == "Last year's DoLo was not given."


def test_707_ends_outside_care(check):
    check(
        "707",
        Episodes=EPISODES,
        DoLo="""
        CHILD DOLO_START DOLO_END
        1     01/04/2026 30/04/2026  *
        1     01/04/2026 01/05/2026
        1     02/05/2026 15/05/2026
        1     02/05/2026 01/06/2026
        1     02/05/2026 02/06/2026  *
        1     02/05/2026 01/10/2026
        1     30/09/2026 -           *
        1     01/10/2026 -
        1     05/10/2026 31/02/2027
        1     -          02/06/2026
        1     31/04/2026 02/06/2026
        2     02/05/2026 -           *
        2     02/05/2026 31/02/2027  *
        2     02/05/2026 01/06/2026
        3     02/05/2026 02/07/2026
        4     02/05/2026 -
        -     02/05/2026 02/07/2026
        """,
    )


def test_708_starts_by_birth(check):
    check(
        "708",
        DoLo="""
        CHILD DOB        DOLO_START
        1     10/05/2012 09/05/2012  *
        2     10/05/2012 10/05/2012  *
        3     10/05/2012 11/05/2012
        4     29/02/2012 28/02/2012  *
        5     29/02/2012 01/03/2012
        6     -          10/05/2012
        7     10/05/2012 -
        8     31/06/2012 10/05/2012
        9     10/05/2012 31/04/2012
        """,
    )


@pytest.mark.parametrize(
    ("code", "place"),
    [
        *(("709", place) for place in ("K1", "U1", "-", "Z11", "X")),
        *(("710", place) for place in ("K1", "P1", "R5", "K3")),
    ],
)
def test_placement_marks_order_and_episode(check, code, place):
    check(
        code,
        Episodes=f"""
        CHILD DECOM      DEC        PLACE
        1     01/05/2026 10/05/2026 {place}  *
        2     01/05/2026 -          {place}
        """,
        DoLo="""
        CHILD DOLO_START DOLO_END
        1     05/05/2026 06/05/2026  *
        2     05/05/2026 -
        """,
    )


@pytest.mark.parametrize(
    ("code", "place"),
    [
        *(("709", place) for place in ("K2", "Z12", "Z13")),
        *(("710", place) for place in ("K2", "U1", "Z11", "-")),
    ],
)
def test_placement_is_allowed(check, code, place):
    check(
        code,
        Episodes=f"CHILD DECOM DEC PLACE\n1 01/05/2026 10/05/2026 {place}",
        DoLo="CHILD DOLO_START DOLO_END\n1 05/05/2026 06/05/2026",
    )


@pytest.mark.parametrize("code", ["709", "710"])
def test_order_and_episode_share_a_day(check, code):
    check(
        code,
        Episodes="""
        CHILD DECOM      DEC        PLACE
        1     01/05/2026 10/05/2026 K1     *
        2     01/05/2026 10/05/2026 K1
        3     01/05/2026 10/05/2026 K1     *
        4     01/05/2026 10/05/2026 K1
        5     01/05/2026 -          K1     *
        6     01/05/2026 31/06/2026 K1     *
        7     -          10/05/2026 K1
        8     01/05/2026 -          K1
        9     01/05/2026 -          K1
        10    01/05/2026 10/05/2026 K2
        10    10/05/2026 20/05/2026 K1     *
        10    21/05/2026 -          K1
        -     01/05/2026 10/05/2026 K1
        """,
        DoLo="""
        CHILD DOLO_START DOLO_END
        1     10/05/2026 20/05/2026  *
        2     11/05/2026 20/05/2026
        3     20/04/2026 01/05/2026  *
        4     20/04/2026 30/04/2026
        5     01/06/2026 02/06/2026  *
        6     01/07/2026 02/07/2026  *
        7     01/05/2026 10/05/2026
        8     31/06/2026 01/08/2026
        8     01/06/2026 31/06/2026
        9     -          01/08/2026
        9     01/06/2026 -
        10    01/05/2026 05/05/2026
        10    05/05/2026 20/05/2026  *
        11    01/05/2026 05/05/2026
        -     01/05/2026 05/05/2026
        """,
    )


def test_placement_given_under_its_other_name(check):
    check(
        "709",
        Episodes="CHILD DECOM DEC PLACEMENT\n1 01/05/2026 - U1 *\n2 01/05/2026 - K2",
        DoLo="CHILD DOLO_START DOLO_END\n1 05/05/2026 06/05/2026 *\n2 05/05/2026 06/05/2026",
    )


@pytest.mark.parametrize("code", [str(number) for number in range(700, 711)])
def test_needs_dolo(skips, code):
    assert skips(code, Episodes=EPISODES) == "DoLo was not given."


@pytest.mark.parametrize("code", ["707", "709", "710"])
def test_needs_episodes(skips, code):
    assert skips(code, DoLo=f"{HEADINGS}\n1 - -") == "Episodes was not given."
