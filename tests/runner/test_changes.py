"""What changed since an earlier run, matched without row numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cstools
from cstools import Check, Flagged
from cstools.data import findings
from cstools.runner import changes


def found(*lines: tuple[str, str, int]) -> pd.DataFrame:
    """Findings from (rule, child, row)."""
    return findings.collect(
        Flagged(rule, "error", "T", np.array([row]), [child], ("x",), f"about {rule}")
        for rule, child, row in lines
    )


def ran(*rules: str, state: str = "done") -> list[Check]:
    return [Check(rule, "", "error", state) for rule in rules]


def statuses(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    columns = table[["rule", "child", "status"]].astype(str)
    return sorted(columns.itertuples(index=False, name=None))


def test_new_still_there_and_fixed():
    before = found(("1", "A", 2), ("1", "B", 3), ("2", "A", 2))
    now = found(("1", "A", 17), ("2", "C", 5))
    assert statuses(changes.compare(before, now, ran("1", "2"))) == [
        ("1", "A", "still there"),
        ("1", "B", "fixed"),
        ("2", "A", "fixed"),
        ("2", "C", "new"),
    ]


def test_a_rule_that_did_not_run_has_fixed_nothing():
    before = found(("1", "A", 2), ("2", "A", 2))
    table = changes.compare(before, found(), [*ran("1"), *ran("2", state="skipped")])
    assert statuses(table) == [("1", "A", "fixed"), ("2", "A", "not checked")]
    assert "1 belong to rules that did not run" in changes.sentence(table)


def test_one_of_several_records_of_a_child_is_fixed():
    before = found(("1", "A", 2), ("1", "A", 3), ("1", "A", 4))
    table = changes.compare(before, found(("1", "A", 8), ("1", "A", 9)), ran("1"))
    assert table["status"].astype(str).tolist() == ["still there", "still there", "fixed"]
    assert table["row"].isna().tolist() == [False, False, True]


def test_a_fixed_finding_has_no_row():
    table = changes.compare(found(("1", "A", 2)), found(), ran("1"))
    assert table.loc[0, "row"] is pd.NA


def test_ids_are_short_and_do_not_depend_on_rows():
    one = changes.identify(found(("1", "A", 2), ("1", "B", 3)))
    two = changes.identify(found(("1", "A", 30), ("1", "B", 4)))
    assert sorted(one) == sorted(two)
    assert all(len(each) == 8 and each.isalnum() for each in one)


lines = st.lists(
    st.tuples(st.sampled_from("12"), st.sampled_from("AB"), st.integers(2, 9)), max_size=12
)


@given(lines, lines)
def test_every_finding_is_accounted_for_once(before, now):
    before, now = found(*before), found(*now)
    table = changes.compare(before, now, ran("1", "2"))
    counts = table["status"].value_counts()
    assert counts["new"] + counts["still there"] == len(now)
    assert counts["fixed"] + counts["still there"] == len(before)
    assert table["id"].is_unique


@given(lines)
def test_nothing_changed(before):
    table = changes.compare(found(*before), found(*before), ran("1", "2"))
    assert set(table["status"]) <= {"still there"}


TOOL = """
from cstools import Flagged, Check
@hookimpl
def cstools_validate(dataset, context):
    table = dataset["people"]
    flagged = table[table["age"].astype(int) > 20]
    context.checks.append(Check("R1", "Too old", "error", "done", fix="Check the age."))
    return findings.collect([
        Flagged("R1", "error", "people", flagged["row"].to_numpy(), flagged["name"].tolist(),
                ("age",), "Too old")
    ])
"""


def people(**ages: int) -> dict[str, pd.DataFrame]:
    names = [name.replace("plus", "+") for name in ages]
    return {"people": pd.DataFrame({"name": names, "age": list(ages.values())})}


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "xlsx"])
def test_a_run_is_compared_with_an_earlier_one(make_tool, tmp_path, form):
    make_tool("ages", TOOL)
    cstools.run("ages", people(Ann=30, plus1=40, Cy=9)).export(tmp_path / "one", formats=[form])
    result = cstools.run("ages", people(Zoe=50, Ann=30, Cy=9), since=tmp_path / "one")
    [listing] = result.listings
    assert statuses(listing.table) == [
        ("R1", "+1", "fixed"),
        ("R1", "Ann", "still there"),
        ("R1", "Zoe", "new"),
    ]
    assert result.panels[0].text == (
        "Compared with the earlier run: 1 new, 1 still there, 1 fixed."
    )
    names = {path.name for path in result.export(tmp_path / "two", formats=["csv", "xlsx", "html"])}
    assert "changes.csv" in names
    sheets = pd.read_excel(tmp_path / "two" / "report.xlsx", sheet_name=None, engine="calamine")
    assert len(sheets["Since the last run"]) == 3
    assert "1 new, 1 still there, 1 fixed" in (tmp_path / "two" / "report.html").read_text("utf-8")


def test_what_is_no_earlier_run(make_tool, tmp_path):
    make_tool("ages", TOOL)
    make_tool("others", TOOL)
    with pytest.raises(cstools.InputError, match="holds no earlier run"):
        cstools.run("ages", people(Ann=1), since=tmp_path)
    cstools.run("others", people(Ann=1)).export(tmp_path / "others", formats=["csv"])
    with pytest.raises(cstools.UsageError, match="is of another tool"):
        cstools.run("ages", people(Ann=1), since=tmp_path / "others")
    cstools.run("ages", people(Ann=1)).export(tmp_path / "html", formats=["html"])
    with pytest.raises(cstools.InputError, match=r"holds none of findings\.parquet"):
        cstools.run("ages", people(Ann=1), since=tmp_path / "html")
    cstools.run("ages", people(Ann=1)).export(tmp_path / "csv", formats=["csv"])
    (tmp_path / "csv" / "findings.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(cstools.InputError, match="does not hold findings"):
        cstools.run("ages", people(Ann=1), since=tmp_path / "csv")
