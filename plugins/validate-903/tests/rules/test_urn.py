"""Rules on Ofsted's reference number: which placements must have one and which must not."""

from __future__ import annotations

import pytest

from cstools import UsageError


def test_214_placement_of_short_break(check):
    check(
        "214",
        Episodes="""
        CHILD LS   PL_POST   URN
        1     V3   AB1_1AB   -         *
        2     V4   -         SC1       *
        3     V4   AB1_1AB   SC1       *
        4     V3   -         XXXXXXX   *
        5     V3   -         -
        6     V2   AB1_1AB   SC1
        7     -    AB1_1AB   SC1
        -     V3   AB1_1AB   -         *
        """,
    )


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2027])
def test_218_urn_missing(check, year):
    check(
        "218",
        year,
        Episodes="""
        CHILD DEC          PLACE  URN       PL_LA
        1     -            K2     -         E09000001   *
        1     01/04/2015   K2     -         E09000001   *
        1     31/03/2015   K2     -         E09000001
        1     nonsense     K2     -         E09000001
        1     -            K2     -         -           *
        1     -            -      -         E09000001   *
        2     -            K2     -         CON
        2     -            K2     -         NIR
        2     -            K2     -         SCO
        2     -            K2     -         WAL
        2     -            K2     -         NUK
        2     -            K2     -         NAN         *
        3     -            K2     XXXXXXX   E09000001
        3     -            K2     SC1       E09000001
        -     -            K2     -         E09000001   *
        """,
    )


@pytest.mark.parametrize(
    ("year", "h5_p2", "z1", "z11", "area_code"),
    [
        (2023, "", "", "*", ""),
        (2024, "", "", "*", ""),
        (2025, "*", "", "*", ""),
        (2026, "*", "*", "", "*"),
        (2027, "*", "*", "", "*"),
    ],
)
def test_218_by_year(check, year, h5_p2, z1, z11, area_code):
    check(
        "218",
        year,
        Episodes=f"""
        CHILD DEC  PLACE  URN  PL_LA
        1     -    P1     -    E09000001
        1     -    P3     -    E09000001
        1     -    R1     -    E09000001
        1     -    R2     -    E09000001
        1     -    R5     -    E09000001
        1     -    T0     -    E09000001
        1     -    T4     -    E09000001
        1     -    R3     -    E09000001   *
        1     -    H5     -    E09000001   {h5_p2}
        1     -    P2     -    E09000001   {h5_p2}
        1     -    Z1     -    E09000001   {z1}
        1     -    Z11    -    E09000001   {z11}
        1     -    Z14    -    E09000001   {z11}
        2     -    K2     -    S12000014   {area_code}
        2     -    K2     -    W06000015   {area_code}
        2     -    K2     -    N09000003   {area_code}
        """,
    )


def test_218_works_the_authority_out(check):
    # Falkirk, Jersey, Blackpool and a postcode that does not exist.
    check(
        "218",
        Episodes="""
        CHILD DEC  PLACE  URN  PL_POST
        1     -    K2     -    FK1_5RS
        2     -    K2     -    JE2_3WD   *
        3     -    K2     -    FY1_4BJ   *
        4     -    K2     -    FY1_0ZZ   *
        5     -    K2     -    -         *
        """,
    )


