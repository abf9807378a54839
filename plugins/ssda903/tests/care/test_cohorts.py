"""Who was looked after on a day, in a year, all year, who started and who ceased."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cstools_ssda903 import care
from cstools_ssda903.care import open_return, table_of
from cstools_ssda903.standard import SSDA903


def children(ret, rows) -> list[str]:
    return sorted(ret.names.categories.take(rows.child))


def members(ret, children) -> list[str]:
    return sorted(ret.names.categories[np.flatnonzero(children.member[:-1])])


@pytest.mark.parametrize(
    ("decom", "legal", "dec", "counts"),
    [
        ("31/03/2026", "C2", "-", True),  # begins on the day
        ("01/04/2026", "C2", "-", False),
        ("01/05/2025", "C2", "31/03/2026", False),  # ends on the day
        ("01/05/2025", "C2", "01/04/2026", True),
        ("01/05/2020", "C2", "-", True),
        ("01/05/2025", "V3", "-", False),
        ("01/05/2025", "V4", "-", False),
        ("01/05/2025", "-", "-", True),
        ("-", "C2", "-", False),
    ],
)
def test_looked_after_on_31_march(opened, decom, legal, dec, counts):
    ret = opened(f"A {decom} S {legal} U4 {dec} -")
    assert children(ret, care.looked_after(ret)) == (["A"] if counts else [])


def test_a_move_on_31_march_counts_once_by_the_new_episode(opened):
    ret = opened(
        """
        A 01/05/2025 S C2 U4 31/03/2026 X1
        A 31/03/2026 P C2 K1 -          -
        """
    )
    rows = care.looked_after(ret)
    assert children(ret, rows) == ["A"]
    assert table_of(ret, rows)["PLACE"].tolist() == ["K1"]
    before = care.looked_after_on(ret, np.datetime64("2026-03-30"))
    assert table_of(ret, before)["PLACE"].tolist() == ["U4"]


@pytest.mark.parametrize(
    ("born", "day", "counts"),
    [
        ("01/04/2008", "2026-03-31", True),
        ("31/03/2008", "2026-03-31", False),  # 18 on the day
        ("31/03/2008", "2026-03-30", True),
        ("-", "2026-03-31", True),
        ("29/02/2008", "2026-02-28", True),  # 18 on 1 March
        ("29/02/2008", "2026-03-01", False),
    ],
)
def test_from_the_eighteenth_birthday_nobody_counts(opened, born, day, counts):
    ret = opened("A 01/05/2025 S C2 U4 - -", Header=f"CHILD SEX DOB ETHNIC\na M {born} WBRI")
    assert len(care.looked_after_on(ret, np.datetime64(day))) == counts
    assert len(care.open_on(ret, np.datetime64(day))) == 1


def test_adults_are_told_apart(opened):
    ret = opened(
        """
        A 01/05/2025 S C2 U4 - -
        B 01/05/2025 S C2 U4 - -
        """,
        Header="CHILD SEX DOB ETHNIC\na M 01/01/2008 WBRI\nb M 01/01/2010 WBRI",
    )
    assert children(ret, care.adults(ret)) == ["A"]
    assert children(ret, care.looked_after(ret)) == ["B"]
    assert children(ret, care.open_at_year_end(ret)) == ["A", "B"]


@pytest.mark.parametrize(
    ("decom", "dec", "counts"),
    [
        ("01/05/2020", "31/03/2025", False),
        ("01/05/2020", "01/04/2025", True),
        ("31/03/2026", "-", True),
        ("01/04/2026", "-", False),
    ],
)
def test_looked_after_in_the_year_has_both_its_ends(opened, decom, dec, counts):
    ret = opened(f"A {decom} S C2 U4 {dec} -")
    assert members(ret, care.looked_after_in_year(ret)) == (["A"] if counts else [])


@pytest.mark.parametrize(
    ("episodes", "counts"),
    [
        ("A 01/04/2025 S C2 U4 - -", True),  # a start on 1 April breaks nothing
        ("A 02/04/2025 S C2 U4 - -", False),
        ("A 01/05/2020 S C2 U4 31/03/2026 E4A", True),  # an end on 31 March neither
        ("A 01/05/2020 S C2 U4 30/03/2026 E4A", False),
        ("A 01/05/2020 S C2 U4 01/08/2025 X1\na 01/08/2025 P C2 K1 - -", True),
        ("A 01/05/2020 S C2 U4 01/08/2025 E4A\na 01/08/2025 S C2 K1 - -", False),
        ("A 01/05/2020 S C2 U4 - -\na 01/08/2025 S V4 U4 08/08/2025 E4A", False),
        ("A 01/05/2020 S C2 U4 31/03/2025 E4A", False),
    ],
)
def test_looked_after_all_year(opened, episodes, counts):
    ret = opened(episodes)
    assert members(ret, care.looked_after_all_year(ret)) == (["A"] if counts else [])
    assert len(care.full_year(ret)) == (counts and "31/03/2026" not in episodes)


@pytest.mark.parametrize(
    ("decom", "rne", "legal", "counts"),
    [
        ("01/04/2025", "S", "C2", True),
        ("31/03/2026", "S", "C2", True),
        ("31/03/2025", "S", "C2", False),
        ("01/04/2026", "S", "C2", False),
        ("01/05/2025", "P", "C2", False),
        ("01/05/2025", "S", "V3", False),
    ],
)
def test_started(opened, decom, rne, legal, counts):
    ret = opened(f"A {decom} {rne} {legal} U4 - -")
    assert children(ret, care.started(ret)) == (["A"] if counts else [])


@pytest.mark.parametrize(
    ("dec", "rec", "legal", "counts"),
    [
        ("01/04/2025", "E4A", "C2", True),
        ("31/03/2026", "E4A", "C2", True),
        ("31/03/2025", "E4A", "C2", False),
        ("01/04/2026", "E4A", "C2", False),
        ("01/05/2025", "X1", "C2", False),
        ("01/05/2025", "-", "C2", False),
        ("01/05/2025", "E4A", "V4", False),
    ],
)
def test_ceased(opened, dec, rec, legal, counts):
    ret = opened(f"A 01/05/2020 S {legal} U4 {dec} {rec}")
    assert children(ret, care.ceased(ret)) == (["A"] if counts else [])


def test_who_starts_or_ceases_twice_counts_once(opened):
    ret = opened(
        """
        A 01/05/2025 S C2 U4 01/06/2025 E4A
        A 01/07/2025 S C2 K1 01/08/2025 E13
        """
    )
    assert table_of(ret, care.started(ret))["PLACE"].tolist() == ["U4"]
    assert table_of(ret, care.ceased(ret))["REC"].tolist() == ["E13"]


def test_a_copy_of_an_episode_is_no_episode(opened):
    ret = opened("A 01/05/2025 S C2 U4 - -\na 01/05/2025 S C2 U4 - -\n- 01/05/2025 S C2 U4 - -")
    assert len(care.ordered_episodes(ret)) == 2
    assert len(care.episodes(ret)) == 1
    assert care.copied(ret, "Episodes") == 1


@pytest.mark.parametrize("year", range(2023, 2028))
def test_the_cohorts_of_an_invented_return_fit_each_other(year):
    ret = open_return(SSDA903().sample(children=60, seed=year, errors=0.0, year=year).dataset)
    now, ever = care.looked_after(ret), care.looked_after_in_year(ret)
    assert now.among(ever).all()
    assert care.started(ret).among(ever).all()
    assert care.ceased(ret).among(ever).all()
    assert care.full_year(ret).among(now.children()).all()
    assert len(set(now.child)) == len(now)


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("2010-05-01", "2026-04-30", 15),
        ("2010-05-01", "2026-05-01", 16),
        ("2026-05-01", "2026-04-30", -1),
        ("NaT", "2026-04-30", -1),
        ("2010-05-01", "NaT", -1),
        ("2008-02-29", "2009-02-28", 0),
        ("2008-02-29", "2009-03-01", 1),
    ],
)
def test_age(born, day, years):
    assert care.age(np.array([born], dtype="datetime64[D]"), np.datetime64(day)).tolist() == [years]


def test_the_table_of_a_view_has_the_records_as_they_came(opened):
    ret = opened("B 01/05/2025 S C2 U4 - -\na 01/05/2025 S C2 K1 - -")
    table = table_of(ret, care.looked_after(ret))
    assert table["CHILD"].tolist() == ["B", "A"] or table["CHILD"].tolist() == ["A", "B"]
    assert set(table["row"]) == {2, 3}
    assert isinstance(table, pd.DataFrame)
