"""Rules on the authority of a placement and whether it is inside the own one."""

from __future__ import annotations

import pytest

from cstools import UsageError

OWN = "E06000009"
NO_AUTHORITY = "It needs the local authority: give --local-authority."


def test_169_authority_unknown(check):
    check(
        "169",
        Episodes="""
        CHILD LS   PL_LA
        1     C2   -           *
        2     -    -           *
        3     V3   -
        4     V4   -
        5     C2   E06000009
        6     C2   JUNK
        7     v3   -           *
        -     C2   -           *
        """,
    )


def test_169_works_the_authority_out(check):
    # Blackpool, Lytham (Lancashire), Falkirk, Jersey (no authority), no postcode at all.
    check(
        "169",
        Episodes="""
        CHILD LS   PL_POST
        1     C2   FY1_4BJ
        2     C2   fy81lw
        3     C2   FK1_5RS
        4     C2   JE2_3WD   *
        5     C2   FY1_0ZZ   *
        6     C2   JUNK      *
        7     C2   -         *
        8     V3   -
        """,
    )


def test_179_location_unknown(check):
    check(
        "179",
        local_authority=OWN,
        Episodes="""
        CHILD LS   PL_LOCATION
        1     C2   -           *
        2     -    -           *
        3     V3   -
        4     V4   -
        5     C2   IN
        6     C2   OUT
        7     C2   JUNK
        -     C2   -           *
        """,
    )


def test_179_works_the_location_out(check):
    check(
        "179",
        local_authority=OWN,
        Episodes="""
        CHILD LS   PL_POST
        1     C2   FY1_4BJ
        2     C2   FY8_1LW
        3     C2   FK1_5RS
        4     C2   JE2_3WD
        5     C2   FY1_0ZZ   *
        6     C2   -         *
        7     V4   -
        """,
    )


def test_179_needs_the_authority(skips):
    assert skips("179", Episodes="CHILD LS PL_POST\n1 C2 FY1_4BJ") == NO_AUTHORITY


@pytest.mark.parametrize("year", [2026, 2027])
def test_241_without_lists_compares_with_the_own_authority(check, year):
    check(
        "241",
        year,
        local_authority=OWN,
        Episodes="""
        CHILD PLACE  URN       PL_LA
        1     K3     SC1       E06000009
        2     K3     SC1       E10000017   *
        3     K3     SC1       WAL         *
        4     K3     SC1       -           *
        5     K3     -         E10000017
        6     K3     XXXXXXX   E10000017
        7     K2     SC1       E10000017
        8     -      SC1       E10000017
        -     K3     SC1       E10000017   *
        """,
    )


@pytest.mark.parametrize("authority", [OWN, None])
def test_241_with_lists_compares_with_the_providers_authorities(check, authority):
    check(
        "241",
        local_authority=authority,
        providers="""
        URN  LA_CODE_INFERRED
        SC1  E10000017
        SC1  E09000001
        SC2  E06000009
        SC3  -
        """,
        Episodes="""
        CHILD PLACE  URN       PL_LA
        1     K3     SC1       E10000017
        1     K3     SC1       E09000001
        1     K3     SC1       E06000009   *
        1     K3     SC1       -           *
        2     K3     SC2       E06000009
        2     K3     SC2       E10000017   *
        3     K3     SC3       E06000009   *
        3     K3     SC3       -           *
        4     K3     SC4       E06000009   *
        5     K2     SC2       E10000017
        5     -      SC2       E10000017
        6     K3     -         E10000017
        6     K3     XXXXXXX   E10000017
        -     K3     SC2       E10000017   *
        """,
    )


def test_241_works_both_authorities_out(check):
    check(
        "241",
        providers="URN POSTCODE\nSC1 FY1_1AD\nSC2 FY8_1LW",
        Episodes="""
        CHILD PLACE  URN  PL_POST
        1     K3     SC1  FY1_4BJ
        2     K3     SC1  FY8_4BP   *
        3     K3     SC2  FY8_4BP
        4     K3     SC2  FY1_0ZZ   *
        """,
    )


def test_411_inside_yet_elsewhere(check):
    check(
        "411",
        local_authority=OWN,
        Episodes="""
        CHILD PL_LOCATION  PL_LA
        1     IN           E06000009
        2     IN           E10000017   *
        3     IN           WAL         *
        4     IN           -           *
        5     OUT          E06000009
        6     OUT          E10000017
        7     -            E10000017
        -     IN           E10000017   *
        """,
    )


def test_411_never_fires_on_what_is_worked_out(check):
    check(
        "411",
        local_authority=OWN,
        Episodes="CHILD PL_POST\n1 FY1_4BJ\n2 FY8_1LW\n3 FK1_5RS\n4 JE2_3WD\n5 JUNK\n6 -",
    )


def test_420_authority_of_short_break(check):
    check(
        "420",
        Episodes="""
        CHILD LS   PL_LA
        1     V3   E06000009   *
        2     V4   SCO         *
        3     V3   -
        4     V2   E06000009
        5     -    E06000009
        -     V4   WAL         *
        """,
    )


@pytest.mark.parametrize(("year", "k3"), [(2023, "*"), (2025, "*"), (2026, ""), (2027, "")])
def test_1015_own_provision_elsewhere(check, year, k3):
    check(
        "1015",
        year,
        local_authority=OWN,
        Episodes=f"""
        CHILD LS   PLACE  PLACE_PROVIDER  PL_LA
        1     C2   K2     PR1             E06000009
        1     C2   K2     PR1             E10000017   *
        1     C2   K2     PR1             SCO         *
        1     C2   K2     PR1             -           *
        1     C2   K2     PR2             E10000017
        1     C2   K2     -               E10000017
        1     C2   K3     PR1             E10000017   {k3}
        1     C2   P1     PR1             E10000017   *
        1     C2   -      PR1             E10000017
        2     -    K2     PR1             E10000017
        2     V3   K2     PR1             E10000017
        2     V4   K2     PR1             E10000017
        3     C2   A3     PR1             E10000017
        3     C2   A4     PR1             E10000017
        3     C2   A5     PR1             E10000017
        3     C2   A6     PR1             E10000017
        3     C2   U1     PR1             E10000017
        3     C2   U2     PR1             E10000017
        3     C2   U3     PR1             E10000017
        3     C2   U4     PR1             E10000017
        3     C2   U5     PR1             E10000017
        3     C2   U6     PR1             E10000017
        -     C2   K2     PR1             E10000017   *
        """,
    )


@pytest.mark.parametrize("code", ["241", "411", "1015"])
def test_needs_the_authority(skips, code):
    headings = "CHILD LS PLACE PLACE_PROVIDER URN PL_LA PL_LOCATION"
    assert skips(code, Episodes=f"{headings}\n1 C2 K3 PR1 SC1 WAL IN") == NO_AUTHORITY


def test_241_not_before_2026(check):
    with pytest.raises(UsageError, match="not part of the 2025 rules"):
        check("241", 2025, Episodes="CHILD PLACE\n1 K3")


CODES = ["169", "179", "241", "411", "420", "1015"]


@pytest.mark.parametrize("code", CODES)
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", CODES)
def test_empty_table(check, code):
    check(code, local_authority=OWN, Episodes="CHILD LS PLACE PLACE_PROVIDER URN PL_POST")
