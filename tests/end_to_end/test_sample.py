"""`cstools sample`, and the validator on what it makes."""

from __future__ import annotations

import json

import pandas as pd
import pytest


def test_a_clean_sample_raises_nothing(cstools_command, tmp_path):
    made = cstools_command(
        "sample", "ssda903", "--children", 120, "--seed", 7, "--year", 2026, "--out", "data"
    )
    assert made.code == 0, made
    extras = json.loads((tmp_path / "data" / "extras" / "sample.json").read_text("utf-8"))
    run = cstools_command(
        *("run", "validate-903", "data", "--out", "report", "--format", "csv,json", "--json"),
        *("--local-authority", extras["params"]["local_authority"]),
        *("--providers", "data/extras/" + extras["params"]["providers"]),
        *("--fail-on", "query"),
    )
    assert run.code == 0, run
    summary = json.loads(run.out)
    assert summary["findings"] == {"error": 0, "query": 0, "info": 0}
    assert summary["checks"] == {"done": 315, "skipped": 1, "failed": 0}
    assert summary["period"] == 2026
    assert any("Last year's return was read from the folder" in note for note in summary["notes"])


@pytest.mark.parametrize("form", ["csv", "xml"])
def test_planted_errors_are_listed_and_found(cstools_command, tmp_path, form):
    arguments = ("--children", 150, "--seed", 3, "--errors", 0.1, "--year", 2025, "--form", form)
    assert cstools_command("sample", "ssda903", *arguments, "--out", "data").code == 0
    planted = json.loads((tmp_path / "data" / "extras" / "sample.json").read_text("utf-8"))[
        "planted"
    ]
    run = cstools_command(
        *("run", "validate-903", "data", "--out", "out", "--format", "csv"),
        *("--local-authority", "Birmingham", "--providers", "data/extras/providers.xlsx"),
    )
    assert run.code == 0, run
    found = pd.read_csv(tmp_path / "out" / "findings.csv", dtype={"rule": "str"})
    assert len(planted) > 50
    if form == "csv":
        keys = set(found[["rule", "table", "row"]].itertuples(index=False, name=None))
        missed = [
            one
            for one in planted
            if not one["last_year"] and (one["rule"], one["table"], one["row"]) not in keys
        ]
        assert not missed
    else:
        # The form puts records under their child, so rows differ from those of the tables.
        wanted = {one["rule"] for one in planted if not one["last_year"]}
        assert len(wanted & set(found["rule"])) > 0.8 * len(wanted)


def test_the_same_arguments_give_the_same_files(cstools_command, tmp_path):
    for name in ("one", "two"):
        cstools_command("sample", "ssda903", "--children", 40, "--errors", 0.1, "--out", name)
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.csv"))
    assert len(files) > 15
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_a_folder_in_use_is_kept(cstools_command, fails, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mine.txt").write_text("mine", encoding="utf-8")
    assert "not empty" in fails("sample", "ssda903", "--out", "data")
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["mine.txt"]
    assert cstools_command("sample", "ssda903", "--out", "data", "--overwrite").code == 0
    assert (tmp_path / "data" / "mine.txt").exists()


def test_what_cannot_be_made(fails):
    assert "is not installed" in fails("sample", "no-such-standard", "--out", "data")
    assert "no form 'pdf'" in fails("sample", "ssda903", "--form", "pdf", "--out", "data")
    assert "2040" in fails("sample", "ssda903", "--year", "2040", "--out", "data")
    assert "Invalid value" in fails("sample", "ssda903", "--errors", "2", "--out", "data")
