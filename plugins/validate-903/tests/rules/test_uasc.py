"""Rules on the marker of unaccompanied asylum seekers and the end of the status."""

from __future__ import annotations

import pandas as pd
import pytest

import cstools
from cstools import UsageError
from cstools.rules import Return, Skip, prepare
from cstools_ssda903.standard import SSDA903
from cstools_validate_903.blocks.uasc import known_uasc


def prepared(this_year: dict, last_year: dict | None = None) -> Return:
    """A return of tables given as columns, with an episode for each of the children 1 to 5."""

    def dataset(tables: dict) -> cstools.Dataset:
        frames = {name: pd.DataFrame(columns) for name, columns in tables.items()}
        return cstools.Dataset(frames, standard="ssda903")

    data = dataset({"Episodes": {"CHILD": ["1", "2", "3", "4", "5"]}, **this_year})
    data.last_year = None if last_year is None else dataset(last_year)
    # Look-ups play no part in who is UASC.
    context = cstools.Context({"collection_year": 2026})
    return prepare("cstools_validate_903", SSDA903().adopt(data), context)


def known(ret: Return) -> list[str]:
    """Which of the children 1 to 5 are known to be UASC."""
    episodes = ret.Episodes
    words = ["1", "2", "3", "4", "5"]
    return [
        word
        for word, is_known in zip(words, episodes.among(known_uasc(ret)), strict=True)
        if is_known
    ]


HEADER = {"CHILD": ["1", "2", "3"]}
SEEKERS = {"CHILD": ["2", "4", "5", None], "DOB": ["01/01/2010", "01/01/2010", None, None]}
MARKED = {"CHILD": ["1", "2", "3"], "UASC": ["1", "0", None]}


@pytest.mark.parametrize(
    ("this_year", "last_year", "expected"),
    [
        ({"Header": HEADER, "UASC": SEEKERS}, None, ["2"]),
        ({"UASC": SEEKERS}, None, ["2", "4"]),
        ({"Header": MARKED}, None, ["1"]),
        ({"Header": MARKED, "UASC": SEEKERS}, None, ["1"]),
        ({}, {"Header": MARKED}, ["1"]),
        ({"Header": MARKED}, {"UASC": SEEKERS}, ["1", "2", "4"]),
        ({"Header": HEADER}, {"Header": HEADER, "UASC": SEEKERS}, ["2"]),
        ({"UASC": {"CHILD": ["1"]}}, None, []),
    ],
)
def test_children_known_as_uasc(this_year, last_year, expected):
    assert known(prepared(this_year, last_year)) == expected


@pytest.mark.parametrize("last_year", [None, {}, {"Header": HEADER}])
def test_nobody_is_known_as_uasc_without_a_marker(last_year):
    with pytest.raises(Skip, match="who is UASC"):
        known_uasc(prepared({"Header": HEADER}, last_year))


def test_104_status_end(check):
    check(
        "104",
        2026,
        UASC="""
        CHILD DUC
        1     01/04/2025
        2     31/03/2025   *
        3     1/4/2025
        4     31/04/2025   *
        5     2025-05-01   *
        6     -
        7     01/01/2090
        -     31/03/2025   *
        """,
    )


def test_105_marker_of_xml(check):
    check(
        "105",
        form="xml",
        Header="""
        CHILD UASC
        1     0
        2     1
        3     00
        4     1.0
        5     2       *
        6     YES     *
        7     -       *
        8     0.5     *
        9     NAN     *
        -     -       *
        """,
    )


@pytest.mark.parametrize("form", ["csv", None])
def test_105_other_forms(skips, form):
    reason = skips("105", form=form, Header="CHILD UASC\n1 2")
    assert reason == "Only an XML return carries the UASC marker in its header."


def test_105_needs_header(skips):
    assert skips("105", form="xml", UASC="CHILD DUC\n1 -") == "Header was not given."


HEADER_OF_231 = """
        CHILD DOB        UASC
        1     31/03/2015 1
        2     01/04/2015 1      *
        3     01/04/2015 0
        4     01/04/2015 -
        5     -          1
        6     32/03/2020 1
        7     29/02/2016 1      *
        -     01/04/2015 1      *
        """


