"""Tools in environments of their own: what they are given, what they give, how they fail."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import cstools
from cstools.call import rules_of
from cstools.call.worker.confinement import confinement
from cstools.data import figures
from cstools.plugin import discovery

if TYPE_CHECKING:
    from pathlib import Path

DATES = pd.to_datetime(["2024-03-31", None, "2024-02-29"])
TABLE = pd.DataFrame({"child": ["A", None, "ß\r\n"], "day": DATES, "n": [1.5, None, 3]})

EVERYTHING = """
@hookimpl
def cstools_wrangle(dataset, context):
    print("on standard output")
    os.write(1, b"{garbage\\xff\\n")
    for _ in context.progress.track(range(3), "Going through"):
        pass
    context.log.warning("a line for the log")
    known = context.params["known"]
    context.notes.append(f"{len(known)} known, {known['k'].isna().sum()} missing")
    tables = {**dataset.tables, "late": dataset["t"][dataset["t"]["day"].notna()]}
    return Dataset(tables, adopted=True)

@hookimpl
def cstools_validate(dataset, context):
    late = dataset["late"]
    context.checks.append(Check("R1", "Late", "error", "done", found=len(late)))
    rows = late["row"].to_numpy()
    return findings.collect([Flagged("R1", "error", "t", rows, late["child"], ("day",), "Late")])

@hookimpl
def cstools_visualise(dataset, findings):
    counts = findings.groupby("rule", observed=True).size().reset_index(name="found")
    spec = {"data": {"values": counts.to_dict("records")}, "mark": "bar"}
    return [Panel("Chart", "A chart.", spec=spec), Panel("Table", "A table.", table=counts)]

@hookimpl
def cstools_export(result, target, context):
    path = target.folder / "lines.txt"
    path.write_text(f"{len(result.findings)} {result.tool.title} {result.checks[0].found}")
    return [path]

def catalogue(year):
    return [{"code": "R1", "title": f"Of {year}"}]
"""
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are of Unix systems")
ALL = '["wrangle", "validate", "visualise", "export"]'


class Watching:
    def __init__(self):
        self.seen = []

    def say(self, label):
        self.seen.append(label)

    def track(self, items, label, total=None):
        self.seen.append((label, total))
        yield from items


def test_every_hook(tool, tmp_path, caplog):
    name = tool(EVERYTHING, ALL, '["findings", "panels", "tables", "lines"]')
    progress = Watching()
    with caplog.at_level(logging.WARNING):
        known = pd.DataFrame({"k": ["x", None]})
        result = cstools.run(name, {"t": TABLE}, known=known, progress=progress)
    assert ("Going through", 3) in progress.seen
    assert "a line for the log" not in caplog.text
    assert result.provenance["confinement"] == {"apart": confinement()}
    assert result.notes == ["2 known, 1 missing"]
    # Before pandas 2 there are dates in nanoseconds only.
    wrangled = result.dataset["t"][["child", "day", "n"]].astype({"day": TABLE["day"].dtype})
    pd.testing.assert_frame_equal(wrangled, TABLE)
    assert result.findings["row"].tolist() == [2, 4]
    assert result.findings["child"].tolist() == ["A", "ß\r\n"]
    assert [(check.rule, check.found) for check in result.checks] == [("R1", 2)]
    assert result.panels[0].spec["data"]["values"] == [{"rule": "R1", "found": 2}]
    assert result.panels[1].table["found"].tolist() == [2]
    files = result.export(tmp_path / "out", ["lines", "csv"])
    assert (tmp_path / "out" / "lines.txt").read_text() == "2 Apart 2"
    assert len(files) > 2
    assert [rule.title for rule in rules_of(discovery.find(name), 2026)] == ["Of 2026"]


ASKS_THE_SCHEMA = """
from cstools.standard import read_schema

@hookimpl
def cstools_validate(dataset, context):
    schema = read_schema(context.schemas["ssda903"])
    context.notes.append(f"A child is a {schema.child_of('Header')}.")
    return findings.collect([])
"""


def test_the_schemas_of_what_it_reads_are_there_where_no_standard_is_installed(tool):
    name = tool(ASKS_THE_SCHEMA, reads='["ssda903"]')
    header = pd.DataFrame({"CHILD": ["1"], "SEX": ["M"], "DOB": ["01/01/2015"]})
    assert "A child is a CHILD." in cstools.run(name, {"Header": header}).notes


COUNTING = """
from cstools.data.figures import COLUMNS

def line(measure, value, status=""):
    blank = dict.fromkeys(COLUMNS, "")
    numbers = {"value": value, "numerator": None, "denominator": 4}
    words = {"measure": measure, "unit": "mean", "status": status}
    return pd.DataFrame([{**blank, **words, **numbers}])

@hookimpl
def cstools_validate(dataset, context):
    context.figures.append(line("A", 1.5))
    return findings.empty()

@hookimpl
def cstools_visualise(context):
    context.figures.append(line("B", None, "suppressed"))
    table = pd.DataFrame({"x": [1]})
    return [Panel("P", "A table.", table=table, id="C1", page="Two", figures=line("C", 2.5))]
