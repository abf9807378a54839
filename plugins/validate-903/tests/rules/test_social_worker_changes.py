"""Rules on the change from one social worker of a child to the next."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("year", [2024, 2027])
def test_sw08_earlier_left_open(check, year):
    check(
        "SW08STG2",
        year,
        SWEpisodes="""
        CHILD SW_DECOM   SW_DEC
        1     01/06/2023 -
        1     01/05/2023 -          *
        1     01/04/2023 nonsense   *
        2     01/05/2023 01/06/2023
        2     01/06/2023 -
        3     01/05/2023 -
        3     -          -
        4     -          -
        4     nonsense   -
        5     01/05/2023 -          *
        5     01/05/2023 -
        6     01/05/2023 -
        -     01/05/2023 -
        -     01/06/2023 -
        """,
    )


# In order, the record of child 5 that ends later is the second: it began two weeks before the
# other one ended.
APART = """
        CHILD SW_DECOM   SW_DEC     SW_REASON
        1     01/01/2023 15/05/2023 MANAGE
        1     08/05/2023 15/06/2023 MANAGE
        1     22/06/2023 -          -
        2     01/01/2023 15/05/2023 MANAGE
        2     07/05/2023 15/06/2023 MANAGE  *
        2     23/06/2023 -          -       *
        3     01/01/2023 -          MANAGE
        3     01/05/2023 nonsense   MANAGE
        3     01/06/2023 01/07/2023 MANAGE
        3     -          -          MANAGE
        3     nonsense   -          MANAGE
        4     01/09/2023 -          MANAGE  *
        4     01/01/2023 15/05/2023 MANAGE
        5     01/01/2023 20/06/2023 MANAGE  *
        5     01/01/2023 15/01/2023 MANAGE
        6     01/01/2023 15/05/2023 MANAGE
        -     01/01/2023 15/05/2023 MANAGE
        -     01/09/2023 -          MANAGE
"""
FIRST_CONTACTS = """
        7     01/01/2023 15/05/2023 FCONTA
        7     01/09/2023 -          FCONTA {}
        8     01/01/2023 15/05/2023 FCONTA
        8     01/09/2023 -          TSPROC *
