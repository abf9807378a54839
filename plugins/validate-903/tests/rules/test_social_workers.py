"""Rules on social workers' records: their details, and who must have one."""

from __future__ import annotations

import pytest

from cstools_validate_903.plugin import cstools_validate


def test_sw01_in_care_without_social_worker(check):
    check(
        "SW01STG1",
        2024,
        Episodes="""
        CHILD LS DEC
        1     C2 -          *
        2     C2 -
        3     C2 -          *
        4     C2 -          *
        5     C2 -          *
        6     C2 -
        7     -  -          *
        8     V3 -
        9     V4 -
        10    C2 31/03/2024
        11    C2 nonsense
        12    C2 -
        13    C2 01/05/2023
        13    C2 -          *
        -     C2 -
        """,
        SWEpisodes="""
        CHILD SW_ID SW_DECOM   SW_REASON
        2     SW1   01/05/2023 MANAGE
        3     -     01/05/2023 MANAGE
        4     SW1   -          MANAGE
        5     SW1   01/05/2023 -
        6     SW1   01/05/2023 -
        6     SW1   01/06/2023 MANAGE
        12    X     nonsense   XXX
        -     SW1   01/05/2023 MANAGE
        """,
    )


def test_sw01a_incomplete_before_april_2023(check):
    check(
        "SW01aSTG1",
        2025,
        SWEpisodes="""
        CHILD SW_ID SW_DECOM   SW_REASON
        1     -     31/03/2023 -    *
        2     -     01/04/2023 -
        3     SW1   31/03/2023 -
        4     SW1   -          -    *
        5     SW1   nonsense   -    *
        6     SW1   01/04/2023 -
        """,
    )


def test_sw01b_incomplete_since_april_2023(check):
    check(
        "SW01bSTG1",
        2025,
        SWEpisodes="""
        CHILD SW_ID SW_DECOM   SW_REASON
        1     -     31/03/2023 -
        2     -     01/04/2023 MANAGE *
        3     SW1   01/04/2023 -      *
        4     -     01/05/2024 -      *
        5     SW1   01/04/2023 XXX
        6     SW1   -          MANAGE *
        7     SW1   nonsense   MANAGE *
        """,
    )


NUMBERS = """
        CHILD SW_ID
        1     SW1234
        2     XX12
        3     SX1234   *
        4     1SW234   *
        5     sw1234   *
        6     -        *
        7     S        *
"""


@pytest.mark.parametrize("year", [2024, 2025])
def test_sw02_number_to_2025(check, year):
    check("SW02STG1", year, SWEpisodes=NUMBERS + "8 SW\n9 XX1")


@pytest.mark.parametrize("year", [2026, 2027])
def test_sw02_number_from_2026(check, year):
    check("SW02STG1", year, SWEpisodes=NUMBERS + "8 SW *\n9 XX1 *\n10 SW12")


def test_sw03_details_lacking(check):
    check(
        "SW03STG1",
        2024,
        SWEpisodes="""
        CHILD SW_ID SW_DECOM   SW_DEC SW_REASON
        1     SW1   01/05/2023 -      MANAGE
        2     -     01/05/2023 -      MANAGE *
        3     SW1   -          -      MANAGE *
        4     SW1   01/05/2023 -      -      *
        5     X     nonsense   -      XXX
        """,
    )


def test_sw12_to_2024_start_of_care(check):
    check(
        "SW12STG2",
        2024,
        Episodes="""
        CHILD LS RNE DECOM      DEC        REC
        1     C2 S   01/05/2023 01/06/2023 X1
        2     C2 S   01/05/2023 01/06/2023 X1   *
        3     C2 S   01/05/2023 01/06/2023 X1
        4     C2 S   01/05/2023 01/06/2023 X1   *
        5     C2 S   nonsense   01/06/2023 X1   *
        6     C2 L   01/05/2023 01/06/2023 X1
        7     V3 S   01/05/2023 01/06/2023 X1
        8     V4 S   01/05/2023 01/06/2023 X1
        9     -  S   01/05/2023 01/06/2023 X1   *
        10    C2 S   01/05/2023 01/06/2023 X1   *
        -     C2 S   01/05/2023 01/06/2023 X1
        """,
        SWEpisodes="""
        CHILD SW_DECOM
        1     01/05/2023
        2     30/04/2023
        3     30/04/2023
        3     01/01/2024
        4     nonsense
        5     01/05/2023
        10    -
        -     01/05/2023
        """,
    )


def test_sw12_to_2024_end_of_care(check):
    check(
        "SW12STG2",
        2024,
        Episodes="""
        CHILD LS RNE DECOM      DEC        REC
        1     C2 L   01/05/2023 01/06/2023 E4A
        2     C2 L   01/05/2023 01/06/2023 E4A  *
        3     C2 L   01/05/2023 01/06/2023 -
        4     C2 L   01/05/2020 01/06/2020 E4A  *
        5     C2 S   01/05/2023 01/06/2023 E4A
        6     C2 L   01/05/2023 -          -
        7     C2 L   01/05/2023 nonsense   -
        8     C2 L   01/05/2023 -          -    *
        9     C2 L   01/05/2023 -          -    *
        """,
        SWEpisodes="""
        CHILD SW_DECOM
        1     01/06/2023
        1     01/01/2024
        2     02/06/2023
        3     01/06/2023
        4     02/06/2020
        5     02/06/2023
        6     01/03/2024
        7     01/01/2010
        8     nonsense
        """,
    )


