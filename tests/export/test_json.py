from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cstools.data import findings
from cstools.data.panel import Panel
from cstools.export import json as json_format

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from cstools.data.result import Result
    from cstools.data.target import Target


def read(path: Path) -> dict[str, Any]:
    """Read strictly: NaN and the like are no JSON."""

    def refuse(name: str) -> None:
        raise AssertionError(name)

    body: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)
    return body


def test_the_object_tells_of_the_run(result: Result, target: Callable[..., Target]) -> None:
    [path] = json_format.cstools_export(result, target("json"))
    body = read(path)
    assert path.name == "findings.json"
    assert (body["tool"], body["version"], body["period"]) == ("check-visits", "1.2.0", 2026)
    assert body["params"] == {"collection_year": 2026, "teams": ["North", "South"], "until": None}
    assert body["notes"] == result.notes
    assert body["caveats"] == ["It knows nothing of weekends."]
    assert [check["state"] for check in body["checks"]][-2:] == ["skipped", "failed"]


def test_findings_have_exactly_the_columns(result: Result, target: Callable[..., Target]) -> None:
    body = read(json_format.cstools_export(result, target("json"))[0])
    assert len(body["findings"]) == len(result.findings)
    assert all(tuple(line) == findings.COLUMNS for line in body["findings"])
    assert body["findings"][0] == {
        "rule": "101",
        "severity": "error",
        "table": "Children",
        "row": 3,
        "child": "=1+1",
        "fields": "DOB",
        "title": "DOB cannot be read",
    }
    assert [line["child"] for line in body["findings"]].count(None) == 1


def test_the_summary_counts_rows_and_children(
    result: Result, target: Callable[..., Target]
) -> None:
    body = read(json_format.cstools_export(result, target("json"))[0])
    lines = {line["rule"]: line for line in body["summary"]}
    assert (lines["102"]["rows"], lines["102"]["children"]) == (2, 1)
    assert lines["300"]["state"] == "skipped"
    assert [line["severity"] for line in body["summary"]] == ["error"] * 3 + ["query"] * 3 + [
        "info"
    ]


def test_long_findings_are_written_in_slices(
    result: Result, target: Callable[..., Target], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_format, "_SLICE", 2)
    body = read(json_format.cstools_export(result, target("json"))[0])
    assert [line["row"] for line in body["findings"]] == result.findings["row"].tolist()


def test_no_findings_are_an_empty_list(result: Result, target: Callable[..., Target]) -> None:
    result.findings = findings.empty()
    assert read(json_format.cstools_export(result, target("json"))[0])["findings"] == []


def test_panels_carry_chart_or_table(with_panels: Result, target: Callable[..., Target]) -> None:
    panels = read(json_format.cstools_export(with_panels, target("json"))[0])["panels"]
    assert panels[0]["table"] == [{"Team": "North", "Visits": 3}, {"Team": "=South", "Visits": 4}]
    assert panels[0]["spec"] is None
    assert panels[2]["spec"]["mark"] == "bar"


def test_values_that_json_lacks_are_put_into_it(
    result: Result, target: Callable[..., Target]
) -> None:
    result.params.update(
        on=date(2026, 1, 2), place=Path("a") / "b", kinds={"x"}, share=float("nan"), n=np.int64(3)
    )
    table = pd.DataFrame({"when": pd.to_datetime(["2026-01-02", ""]), "n": [np.inf, 1.0]})
    result.panels.append(Panel("t", "t", table=table))
    body = read(json_format.cstools_export(result, target("json"))[0])
    assert body["params"]["on"] == "2026-01-02"
    assert body["params"]["place"] == "a/b"
    assert (body["params"]["kinds"], body["params"]["share"], body["params"]["n"]) == (
        ["x"],
        None,
        3,
    )
    assert body["panels"][0]["table"] == [
        {"when": "2026-01-02T00:00:00", "n": None},
        {"when": None, "n": 1.0},
    ]


def test_tables_of_a_wrangling_tool_are_there(
    wrangled: Result, target: Callable[..., Target]
) -> None:
    tables = read(json_format.cstools_export(wrangled, target("json"))[0])["tables"]
    assert list(tables) == ["Children", "Visits: 2025/26"]
    assert tables["Children"][0] == {"CHILD": "007", "DOB": "2010-05-01", "SEX": "M", "row": 2}
    assert tables["Children"][1]["DOB"] == "31/02/2011"
    assert tables["Visits: 2025/26"][1] == {
        "child": "007",
        "Date of visit": "2025-04-02",
        "Hours": None,
        "Kept": False,
        "row": 3,
    }
