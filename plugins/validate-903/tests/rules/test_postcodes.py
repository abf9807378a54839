"""Rules on the postcodes of home and placement, and the distance between them."""

from __future__ import annotations

import pytest

from cstools import UsageError

NO_MARKER = "It needs to know who is UASC: give the UASC table, or an XML return."
THIS_YEAR = {
    "Header": "CHILD\n1\n2",
    "UASC": "CHILD SEX DOB DUC\n2 - - -\n3 M - -",
}


def test_164_distance_out_of_range(check):
    check(
        "164",
        **THIS_YEAR,
        Episodes="""
        CHILD LS   PL_DISTANCE
        1     C2   0.0
        1     C2   -0.1          *
        1     C2   999.9
        1     C2   999.91        *
        1     C2   1000.0        *
        1     -    1000.0        *
        1     V3   1000.0
        1     V4   1000.0
        1     C2   -
        1     C2   far
        2     C2   1000.0
        3     C2   1000.0        *
        4     C2   1000.0        *
        -     C2   1000.0        *
        """,
    )


@pytest.mark.parametrize(
    ("code", "known", "other"), [("164", "", "*"), ("392a", "", "*"), ("406", "*", "")]
)
def test_164_392a_406_who_is_uasc(check, code, known, other):
    distance = "-" if code == "392a" else "1000.0"

    def episodes(marks):
        rows = "\n".join(f"{child} C2 {distance} {mark}" for child, mark in marks.items())
        return f"CHILD LS PL_DISTANCE\n{rows}"

    header, uasc = "CHILD\n1\n2\n3", "CHILD SEX DOB DUC\n1 - - -"
    check(code, Header=header, UASC=uasc, Episodes=episodes({1: known, 2: other, 4: other}))
    # Without Header a row of UASC tells only when something stands in it.
    filled = "CHILD SEX DOB DUC\n1 - - -\n2 M - -\n3 - 01/01/2010 -\n4 - - nonsense"
    marks = {1: other, 2: known, 3: known, 4: known, 5: other}
    check(code, UASC=filled, Episodes=episodes(marks))
    # Last year's marker counts as well, on its own or beside this year's.
    last_year = {"Header": header, "UASC": "CHILD SEX\n2 M"}
    check(code, last_year=last_year, Episodes=episodes({1: other, 2: known, 4: other}))
    marks = {1: known, 2: known, 3: other, 4: other}
    check(code, last_year=last_year, Header=header, UASC=uasc, Episodes=episodes(marks))
    check(code, last_year={"UASC": "CHILD SEX\n2 M"}, Episodes=episodes({1: other, 2: known}))
    # An XML return carries it in Header.
    marked = "CHILD UASC\n1 1\n2 0\n3 -"
    marks = {1: known, 2: other, 3: other}
    check(code, form="xml", Header=marked, Episodes=episodes(marks))


@pytest.mark.parametrize("code", ["164", "392a", "406"])
def test_164_392a_406_need_the_marker(skips, code):
    episodes = "CHILD LS PL_DISTANCE\n1 C2 -1"
    assert skips(code, Episodes=episodes) == NO_MARKER
    assert skips(code, Episodes=episodes, Header="CHILD\n1") == NO_MARKER
    assert skips(code, Episodes=episodes, last_year={"Header": "CHILD\n1"}) == NO_MARKER


def test_392a_distance_missing(check):
    check(
        "392a",
        **THIS_YEAR,
        Episodes="""
        CHILD LS   PL_DISTANCE
        1     C2   -             *
        1     -    -             *
        1     V3   -
        1     V4   -
        1     C2   0.0
        1     C2   12.3
        2     C2   -
        3     C2   -             *
        4     C2   -             *
        -     C2   -             *
        """,
    )


def test_392a_works_the_distance_out(check):
    # Blackpool to Blackpool, to a postcode that does not exist, and to Jersey, which has no grid.
    check(
        "392a",
        **THIS_YEAR,
        Episodes="""
        CHILD LS   HOME_POST  PL_POST
        1     C2   FY1_4BJ    FY1_1AD
        1     C2   FY1_4BJ    FY1_0ZZ   *
        1     C2   FY1_4BJ    JE2_3WD   *
        1     C2   -          FY1_1AD   *
        1     C2   FY1_4BJ    -         *
        1     V3   -          -
        """,
    )


def test_392b_postcode_missing(check):
    check(
        "392b",
        **THIS_YEAR,
        Episodes="""
        CHILD LS   HOME_POST  PL_POST
        1     C2   AB1_1AB    AB1_1AC
        1     C2   JUNK       JUNK
        1     C2   -          AB1_1AC   *
        1     C2   AB1_1AB    -         *
        1     C2   -          -         *
        1     -    -          -         *
        1     V3   -          -
        1     V4   AB1_1AB    -
        2     C2   -          -
        3     C2   -          AB1_1AC   *
        -     C2   -          -         *
        """,
    )


