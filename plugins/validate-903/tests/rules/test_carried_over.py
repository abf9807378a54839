"""Rules on the first episode of this year against the last of last year's return."""

from __future__ import annotations

import pytest

FAMILY = {
    "503A": "RNE",
    "503B": "LS",
    "503C": "CIN",
    "503D": "PLACE",
    "503E": "PLACE_PROVIDER",
    "503F": "URN",
    "503H": "PL_LA",
    "503J": "PL_LOCATION",
}


@pytest.mark.parametrize("code", FAMILY)
def test_503_differs_from_last_years_open_episode(check, code):
    check(
        code,
        2027,
        last_year={
            "Episodes": f"""
            CHILD DECOM        DEC          {FAMILY[code]}
            1     01/06/2025   -            ONE
            2     01/06/2025   -            ONE
            3     01/06/2025   -            -
            4     01/06/2025   -            -
            5     01/06/2025   -            ONE
            6     01/06/2025   01/07/2025   ONE
            7     01/06/2025   nonsense     ONE
            9     -            -            ONE
            -     01/06/2025   -            ONE
            """
        },
        Episodes=f"""
        CHILD DECOM        DEC          {FAMILY[code]}
        1     01/06/2025   -            ONE
        2     01/06/2025   -            TWO   *
        3     01/06/2025   01/07/2026   -
        4     01/06/2025   -            ONE   *
        5     01/01/2026   -            -     *
        6     01/06/2025   -            TWO
        7     01/06/2025   -            TWO   *
        8     01/06/2025   -            TWO
        9     01/06/2025   -            TWO
        -     01/06/2025   -            TWO
        """,
    )


@pytest.mark.parametrize("code", FAMILY)
def test_503_compares_this_years_first_with_last_years_last(check, code):
    check(
        code,
        2027,
        last_year={
            "Episodes": f"""
            CHILD DECOM        DEC          {FAMILY[code]}
            1     01/07/2025   -            ONE
            1     01/06/2025   -            TWO
            1     nonsense     -            TWO
            2     01/07/2025   01/08/2025   ONE
            2     01/06/2025   -            ONE
            3     01/07/2025   -            ONE
            3     01/07/2025   -            TWO
            4     01/07/2025   -            ONE
            5     01/07/2025   -            ONE
            """
        },
        Episodes=f"""
        CHILD DECOM        DEC          {FAMILY[code]}
        1     01/05/2026   -            TWO
        1     01/07/2025   -            ONE
        1     -            -            TWO
        2     01/07/2025   -            TWO
        3     01/07/2025   -            TWO   *
        3     01/07/2025   -            ONE
        4     01/05/2026   -            ONE
        4     01/07/2025   -            TWO   *
        5     -            -            TWO
        5     nonsense     -            TWO
        """,
    )


RECODED = """
CHILD DECOM        DEC  PLACE
1     01/06/2022   -    H5
2     01/06/2022   -    H5
3     01/06/2022   -    K3
4     01/06/2022   -    Z1
5     01/06/2022   -    Z1
6     01/06/2022   -    Z1
7     01/06/2022   -    Z1
8     01/06/2022   -    Z1
9     01/06/2022   -    Z11
10    01/06/2022   -    H5
"""


@pytest.mark.parametrize(
    ("years", "h5_to_k3", "z1_split"),
    [((2023,), "*", "*"), ((2024, 2025), "", "*"), ((2026,), "*", ""), ((2027,), "*", "*")],
)
def test_503d_recoded_placements(check, years, h5_to_k3, z1_split):
    for year in years:
        check(
            "503D",
            year,
            last_year={"Episodes": RECODED},
            Episodes=f"""
            CHILD DECOM        DEC  PLACE
            1     01/06/2022   -    K3    {h5_to_k3}
            2     01/06/2022   -    K2    *
            3     01/06/2022   -    H5    *
            4     01/06/2022   -    Z11   {z1_split}
            5     01/06/2022   -    Z12   {z1_split}
            6     01/06/2022   -    Z13   {z1_split}
            7     01/06/2022   -    Z14   {z1_split}
            8     01/06/2022   -    K3    *
            9     01/06/2022   -    Z1    *
            10    01/06/2022   -    -     *
            """,
        )


DISTANCES_LAST_YEAR = """
CHILD DECOM        DEC          RNE  PL_DISTANCE
1     01/06/2025   -            S    10.0
2     01/06/2025   -            S    10.0
3     01/06/2025   -            S    0.1
4     01/06/2025   -            S    10.3
5     01/06/2025   -            S    -
6     01/06/2025   -            S    10.0
7     01/06/2025   -            S    -
8     01/06/2025   01/07/2025   S    10.0
9     01/06/2025   nonsense     S    10.0
10    01/06/2025   -            P    10.0
11    01/06/2025   -            -    10.0
14    01/06/2025   -            S    10.0
15    01/06/2025   -            S    10.0
13    01/06/2025   -            -    10.0
"""