@pytest.mark.parametrize("year", [2024, 2027])
def test_sw12_open_episodes(check, year):
    # What ended X1 is no end of care: left open, only its start can be matched.
    check(
        "SW12STG2",
        year,
        Episodes=f"""
        CHILD LS RNE DECOM            DEC      REC
        1     C2 S   01/06/{year - 1} -        X1   *
        2     C2 S   01/06/{year - 1} -        X1
        3     C2 S   01/06/{year - 1} nonsense X1   *
        4     C2 S   01/06/{year - 1} -        -
        5     C2 S   01/06/{year - 1} -        -    *
        6     C2 L   01/06/{year - 1} nonsense E4A
        """,
        SWEpisodes=f"""
        CHILD SW_DECOM
        1     31/05/{year - 1}
        2     01/06/{year - 1}
        3     31/05/{year - 1}
        4     31/05/{year - 1}
        5     nonsense
        6     01/06/{year}
        """,
    )


@pytest.mark.parametrize("year", [2025, 2026])
def test_sw12_from_2025_episodes_of_two_years(check, year):
    # The year 2025 begins on 1 April 2024; a year before that is 1 April 2023, over a 29 February.
    check(
        "SW12STG2",
        year,
        Episodes=f"""
        CHILD LS RNE DECOM      DEC              REC
        1     C2 L   01/05/2010 01/04/{year - 2} E4A   *
        2     C2 L   01/05/2010 31/03/{year - 2} E4A
        3     C2 L   01/05/2010 31/03/{year}     E4A   *
        4     C2 L   01/05/2010 01/04/{year}     E4A
        5     C2 L   01/05/2010 -                -     *
        6     C2 L   01/05/2010 nonsense         -     *
        7     C2 L   01/05/2010 -                -
        8     C2 L   01/05/2010 01/06/{year - 1} E4A
        9     C2 L   01/05/2010 01/06/{year - 1} E4A   *
        10    C2 S   01/05/2010 01/06/{year - 1} X1
        11    V3 S   01/05/2010 01/06/{year - 1} E4A
        """,
        SWEpisodes=f"""
        CHILD SW_DECOM
        7     01/01/2020
        8     01/06/{year - 1}
        9     02/06/{year - 1}
        10    01/05/2010
        """,
    )


def test_sw13_reason_in_2024(check):
    check(
        "SW13STG1",
        2024,
        SWEpisodes="""
        CHILD SW_REASON
        1     MANAGE
        2     FCONTA
        3     LEFTRL
        4     ORGRST
        5     TSPROC
        6     ABSENC
        7     CHCHAN
        8     PCCHAN
        9     SWDIED
        10    OTHERS
        11    OTHER    *
        12    manage   *
        13    -        *
        """,
    )


@pytest.mark.parametrize("year", [2025, 2027])
def test_sw13_reason_from_2025(check, year):
    check(
        "SW13STG1",
        year,
        SWEpisodes="""
        CHILD SW_DECOM   SW_REASON
        1     01/04/2023 MANAGE
        2     01/04/2023 -        *
        3     31/03/2023 -
        4     31/03/2023 XXX      *
        5     -          -
        6     nonsense   -
        7     -          XXX      *
        8     -          OTHERS
        """,
    )


@pytest.mark.parametrize(
    ("code", "year"),
    [
        ("SW01aSTG1", 2025),
        ("SW01bSTG1", 2025),
        ("SW02STG1", 2026),
        ("SW03STG1", 2024),
        ("SW13STG1", 2026),
    ],
)
def test_needs_its_table(skips, code, year):
    assert skips(code, year, Episodes="CHILD\n1") == "SWEpisodes was not given."


@pytest.mark.parametrize("code", ["SW01STG1", "SW12STG2"])
def test_needs_both_tables(skips, code):
    assert skips(code, 2024, Episodes="CHILD\n1") == "SWEpisodes was not given."
    assert skips(code, 2024, SWEpisodes="CHILD\n1") == "Episodes was not given."


def test_an_empty_table_is_given(check):
    check("SW01STG1", 2024, Episodes="CHILD LS DEC\n1 C2 - *", SWEpisodes="CHILD SW_ID")


@pytest.mark.parametrize(
    ("year", "codes"),
    [
        (2023, ""),
        (
            2024,
            "SW01STG1 SW02STG1 SW03STG1 SW04STG1 SW05STG1 SW06STG2 SW07STG2 SW08STG2 SW09STG2 "
            "SW10STG2 SW11aSTG2 SW11bSTG2 SW12STG2 SW13STG1 SW14STG2",
        ),
        (
            2025,
            "SW01aSTG1 SW01bSTG1 SW02STG1 SW04STG1 SW05STG1 SW06STG2 SW07STG2 SW08STG2 SW09STG2 "
            "SW10STG2 SW11bSTG2 SW12STG2 SW13STG1",
        ),
        (
            2026,
            "SW02STG1 SW04STG1 SW05STG1 SW06STG2 SW07STG2 SW08STG2 SW09STG2 SW10STG2 SW10aSTG2 "
            "SW10bSTG2 SW11bSTG2 SW12STG2 SW13STG1 SW17STG2 SW18STG2 SW19STG2",
        ),
    ],
)
def test_rules_of_each_year(year, codes):
    in_use = {
        rule.code for rule in cstools_validate.rulebook.of(year) if rule.code.startswith("SW")
    }
    assert in_use == set(codes.split())
