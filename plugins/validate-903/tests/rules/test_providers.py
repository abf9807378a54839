"""Rules on placements against Ofsted's provider lists."""

from __future__ import annotations

import pytest

LISTS = """
URN      PLACE_CODES  PROVIDER_CODES  POSTCODE  REG_END     LA_CODE_INFERRED
SC1      K2           PR1,PR4         AB11AB    -           E09000001
SC2      K1           PR4             AB12CD    -           E09000002
SC2      K2           PR1             AB13EF    -           E09000001
SC3      U1,_U4/U6    PR5/PR3         AB11AB    -           E09000002
SC4      -            -               -         -           -
"""


def test_219_place_not_registered(check):
    check(
        "219",
        providers=LISTS,
        Episodes="""
        CHILD URN       PLACE
        1     SC1       K2
        1     SC1       K1     *
        1     SC1       K      *
        1     SC1       -      *
        2     SC2       K1
        2     SC2       K2
        2     SC2       K3     *
        3     SC3       U1
        3     SC3       U4
        3     SC3       U6
        3     SC3       U5     *
        4     SC4       K2     *
        5     SC5       K2     *
        6     -         K9
        6     XXXXXXX   K9
        6     XXXXXX    U1     *
        -     SC1       K1     *
        """,
    )


def test_224_provider_not_registered(check):
    check(
        "224",
        providers=LISTS,
        Episodes="""
        CHILD URN       PLACE_PROVIDER
        1     SC1       PR1
        1     SC1       PR4
        1     SC1       PR2    *
        1     SC1       PR     *
        1     SC1       -      *
        2     SC2       PR4
        2     SC2       PR1
        2     SC2       PR5    *
        3     SC3       PR3
        3     SC3       PR4    *
        4     SC4       PR1    *
        5     SC5       PR1    *
        6     -         PR2
        6     XXXXXXX   PR2
        -     SC1       PR1
        """,
    )


def test_221_other_postcode(check):
    check(
        "221",
        2023,
        providers=LISTS,
        Episodes="""
        CHILD URN       LS   PLACE  PL_POST
        1     SC1       C2   K2     AB11AB
        1     SC1       C2   K2     AB1_1AB
        1     SC1       C2   K2     A_B1__1ab
        1     SC1       C2   K2     AB1_1AC    *
        1     SC1       -    K2     AB1_1AC    *
        1     SC1       V3   K2     AB1_1AC
        1     SC1       V4   K2     AB1_1AC
        1     SC1       C2   K2     -
        1     SC1       C2   -      AB1_1AC
        1     SC1       C2   U1     AB1_1AC
        2     SC2       C2   K1     AB1_2CD
        2     SC2       C2   K1     AB1_3EF
        2     SC2       C2   K1     AB1_1AB    *
        4     SC4       C2   R3     AB1_1AB    *
        5     SC5       C2   S1     AB1_1AB    *
        6     -         C2   K2     AB1_1AC
        6     XXXXXXX   C2   K2     AB1_1AC
        -     SC1       C2   K2     AB1_1AC    *
        """,
    )


@pytest.mark.parametrize(
    ("year", "h5", "k3"),
    [(2023, "", ""), (2024, "*", ""), (2025, "", "*"), (2026, "", "*"), (2027, "", "*")],
)
def test_221_placements_by_year(check, year, h5, k3):
    check(
        "221",
        year,
        providers=LISTS,
        Episodes=f"""
        CHILD URN  LS  PLACE  PL_POST
        1     SC1  C2  K1     AB1_9ZZ   *
        1     SC1  C2  K2     AB1_9ZZ   *
        1     SC1  C2  R3     AB1_9ZZ   *
        1     SC1  C2  S1     AB1_9ZZ   *
        1     SC1  C2  H5     AB1_9ZZ   {h5}
        1     SC1  C2  K3     AB1_9ZZ   {k3}
        1     SC1  C2  P2     AB1_9ZZ
        """,
    )


CLOSED = """
URN   REG_END
SC1   01/06/2025
SC2   01/06/2025
SC2   -
SC3   -
SC4   31/03/2026
SC5   30/03/2026
SC6   01/06/2025
SC6   01/06/2020
"""


def test_227_begins_after_closing(check):
    check(
        "227",
        2026,
        providers=CLOSED,
        Episodes="""
        CHILD URN       DECOM
        1     SC1       31/05/2025
        1     SC1       01/06/2025   *
        1     SC1       02/06/2025   *
        1     SC1       -
        1     SC1       32/06/2025
        2     SC2       01/06/2025   *
        3     SC3       01/06/2025
        6     SC6       31/05/2025   *
        7     SC7       01/06/2025
        8     -         01/06/2025
        8     XXXXXXX   01/06/2025
        -     SC1       01/06/2025   *
        """,
    )


