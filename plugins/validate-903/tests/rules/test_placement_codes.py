"""Rules on placement type and provider codes."""

from __future__ import annotations

import pytest

from cstools import UsageError


@pytest.mark.parametrize("year", [2023, 2025])
def test_178_provider_code_to_2025(check, year):
    check(
        "178",
        year,
        Episodes="""
        CHILD PLACE  PLACE_PROVIDER
        1     K2     PR0
        2     K2     PR5
        3     K2     PR6     *
        4     K2     pr1     *
        5     -      PR1
        6     -      PR      *
        7     T0     PR1     *
        8     T3     PR1     *
        9     T4     PR1     *
        10    Z1     PR1     *
        11    Z11    PR1
        12    T4     -
        13    K2     -
        -     K2     PR6     *
        """,
    )


@pytest.mark.parametrize("year", [2026, 2027])
def test_178_provider_code_from_2026(check, year):
    check(
        "178",
        year,
        Episodes="""
        CHILD PLACE  PLACE_PROVIDER
        1     K2     PR0
        2     K2     PR6     *
        3     T0     PR1     *
        4     T3     PR1     *
        5     T4     PR1
        6     T4     PR6     *
        7     Z1     PR1
        8     Z11    PR1     *
        9     Z12    PR1     *
        10    Z13    PR1     *
        11    Z14    PR1     *
        12    z14    PR1
        13    Z14    -
        14    -      PR5
        """,
    )


@pytest.mark.parametrize(("year", "other"), [(2023, ""), (2025, ""), (2026, "*"), (2027, "*")])
def test_213_provider_of_a_placement_that_has_none(check, year, other):
    check(
        "213",
        year,
        Episodes=f"""
        CHILD PLACE  PLACE_PROVIDER
        1     T0     PR1     *
        2     T1     PR1     *
        3     T2     JUNK    *
        4     T3     PR1     *
        5     T4     PR1     *
        6     Z1     PR1
        7     Z11    PR1     {other}
        8     Z12    PR1     {other}
        9     Z13    PR1     {other}
        10    Z14    PR1     {other}
        11    T4     -
        12    Z14    -
        13    -      PR1
        14    K2     PR1
        -     T4     PR1     *
        """,
    )


@pytest.mark.parametrize(
    ("year", "old", "new"),
    [(2023, "", "*"), (2025, "", "*"), (2026, "*", ""), (2027, "*", "")],
)
def test_526_provider_missing(check, year, old, new):
    check(
        "526",
        year,
        Episodes=f"""
        CHILD PLACE  PLACE_PROVIDER
        1     K2     -      *
        2     P1     -      *
        3     -      -      *
        4     T0     -
        5     T4     -
        6     Z1     -      {old}
        7     Z11    -      {new}
        8     Z14    -      {new}
        9     K2     JUNK
        10    K2     PR1
        -     K2     -      *
        """,
    )


def test_217t_closed_placement_type(check):
    check(
        "217t",
        2024,
        Episodes="""
        CHILD DECOM        DEC          PLACE
        1     01/05/2023   27/10/2023   P2
        2     01/05/2023   28/10/2023   P2
        3     01/05/2023   29/10/2023   P2    *
        4     01/05/2023   -            P2    *
        5     01/05/2023   nonsense     P2    *
        6     -            29/10/2023   P2    *
        7     01/05/2023   29/10/2023   -
        8     01/05/2023   -            H5
        -     01/11/2023   -            P2    *
        """,
    )


@pytest.mark.parametrize("year", [2023, 2025])
def test_217t_is_a_rule_of_2024_only(check, year):
    with pytest.raises(UsageError, match=f"not part of the {year} rules"):
        check("217t", year, Episodes="CHILD DEC PLACE\n1 - P2")


@pytest.mark.parametrize(("code", "provider"), [("527", "PR1"), ("528", "PR2")])
def test_527_528_authority_with_a_placement_it_cannot_supply(check, code, provider):
    check(
        code,
        Episodes=f"""
        CHILD PLACE  PLACE_PROVIDER
        1     P1     {provider}    *
        2     R2     {provider}    *
        3     R5     {provider}    *
        4     R1     {provider}
        5     K2     {provider}
        6     -      {provider}
        7     P1     PR3
        8     P1     PR0
        9     P1     -
        -     P1     {provider}    *
        """,
    )


def test_529_other_public_body_with_a_placement_it_cannot_supply(check):
    check(
        "529",
        Episodes="""
        CHILD PLACE  PLACE_PROVIDER
        1     A3     PR3    *
        1     A4     PR3    *
        1     A5     PR3    *
        1     A6     PR3    *
        1     K1     PR3    *
        1     K2     PR3    *
        1     P1     PR3    *
        1     U1     PR3    *
        1     U2     PR3    *
        1     U3     PR3    *
        1     U4     PR3    *
        1     U5     PR3    *
        1     U6     PR3    *
        2     K3     PR3
        2     P2     PR3
        2     R2     PR3
        2     -      PR3
        2     U1     PR1
        2     U1     -
        """,
    )


@pytest.mark.parametrize(("code", "provider"), [("530", "PR4"), ("531", "PR5")])
def test_530_531_private_or_voluntary_with_parents(check, code, provider):
    check(
        code,
        Episodes=f"""
        CHILD PLACE  PLACE_PROVIDER
        1     P1     {provider}    *
        2     P2     {provider}
        3     -      {provider}
        4     P1     PR0
        5     P1     PR3
        6     P1     -
        """,
    )


def test_550_parents_provide_elsewhere(check):
    check(
        "550",
        Episodes="""
        CHILD PLACE  PLACE_PROVIDER
        1     P1     PR0
        2     P2     PR0    *
        3     -      PR0    *
        4     p1     PR0    *
        5     P2     PR1
        6     P2     -
        -     K2     PR0    *
        """,
    )


CODES = ["178", "213", "526", "527", "528", "529", "530", "531", "550"]


@pytest.mark.parametrize("code", CODES)
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", CODES)
def test_empty_table(check, code):
    check(code, Episodes="CHILD PLACE PLACE_PROVIDER")