"""


def test_sw10_apart_in_2024(check):
    check("SW10STG2", 2024, SWEpisodes=APART + FIRST_CONTACTS.format("*"))


@pytest.mark.parametrize(
    ("code", "year"), [("SW10STG2", 2025), ("SW10STG2", 2026), ("SW10aSTG2", 2026)]
)
def test_sw10_sw10a_apart_but_for_first_contacts(check, code, year):
    check(code, year, SWEpisodes=APART + FIRST_CONTACTS.format(""))


@pytest.mark.parametrize("year", [2026, 2027])
def test_sw10b_first_contact_too_early(check, year):
    check(
        "SW10bSTG2",
        year,
        SWEpisodes="""
        CHILD SW_DECOM   SW_DEC     SW_REASON
        1     01/01/2025 15/05/2025 MANAGE
        1     15/05/2025 -          FCONTA  *
        2     01/01/2025 15/05/2025 MANAGE
        2     16/05/2025 -          FCONTA
        3     01/01/2025 15/05/2025 MANAGE
        3     14/05/2025 -          MANAGE
        4     01/01/2025 15/05/2025 FCONTA
        5     01/01/2025 -          MANAGE
        5     01/02/2025 01/06/2025 FCONTA
        5     -          -          FCONTA
        6     14/05/2025 -          FCONTA  *
        6     01/01/2025 15/05/2025 MANAGE
        -     01/01/2025 15/05/2025 MANAGE
        -     15/05/2025 -          FCONTA
        """,
    )


def test_sw11a_next_one_not_in_time(check):
    check(
        "SW11aSTG2",
        2024,
        SWEpisodes="""
        CHILD SW_DECOM   SW_DEC
        1     01/05/2023 10/06/2023
        1     15/06/2023 -
        2     01/05/2023 10/06/2023
        2     16/06/2023 -          *
        3     01/05/2023 10/06/2023
        3     05/06/2023 -
        4     01/05/2023 10/06/2023
        4     04/06/2023 -          *
        5     01/05/2023 26/03/2024
        5     01/04/2024 -          *
        6     01/05/2023 27/03/2024
        6     02/04/2024 -
        7     01/05/2023 10/06/2023
        7     -          -          *
        7     nonsense   -
        8     01/05/2023 -
        8     01/01/2024 -
        9     01/01/2024 -          *
        9     01/05/2023 10/06/2023
        -     01/05/2023 10/06/2023
        -     01/01/2024 -
        """,
    )


def test_sw11a_last_one_not_followed(check):
    check(
        "SW11aSTG2",
        2024,
        SWEpisodes="""
        CHILD SW_DECOM   SW_DEC
        1     01/05/2023 26/03/2024 *
        2     01/05/2023 27/03/2024
        3     -          10/06/2023
        4     01/05/2023 10/06/2023
        4     10/06/2023 01/02/2024 *
        5     01/05/2023 -
        6     06/06/2023 -
        6     01/09/2023 10/06/2023
        7     05/06/2023 -
        7     01/09/2023 10/06/2023 *
        8     01/05/2023 nonsense
        9     01/05/2022 10/06/2022 *
        -     01/05/2023 10/06/2023
        """,
    )


@pytest.mark.parametrize("year", [2024, 2026])
def test_sw11b_ended_in_the_last_days(check, year):
    check(
        "SW11bSTG2",
        year,
        SWEpisodes=f"""
        CHILD SW_DECOM       SW_DEC
        1     01/05/2023     25/03/{year}
        2     01/05/2023     26/03/{year} *
        3     01/05/2023     31/03/{year} *
        4     01/05/2023     01/04/{year}
        5     01/05/2023     28/03/{year}
        5     28/03/{year}   -
        6     01/06/2023     28/03/{year} *
        6     01/05/2023     28/03/{year}
        7     01/05/2023     28/03/{year}
        7     01/06/2023     01/07/2023
        8     01/05/2023     28/03/{year}
        8     -              -            *
        8     nonsense       28/03/{year}
        9     -              28/03/{year}
        10    01/05/2023     -
        11    01/05/2023     nonsense
        12    01/04/{year}   28/03/{year} *
        13    01/04/{year}   28/03/{year}
        13    28/03/{year}   -
        14    01/04/{year}   28/03/{year}
        14    28/03/{year}   -
        14    -              -            *
        14    -              -
        16    28/03/{year}   28/03/{year}
        16    28/03/{year}   -
        17    29/03/{year}   28/03/{year} *
        17    27/03/{year}   -
        18    28/03/{year}   -
        18    28/03/{year}   28/03/{year}
        18    -              -
        15    -              01/01/2024   *
        15    01/05/2023     28/03/{year}
        -     01/05/2023     28/03/{year}
        """,
    )


def test_sw14_earlier_without_end(check):
    check(
        "SW14STG2",
        2024,
        SWEpisodes="""
        CHILD SW_DECOM   SW_DEC
        1     01/06/2023 -
        1     01/05/2023 -          *
        1     01/04/2023 nonsense   *
        2     01/05/2023 -          *
        2     -          01/06/2023
        3     -          -          *
        3     nonsense   -
        4     01/05/2023 -          *
        4     01/05/2023 -
        5     01/05/2023 01/06/2023
        5     01/06/2023 -
        6     01/05/2023 -
        -     01/05/2023 -
        -     01/06/2023 -
        """,
    )


@pytest.mark.parametrize("year", [2026, 2027])
def test_sw17_last_one_closed(check, year):
    check(
        "SW17STG2",
        year,
        SWEpisodes="""
        CHILD SW_DECOM   SW_DEC
        1     01/06/2025 01/09/2025 *
        1     01/05/2025 01/06/2025
        2     01/05/2025 01/06/2025
        2     01/06/2025 -
        3     01/05/2025 nonsense   *
        4     -          01/06/2025
        4     01/05/2025 -
        5     01/05/2025 01/06/2025 *
        5     -          -
        6     -          01/06/2025 *
        7     nonsense   -
        8     01/05/2025 01/06/2025
        8     01/05/2025 01/07/2025 *
        -     01/05/2025 01/06/2025
        """,
    )


@pytest.mark.parametrize(
    ("code", "year"),
    [
        ("SW08STG2", 2026),
        ("SW10STG2", 2025),
        ("SW10aSTG2", 2026),
        ("SW10bSTG2", 2026),
        ("SW11aSTG2", 2024),
        ("SW11bSTG2", 2026),
        ("SW14STG2", 2024),
        ("SW17STG2", 2026),
    ],
)
def test_needs_its_table(skips, code, year):
    assert skips(code, year, Episodes="CHILD\n1") == "SWEpisodes was not given."
