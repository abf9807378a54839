"""Whole returns: clean in every year, planted errors found, order and company of no account."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

import cstools
from cstools import Sample, plugins

if TYPE_CHECKING:
    from collections.abc import Mapping

YEARS = range(2023, 2028)
KEYS = ["rule", "table", "row"]


@cache
def sample(year: int, errors: float, seed: int = 11, children: int = 250) -> Sample:
    return plugins.load_standard("ssda903").sample(
        children=children, seed=seed, errors=errors, year=year
    )


def check(data: Mapping[str, pd.DataFrame], year: int, made: Sample) -> cstools.Result:
    return cstools.run("validate-903", data, collection_year=year, **made.params)


def plain(findings: pd.DataFrame) -> pd.DataFrame:
    return findings.astype({"rule": "str", "table": "str", "fields": "str", "severity": "str"})


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_clean_return_raises_nothing(year: int, seed: int) -> None:
    made = sample(year, 0.0, seed)
    result = check(made.dataset, year, made)
    assert result.findings.empty, result.findings["rule"].unique().tolist()
    assert {c.rule for c in result.checks if c.state != "done"} <= {"105", "706"}


@pytest.mark.parametrize("year", YEARS)
def test_every_planted_error_is_found_by_its_rule(year: int) -> None:
    made = sample(year, 0.4, children=900)
    found = set(plain(check(made.dataset, year, made).findings)[KEYS].itertuples(index=False))
    missed = {
        (one.error, one.rule)
        for one in made.planted
        if not one.last_year and (one.rule, one.table, one.row) not in found
    }
    assert not missed
    assert len({one.rule for one in made.planted}) > 150


def shuffled(dataset: cstools.Dataset, seed: int) -> tuple[cstools.Dataset, dict]:
    """The return with its rows in another order, and where each new row came from."""
    rng = np.random.default_rng(seed)
    tables, origin = {}, {}
    for name, frame in dataset.items():
        order = rng.permutation(len(frame))
        tables[name] = frame.iloc[order].reset_index(drop=True)
        origin[name] = dict(enumerate((order + 2).tolist(), start=2))
    return cstools.Dataset(tables, standard="ssda903", format="csv"), origin


def identity(findings: pd.DataFrame) -> set[tuple[str, str, int, str]]:
    columns = plain(findings)[[*KEYS, "child"]]
    return set(columns.itertuples(index=False, name=None))


# Where two records of a child start on one day their order in the file decides which is the earlier
# one; a return without such twins does not depend on the order of its rows.
def without_twins(dataset: cstools.Dataset) -> cstools.Dataset:
    keys = {"Episodes": ["CHILD", "DECOM"], "SWEpisodes": ["CHILD", "SW_DECOM"]}
    keys |= {"Missing": ["CHILD", "MIS_START"], "PlacedAdoption": ["CHILD", "DATE_PLACED"]}
    keys |= {"DoLo": ["CHILD", "DOLO_START"]}
    tables = {
        name: frame.drop_duplicates(keys[name]) if name in keys else frame
        for name, frame in dataset.items()
    }
    return cstools.Dataset(tables, standard="ssda903", format="csv")


@pytest.mark.parametrize("year", [2024, 2027])
def test_the_order_of_rows_changes_nothing_but_row_numbers(year: int) -> None:
    made = sample(year, 0.3, children=400)
    data = without_twins(made.dataset)
    data.last_year = made.dataset.last_year
    other, origin = shuffled(data, seed=3)
    other.last_year = made.dataset.last_year
    before = identity(check(data, year, made).findings)
    after = {
        (rule, table, origin[table][row] if rule != "706" else row, child)
        for rule, table, row, child in identity(check(other, year, made).findings)
    }
    assert after == before


def of_children(dataset: cstools.Dataset, children: set[str]) -> cstools.Dataset:
    tables = {name: frame[frame["CHILD"].isin(children)] for name, frame in dataset.items()}
    return cstools.Dataset(tables, standard="ssda903", format="csv")


# 444 compares the UPNs of different children.
ACROSS_CHILDREN = {"444"}


def test_children_are_judged_by_themselves() -> None:
    made = sample(2026, 0.3, children=300)
    whole = plain(check(made.dataset, 2026, made).findings)
    children = sorted(made.dataset["Header"]["CHILD"].dropna())
    counted = whole.groupby(["rule", "table", "child"]).size()
    parts = []
    for part in (set(children[::2]), set(children) - set(children[::2])):
        data = of_children(made.dataset, part)
        data.last_year = of_children(made.dataset.last_year, part)
        parts.append(plain(check(data, 2026, made).findings))
    together = pd.concat(parts).groupby(["rule", "table", "child"]).size()
    known = counted[counted.index.get_level_values("child").isin(children)]
    mine = known[~known.index.get_level_values("rule").isin(ACROSS_CHILDREN)]
    theirs = together[~together.index.get_level_values("rule").isin(ACROSS_CHILDREN)]
    pd.testing.assert_series_equal(mine.sort_index(), theirs.sort_index())


def test_running_twice_gives_the_same_bytes(tmp_path) -> None:
    made = sample(2026, 0.2)
    for name in ("one", "two"):
        check(made.dataset, 2026, made).export(tmp_path / name, formats=["csv"])
    one, two = ((tmp_path / name / "findings.csv").read_bytes() for name in ("one", "two"))
    assert one == two
    assert one.count(b"\n") > 100


def test_the_tables_given_are_left_as_they_were() -> None:
    made = sample(2026, 0.2)
    before = {name: frame.copy() for name, frame in made.dataset.items()}
    check(dict(made.dataset), 2026, made)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(made.dataset[name], frame)


def test_csv_xml_and_python_agree(tmp_path) -> None:
    made = sample(2026, 0.2)
    standard = plugins.load_standard("ssda903")
    adopted = standard.adopt(made.dataset)
    standard.write(adopted, tmp_path / "csv", "csv")
    in_python = check(made.dataset, 2026, made).findings
    from_csv = cstools.run(
        "validate-903", tmp_path / "csv", collection_year=2026, **made.params
    ).findings
    pd.testing.assert_frame_equal(from_csv, in_python)


def test_the_xml_form_agrees_with_csv(tmp_path) -> None:
    made = sample(2026, 0.0)
    standard = plugins.load_standard("ssda903")
    data = standard.adopt(made.dataset)
    # One plain error a table that both forms can hold, found whatever the order of the records.
    for table, column in (("Header", "ETHNIC"), ("Episodes", "LS"), ("Reviews", "REVIEW_CODE")):
        data.tables[table] = data.tables[table].assign(**{column: "QQ"})
    found = {}
    for form in ("csv", "xml"):
        standard.write(data, tmp_path / form, form)
        run = cstools.run("validate-903", tmp_path / form, collection_year=2026, **made.params)
        counts = plain(run.findings).groupby(["rule", "table", "child"]).size()
        found[form] = counts[counts.index.get_level_values("rule").isin(["103", "144", "167"])]
    assert len(found["csv"]) > 100
    pd.testing.assert_series_equal(found["xml"], found["csv"])
