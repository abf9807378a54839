"""Whole returns: clean in every year, planted errors found, order and company of no account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

import cstools
from cstools.testing import load_standard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cstools.standard import Sample
    from cstools.testing import MakeSample, RunTool

    Make = Callable[..., Sample]

YEARS = range(2023, 2028)
KEYS = ["rule", "table", "row"]


@pytest.fixture
def make(sample: MakeSample) -> Make:
    """Make a return of 250 children, unless told otherwise."""
    return lambda year, errors, seed=11, children=250: sample(
        "ssda903", year=year, errors=errors, seed=seed, children=children
    )


def plain(findings: pd.DataFrame) -> pd.DataFrame:
    return findings.astype({"rule": "str", "table": "str", "fields": "str", "severity": "str"})


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_clean_return_raises_nothing(make: Make, run_tool: RunTool, year: int, seed: int) -> None:
    result = run_tool("validate-903", make(year, 0.0, seed), collection_year=year)
    result.assert_finds_nothing()
    assert {c.rule for c in result.checks if c.state != "done"} <= {"105", "706"}


@pytest.mark.parametrize("year", YEARS)
def test_every_planted_error_is_found_by_its_rule(make: Make, run_tool: RunTool, year: int) -> None:
    sample = make(year, 0.4, children=900)
    result = run_tool("validate-903", sample, collection_year=year)
    findings = set(plain(result.findings)[KEYS].itertuples(index=False))
    missed = {
        (mark.error, mark.rule)
        for mark in sample.planted
        if not mark.last_year and (mark.rule, mark.table, mark.row) not in findings
    }
    assert not missed
    assert len({mark.rule for mark in sample.planted}) > 150


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
def test_the_order_of_rows_changes_nothing_but_row_numbers(
    make: Make, run_tool: RunTool, year: int
) -> None:
    sample = make(year, 0.3, children=400)
    params = {"collection_year": year, **sample.params}
    data = without_twins(sample.dataset)
    data.last_year = sample.dataset.last_year
    other, origin = shuffled(data, seed=3)
    other.last_year = sample.dataset.last_year
    before = identity(run_tool("validate-903", data, **params).findings)
    findings = identity(run_tool("validate-903", other, **params).findings)
    after = {
        (rule, table, origin[table][row] if rule != "706" else row, child)
        for rule, table, row, child in findings
    }
    assert after == before


def of_children(dataset: cstools.Dataset, children: set[str]) -> cstools.Dataset:
    tables = {name: frame[frame["CHILD"].isin(children)] for name, frame in dataset.items()}
    return cstools.Dataset(tables, standard="ssda903", format="csv")


# 444 compares the UPNs of different children.
ACROSS_CHILDREN = {"444"}


def test_children_are_judged_by_themselves(make: Make, run_tool: RunTool) -> None:
    sample = make(2026, 0.3, children=300)
    whole = plain(run_tool("validate-903", sample, collection_year=2026).findings)
    children = sorted(sample.dataset["Header"]["CHILD"].dropna())
    counted = whole.groupby(["rule", "table", "child"]).size()
    parts = []
    for part in (set(children[::2]), set(children) - set(children[::2])):
        data = of_children(sample.dataset, part)
        data.last_year = of_children(sample.dataset.last_year, part)
        result = run_tool("validate-903", data, collection_year=2026, **sample.params)
        parts.append(plain(result.findings))
    together = pd.concat(parts).groupby(["rule", "table", "child"]).size()
    known = counted[counted.index.get_level_values("child").isin(children)]
    mine = known[~known.index.get_level_values("rule").isin(ACROSS_CHILDREN)]
    theirs = together[~together.index.get_level_values("rule").isin(ACROSS_CHILDREN)]
    pd.testing.assert_series_equal(mine.sort_index(), theirs.sort_index())


def test_running_twice_gives_the_same_bytes(make: Make, run_tool: RunTool, tmp_path: Path) -> None:
    runs = [run_tool("validate-903", make(2026, 0.2), collection_year=2026) for _ in range(2)]
    runs[0].assert_same(runs[1])
    for name, run in zip(("one", "two"), runs, strict=True):
        run.export(tmp_path / name, formats=["csv"])
    first, second = ((tmp_path / name / "findings.csv").read_bytes() for name in ("one", "two"))
    assert first == second
    assert first.count(b"\n") > 100


def test_the_tables_given_are_left_as_they_were(make: Make, run_tool: RunTool) -> None:
    sample = make(2026, 0.2)
    run_tool("validate-903", dict(sample.dataset), collection_year=2026, **sample.params)
    for name, frame in make(2026, 0.2).dataset.items():
        pd.testing.assert_frame_equal(sample.dataset[name], frame)


def test_csv_xml_and_python_agree(make: Make, run_tool: RunTool, tmp_path: Path) -> None:
    sample = make(2026, 0.2)
    standard = load_standard("ssda903")
    adopted = standard.adopt(sample.dataset)
    standard.write(adopted, tmp_path / "csv", "csv")
    in_python = run_tool("validate-903", sample, collection_year=2026)
    from_csv = run_tool("validate-903", tmp_path / "csv", collection_year=2026, **sample.params)
    from_csv.assert_same(in_python)


def test_the_xml_form_agrees_with_csv(make: Make, run_tool: RunTool, tmp_path: Path) -> None:
    sample = make(2026, 0.0)
    standard = load_standard("ssda903")
    data = standard.adopt(sample.dataset)
    # One plain error a table that both forms can hold, found whatever the order of the records.
    for table, column in (("Header", "ETHNIC"), ("Episodes", "LS"), ("Reviews", "REVIEW_CODE")):
        data.tables[table] = data.tables[table].assign(**{column: "QQ"})
    findings = {}
    for form in ("csv", "xml"):
        standard.write(data, tmp_path / form, form)
        run = run_tool("validate-903", tmp_path / form, collection_year=2026, **sample.params)
        counts = plain(run.findings).groupby(["rule", "table", "child"]).size()
        findings[form] = counts[counts.index.get_level_values("rule").isin(["103", "144", "167"])]
    assert len(findings["csv"]) > 100
    pd.testing.assert_series_equal(findings["xml"], findings["csv"])