def test_228_runs_on_after_closing(check):
    check(
        "228",
        2026,
        providers=CLOSED,
        Episodes="""
        CHILD URN       DECOM        DEC
        1     SC1       01/05/2025   31/05/2025
        1     SC1       01/05/2025   01/06/2025
        1     SC1       01/05/2025   02/06/2025   *
        1     SC1       -            02/06/2025   *
        1     SC1       01/05/2025   -            *
        1     SC1       01/05/2025   nonsense     *
        2     SC2       01/05/2025   02/06/2025   *
        3     SC3       01/05/2025   -
        4     SC4       01/05/2025   -
        4     SC4       01/05/2025   01/04/2026   *
        5     SC5       01/05/2025   -            *
        5     SC5       01/05/2025   30/03/2026
        6     SC6       01/05/2025   31/05/2025   *
        7     SC7       01/05/2025   -
        8     -         01/05/2025   -
        8     XXXXXXX   01/05/2025   -
        -     SC1       01/05/2025   -            *
        """,
    )


@pytest.mark.parametrize("year", [2023, 2025, 2026, 2027])
def test_229_provider_of_authority(check, year):
    check(
        "229",
        year,
        local_authority="E09000001",
        providers=LISTS,
        Episodes="""
        CHILD URN       PLACE  PLACE_PROVIDER
        1     SC1       K2     PR1
        1     SC1       K2     PR2    *
        1     SC1       -      PR2    *
        1     SC1       K2     PR4
        1     SC1       K2     -
        2     SC2       K2     PR1    *
        2     SC2       K2     PR2    *
        3     SC3       U1     PR1    *
        3     SC3       U1     PR2
        4     SC4       K2     PR1    *
        4     SC4       K2     PR2
        5     SC5       K2     PR1    *
        5     SC5       K2     PR2
        6     -         K2     PR1
        6     XXXXXXX   K2     PR1
        -     SC1       K2     PR2    *
        """,
    )


@pytest.mark.parametrize(("year", "left_out"), [(2023, "*"), (2025, "*"), (2026, ""), (2027, "")])
def test_229_placements_left_out_from_2026(check, year, left_out):
    places = ("K3", "P1", "P3", "R1", "R2", "R5", *(f"T{n}" for n in range(5)))
    others = ("Z11", "Z12", "Z13", "Z14")
    rows = "\n".join(f"1 SC1 {place} PR2 {left_out}" for place in (*places, *others))
    check(
        "229",
        year,
        local_authority="E09000001",
        providers=LISTS,
        Episodes=f"CHILD URN PLACE PLACE_PROVIDER\n{rows}\n1 SC1 Z1 PR2 *\n1 SC1 H5 PR2 *",
    )


def test_229_finds_the_authority_of_the_providers_postcode(check):
    # Blackpool Tower, and Falkirk.
    check(
        "229",
        local_authority="E06000009",
        providers="URN POSTCODE\nSC1 FY1_4BJ\nSC2 FK1_5RS",
        Episodes="""
        CHILD URN  PLACE  PLACE_PROVIDER
        1     SC1  K2     PR1
        1     SC1  K2     PR2    *
        2     SC2  K2     PR1    *
        2     SC2  K2     PR2
        """,
    )


def test_1008_unknown_provider(check):
    check(
        "1008",
        providers="""
        URN      PLACE_CODES
        SC1      K2
        SC1      K1
        1234567  K2
        """,
        Episodes="""
        CHILD URN
        1     SC1
        2     1234567
        3     SC9        *
        4     SC12       *
        5     XXXXXXX
        6     XXXXXX     *
        7     XXXXXXXX   *
        8     -
        -     SC9        *
        """,
    )


CODES = ["219", "221", "224", "227", "228", "1008"]
EPISODES = "CHILD URN PLACE\n1 SC1 K2"


@pytest.mark.parametrize("code", [*CODES, "229"])
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", CODES)
def test_needs_the_lists(skips, code):
    assert skips(code, Episodes=EPISODES) == "It needs Ofsted's provider lists: give --providers."


def test_229_needs_the_authority(skips):
    reason = skips("229", Episodes=EPISODES)
    assert reason == "It needs the local authority: give --local-authority."


@pytest.mark.parametrize("code", [*CODES, "229"])
def test_empty_tables(check, code):
    headings = "CHILD URN PLACE PLACE_PROVIDER DECOM DEC PL_POST"
    check(code, local_authority="E09000001", providers=LISTS, Episodes=headings)
    check(code, local_authority="E09000001", providers="URN REG_END", Episodes=f"{headings}\n")