@pytest.mark.parametrize(
    ("year", "h5", "p2", "z1", "z11"),
    [
        (2023, "*", "*", "*", ""),
        (2024, "", "*", "*", ""),
        (2025, "", "", "*", ""),
        (2026, "", "", "", "*"),
        (2027, "", "", "", "*"),
    ],
)
def test_222_urn_needless(check, year, h5, p2, z1, z11):
    check(
        "222",
        year,
        Episodes=f"""
        CHILD PLACE  URN
        1     P1     SC1       *
        1     P3     SC1       *
        1     R1     SC1       *
        1     R2     SC1       *
        1     R5     SC1       *
        1     T0     SC1       *
        1     T1     SC1       *
        1     T2     SC1       *
        1     T3     SC1       *
        1     T4     SC1       *
        1     H5     SC1       {h5}
        1     P2     SC1       {p2}
        1     Z1     SC1       {z1}
        1     Z11    SC1       {z11}
        1     Z12    SC1       {z11}
        1     Z13    SC1       {z11}
        1     Z14    SC1       {z11}
        2     K2     SC1
        2     -      SC1
        2     P1     -
        2     P1     XXXXXXX
        2     P1     XXXXXX    *
        -     P1     SC1       *
        """,
    )


def test_230_urn_missing_in_h5(check):
    check(
        "230",
        2024,
        Episodes="""
        CHILD DEC          PLACE  URN       PL_LA
        1     28/10/2023   H5     -         E09000001
        1     29/10/2023   H5     -         E09000001   *
        1     30/10/2023   H5     XXXXXXX   E09000001   *
        1     -            H5     -         E09000001   *
        1     nonsense     H5     -         E09000001   *
        1     -            H5     -         -           *
        1     -            H5     SC1       E09000001
        2     -            H5     -         NIR
        2     -            H5     -         SCO
        2     -            H5     -         WAL
        2     -            H5     -         NUK
        2     -            H5     -         W06000015
        2     -            H5     -         CON         *
        3     -            P2     -         E09000001
        3     -            -      -         E09000001
        -     -            H5     -         E09000001   *
        """,
    )


@pytest.mark.parametrize("year", [2023, 2025])
def test_230_is_a_rule_of_2024_only(check, year):
    with pytest.raises(UsageError, match=f"not part of the {year} rules"):
        check("230", year, Episodes="CHILD DEC PLACE\n1 - H5")


@pytest.mark.parametrize("year", [2026, 2027])
def test_242_placeholder_elsewhere(check, year):
    check(
        "242",
        year,
        Episodes="""
        CHILD PLACE  URN
        1     A3     XXXXXXX
        1     A4     XXXXXXX
        1     A5     XXXXXXX
        1     A6     XXXXXXX
        1     U1     XXXXXXX
        1     U2     XXXXXXX
        1     U3     XXXXXXX
        1     U4     XXXXXXX
        1     U5     XXXXXXX
        1     U6     XXXXXXX
        2     K2     XXXXXXX   *
        2     P1     XXXXXXX   *
        2     -      XXXXXXX   *
        3     K2     XXXXXX
        3     K2     SC1
        3     K2     -
        -     K2     XXXXXXX   *
        """,
    )


@pytest.mark.parametrize("year", [2026, 2027])
def test_243_urn_outside_england(check, year):
    check(
        "243",
        year,
        Episodes="""
        CHILD URN       PL_LA
        1     SC1       CON         *
        1     SC1       NIR         *
        1     SC1       SCO         *
        1     SC1       WAL         *
        1     XXXXXXX   NUK         *
        2     SC1       S12000014
        2     SC1       E09000001
        2     SC1       -
        2     -         WAL
        -     SC1       WAL         *
        """,
    )


def test_243_works_the_authority_out(check):
    check(
        "243",
        Episodes="""
        CHILD URN  PL_POST
        1     SC1  FK1_5RS   *
        2     SC1  JE2_3WD
        3     SC1  FY1_4BJ
        4     SC1  -
        """,
    )


@pytest.mark.parametrize("code", ["242", "243"])
def test_not_before_2026(check, code):
    with pytest.raises(UsageError, match="not part of the 2025 rules"):
        check(code, 2025, Episodes="CHILD URN\n1 XXXXXXX")


CODES = ["214", "218", "222", "242", "243"]


@pytest.mark.parametrize("code", CODES)
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", CODES)
def test_empty_table(check, code):
    check(code, Episodes="CHILD LS PLACE URN PL_POST DEC")