"""


def test_figures_come_back_from_there(tool, tmp_path):
    name = tool(COUNTING, '["validate", "visualise"]', '["findings", "panels"]')
    result = cstools.run(name, {"t": TABLE})
    assert result.figures["measure"].tolist() == ["C", "A", "B"]
    assert result.figures["value"].tolist()[:2] == [2.5, 1.5]
    assert result.figures["status"].tolist() == ["", "", "suppressed"]
    assert (result.panels[0].id, result.panels[0].page) == ("C1", "Two")
    pd.testing.assert_frame_equal(result.figures, figures.check(result.figures, "t"))
    result.export(tmp_path / "out", ["csv"])
    assert (tmp_path / "out" / "figures.csv").is_file()


DRAWING = """
from cstools.charts import bars, lines
from cstools.data.figures import COLUMNS

@hookimpl
def cstools_visualise(context):
    blank = dict.fromkeys(COLUMNS, "")
    numbers = {"numerator": None, "denominator": None, "measure": "M", "unit": "percent"}
    rows = [("a", 17.25, ""), ("b", None, "suppressed"), ("c", 40.0, "")]
    figures = pd.DataFrame([
        {**blank, **numbers, "category": name, "value": value, "status": status}
        for name, value, status in rows
    ])
    chart = bars(figures, "category", "value")
    years = lines([{"year": 2024, "n": 1}, {"year": 2025, "n": 3}], "year", "n")
    days = pd.DataFrame({"day": pd.to_datetime(["2025-01-31", "2025-02-28"]), "n": [1, 2]})
    return [
        chart.panel("Kinds", id="V1", page="Visits", group="How", figures=figures),
        years.panel("Years"),
        lines(days, "day", "n").panel("Days"),
        bars([], "kind", "n").panel("None"),
    ]
"""


def test_a_chart_of_the_core_is_made_there(tool, tmp_path):
    name = tool(DRAWING, '["visualise"]', '["panels"]')
    result = cstools.run(name, {"t": TABLE})
    kinds, years, days, none = result.panels
    assert (kinds.id, kinds.page, kinds.group) == ("V1", "Visits", "How")
    assert kinds.text == "Most c (40.0%), least a (17.3%). Not drawn: 1 hidden."
    assert kinds.data.to_numpy().tolist() == [["a", "17.3%"], ["b", "hidden"], ["c", "40.0%"]]
    assert kinds.figures["value"].tolist()[::2] == [17.25, 40.0]
    assert years.text == "From 1 in 2024 to 3 in 2025."
    assert years.data.to_numpy().tolist() == [["2024", 1], ["2025", 3]]
    assert days.spec["data"]["values"][0] == {"category": "2025-01-31", "value": 1}
    assert (none.spec, len(none.table)) == (None, 0)
    files = result.export(tmp_path / "out", ["svg"])
    assert [path.name for path in files if path.suffix == ".svg"] == [
        *("V1.svg", "years.svg", "days.svg")
    ]


FAILING = """
@hookimpl
def cstools_validate(dataset, context):
    mode = context.params["mode"]
    if mode == "raise":
        {}["Jane Doe"]
    if mode == "input":
        raise cstools.InputError("A column is missing.", "Add it.")
    if mode == "odd":
        return {1: object()}
    if mode == "exit":
        sys.exit("Jane Doe")
    if mode == "silent":
        os._exit(0)
    if mode in ("late", "garbage", "wrong"):
        texts = {"garbage": "[Jane Doe", "wrong": '{"returned": {"$": "table"}}'}
        if mode in texts:
            (Path(sys.argv[1]) / "answer.json").write_text(texts[mode])
        import ctypes
        ctypes.CDLL("ucrtbase" if os.name == "nt" else None)._exit(0)
    if mode == "hang":
        import tempfile
        (Path(tempfile.gettempdir()) / "hangs").touch()
        time.sleep(600)
    if mode == "network":
        import socket
        socket.create_connection(("127.0.0.1", 9))
    if mode == "home":
        (Path.home() / "cstools-test-file").write_text("x")
    os.kill(os.getpid(), getattr(signal, mode))
    time.sleep(60)
