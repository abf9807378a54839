"""The commands of the tutorial and of "Check a return", run as they stand on invented returns."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

import cstools
from cstools.cli import run_command
from cstools.runner.samples import write_sample
from cstools_ssda903.standard import SSDA903

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Block


def own_return(folder: Path, errors: float) -> None:
    """Put an invented return where the pages say that the reader's own is."""
    write_sample(SSDA903(), folder / "made", size=40, seed=3, errors=errors, period=2026)
    (folder / "returns").mkdir()
    (folder / "ofsted").mkdir()
    shutil.move(folder / "made" / "last-year", folder / "returns" / "2025")
    shutil.move(folder / "made" / "extras" / "providers.xlsx", folder / "ofsted" / "providers.xlsx")
    shutil.rmtree(folder / "made" / "extras")
    shutil.move(folder / "made", folder / "returns" / "2026")
    shutil.make_archive(str(folder / "return"), "zip", folder / "returns" / "2026")
    standard = SSDA903()
    teams = ["North,Worker 1", "South,Worker 2"]
    children = standard.load([folder / "returns" / "2026"])["Header"]["CHILD"]
    lines = [f"{child},{teams[place % 2]}" for place, child in enumerate(children)]
    (folder / "teams.csv").write_text("\n".join(["CHILD,Team,Worker", *lines]), encoding="utf-8")
    written = standard.write(standard.load([folder / "returns" / "2026"]), folder / "x", "xml")
    shutil.move(written[0], folder / "return.xml")


@pytest.fixture
def in_process(tmp_path, monkeypatch) -> Callable[..., None]:
    """Runs lines of ``cstools`` and of Python in this process: many of them, without its start."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    def run(block: Block, *, quick: bool = False) -> None:
        if block.language == "python":
            exec(compile(block.body, "page.md", "exec"), names)
        for line in block.body.splitlines() if block.language == "sh" else ():
            command, *arguments = shlex.split(line)
            assert command == "cstools"
            if quick and arguments[0] == "run" and "--format" not in arguments:
                arguments += ["--format", "csv"]
            assert run_command(arguments) == int(block.fails), line

    return run


@pytest.fixture
def type_in(page, in_process, capsys) -> Callable[[str], str]:
    """Runs the commands of one section of the tutorial and gives what they print."""

    def run(section: str) -> str:
        capsys.readouterr()
        for block in page("tutorial/first-check.md").sections[section].blocks:
            in_process(block)
        return capsys.readouterr().out

    return run


def change_sex(folder: Path, value: str) -> str:
    """Do by hand what the tutorial asks for: the second value of the second line."""
    path = folder / "practice" / "header.csv"
    lines = path.read_bytes().split(b"\r\n")
    cells = lines[1].split(b",")
    before, cells[1] = cells[1], value.encode()
    lines[1] = b",".join(cells)
    path.write_bytes(b"\r\n".join(lines))
    return before.decode()


def test_the_tutorial(type_in, tmp_path):
    assert "PROBLEM" not in type_in("1. Install")

    type_in("2. A first report")
    left = sorted(path.name for path in (tmp_path / "first-report").iterdir())
    assert left == ["report.html", "report.xlsx", "run.json"]

    assert "No rule found anything." in type_in("3. A return to practise on")

    before = change_sex(tmp_path, "X")
    assert before in {"M", "F"}
    assert re.search(r"^\s+101\s+error", type_in("4. Break something"), re.MULTILINE)

    assert "Rule 101" in type_in("5. Find it in the workbook")
    book = openpyxl.load_workbook(tmp_path / "practice-report" / "report.xlsx")
    assert {"Summary", "Findings", "By child", "Header"} <= set(book.sheetnames)
    [line] = [row for row in book["Findings"].iter_rows(values_only=True) if row[0] == "101"]
    assert line[2:4] == ("Header", 2)
    assert book["Header"]["B2"].comment.text.startswith("101 (error)")

    assert change_sex(tmp_path, before) == "X"
    assert "No rule found anything." in type_in("6. Put it right")

    own_return(tmp_path, errors=0)
    printed = type_in("7. Your own return")
    assert "Last year" not in printed.replace("\n", " ").partition("skipped:")[2]
    assert "give --providers" not in printed
    assert "give --local-authority" not in printed


def test_the_installation_is_that_of_the_readme(page, root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    [line] = re.findall(r"python -m pip install \.\ncstools install .+", readme)
    languages = {
        block.language: block.body
        for block in page("tutorial/first-check.md").sections["1. Install"].blocks
        if block.language != "sh"
    }
    assert set(languages) == {"powershell", "bat", "bash"}
    assert all(line.strip() in body for body in languages.values())


def test_checking_a_return(page, in_process, tmp_path):
    own_return(tmp_path, errors=0.1)
    for block in page("how-to/check-a-return.md").blocks:
        # Drawing every report would take most of the time; the tutorial and one line here do.
        in_process(block, quick=True)
    reports = {path.name for path in (tmp_path / "reports").iterdir()}
    assert {"all", "next-rules", "two-rules", "formats", "python"} <= reports
    # What --fail-on stops for is written all the same.
    assert (tmp_path / "reports" / "scripted" / "run.json").exists()
    database = sqlite3.connect(tmp_path / "checks.sqlite")
    assert database.execute("select count(*) from runs").fetchone() == (1,)
    database.close()


def test_the_statistics(page, in_process, tmp_path):
    own_return(tmp_path, errors=0)
    [block] = page("reference/statistics.md").blocks
    in_process(block, quick=True)
    first, *rest = (tmp_path / "statistics" / "panels").glob("*.csv")
    assert rest
    assert "2025" in first.read_text(encoding="utf-8-sig").splitlines()[0]


# What the command line has to know of the second opinion, which is not installed here.
SECOND = """
[params.collection_year]
type = "int"
help = "The year."
[params.local_authority]
type = "str"
help = "The authority."
[params.last_year]
type = "files"
help = "Last year's return."
[params.providers]
type = "files"
help = "Provider lists."
[params.isolate_rules]
type = "bool"
default = false
help = "Each rule its own data."
"""
NOTHING = """
    @hookimpl
    def cstools_validate(dataset, context):
        return findings.empty()