@pytest.mark.parametrize(("code", "other_reason"), [("453", ""), ("503G", "*")])
def test_453_503g_other_distance(check, code, other_reason):
    check(
        code,
        2027,
        last_year={"Episodes": DISTANCES_LAST_YEAR},
        Episodes=f"""
        CHILD DECOM        DEC  RNE  PL_DISTANCE
        1     01/06/2025   -    S    10.1
        2     01/06/2025   -    S    10.2   *
        3     01/06/2025   -    S    0.3    *
        4     01/06/2025   -    S    10.1   *
        5     01/06/2025   -    S    10.0   *
        6     01/06/2025   -    S    -
        7     01/06/2025   -    S    -
        8     01/06/2025   -    S    20.0
        9     01/06/2025   -    S    20.0   *
        10    01/06/2025   -    S    20.0   {other_reason}
        11    01/06/2025   -    -    20.0   {other_reason}
        12    01/06/2025   -    S    20.0
        13    01/06/2025   -    S    20.0   {other_reason}
        14    01/06/2025   -    S    10.16  *
        15    01/06/2025   -    S    10.14
        """,
    )


def test_452_same_episode_other_authority(check):
    check(
        "452",
        2027,
        last_year={
            "Episodes": """
            CHILD DECOM        DEC          RNE  PL_LA
            1     01/06/2025   -            S    E06000001
            2     01/06/2025   -            S    E06000001
            3     01/06/2025   -            P    E06000001
            4     01/06/2025   -            -    E06000001
            5     01/06/2025   -            S    E06000001
            6     01/06/2025   -            S    -
            7     01/06/2025   -            S    -
            8     01/06/2025   nonsense     S    E06000001
            9     01/06/2025   01/07/2025   S    E06000001
            """
        },
        Episodes="""
        CHILD DECOM        DEC  RNE  PL_LA
        1     01/06/2025   -    S    E06000001
        2     01/06/2025   -    S    WAL          *
        3     01/06/2025   -    S    WAL
        4     01/06/2025   -    -    WAL
        5     01/06/2025   -    S    -            *
        6     01/06/2025   -    S    WAL          *
        7     01/06/2025   -    S    -
        8     01/06/2025   -    S    WAL
        9     01/06/2025   -    S    WAL
        10    01/06/2025   -    S    WAL
        """,
    )


def test_503j_works_location_out_for_the_authority(skips):
    reason = skips(
        "503J",
        last_year={"Episodes": "CHILD DECOM\n1 01/06/2025"},
        Episodes="CHILD DECOM\n1 01/06/2025",
    )
    assert reason == "It needs the local authority: give --local-authority."


def test_502_other_start(check):
    check(
        "502",
        2027,
        last_year={
            "Episodes": """
            CHILD DECOM        DEC
            1     01/06/2025   -
            2     01/06/2025   -
            3     01/06/2025   01/07/2025
            3     01/05/2025   nonsense
            4     nonsense     -
            5     -            -
            6     01/06/2025   -
            6     01/07/2025   -
            7     01/06/2025   -
            9     01/06/2025   -
            -     01/06/2025   -
            """
        },
        Episodes="""
        CHILD DECOM
        1     01/07/2026
        1     1/6/2025
        2     02/06/2025   *
        2     01/07/2026
        3     02/06/2025
        4     01/06/2025   *
        5     01/06/2025   *
        6     01/07/2025   *
        7     -
        7     nonsense
        8     01/06/2025
        9     01/06/2025
        9     01/06/2025
        -     02/06/2025
        """,
    )


def test_562_unknown_to_last_year(check):
    check(
        "562",
        2027,
        last_year={
            "Episodes": """
            CHILD DECOM        DEC
            1     01/06/2025   01/07/2025
            2     01/06/2025   -
            2     01/07/2025   -
            3     01/06/2025   -
            3     nonsense     -
            5     -            -
            6     01/06/2025   -
            7     01/06/2025   -
            9     31/03/2026   -
            """
        },
        Episodes="""
        CHILD DECOM
        1     01/07/2026
        1     01/06/2025
        2     01/06/2025   *
        2     01/07/2025
        3     02/06/2025   *
        4     31/03/2026   *
        5     01/06/2025   *
        6     01/04/2026
        7     -
        7     nonsense
        8     01/04/2026
        9     31/03/2026
        9     31/03/2026
        10    01/06/2025   *
        10    01/06/2025
        -     01/06/2025
        """,
    )


def test_noe_no_episode_last_year(check):
    check(
        "NoE",
        2027,
        last_year={
            "Episodes": """
            CHILD DECOM
            1     01/06/2025
            2     -
            3     01/06/2020
            -     01/06/2025
            """
        },
        Episodes="""
        CHILD DECOM
        0     01/06/2025   *
        1     01/06/2025
        2     01/06/2025
        3     01/06/2025
        4     31/03/2026   *
        4     01/01/2026   *
        4     01/04/2026
        5     -
        5     nonsense
        -     01/06/2025
        """,
    )


CODES = ["452", "453", "502", *FAMILY, "503G", "562", "NoE"]


@pytest.mark.parametrize("code", CODES)
def test_needs_both_years(skips, code):
    episodes = "CHILD DECOM\n1 01/06/2025"
    assert skips(code, Episodes=episodes) == "Last year's Episodes was not given."
    reason = skips(code, Header="CHILD\n1", last_year={"Episodes": episodes})
    assert reason == "Episodes was not given."


@pytest.mark.parametrize("code", ["452", "453", "502", "503A", "503G", "562", "NoE"])
def test_empty_tables(check, code):
    heading = "CHILD DECOM DEC RNE PL_LA PL_DISTANCE"
    check(code, last_year={"Episodes": heading}, Episodes=heading)
