"""The real thing: the tool installed with the validator in an environment of its own.

The installation is offline, from the wheels that tox prepares.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

import cstools
from cstools import Dataset, InputError, UsageError
from cstools.testing import own_environment
from cstools_ssda903.standard import SSDA903

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools import Result
    from cstools.standard import Sample

PROJECT = Path(__file__).resolve().parents[1]
# Rules whose logic is plain: each error of their kind that is planted has to be found.
PLAIN = {
    "101",
    "102",
    "103",
    "104",
    "112",
    "115",
    "141",
    "145",
    "148",
    "331",
    "386",
    "561",
    "INT13",
}
SECRET = "SECRETCELL"


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The command line, in a cstools folder with the tool installed."""
    wheelhouse = Path(os.environ.get("CSTOOLS_WHEELHOUSE") or "nowhere").resolve()
    if sys.version_info >= (3, 12):
        pytest.skip("the validator needs pandas below 2, which this Python has no wheels of")
    if not list(wheelhouse.glob("csc_validator_be_903-*.whl")):
        pytest.skip("needs the validator among the wheels that tox prepares (CSTOOLS_WHEELHOUSE)")
    place = tmp_path_factory.mktemp("d2i")

    def run(*arguments: object) -> str:
        process = subprocess.run(
            [sys.executable, "-m", "cstools", *map(str, arguments)],
            cwd=place,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert process.returncode == 0, process.stderr
        return process.stdout

    with own_environment(PROJECT, place, wheelhouse, requires=["python>=3.11,<3.12"]):
        yield run


@pytest.fixture(scope="module")
def made() -> Sample:
    """A sample in which all postcodes begin with one letter, for looking up all takes long."""
    made = SSDA903().sample(children=120, seed=3, errors=0.1, year=2026)
    dataset = SSDA903().adopt(made.dataset)
    for one in (dataset, dataset.last_year):
        _keep_letter(one["Episodes"], "HOME_POST", "PL_POST")
    providers = made.params["providers"].copy()
    _keep_letter(providers, "POSTCODE")
    return replace(made, dataset=dataset, params={**made.params, "providers": providers})


def _keep_letter(table: pd.DataFrame, *columns: str) -> None:
    for column in columns:
        table[column] = table[column].where(table[column].str.startswith("M"))


@pytest.fixture(scope="module")
def result(command: Any, made: Sample) -> Result:
    return check(made.dataset, **made.params)


def check(data: Any, year: int = 2026, **params: Any) -> Result:
    given = {"local_authority": "E09000024", **params}
    return cstools.run("d2i-903", data, collection_year=year, **given)


def small(**tables: dict[str, list[str | None]]) -> Dataset:
    frames = {name: pd.DataFrame(cells, dtype="str") for name, cells in tables.items()}
    return Dataset(frames, standard="ssda903", format="csv")


def places(found: Result) -> set[tuple[str, str, int]]:
    lines = found.findings[["rule", "table", "row"]]
    return {(str(rule), str(table), int(row)) for rule, table, row in lines.to_numpy()}


def test_planted_errors_are_found_where_they_were_planted(made: Sample, result: Result):
    planted = {(one.rule, one.table, one.row) for one in made.planted if one.rule in PLAIN}
    assert len({rule for rule, _, _ in planted}) >= 8
    assert planted <= places(result)


def test_findings_name_the_child_and_the_fields_of_the_return(made: Sample, result: Result):
    columns = ["rule", "severity", "table", "row", "child", "fields", "title"]
    assert list(result.findings.columns) == columns
    assert set(result.findings["severity"]) == {"error"}
    for name, found in result.findings.groupby("table", observed=True):
        table = made.dataset[str(name)].set_index("row")
        named = table["CHILD"].reindex(found["row"])
        assert named.tolist() == found["child"].tolist()
        assert {one for fields in found["fields"] for one in fields.split()} <= set(table)


def test_every_rule_of_the_year_is_accounted_for(command: Any, result: Result):
    listed = json.loads(command("info", "d2i-903", "--rules", "--collection-year", 2026, "--json"))
    assert {check.rule for check in result.checks} == {rule["code"] for rule in listed}
    assert len(listed) > 300
    found = result.findings["rule"].astype("str").value_counts().to_dict()
    assert found == {check.rule: check.found for check in result.checks if check.found}
    assert {check.rule for check in result.checks if check.state == "failed"} >= {"231", "233"}
    assert all(check.reason for check in result.checks if check.state != "done")
    [late] = [rule for rule in listed if rule["code"] == "503D"]
    assert late["tables"] == ["Episodes"]
    assert late["versions"][0]["from"] == 2023
    assert late["versions"][-1]["to"] is None


def test_a_rule_can_be_explained(command: Any):
    said = command("info", "d2i-903", "--rule", "219")
    assert "Needs: providers" in said
    assert "lac_validator.rules.lac2022_23.rule_219" in said


def test_what_was_typed_reaches_the_rules_and_rows_come_back(command: Any, tmp_path: Path):
    """The record with the date that is none stands in the fifth line of its file."""
    lines = ["CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB", "A,M,01/02/2010,WBRI,UN3,,", "", ""]
    lines.append("B,F,31/02/2010,WBRI,UN3,,")
    (tmp_path / "header.csv").write_text("\n".join(lines), encoding="utf-8")
    found = check(tmp_path, rules=["102"])
    assert places(found) == {("102", "Header", 5)}
    assert found.findings["child"].tolist() == ["B"]


def test_rule_365_disturbs_later_rules_unless_each_has_its_own_data(made: Sample, result: Result):
    given = {**made.params, "providers": None}
    codes = ["365", "376", "553", "577"]
    together = check(made.dataset, **given, rules=codes)
    apart = check(made.dataset, **given, rules=codes, isolate_rules=True)
    without = check(made.dataset, **given, rules=codes, exclude=["365"])
    assert [check.rule for check in apart.checks] == codes
    assert places(together) == {one for one in places(result) if one[0] in codes}
    of_365 = {one for one in places(apart) if one[0] == "365"}
    assert places(apart) == places(without) | of_365
    assert places(together) != places(apart)


def test_provider_workbooks_are_read(made: Sample, result: Result, tmp_path: Path):
    SSDA903().write_extras(made, tmp_path)
    params = {**made.params, "providers": tmp_path / "providers.xlsx"}
    found = check(made.dataset, **params, rules=["219", "224"])
    assert {check.state for check in found.checks} == {"done"}
    assert places(found) == {one for one in places(result) if one[0] in ("219", "224")}
    assert "219" in set(found.findings["rule"])


def test_a_workbook_that_is_no_provider_list_is_refused(command: Any, tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append([SECRET, "URN"])
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(InputError, match="cannot use the provider lists") as caught:
        check(small(Header={"CHILD": ["A"]}), providers=tmp_path / "list.xlsx", rules=["219"])
    assert SECRET not in str(caught.value)


def test_what_is_lacking_is_told_and_no_cell_is(command: Any, capfd: Any, caplog: Any):
    header = {"CHILD": [SECRET], "SEX": [SECRET], "DOB": [SECRET], "UPN": [SECRET]}
    found = check(small(Header=header), local_authority="E06000063")
    reasons = {check.rule: check.reason for check in found.checks if check.state == "skipped"}
    assert reasons["202"] == "Last year's Header was not given."
    assert (
        reasons["219"] == "Episodes was not given. It needs the provider lists: give --providers."
    )
    [warning] = found.warnings
    assert "does not know the authority E06000063" in warning
    assert "April 2021" in warning
    told = [
        caplog.text,
        *capfd.readouterr(),
        *found.notes,
        warning,
        *(one.reason for one in found.checks),
    ]
    assert not any(SECRET in text for text in told)
    assert ("101", "Header", 2) in places(found)


def test_tables_without_records_are_no_obstacle(command: Any):
    schema = SSDA903.schema
    nothing = {
        name: {column.name: [] for column in table.columns if not column.derived}
        for name, table in schema.tables.items()
    }
    found = check(small(**nothing), last_year=small(**nothing), rules=["101", "205A", "376"])
    assert found.findings.empty
    assert {check.rule for check in found.checks} == {"101", "205A", "376"}
    assert check({}, rules=["101"]).checks[0].state == "skipped"


@pytest.mark.parametrize("params", [{"year": 2031}, {"year": 2026, "ruleset": 2019}])
def test_a_year_without_rules_is_a_clear_error(command: Any, params: dict[str, int]):
    with pytest.raises(UsageError, match=r"no rules for collection year \d+\. .*2023 to 20"):
        check(small(Header={"CHILD": ["A"]}), **params)


NEED_THE_AUTHORITY = {"179", "229", "241", "411", "503J", "1015"}


@pytest.mark.parametrize("authority", [None, "Cumberland", "Somerset"])
def test_without_an_authority_it_knows_only_the_rules_that_need_it_are_skipped(
    command: Any, made: Sample, authority: str | None
):
    data = made.dataset
    found = check(data, local_authority=authority, rules=[*sorted(NEED_THE_AUTHORITY), "101"])
    states = {one.rule: one.state for one in found.checks}
    assert {rule for rule, state in states.items() if state == "skipped"} == NEED_THE_AUTHORITY
    assert states["101"] == "done"
    assert bool(found.warnings) == (authority is not None)


@pytest.mark.parametrize("typed", ["Merton", "315", "LB Merton", "Merton Council"])
def test_the_authority_may_be_given_as_for_every_other_tool(command: Any, made: Sample, typed: str):
    rules = ["1015", "411"]
    by_code = check(made.dataset, rules=rules)
    by_name = check(made.dataset, rules=rules, local_authority=typed)
    assert {one.state for one in by_name.checks} == {"done"}
    assert places(by_name) == places(by_code)


def test_compare_needs_no_authority(command: Any, made: Sample, tmp_path: Path):
    SSDA903().write(made.dataset, tmp_path / "return")
    given = ("compare", "validate-903", "d2i-903", tmp_path / "return", "--collection-year", 2026)
    command(*given, "--rules", "101,411", "--out", tmp_path / "compared")
    named = (*given, "--local-authority", "Bristol")
    command(*named, "--rules", "101,411", "--out", tmp_path / "bristol")
