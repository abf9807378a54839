"""Rules on unaccompanied asylum seekers against last year's return.

The collection year is 2026: last year runs from 01/04/2024 to 31/03/2025.
"""

from __future__ import annotations

import pytest


def test_205a_in_xml(check):
    check(
        "205A",
        2026,
        form="xml",
        last_year={
            "Header": """
            CHILD UASC
            1     1
            2     1
            3     1
            4     1
            5     1
            6     1
            7     0
            8     -
            9     1
            10    1
            11    1
            12    1
            13    1
            14    1
            15    0
            15    1
            16    1
            17    1
            -     1
            """,
            "UASC": """
            CHILD DUC
            1     01/04/2024
            2     31/03/2025
            3     31/03/2024
            4     01/04/2025
            5     -
            6     XX
            7     -
            8     -
            9     -
            10    01/05/2024
            11    01/05/2024
            12    -
            14    -
            15    -
            16    01/04/2025
            17    -
            -     -
            """,
        },
        Header="""
        CHILD UASC
        1     0
        2     0
        3     0      *
        4     0      *
        5     -      *
        6     X      *
        7     0
        8     0
        9     1
        10    0      *
        11    0      *
        13    0
        15    0      *
        16    0      *
        17    1
        -     0
        """,
        UASC="""
        CHILD DUC
        1     -
        2     -
        3     -            *
        4     -            *
        5     -            *
        6     -            *
        7     -
        8     -
        9     -
        10    01/05/2025   *
        11    XX           *
        12    -            *
        13    01/05/2025
        15    -            *
        -     01/05/2025
        """,
    )


def test_205a_in_csv_children_who_left_the_table(check):
    check(
        "205A",
        2026,
        form="csv",
        last_year={
            "Header": "CHILD SEX\n1 M\n2 M\n3 M\n4 M\n7 M\n8 M",
            "UASC": """
            CHILD SEX DUC
            1     M   -
            2     M   31/03/2025
            3     M   01/04/2025
            4     M   -
            6     M   -
            8     M   01/04/2024
            8     M   31/03/2024
            """,
        },
        Header="""
        CHILD SEX
        1     M     *
        2     M
        3     M     *
        4     M
        5     M
        6     M
        7     M
        8     M     *
        """,
        UASC="""
        CHILD DUC
        4     01/05/2025
        """,
    )


def test_205a_in_csv_without_either_header(check):
    # Then a row of UASC marks its child only when SEX or DUC is filled in.
    check(
        "205A",
        2026,
        form="csv",
        last_year={
            "UASC": """
            CHILD SEX DOB        DUC
            1     M   01/01/2009 -
            2     -   01/01/2009 -
            3     -   -          01/05/2024
            4     M   -          -
            5     -   -          XX
            """
        },
        UASC="""
        CHILD SEX DOB        DUC
        1     -   01/01/2009 -          *
        2     -   01/01/2009 -
        3     -   01/01/2009 -
        4     M   -          -
        5     -   -          -          *
        6     -   -          -
        """,
    )


def test_205b(check):
    # Child 1 and those after were 18 on 01/06/2024, unless said otherwise.
    check(
        "205B",
        2026,
        form="xml",
        last_year={
            "Header": """
            CHILD UASC
            1     1
            2     1
            3     1
            4     1
            5     1
            6     1
            7     1
            8     1
            9     1
            10    0
            11    1
            12    1
            13    1
            14    1
            -     1
            """,
            "UASC": """
            CHILD DOB        DUC
            1     01/06/2006 01/06/2024
            2     01/06/2006 01/06/2024
            3     01/06/2006 01/06/2024
            4     01/06/2006 01/06/2024
            5     01/06/2006 01/06/2024
            6     01/06/2006 02/06/2024
            7     -          01/06/2024
            8     01/06/2006 -
            9     01/06/2006 01/06/2024
            10    01/06/2006 -
            11    01/06/2006 -
            13    29/02/2008 28/02/2026
            14    01/06/2006 01/06/2024
            14    01/06/2006 02/06/2024
            -     01/06/2006 -
            """,
        },
        Header="""
        CHILD UASC
        1     1
        2     1
        3     1
        4     1      *
        5     1      *
        6     1      *
        7     1      *
        8     1      *
        9     1      *
        10    1
        11    0
        12    1
        13    1
        14    1      *
        -     1
        """,
        UASC="""
        CHILD DUC
        1     01/04/2025
        2     31/03/2026
        3     01/06/2024
        4     31/03/2025   *
        5     01/04/2026   *
        6     01/05/2025   *
        7     01/05/2025   *
        8     01/05/2025   *
        9     -            *
        10    -
        11    -
        12    -
        13    28/02/2026
        14    01/05/2025   *
        -     -
        """,
    )


