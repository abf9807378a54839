"""Rules on the integrity of a return: what its tables say of the same child."""

from __future__ import annotations

import pytest

UNKNOWN = {
    "INT01": "AD1",
    "INT02": "PlacedAdoption",
    "INT03": "Episodes",
    "INT04": "Missing",
    "INT05": "OC2",
    "INT06": "OC3",
    "INT07": "PrevPerm",
    "INT08": "Reviews",
    "INT09": "UASC",
}
BIRTH_DATE = {
    "INT11": "AD1",
    "INT12": "PlacedAdoption",
    "INT13": "Missing",
    "INT14": "OC2",
    "INT15": "OC3",
    "INT16": "PrevPerm",
    "INT17": "Reviews",
    "INT18": "UASC",
}
REPEATED = {
    "INT31": "AD1",
    "INT32": "Header",
    "INT33": "OC2",
    "INT34": "OC3",
    "INT35": "PrevPerm",
    "INT36": "UASC",
}


@pytest.mark.parametrize(("code", "table"), UNKNOWN.items())
def test_unknown_to_header(check, code, table):
    records = """
    CHILD
    1
    2     *
    2     *
    3
    3
    01    *
    -     *
    """
    check(code, Header="CHILD\n1\n3\n3\n4\n-", **{table: records})


@pytest.mark.parametrize(("code", "table"), UNKNOWN.items())
def test_unknown_to_header_needs_both_tables(skips, code, table):
    assert skips(code, Header="CHILD\n1") == f"{table} was not given."
    assert skips(code, **{table: "CHILD\n1"}) == "Header was not given."


def test_unknown_to_a_header_without_rows(check):
    check("INT04", Header="CHILD DOB", Missing="CHILD DOB\n1 - *")


@pytest.mark.parametrize(("code", "table"), BIRTH_DATE.items())
def test_other_birth_date(check, code, table):
    records = """
    CHILD DOB
    1     1/2/2010
    2     02/02/2010   *
    2     01/02/2010
    3     -
    4     30/02/2010
    5     01/02/2010
    6     01/02/2010
    7     01/02/2010
    8     01/02/2010   *
    9     29/02/2012   *
    -     01/02/2010
    """
    header = """
    CHILD DOB
    1     01/02/2010
    2     01/02/2010
    3     01/02/2010
    4     01/02/2010
    5     -
    6     XX
    8     01/02/2010
    8     03/02/2010
    9     28/02/2012
    -     09/09/2009
    """
    check(code, Header=header, **{table: records})


@pytest.mark.parametrize(("code", "table"), BIRTH_DATE.items())
def test_other_birth_date_needs_both_tables(skips, code, table):
    assert skips(code, Header="CHILD DOB\n1 -") == f"{table} was not given."
    assert skips(code, **{table: "CHILD DOB\n1 -"}) == "Header was not given."


@pytest.mark.parametrize(("code", "table"), REPEATED.items())
def test_repeated_child(check, code, table):
    records = """
    CHILD DOB
    1     01/02/2010
    2     01/02/2010   *
    3     -
    2     -            *
    4     -            *
    4     -            *
    4     -            *
    02    -
    -     -
    -     -
    """
    check(code, **{table: records})


def test_repeated_child_needs_its_table(skips):
    assert skips("INT33", Header="CHILD\n1\n1") == "OC2 was not given."


def test_int21_sex(check):
    check(
        "INT21",
        Header="""
        CHILD SEX
        1     M
        2     F
        3     1
        4     -
        5     M
        7     M
        7     F
        8     X
        -     M
        """,
        UASC="""
        CHILD SEX
        1     M
        2     M     *
        3     M     *
        4     M
        5     -
        6     M
        7     M     *
        8     X
        -     F
        """,
    )


def test_int21_needs_both_tables(skips):
    assert skips("INT21", Header="CHILD SEX\n1 M") == "UASC was not given."


def test_epi_neither_episode_nor_care_leaver(check):
    check(
        "EPI",
        Header="""
        CHILD
        1
        2
        3
        4     *
        4     *
        -     *
        """,
        Episodes="CHILD\n1\n3\n-",
        OC3="CHILD IN_TOUCH\n2 -\n3 YES\n- YES",
        OC2="CHILD\n4",
    )


def test_epi_without_care_leavers(check):
    check("EPI", Header="CHILD\n1\n2 *", Episodes="CHILD\n1")


def test_epi_without_episodes(check):
    check("EPI", Header="CHILD\n1 *\n2", OC3="CHILD\n2")


def test_epi_without_either(check):
    check("EPI", Header="CHILD\n1 *\n2 *")


def test_epi_needs_header(skips):
    assert skips("EPI", Episodes="CHILD\n1") == "Header was not given."


def test_1012_records_without_episode(check):
    records = "CHILD\n1\n2 *\n3 *\n3 *\n- *"
    exempt = "CHILD\n2\n3"
    check(
        "1012",
        Episodes="CHILD DECOM\n1 -\n4 01/05/2025\n- -",
        PlacedAdoption=records,
        Missing=records,
        Reviews=records,
        AD1=records,
        PrevPerm=records,
        OC2=records,
        Header=exempt,
        OC3=exempt,
        UASC=exempt,
    )


def test_1012_with_one_of_the_tables(check):
    check("1012", Episodes="CHILD\n1", Reviews="CHILD\n1\n2 *")


def test_1012_needs_episodes_and_one_table_more(skips):
    assert skips("1012", OC2="CHILD\n1") == "Episodes was not given."
    assert skips("1012", Episodes="CHILD\n1", OC3="CHILD\n2").startswith("None of PlacedAdoption")
