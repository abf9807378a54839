"""Rules on who is a mother."""

from __future__ import annotations

import pytest

CARED_FOR = """
CHILD LS DECOM      DEC        REC
1     C2 01/04/2020 -          -
2     C2 01/04/2020 -          -
"""


@pytest.mark.parametrize(
    ("year", "male", "female", "other"),
    [(2024, "1", "2", "9"), (2026, "M", "F", "U"), (2026, "1", "2", "U"), (2024, "M", "F", "9")],
)
def test_165_by_sex(check, year, male, female, other):
    check(
        "165",
        year,
        Header=f"""
        CHILD SEX      MOTHER
        1     {male}   0        *
        2     {male}   1        *
        3     {male}   -
        4     {female} 0
        5     {female} 1
        6     {female} -        *
        7     {female} 2        *
        8     {other}  -
        9     {other}  1
        10    {other}  X        *
        11    -        -
        12    -        0
        13    -        01       *
        """,
        Episodes="CHILD LS DECOM\n" + "\n".join(f"{n} C2 01/01/2020" for n in range(1, 14)),
        OC3="""
        CHILD IN_TOUCH
        1     YES        *
        3     YES
        6     -          *
        6     NO         *
        """,
    )


def test_165_by_episode(check):
    check(
        "165",
        2026,
        Header="""
        CHILD SEX MOTHER
        1     F   -        *
        2     F   -
        3     F   -        *
        4     F   -
        5     F   -        *
        6     F   -
        7     F   -
        8     F   -
        9     F   -        *
        10    F   -
        11    F   -        *
        12    M   1
        13    M   1        *
        14    F   9
        15    F   9
        16    F   1
        17    F   -        *
        17    F   1
        -     F   -
        """,
        Episodes="""
        CHILD LS DECOM      DEC
        1     C2 31/03/2026 -
        2     C2 01/04/2026 -
        3     C2 01/01/2020 01/04/2025
        4     C2 01/01/2020 31/03/2025
        5     C2 01/01/2020 32/03/2025
        6     C2 -          -
        7     C2 XX         -
        8     V3 01/05/2025 -
        8     v4 01/05/2025 -
        9     V3 01/05/2025 -
        9     -  01/05/2025 -
        10    V3 01/05/2025 -
        10    C2 01/05/2020 01/06/2020
        11    V4 01/05/2020 -
        11    E1 01/05/2025 -
        12    V3 01/05/2025 -
        13    C2 01/05/2020 01/06/2020
        14    V4 01/05/2025 -
        16    C2 01/05/2020 01/06/2020
        17    C2 01/05/2025 -
        -     C2 01/05/2025 -
        """,
        OC3="""
        CHILD IN_TOUCH
        2     YES
        13    -          *
        16    YES
        -     YES
        """,
    )


def test_165_needs_oc3(skips):
    header = "CHILD SEX MOTHER\n1 M 1"
    assert skips("165", Header=header, Episodes=CARED_FOR) == "OC3 was not given."


def test_207_no_longer_mother(check):
    check(
        "207",
        last_year={
            "Header": """
            CHILD MOTHER
            1     1
            2     1
            3     1
            4     0
            5     -
            6     1
            8     1
            8     0
            9     1.0
            -     1
            """
        },
        Header="""
        CHILD MOTHER
        1     1
        2     0        *
        3     -        *
        4     0
        5     0
        6     0
        7     0
        8     0        *
        9     0
        -     0
        """,
        Episodes="""
        CHILD LS
        1     C2
        2     C2
        3     V3
        4     C2
        5     C2
        7     C2
        8     C2
        9     C2
        -     C2
        """,
    )


def test_207_needs_last_year(skips):
    reason = skips("207", Header="CHILD MOTHER\n1 0", Episodes=CARED_FOR)
    assert reason == "Last year's Header was not given."


def header_of_393(female: str, male: str, old: str) -> str:
    return f"""
        CHILD SEX      MOTHER
        1     {female} -        *
        2     {female} 0
        3     {male}   -
        4     -        -
        5     {old}    -
        6     {female} -
        7     {female} -        *
        8     {female} -        *
        9     {female} -
        10    {female} X
        -     {female} -
        """


EPISODES_OF_393 = """
        CHILD LS
        1     C2
        2     C2
        3     C2
        4     C2
        5     C2
        6     V3
        6     V4
        7     V3
        7     C2
        8     -
        10    C2
        -     C2
        """


def test_393_mother_blank_to_2024(check):
    check("393", 2024, Header=header_of_393("2", "1", "F"), Episodes=EPISODES_OF_393)


