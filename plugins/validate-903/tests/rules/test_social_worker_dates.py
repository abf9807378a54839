"""Rules on the dates of a social worker's record."""

from __future__ import annotations

import pytest

COLUMNS = [("SW04STG1", "SW_DECOM"), ("SW05STG1", "SW_DEC")]


@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize(("code", "column"), COLUMNS)
def test_real_date_to_2025(check, code, column, year):
    check(
        code,
        year,
        SWEpisodes=f"""
        CHILD {column}
        1     01/05/2024
        2     1/5/2024
        3     ZZ/05/2024
        4     ZZ/ZZ/2024
        5     ZZ/ZZ/ZZZZ
        6     01/ZZ/ZZZZ
        7     29/02/ZZZZ
        8     30/02/ZZZZ   *
        9     zz/05/2024   *
        10    01/05/ZZ     *
        11    ZZZZ/05/2024 *
        12    01/ZZZZ/2024 *
        13    31/04/2024   *
        14    2024-05-01   *
        15    01/05/24     *
        16    01/05        *
        17    Z/05/2024    *
        18    -
        19    29/02/2023   *
        """,
    )


@pytest.mark.parametrize("year", [2026, 2027])
@pytest.mark.parametrize(("code", "column"), COLUMNS)
def test_real_date_from_2026(check, code, column, year):
    check(
        code,
        year,
        SWEpisodes=f"""
        CHILD {column}
        1     01/05/2024
        2     ZZ/05/2024   *
        3     ZZ/ZZ/ZZZZ   *
        4     29/02/2024
        5     29/02/2023   *
        6     2024-05-01   *
        7     -
        """,
    )


@pytest.mark.parametrize("year", [2024, 2027])
def test_sw06_starts_after_the_year(check, year):
    check(
        "SW06STG2",
        year,
        SWEpisodes=f"""
        CHILD SW_DECOM
        1     31/03/{year}
        2     01/04/{year}  *
        3     01/01/1990
        4     -
        5     31/04/{year}
        -     01/04/{year}  *
        """,
    )


def test_sw07_ends_outside_the_year_2024(check):
    check(
        "SW07STG2",
        2024,
        SWEpisodes="""
        CHILD SW_DEC
        1     31/03/2023  *
        2     01/04/2023
        3     31/03/2024
        4     01/04/2024  *
        5     -
        6     31/04/2024
        """,
    )


@pytest.mark.parametrize("year", [2025, 2026])
def test_sw07_ends_outside_two_years(check, year):
    check(
        "SW07STG2",
        year,
        SWEpisodes=f"""
        CHILD SW_DEC
        1     31/03/{year - 2}  *
        2     01/04/{year - 2}
        3     31/03/{year}
        4     01/04/{year}      *
        5     -
        6     31/04/{year}
        """,
    )


@pytest.mark.parametrize("year", [2024, 2025])
def test_sw09_same_day_to_2025(check, year):
    check(
        "SW09STG2",
        year,
        SWEpisodes="""
        CHILD SW_DECOM   SW_DEC
        1     01/05/2023 01/05/2023 *
        2     01/05/2023 1/5/2023   *
        3     01/05/2023 02/05/2023
        4     01/05/2023 30/04/2023
        5     -          -
        6     nonsense   nonsense   *
        7     nonsense   nonsensical
        8     nonsense   01/05/2023
        9     01/05/2023 -
        """,
    )


@pytest.mark.parametrize("year", [2026, 2027])
def test_sw09_less_than_three_days_from_2026(check, year):
    check(
        "SW09STG2",
        year,
        SWEpisodes="""
        CHILD SW_DECOM   SW_DEC
        1     28/02/2024 28/02/2024 *
        2     28/02/2024 29/02/2024 *
        3     28/02/2024 01/03/2024 *
        4     28/02/2024 02/03/2024
        5     28/02/2024 01/01/2024 *
        6     28/02/2024 -
        7     -          28/02/2024
        8     nonsense   nonsense
        """,
    )


@pytest.mark.parametrize("year", [2026, 2027])
def test_sw18_ends_before_it_starts(check, year):
    check(
        "SW18STG2",
        year,
        SWEpisodes="""
        CHILD SW_DECOM   SW_DEC
        1     01/05/2025 30/04/2025 *
        2     01/05/2025 01/05/2025 *
        3     01/05/2025 02/05/2025
        4     -          30/04/2025
        5     01/05/2025 -
        6     01/05/2025 31/04/2025
        """,
    )


@pytest.mark.parametrize("year", [2026, 2027])
def test_sw19_same_start(check, year):
    check(
        "SW19STG2",
        year,
        SWEpisodes="""
        CHILD SW_DECOM
        1     01/05/2025
        2     01/05/2025
        1     02/05/2025
        1     1/5/2025    *
        1     01/05/2025  *
        3     -
        3     -
        4     nonsense
        4     nonsense
        -     01/05/2025
        -     01/05/2025
        """,
    )


@pytest.mark.parametrize(
    "code",
    ["SW04STG1", "SW05STG1", "SW06STG2", "SW07STG2", "SW09STG2", "SW18STG2", "SW19STG2"],
)
def test_needs_its_table(skips, code):
    assert skips(code, 2026, Episodes="CHILD\n1") == "SWEpisodes was not given."