def test_205b_in_csv_without_this_years_header(check):
    check(
        "205B",
        2026,
        form="csv",
        last_year={
            "Header": "CHILD SEX\n1 M\n2 M",
            "UASC": """
            CHILD DOB        DUC
            1     01/06/2006 -
            2     01/06/2006 -
            3     01/06/2006 -
            """,
        },
        UASC="""
        CHILD SEX DUC
        1     M   -     *
        2     -   -
        3     M   -
        """,
    )


def test_205c_in_xml(check):
    check(
        "205C",
        2026,
        form="xml",
        last_year={
            "Header": """
            CHILD UASC
            1     0
            2     -
            3     0
            4     1
            5     0
            6     0
            8     0
            9     0
            10    0
            -     0
            """,
            "UASC": """
            CHILD DUC
            1     01/05/2024
            2     -
            3     -
            4     01/05/2024
            5     XX
            6     01/05/2024
            7     01/05/2024
            8     -
            9     -
            10    01/05/2024
            -     01/05/2024
            """,
        },
        Header="""
        CHILD UASC
        1     0      *
        2     -      *
        3     0
        4     0
        5     0
        6     1
        7     0      *
        9     0      *
        11    0      *
        -     0
        """,
        UASC="""
        CHILD DUC
        1     -            *
        2     01/05/2025   *
        3     -
        4     01/05/2025
        5     XX
        6     01/05/2025
        7     -            *
        8     01/05/2025   *
        9     01/05/2000   *
        11    01/05/2025   *
        -     -
        """,
    )


def test_205c_in_csv_without_this_years_header(check):
    check(
        "205C",
        2026,
        last_year={
            "UASC": """
            CHILD SEX DUC
            1     -   -
            2     M   -
            """
        },
        UASC="""
        CHILD SEX DUC
        1     -   01/05/2025
        2     -   -
        3     -   -
        """,
    )


@pytest.mark.parametrize("code", ["205A", "205B", "205C"])
def test_205_in_xml_needs_both_headers(skips, code):
    last_year = {"UASC": "CHILD DUC\n1 -"}
    reason = skips(
        code, form="xml", last_year=last_year, Header="CHILD UASC\n1 1", UASC="CHILD DUC\n1 -"
    )
    assert reason == "In an XML return it needs Header of both years."


@pytest.mark.parametrize("code", ["205A", "205B", "205C"])
def test_205_needs_uasc_of_both_years(skips, code):
    header, uasc = "CHILD SEX\n1 M", "CHILD DUC\n1 -"
    assert skips(code, Header=header, UASC=uasc) == "Last year's UASC was not given."
    last_year = {"Header": header, "UASC": uasc}
    assert skips(code, last_year=last_year, Header=header) == "UASC was not given."


def test_205d_in_xml(check):
    check(
        "205D",
        2026,
        form="xml",
        last_year={
            "Header": """
            CHILD UASC
            1     0
            2     1
            3     -
            4     0
            6     0
            7     1
            7     0
            -     0
            """
        },
        Header="""
        CHILD UASC
        1     1      *
        2     1
        3     1      *
        4     0
        5     1
        6     -
        7     1      *
        -     1
        """,
    )


def test_205d_in_csv(check):
    check(
        "205D",
        2026,
        form="csv",
        last_year={"Header": "CHILD SEX\n1 M\n2 M\n3 M", "UASC": "CHILD DUC\n2 -"},
        Header="""
        CHILD SEX
        1     M     *
        2     M
        3     M
        """,
        UASC="""
        CHILD DUC
        1     -
        2     -
        4     -
        """,
    )


def test_205d_without_this_years_header(check):
    check(
        "205D",
        2026,
        last_year={"UASC": "CHILD SEX DOB\n1 - 01/01/2009\n2 M -\n3 - -"},
        UASC="""
        CHILD SEX DUC
        1     -   XX   *
        2     M   -
        3     -   -
        4     M   -
        """,
    )


def test_205d_needs_the_markers(skips):
    header, uasc = "CHILD SEX\n1 M", "CHILD DUC\n1 -"
    missing = "Header has no UASC marker: it needs the UASC table as well."
    both = {"Header": header, "UASC": uasc}
    assert skips("205D", last_year=both, Header=header) == missing
    assert skips("205D", last_year={"Header": header}, **both) == missing
    assert skips("205D", last_year={"OC2": uasc}, **both).startswith("Neither last year's Header")
    assert skips("205D", last_year=both, OC2=uasc).startswith("Neither this year's Header")