"""


@pytest.mark.parametrize(
    ("mode", "kind", "says"),
    [
        ("raise", cstools.ToolError, "The tool apart failed while running validate: KeyError in"),
        ("input", cstools.InputError, "A column is missing. Add it."),
        ("odd", cstools.ToolError, "The tool apart returned object from cstools_validate"),
        ("exit", cstools.ToolError, "apart failed while running validate: SystemExit in plugin.py"),
        ("silent", cstools.ToolError, "The tool apart was stopped: it tried to end the program"),
        ("late", cstools.ToolError, "apart ended while running validate without an answer"),
        ("garbage", cstools.ToolError, "apart ended while running validate without an answer"),
        ("wrong", cstools.ToolError, "apart gave an answer to validate that cannot be read"),
        ("network", cstools.ToolError, "apart was stopped: it tried to use the network"),
        ("home", cstools.ToolError, "The tool apart was stopped: it tried to write"),
        pytest.param("SIGSEGV", cstools.ToolError, "it crashed with SIGSEGV", marks=UNIX),
        pytest.param("SIGKILL", cstools.ToolError, "because memory ran out", marks=UNIX),
    ],
)
def test_failures_name_the_tool_and_no_data(tool, mode, kind, says):
    # Only a tool that may write anywhere reaches its own job folder.
    writes = mode in ("garbage", "wrong")
    name = tool(FAILING, declares="writes_outside = true" if writes else "")
    with pytest.raises(kind) as caught:
        cstools.run(name, {"t": TABLE}, mode=mode)
    assert says in str(caught.value)
    assert "Jane" not in str(caught.value)


def test_a_limit_to_its_time(tool, monkeypatch):
    name = tool(FAILING)
    monkeypatch.setenv("CSTOOLS_TIMEOUT", "2")
    with pytest.raises(cstools.ToolError, match="validate took longer than the 2 seconds"):
        cstools.run(name, {"t": TABLE}, mode="hang")
    monkeypatch.setenv("CSTOOLS_TIMEOUT", "soon")
    with pytest.raises(cstools.UsageError, match="CSTOOLS_TIMEOUT is no number of seconds"):
        cstools.run(name, {"t": TABLE}, mode="hang")


LIMITED = """
import resource, sys
from cstools.cli import run_command
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
raise SystemExit(run_command(["run", "apart", sys.argv[1], "--out", sys.argv[2]]))
"""


@UNIX
def test_no_space_to_hand_over_the_data(tool, tmp_path):
    """A limit on the size of files stands for a disk without space."""
    tool(FAILING)
    table = tmp_path / "t.csv"
    table.write_text("a\n" + "".join(f"Jane {n}\n" for n in range(5000)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(table), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "The data cannot be handed to apart in" in done.stderr
    assert "Make space there" in done.stderr
    assert "Jane" not in done.stderr
    assert not (tmp_path / "out").exists()


RUN = """
import cstools, pandas as pd
cstools.run("apart", {"t": pd.DataFrame({"a": [1]})}, mode="hang")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the test presses Ctrl-C with a signal")
def test_ctrl_c_ends_the_worker_and_leaves_no_data(tool, tmp_path, monkeypatch):
    tool(FAILING)
    process, temporary = hanging([sys.executable, "-c", RUN], tmp_path, monkeypatch)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert b"KeyboardInterrupt" in said
    assert not running(temporary)
    assert list(temporary.glob("cstools-job-*")) == []


@UNIX
@pytest.mark.parametrize("environment", ["pandas 3 and pyarrow"], indirect=True)
def test_an_order_to_end_is_obeyed_in_order(tool, tmp_path, monkeypatch):
    tool(FAILING)
    (tmp_path / "t.csv").write_text("a\nJane Doe\n", encoding="utf-8")
    command = [sys.executable, "-m", "cstools", "run", "apart", str(tmp_path / "t.csv")]
    options = ["--mode", "hang", "--out", str(tmp_path / "out")]
    process, temporary = hanging([*command, *options], tmp_path, monkeypatch)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert b"Interrupted. Nothing was written." in said
    assert not running(temporary)
    assert list(temporary.glob("cstools-job-*")) == []
    assert not (tmp_path / "out").exists()


@UNIX
@pytest.mark.parametrize("environment", ["pandas 3 and pyarrow"], indirect=True)
def test_what_a_killed_run_left_goes_with_the_next(tool, tmp_path, monkeypatch):
    tool(FAILING)
    process, temporary = hanging([sys.executable, "-c", RUN], tmp_path, monkeypatch)
    (folder,) = temporary.glob("cstools-job-*")
    assert folder.stat().st_mode & 0o777 == 0o700
    # What the tool has read is there no more.
    assert [path.name for path in folder.rglob("*") if path.is_file()] == []
    process.kill()
    process.communicate()
    assert folder.exists()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with pytest.raises(cstools.InputError, match="A column is missing"):
        cstools.run("apart", {"t": TABLE}, mode="input")
    assert list(temporary.glob("cstools-job-*")) == []


def hanging(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[subprocess.Popen[bytes], Path]:
    """Start a run whose tool has its data and hangs; gives it and its temporary folder."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while not list(temporary.glob("cstools-job-*/scratch/hangs")):
        assert time.monotonic() < until
        assert process.poll() is None
        time.sleep(0.05)
    next(temporary.glob("cstools-job-*/scratch/hangs")).unlink()
    assert running(temporary)
    return process, temporary


def running(place: Path) -> list[str]:
    """Programs that were started with a folder in this place, as far as the system tells."""
    listed = subprocess.run(["ps", "-ewwo", "args"], capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if str(place) in line]


def test_an_environment_whose_python_is_gone(tool, cstools_home):
    name = tool(FAILING)
    (cstools_home / "environments" / "apart-1").unlink()
    discovery.installed.cache_clear()
    with pytest.raises(cstools.ToolError, match="Its environment is gone"):
        cstools.run(name, {"t": TABLE})


def test_a_parameter_that_does_not_cross(tool):
    name = tool(FAILING)
    with pytest.raises(cstools.CstoolsError, match="known"):
        cstools.run(name, {"t": TABLE}, known={"k": object()})
