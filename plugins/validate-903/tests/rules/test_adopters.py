"""Rules on who adopts."""

from __future__ import annotations

import pytest


def test_175_number_of_adopters(check):
    check(
        "175",
        AD1="""
        CHILD NB_ADOPTR
        1     1
        2     2
        3     0          *
        4     3          *
        5     -
        6     02         *
        -     X          *
        """,
    )


def test_176_sex_of_adopters(check):
    check(
        "176",
        AD1="""
        CHILD SEX_ADOPTR
        1     M1
        2     F1
        3     MM
        4     FF
        5     MF
        6     FM         *
        7     -
        8     mf         *
        """,
    )


def test_177_legal_status_of_adopters(check):
    check(
        "177",
        AD1="""
        CHILD LS_ADOPTR
        1     L0
        2     L11
        3     L12
        4     L2
        5     L3
        6     L4
        7     L1         *
        8     -
        9     l0         *
        """,
    )


def test_511_couple_with_the_code_of_one(check):
    check(
        "511",
        AD1="""
        CHILD NB_ADOPTR SEX_ADOPTR
        1     2         M1         *
        2     2         F1         *
        3     2         MM
        4     2         -
        5     2         XX
        6     1         M1
        7     -         F1
        """,
    )


@pytest.mark.parametrize(
    ("code", "status", "fitting"),
    [
        ("514", "L0", {"M1", "F1"}),
        ("517", "L3", {"MF"}),
        ("518", "L4", {"MM", "FF"}),
        ("519", "L2", {"MM", "FF", "MF"}),
        ("520", "L11", {"MF"}),
        ("524", "L12", {"MM", "FF"}),
    ],
)
def test_status_and_sex(check, code, status, fitting):
    records = "\n".join(
        f"{sex} {status} {sex} {'' if sex in fitting else '*'}"
        for sex in ("M1", "F1", "MM", "FF", "MF", "XX", "-")
    )
    check(
        code,
        AD1=f"""
        CHILD LS_ADOPTR SEX_ADOPTR
        {records}
        8     -         M1
        9     L9        XX
        """,
    )


@pytest.mark.parametrize(
    "code", ["175", "176", "177", "511", "514", "517", "518", "519", "520", "524"]
)
def test_needs_ad1(skips, code):
    assert skips(code, Header="CHILD\n1") == "AD1 was not given."
