"""Who is counted as looked after on 31 March 2026, and under which category."""

from __future__ import annotations

import pytest

from cstools_statistics_903.subjects import care, people
from cstools_statistics_903.subjects.location import DISTANCE, FAR_OUTSIDE, LOCATION
from cstools_statistics_903.wholes import LOOKED_AFTER

HEADER = """
    CHILD SEX DOB        ETHNIC
    a     M   31/03/2025 WBRI
    b     M   01/04/2025 MWBC
    c     F   31/03/2021 CHNE
    d     F   01/04/2021 BAFR
    e     F   31/03/2016 OOTH
    f     M   01/04/2010 REFU
    g     M   31/03/2010 NOBT
    h     M   31/03/2008 WROM
    i     M   01/04/2008 WROM
    j     U   -          -
    k     X   01/01/2030 ????
"""
EPISODES = "CHILD DECOM LS DEC\n" + "\n".join(f"{child} 01/05/2025 C2 -" for child in "abcdefghijk")


@pytest.mark.parametrize(
    ("decom", "dec", "legal", "number"),
    [
        ("31/03/2026", "-", "C2", 1),
        ("01/04/2026", "-", "C2", 0),
        ("01/05/2020", "-", "C2", 1),
        ("01/05/2025", "31/03/2026", "C2", 0),
        ("01/05/2025", "01/04/2026", "C2", 1),
        ("01/05/2025", "nonsense", "C2", 0),
        ("nonsense", "-", "C2", 0),
        ("-", "-", "C2", 0),
        ("01/05/2025", "-", "V3", 0),
        ("01/05/2025", "-", "V4", 0),
        ("01/05/2025", "-", "-", 1),
    ],
)
def test_open_on_31_march(counted, decom, dec, legal, number):
    counts = counted(Episodes=f"CHILD DECOM LS DEC\na {decom} {legal} {dec}")
    assert counts.counts[LOOKED_AFTER] == number


def test_a_child_counts_once_by_the_latest_open_episode(counted):
    counts = counted(
        Episodes="""
            CHILD DECOM      LS DEC
            a     01/05/2025 C1 -
            a     01/06/2025 C2 -
            a     01/07/2025 V3 -
            -     01/06/2025 C2 -
        """
    )
    assert counts.counts[LOOKED_AFTER] == 1
    assert counts.counts[care.LEGAL.cell("Full care order")] == 1


def test_ages_turn_on_the_birthday_and_adults_are_left_out(counted):
    counts = counted(Header=HEADER, Episodes=EPISODES).counts
    ages = {label: counts[people.AGE.cell(label)] for label in people.AGE.labels}
    assert ages == {
        "Under 1": 1,
        "1 to 4": 2,  # a turned 1 on the day, d turns 5 a day later
        "5 to 9": 1,
        "10 to 15": 2,
        "16 and over": 2,
        "Not known": 2,
    }
    assert counts[people.ADULTS] == 1
    assert counts[LOOKED_AFTER] == 10


def test_sex_and_ethnicity(counted):
    counts = counted(Header=HEADER, Episodes=EPISODES).counts
    assert [counts[cell] for cell in people.SEX.cells] == [5, 3, 2]
    ethnic = {label: counts[people.ETHNICITY.cell(label)] for label in people.ETHNICITY.labels}
    assert ethnic == {
        "White": 2,
        "Mixed or multiple ethnic groups": 1,
        "Asian or Asian British": 1,
        "Black, African, Caribbean or Black British": 1,
        "Other ethnic group": 1,
        "Refused or not yet obtained": 2,
        "Not known": 2,
    }


def test_a_child_without_a_header_record_is_not_known(counted):
    counts = counted(Header="CHILD SEX DOB\nz 1 01/01/2020", Episodes=EPISODES).counts
    assert counts[people.AGE.cell("Not known")] == counts[people.SEX.cell("Not known")] == 11


def test_of_two_header_records_the_first_counts(counted):
    header = "CHILD SEX DOB\na 1 01/01/2020\na 2 01/01/2005"
    counts = counted(Header=header, Episodes="CHILD DECOM\na 01/05/2025").counts
    assert counts[people.SEX.cell("Male")] == 1


def test_every_code_of_the_schema_has_a_category(counted):
    from cstools_ssda903.standard import SSDA903
    from cstools_statistics_903.subjects.movement import REASON

    columns = {
        "ETHNIC": people.ETHNICITY,
        "LS": care.LEGAL,
        "CIN": care.NEED,
        "PLACE": care.PLACEMENT,
        "PLACE_PROVIDER": care.PROVIDER,
        "REC": REASON,
        "SEX": people.SEX,
    }
    for column, split in columns.items():
        table = "Header" if column in ("ETHNIC", "SEX") else "Episodes"
        known = {code for codes in split.groups.values() for code in codes}
        for year in SSDA903.schema.years:
            missing = set(SSDA903.schema.allowed(table, column, year)) - known
            assert missing <= {"V3", "V4", "X1", "U"}, (column, year)


def test_placement_and_provider(counted):
    counts = counted(
        Episodes="""
            CHILD DECOM      LS CIN PLACE PLACE_PROVIDER
            a     01/05/2025 C2 N1  U1    PR1
            b     01/05/2025 C2 N1  U6    PR4
            c     01/05/2025 C2 N8  K3    PR5
            d     01/05/2025 C2 XX  Z12   -
            e     01/05/2025 C2 -   T3    -
        """
    ).counts
    placed = {label for label in care.PLACEMENT.labels if counts[care.PLACEMENT.cell(label)]}
    assert placed == {
        "Foster care, relative or friend",
        "Foster care, other carer",
        "Independent or semi-independent living, supported accommodation",
        "Temporary placement",
        "Other placement",
    }
    assert counts[care.PROVIDER.cell("Not known")] == 2
    assert counts[care.NEED.cell("Abuse or neglect")] == 2
    assert counts[care.NEED.cell("Not known")] == 2


def test_twenty_miles_is_not_over_twenty(counted):
    places = {
        "PL_DISTANCE": [20.0, 20.1, 20.1, 3.0, None],
        "PL_LOCATION": ["OUT", "OUT", "IN", "IN", None],
    }
    episodes = "CHILD DECOM\n" + "\n".join(f"{child} 01/05/2025" for child in "abcde")
    counts = counted(places=places, Episodes=episodes).counts
    assert [counts[cell] for cell in DISTANCE.cells] == [2, 2, 1]
    assert [counts[cell] for cell in LOCATION.cells] == [2, 2, 1]
    assert counts[FAR_OUTSIDE] == 1


def test_without_the_authority_there_is_distance_but_no_location(counted):
    counts = counted(places={"PL_DISTANCE": [25.0]}, Episodes="CHILD DECOM\na 01/05/2025").counts
    assert counts[DISTANCE.cell("Over 20 miles")] == 1
    assert LOCATION.cells[0] not in counts
    assert FAR_OUTSIDE not in counts