"""


def test_the_comparison_can_be_repeated(page, in_process, make_tool, tmp_path):
    """With a tool that takes the place of the existing validator: the page has the real figures."""
    make_tool("d2i-903", NOTHING, reads='["ssda903"]', extra=SECOND)
    write_sample(SSDA903(), tmp_path / "ssda903", size=20, seed=3, errors=0.1, period=2026)
    text = page("reference/compared-with-the-existing-validator.md").sections["Repeat it"]
    install, *lines = [line for block in text.blocks for line in block.body.splitlines()]
    assert install == "cstools install d2i-903"
    for line in lines:
        files = " ".join(f"ssda903/{path.name}" for path in (tmp_path / "ssda903").glob("*.csv"))
        in_process(replace(next(text.blocks), body=line.replace("ssda903/*.csv", files)))
        out = tmp_path / line.rpartition("--out ")[2]
        assert (out / "comparison.html").exists() or (out / "header.csv").exists()


def test_how_blanks_are_read_is_true(page):
    """The table of the page, cell by cell, on the engine itself."""
    import numpy as np
    import pandas as pd

    from cstools.rules import Codes, add_years, days

    assert len(page("explanation/how-rules-read-blanks.md").sections["The policy"].rows) == 5
    blank = np.array(["NaT"], dtype="datetime64[D]")
    day = np.array(["2026-01-01"], dtype="datetime64[D]")
    none, some = (Codes.of(pd.Series(value, dtype="str")) for value in ([None], ["A3"]))
    for test in ("__eq__", "__lt__", "__le__", "__gt__", "__ge__"):
        assert not getattr(blank, test)(day)[0]
        assert not getattr(day, test)(blank)[0]
        assert not getattr(blank, test)(blank)[0]
    assert (blank != day)[0]
    assert (blank != blank)[0]  # noqa: PLR0124
    assert not (none == some)[0]
    assert not (none == none)[0]  # noqa: PLR0124
    assert (none != some)[0]
    assert none.same(none)[0]
    assert not none.isin("A3")[0]
    assert not none.startswith("A")[0]
    assert not none.matches(".*")[0]
    assert np.isnat(blank + days(7))[0]
    assert np.isnat(add_years(blank, 16))[0]


def test_a_date_that_cannot_be_read_is_filled_and_missing():
    header = {"CHILD": ["1", "2", "3"], "DOB": ["31/06/2025", "2025-06-30", "1/6/2025"]}
    import pandas as pd

    dataset = SSDA903().adopt({"Header": pd.DataFrame(header)})
    assert dataset["Header"]["DOB"].isna().tolist() == [True, True, False]
    assert dataset.unread["Header", "DOB"].tolist() == ["31/06/2025", "2025-06-30"]
    assert isinstance(dataset, cstools.Dataset)
