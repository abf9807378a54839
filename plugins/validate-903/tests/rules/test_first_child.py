"""Rules on when a mother's first child was born."""

from __future__ import annotations


def test_171_unreadable_date(check):
    check(
        "171",
        Header="""
        CHILD MC_DOB
        1     01/02/2025
        2     1/2/2025
        3     29/02/2025   *
        4     2025-02-01   *
        5     -
        6     NO           *
        -     NO           *
        """,
    )


def test_174_date_given_for_a_male_to_2024(check):
    check(
        "174",
        2024,
        Header="""
        CHILD SEX MC_DOB
        1     1   01/02/2024   *
        2     1   NO           *
        3     1   -
        4     2   01/02/2024
        5     M   01/02/2024
        6     -   01/02/2024
        """,
    )


def test_174_date_given_for_a_male_from_2025(check):
    check(
        "174",
        2025,
        Header="""
        CHILD SEX MC_DOB
        1     M   01/02/2024   *
        2     M   NO           *
        3     M   -
        4     F   01/02/2024
        5     1   01/02/2024
        6     -   01/02/2024
        """,
    )


def test_611_mother_without_date(check):
    check(
        "611",
        Header="""
        CHILD SEX MOTHER MC_DOB
        1     F   1      -            *
        2     M   1      -            *
        3     F   1      01/02/2025
        4     F   1      NO
        5     F   0      -
        6     F   -      -
        7     F   2      -
        """,
    )


def test_612_date_without_mother_to_2024(check):
    check(
        "612",
        2024,
        Header="""
        CHILD SEX MOTHER MC_DOB
        1     2   0      01/02/2024   *
        2     2   -      NO           *
        3     2   1      01/02/2024
        4     2   0      -
        5     F   0      01/02/2024
        6     1   -      01/02/2024
        7     -   -      01/02/2024
        8     2   9      01/02/2024
        """,
    )


def test_612_date_without_mother_from_2025(check):
    check(
        "612",
        2025,
        Header="""
        CHILD SEX MOTHER MC_DOB
        1     F   0      01/02/2024   *
        2     F   -      NO           *
        3     F   1      01/02/2024
        4     F   0      -
        5     2   0      01/02/2024
        6     M   -      01/02/2024
        7     U   -      01/02/2024
        8     F   9      01/02/2024
        """,
    )


def test_620_mother_under_11(check):
    check(
        "620",
        2026,
        Header="""
        CHILD MOTHER DOB
        1     1      01/04/2014
        2     1      02/04/2014   *
        3     1      31/03/2014
        4     0      02/04/2014
        5     -      02/04/2014
        6     1      -
        7     1      31/04/2014
        8     1      29/02/2016   *
        """,
    )


def test_621_born_before_the_mother(check):
    check(
        "621",
        Header="""
        CHILD DOB        MC_DOB
        1     01/02/2010 01/02/2010   *
        2     01/02/2010 02/02/2010
        3     01/02/2010 31/01/2010   *
        4     -          01/02/2010
        5     30/02/2010 01/02/2010
        6     01/02/2010 -
        7     01/02/2010 NO
        8     02/10/2010 03/09/2010   *
        """,
    )


def test_624_against_last_year(check):
    check(
        "624",
        last_year={
            "Header": """
            CHILD MC_DOB
            1     01/06/2024
            2     01/06/2024
            3     01/06/2024
            4     01/06/2024
            5     -
            6     -
            7     NO
            8     NO
            9     NO
            11    01/06/2024
            11    02/06/2024
            -     01/06/2024
            """
        },
        Header="""
        CHILD MC_DOB
        1     1/6/2024
        2     02/06/2024   *
        3     -            *
        4     NO           *
        5     01/06/2024
        6     -
        7     NO
        8     NEVER        *
        9     -            *
        10    01/06/2024
        11    01/06/2024   *
        -     02/06/2024
        """,
    )


def test_624_needs_last_year(skips):
    assert skips("624", Header="CHILD MC_DOB\n1 -") == "Last year's Header was not given."


def test_625_born_after_the_latest_episode(check):
    check(
        "625",
        2026,
        Header="""
        CHILD MC_DOB
        1     01/07/2025
        2     02/07/2025   *
        3     31/03/2026
        4     01/04/2026   *
        5     02/07/2025
        6     01/04/2026   *
        7     -
        8     45/04/2026
        9     01/04/2026
        10    01/04/2026
        11    02/07/2025   *
        11    01/07/2025
        12    01/08/2025
        13    01/06/2025   *
        -     01/04/2026
        """,
        Episodes="""
        CHILD DECOM      DEC
        1     01/04/2025 01/07/2025
        2     01/04/2025 01/07/2025   *
        3     01/04/2025 -
        4     01/04/2025 -            *
        5     01/04/2025 01/07/2025
        5     01/09/2025 -
        6     01/09/2025 XX           *
        7     01/04/2025 01/07/2025
        8     01/04/2025 01/07/2025
        10    -          01/07/2025
        11    01/04/2025 01/07/2025   *
        12    01/05/2025 01/09/2025
        12    01/04/2025 01/05/2025
        13    01/05/2025 05/05/2025   *
        13    01/04/2025 01/09/2025
        13    01/05/2025 01/09/2025
        -     01/04/2025 01/07/2025
        """,
    )


def test_625_takes_the_latest_end_when_no_start_is_given(check):
    check(
        "625",
        2026,
        Header="""
        CHILD MC_DOB
        1     02/07/2025
        2     02/09/2025   *
        3     01/04/2026
        4     01/09/2025
        """,
        Episodes="""
        CHILD DEC
        1     01/07/2025
        1     02/07/2025
        2     01/07/2025
        2     01/09/2025   *
        3     -
        4     01/09/2025
        4     -
        """,
    )


def test_625_with_no_episode_at_all(check):
    check("625", Header="CHILD MC_DOB\n1 01/01/2090", Episodes="CHILD DECOM DEC")


def test_625_needs_episodes(skips):
    assert skips("625", Header="CHILD MC_DOB\n1 -") == "Episodes was not given."


def test_626_no_mother_last_year(check):
    check(
        "626",
        2026,
        last_year={
            "Header": """
            CHILD MOTHER
            1     0
            2     0
            3     1
            4     -
            5     0
            6     0
            7     0
            8     0.0
            9     NO
            11    1
            11    0
            -     0
            """
        },
        Header="""
        CHILD MOTHER MC_DOB
        1     1      31/03/2025   *
        2     1      01/04/2025
        3     1      31/03/2025
        4     1      31/03/2025
        5     0      31/03/2025
        6     1      -
        7     1      31/02/2025
        8     1.0    31/03/2025   *
        9     1      31/03/2025
        10    1      31/03/2025
        11    1      31/03/2025   *
        -     1      31/03/2025
        """,
    )


def test_626_needs_last_year(skips):
    assert skips("626", Header="CHILD MC_DOB\n1 -") == "Last year's Header was not given."