def test_392b_runs_without_the_marker(check):
    episodes = """
    CHILD LS   HOME_POST  PL_POST
    1     C2   -          AB1_1AC   *
    2     V3   -          -
    3     C2   AB1_1AB    AB1_1AC
    """
    check("392b", Episodes=episodes)
    check("392b", Header="CHILD\n1", Episodes=episodes)
    check("392b", last_year={"Header": "CHILD\n1"}, Episodes=episodes)


def test_392b_last_years_marker(check):
    check(
        "392b",
        last_year={"UASC": "CHILD SEX\n2 M"},
        Episodes="""
        CHILD LS   HOME_POST  PL_POST
        1     C2   -          AB1_1AC   *
        2     C2   -          AB1_1AC
        """,
    )


def test_392c_postcode_unknown(check):
    check(
        "392c",
        Episodes="""
        CHILD LS   HOME_POST  PL_POST
        1     C2   FY1_4BJ    FK1_5RS
        2     C2   FY14BJ     fk1_5rs
        3     C2   F_Y14_BJ   JE2_3WD
        4     C2   FY1_0ZZ    FY1_4BJ   *
        5     C2   FY1_4BJ    FY1_0ZZ   *
        6     C2   FY1_4BJ    -
        7     C2   -          JUNK      *
        8     C2   -          -
        9     V3   ?          -         *
        10    C2   FY1_4B0    FY1_4BJ   *
        -     C2   FY1_4BJ    FY1_0ZZ   *
        """,
    )


def test_392c_only_unknown_postcodes(check):
    check("392c", Episodes="CHILD HOME_POST PL_POST\n1 FY1_0ZZ - *\n2 - 1234 *")


def test_392c_without_a_directory(skips, monkeypatch):
    monkeypatch.setenv("QLAC_DISABLE_PC", "1")
    reason = skips("392c", Episodes="CHILD HOME_POST PL_POST\n1 FY1_4BJ FY1_1AD")
    assert reason == "It needs the postcode directory, and that could not be read."


def test_392d_placed_at_home(check):
    check(
        "392d",
        Episodes="""
        CHILD PLACE  HOME_POST  PL_POST
        1     U1     AB1_1AB    AB1_1AB   *
        2     -      AB1_1AB    AB1_1AB   *
        3     P1     AB1_1AB    AB1_1AB
        4     U1     AB1_1AB    AB1_1AC
        5     U1     AB1_1AB    AB11AB
        6     U1     AB1_1AB    -
        7     U1     -          AB1_1AB
        8     U1     -          -
        -     K2     AB1_1AB    AB1_1AB   *
        """,
    )


def test_406_distance_of_uasc(check):
    check(
        "406",
        **THIS_YEAR,
        Episodes="""
        CHILD LS   PL_DISTANCE
        1     C2   12.3
        2     C2   12.3          *
        2     C2   0.0           *
        2     V3   12.3          *
        2     -    12.3          *
        2     C2   -
        3     C2   12.3
        4     C2   12.3
        -     C2   12.3
        """,
    )


def test_406_works_the_distance_out(check):
    check(
        "406",
        **THIS_YEAR,
        Episodes="""
        CHILD HOME_POST  PL_POST
        1     FY1_4BJ    FY1_1AD
        2     FY1_4BJ    FY1_1AD   *
        2     FY1_4BJ    FY1_0ZZ
        2     -          FY1_1AD
        """,
    )


@pytest.mark.parametrize("year", [2026, 2027])
def test_454_far_from_home(check, year):
    check(
        "454",
        year,
        Episodes="""
        CHILD LS   PL_DISTANCE
        1     C2   350.0
        2     C2   350.1         *
        3     V3   350.1         *
        4     -    999.8         *
        5     C2   999.9
        6     C2   1000.0        *
        7     C2   -
        8     C2   349.9
        -     C2   351           *
        """,
    )


def test_454_not_before_2026(check):
    with pytest.raises(UsageError, match="not part of the 2025 rules"):
        check("454", 2025, Episodes="CHILD PL_DISTANCE\n1 400")


CODES = ["164", "392a", "392b", "392c", "392d", "406", "454"]


@pytest.mark.parametrize("code", CODES)
def test_needs_episodes(skips, code):
    assert skips(code, UASC="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", CODES)
def test_empty_tables(check, code):
    check(code, Header="CHILD", UASC="CHILD", Episodes="CHILD LS PLACE HOME_POST PL_POST")