def test_231_under_11_by_the_marker(check):
    check("231", 2026, form="xml", Header=HEADER_OF_231)


def test_231_under_11_by_the_older_name(check):
    check("231", 2026, Header=HEADER_OF_231.replace("UASC", "UASC_STATUS"))


def test_231_under_11_by_the_uasc_table(check):
    check(
        "231",
        2025,
        Header="""
        CHILD DOB
        1     31/03/2014
        2     01/04/2014   *
        3     01/04/2014
        4     01/04/2014   *
        4     31/03/2014
        -     01/04/2014
        """,
        UASC="""
        CHILD DUC
        1     -
        2     -
        4     01/05/2025
        5     -
        """,
    )


def test_231_needs_the_marker(skips):
    reason = skips("231", Header="CHILD DOB\n1 01/04/2020")
    assert reason == "Header has no UASC marker: it needs the UASC table as well."


def test_231_not_before_2025(check):
    with pytest.raises(UsageError, match="not part of the 2024 rules"):
        check("231", 2024, Header=HEADER_OF_231)


def test_303_end_without_status(check):
    check(
        "303",
        form="xml",
        Header="""
        CHILD UASC
        1     0      *
        2     1
        3     -      *
        4     X      *
        5     1.0
        6     0
        8     1
        8     0      *
        -     0
        """,
        UASC="""
        CHILD DUC
        1     01/05/2025   *
        2     01/05/2025
        3     XX           *
        4     01/05/2025   *
        5     01/05/2025
        6     -
        7     01/05/2025
        8     01/05/2025   *
        -     01/05/2025
        """,
    )


def test_303_in_csv_the_table_is_the_marker(check):
    check("303", form="csv", Header="CHILD SEX\n1 M", UASC="CHILD DUC\n1 01/05/2025")


def test_303_needs_header(skips):
    assert skips("303", UASC="CHILD DUC\n1 01/05/2025") == "Header was not given."


def test_304_ended_after_18(check):
    check(
        "304",
        UASC="""
        CHILD DOB        DUC
        1     01/05/2008 01/05/2026
        2     01/05/2008 02/05/2026   *
        3     01/05/2008 30/04/2026
        4     29/02/2008 28/02/2026
        5     29/02/2008 01/03/2026   *
        6     -          01/03/2026
        7     31/02/2000 01/03/2026
        8     01/05/2000 -
        9     01/05/2000 XX
        -     01/05/2008 02/05/2026   *
        """,
    )


def test_1014_care_leaver(check):
    check(
        "1014",
        2026,
        UASC="""
        CHILD DUC
        1     -     *
        2     -
        3     -     *
        4     -
        5     -     *
        6     -     *
        6     -     *
        7     -
        8     -
        9     -     *
        10    -
        11    -     *
        -     -
        """,
        OC3="""
        CHILD IN_TOUCH ACTIV ACCOM
        1     YES      -     -     *
        2     YES      -     -
        3     -        F1    -     *
        4     YES      -     -
        5     -        -     ?     *
        6     YES      -     -     *
        6     -        -     -
        7     -        -     -
        9     YES      -     -     *
        10    YES      -     -
        11    YES      -     -     *
        12    YES      -     -
        -     YES      -     -
        """,
        Episodes="""
        CHILD DECOM      DEC
        1     01/01/2020 31/03/2025
        2     01/01/2020 01/04/2025
        3     01/04/2026 -
        4     31/03/2026 -
        5     -          -
        7     01/01/2020 31/03/2025
        8     01/01/2020 31/03/2025
        9     XX         01/05/2025
        10    01/01/2020 XX
        11    01/04/2026 01/05/2026
        12    01/01/2020 31/03/2025
        -     01/05/2025 -
        """,
    )


def test_1014_needs_oc3(skips):
    reason = skips("1014", UASC="CHILD DUC\n1 -", Episodes="CHILD DEC\n1 -")
    assert reason == "OC3 was not given."
