"""The files of a comparison: what they hold, and all or none."""

from __future__ import annotations

import csv
import hashlib
import json

import pytest

import cstools
from cstools.errors import OutputError, UsageError


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_files(varied, tmp_path):
    files = varied.export(tmp_path / "out")
    names = ["comparison.html", "comparison.csv", "comparison-rows.csv", "run.json"]
    assert [path.name for path in files] == names
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names)


def test_rules(varied, tmp_path):
    rules = {line["rule"]: line for line in read(varied.export(tmp_path, ["csv"])[0])}
    assert list(rules) == ["3", "2", "4", "5", "7", "1", "8"]
    assert rules["2"] == {
        "rule": "2",
        "title": "About 2",
        "outcome": "differ, reason documented",
        "both": "1",
        "only left": "2",
        "only right": "0",
        "reason": "left says: Blanks are left out. (Not checked row by row.)",
        "left": "ran",
        "right": "ran",
        "severity left": "error",
        "severity right": "query",
    }
    assert rules["3"]["reason"] == "Not explained."
    assert (rules["7"]["outcome"], rules["7"]["left"]) == (
        "only right has it",
        "does not have it",
    )


def test_rows(varied, tmp_path):
    rows = read(varied.export(tmp_path, ["csv"])[1])
    assert len(rows) == len(varied.matched) == 11
    of_two = [(line["by"], line["row"], line["child"]) for line in rows if line["rule"] == "2"]
    assert of_two == [("left", "4", "KID4"), ("both", "5", "KID5"), ("left", "6", "KID6")]
    first = rows[0]
    assert first["outcome"] == "agree"
    assert (first["severity left"], first["severity right"]) == ("error", "query")
    assert {line["severity right"] for line in rows if line["by"] == "left"} == {""}


def test_formulas_stay_text(checker, people, tmp_path):
    title = "=HYPERLINK(1)"
    checker("left", {"@1": [2]}, titles={"@1": title}, catalogue=[{"code": "@1", "differs": "=1"}])
    checker("right", ran="@1")
    rules, rows, _ = cstools.compare("left", "right", people).export(tmp_path, ["csv"])
    [rule], [row] = read(rules), read(rows)
    assert (rule["rule"], rule["title"]) == ("'@1", f"'{title}")
    assert (row["rule"], row["title"]) == ("'@1", f"'{title}")


def test_receipt(varied, tmp_path):
    files = varied.export(tmp_path)
    text = files[-1].read_text(encoding="utf-8")
    body = json.loads(text)
    assert body["compared"] == [
        {"tool": "left", "version": "0.1"},
        {"tool": "right", "version": "0.1"},
    ]
    assert "tool" not in body
    assert body["rules"]["unexplained"] == 1
    assert body["findings"] == varied.rows
    assert set(body["timings"]) == {"read", "left", "right"}
    hashes = {one["path"]: one["sha256"] for one in body["outputs"]}
    assert hashes == {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files[:-1]}
    assert "KID" not in text
    assert "Secret" not in text


def test_the_same_comparison_gives_the_same_files(varied, tmp_path):
    one = varied.export(tmp_path / "one")
    other = varied.export(tmp_path / "other")
    for path, again in zip(one[:-1], other[:-1], strict=True):
        assert path.read_bytes() == again.read_bytes()


def test_a_run_is_not_overwritten_unasked(varied, tmp_path):
    varied.export(tmp_path, ["csv"])
    with pytest.raises(OutputError, match="already holds a run"):
        varied.export(tmp_path, ["html"])
    assert not (tmp_path / "comparison.html").exists()
    varied.export(tmp_path, ["html"], overwrite=True)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "comparison.html",
        "run.json",
    ]


def test_an_unknown_format(varied, tmp_path):
    with pytest.raises(UsageError, match=r"no format 'xlsx' for a comparison.*html, csv"):
        varied.export(tmp_path / "out", ["csv", "xlsx"])
    assert not (tmp_path / "out").exists()


def test_its_folder_is_no_earlier_run_of_a_tool(varied, people, tmp_path):
    varied.export(tmp_path / "out")
    with pytest.raises(UsageError, match="is of another tool"):
        cstools.run("left", people, since=tmp_path / "out")