def test_393_mother_blank_from_2025(check):
    check("393", 2025, Header=header_of_393("F", "M", "2"), Episodes=EPISODES_OF_393)


def test_393_needs_episodes(skips):
    assert skips("393", Header="CHILD MOTHER\n1 -") == "Episodes was not given."


def test_399_details_on_short_breaks(check):
    check(
        "399",
        Episodes="""
        CHILD LS
        1     V3   *
        1     V4   *
        2     V3
        3     V3   *
        4     V3   *
        5     V3
        5     C2
        6     V3
        6     -
        7     V3   *
        8     V4   *
        9     V4
        10    V4   *
        12    V3   *
        -     V3
        """,
        Header="""
        CHILD MOTHER
        1     0        *
        2     -
        3     -        *
        4     -        *
        5     1
        6     1
        7     1        *
        9     -
        10    -
        10    1        *
        11    1
        12    -        *
        -     1
        """,
        Reviews="""
        CHILD REVIEW     REVIEW_CODE
        1     -          -             *
        1     01/05/2025 PN1           *
        2     -          -
        3     01/05/2025 -             *
        3     -          -
        4     -          PN1           *
        5     01/05/2025 PN1
        6     01/05/2025 PN1
        8     01/05/2025 PN1           *
        12    XX         -             *
        -     01/05/2025 PN1
        """,
    )


def test_399_needs_reviews(skips):
    reason = skips("399", Header="CHILD MOTHER\n1 1", Episodes="CHILD LS\n1 V3")
    assert reason == "Reviews was not given."


def check_607(check, year: int, female: str, others: tuple[str, str]) -> None:
    check(
        "607",
        year,
        Header=f"""
        CHILD SEX         MOTHER
        1     {female}    -        *
        2     {female}    -        *
        3     {female}    -
        4     {female}    -
        5     {female}    -
        6     {female}    -
        7     {female}    -
        8     {female}    -        *
        9     {female}    0
        10    {others[0]} -
        11    {others[1]} -
        12    -           -
        13    {female}    -        *
        14    {female}    -        *
        14    {female}    1
        -     {female}    -
        """,
        Episodes=f"""
        CHILD LS DEC               REC
        1     C2 01/04/{year - 1}  E4A  *
        2     C2 31/03/{year}      ZZ   *
        3     C2 31/03/{year - 1}  E4A
        4     C2 01/04/{year}      E4A
        5     C2 01/05/{year - 1}  X1
        5     C2 01/05/{year - 1}  -
        6     V3 01/05/{year - 1}  E4A
        6     V4 01/05/{year - 1}  E4A
        7     C2 -                 E4A
        7     C2 31/04/{year}      E4A
        8     -  01/05/{year - 1}  E4A  *
        9     C2 01/05/{year - 1}  E4A
        10    C2 01/05/{year - 1}  E4A
        11    C2 01/05/{year - 1}  E4A
        12    C2 01/05/{year - 1}  E4A
        13    C2 01/05/{year - 1}  E4A  *
        13    C2 01/09/{year - 1}  E4B  *
        13    C2 01/10/{year - 1}  X1
        14    C2 01/05/{year - 1}  E4A  *
        15    C2 01/05/{year - 1}  E4A
        -     C2 01/05/{year - 1}  E4A
        """,
    )


def test_607_left_care_to_2024(check):
    check_607(check, 2024, "2", ("1", "F"))


def test_607_left_care_from_2025(check):
    check_607(check, 2025, "F", ("M", "2"))


def test_607_needs_episodes(skips):
    assert skips("607", Header="CHILD MOTHER\n1 -") == "Episodes was not given."


def test_628_care_leaver(check):
    check(
        "628",
        Header="""
        CHILD MOTHER
        1     1        *
        2     0        *
        3     -
        4     1
        5     1
        6     1
        7     X        *
        8     1        *
        -     1
        """,
        OC3="""
        CHILD IN_TOUCH ACTIV ACCOM
        1     YES      F1    B1
        2     -        -     B1
        3     YES      -     -
        4     YES      F1    B1
        5     -        -     -
        7     -        ?     -
        8     -        -     -
        8     NO       -     -
        -     YES      -     -
        """,
        Episodes="""
        CHILD LS
        4     V3
        """,
    )


def test_628_needs_episodes(skips):
    reason = skips("628", Header="CHILD MOTHER\n1 1", OC3="CHILD IN_TOUCH\n1 YES")
    assert reason == "Episodes was not given."
