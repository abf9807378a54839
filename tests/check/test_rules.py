"""Every rule: the good tool passes it, and a change that breaks it fails it and no other."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import pytest

from cstools.check import check, every_rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cstools.check import Report

PACKAGE, STANDARD = "cstools_blank_cells/", "cstools_visits/"
TOML, PLUGIN = PACKAGE + "cstools.toml", PACKAGE + "plugin.py"
VALIDATE = '    """Flag blank cells."""\n'
VISUALISE = '    """Count them."""\n'
TOP = "RULE, TITLE ="


class Change(NamedTuple):
    """A change to the good tool, the rule it breaks and a part of what is said."""

    rule: str
    file: str
    old: str
    new: str | None
    says: str


def before(line: str, text: str) -> tuple[str, str]:
    """A text put before a line of the plugin."""
    return line, text + line


def after(line: str, text: str) -> tuple[str, str]:
    """A text put after a line of the plugin."""
    return line, line + text


BURN = """
import time
end = time.process_time() + 3 * max(time.process_time(), 0.1)
while time.process_time() < end:
    pass

"""
STATIC = [
    Change("manifest", TOML, 'title = "Blank cells"\n', "", "lacks the key 'title'"),
    Change("manifest", TOML, "[tool]", "[tool", "not valid TOML"),
    Change("manifest", TOML, 'api = "1"', 'api = "2"', "version 2 of the hooks"),
    Change("manifest", TOML, "", None, "cstools.toml does not exist"),
    Change("complete", TOML, '"Reads whatever table it is given; its findings name rows."', '""',
           "personal_data is blank"),
    Change("complete", TOML, '["findings", "panels"]', '["findings", "panels", "tables"]',
           "tables without the stage wrangle"),
    Change("name", "pyproject.toml", "cstools-blank-cells", "cstools-validate-903",
           "knows the package cstools-validate-903 as validate-903"),
    Change("licence", "LICENSE", "", None, "no file LICENSE"),
    Change("licence", TOML, 'licence = "MIT"', 'licence = "Apache-2.0"', "pyproject.toml MIT"),
    Change("licence", TOML, 'licence = "MIT"', 'licence = "free"', "no SPDX name"),
    Change("readme", "README.md", "## Limits", "## Thanks", "no section on its limits"),
    Change("readme", "README.md", "cstools run blank-cells", "start", "how to run it"),
    Change("readme", "README.md", "Finds cells of a table that were left blank and counts them by "
           "table.", "", "does not begin with what it is for"),
    Change("version", "pyproject.toml", '"0.1.0"', '"one"', "'one' is no version"),
    Change("version", "pyproject.toml", 'version = "0.1.0"\n', "", "does not give the version"),
    Change("version", PACKAGE + "__init__.py", '"""Blank cells."""', '__version__ = "0.2"',
           "__init__.py says 0.2"),
    Change("entry-point", "pyproject.toml", "blank-cells = ", "empty-cells = ",
           "the entry point empty-cells"),
    Change("entry-point", "pyproject.toml", "[project.entry-points.cstools]", "[project.scripts]",
           "no entry point"),
    Change("entry-point", "pyproject.toml", "cells.plugin", "cells.hooks", "no such module"),
    Change("build-system", "pyproject.toml", 'build-backend = "hatchling.build"\n', "",
           "lacks the key build-backend"),
    Change("python-version", "pyproject.toml", 'requires-python = ">=3.11"\n', "",
           "no requires-python"),
    Change("core-version", "pyproject.toml", '"childrens-services-tools>=0.1,<1", ', "",
           "does not depend on childrens-services-tools"),
    Change("parameters-documented", "README.md", " --most 20", "", "name the parameter most"),
    Change("parameters-documented", TOML, "How many blank cells of a column to list.", "Most",
           "no help text"),
    Change("skips", TOML, "[params.most]", '[checks.skip]\nlicense = "Mine."\n[params.most]',
           "no rule called 'license'. Did you mean licence?"),
    Change("skips", TOML, "[params.most]", '[checks.skip]\nskips = "All."\n[params.most]',
           "cannot be skipped"),
    Change("tests", "tests/test_blank_cells.py", "", None, "no test function"),
    Change("tests", "tests/test_blank_cells.py", "assert not [None for cell in [\"a\"] if cell is "
           "None]", "assert True", "tests/test_blank_cells.py assert nothing"),
    Change("tests", "tests/test_blank_cells.py", "assert not", "not",
           "tests/test_blank_cells.py assert nothing"),
    Change("dependencies-declared", "pyproject.toml", ', "pandas>=3"', "",
           "imports pandas and does not depend on pandas"),
    Change("dependencies-used", "pyproject.toml", '"pandas>=3"', '"pandas>=3", "click"',
           "depends on click and does not import it"),
]  # fmt: skip
TRIED = [
    Change("dependencies-declared", PLUGIN, *before(TOP, "import a_module_that_is_not_there\n"),
           "imports a_module_that_is_not_there and does not depend on a_module_that_is_not_there"),
    Change("loads", PLUGIN, *before(TOP, "import cstools.a_module_that_is_not_there\n"),
           "No module named 'cstools.a_module_that_is_not_there'"),
    Change("deprecated", PLUGIN, *before(TOP, "from cstools.findings import collect as gather\n"),
           "cstools.findings is a former name; write: from cstools import collect."),
    Change("deprecated", PLUGIN, *before(TOP, "from cstools.names import slugs\n"),
           "cstools.names is a former name; import what you need from cstools, cstools.standard"),
    Change("deprecated", PLUGIN, *before(TOP, "from cstools import plugins\n"),
           "cstools.plugins is a former name; import what you need from"),
    Change("loads", PLUGIN, *before(TOP, "1 / 0\n"), "ZeroDivisionError in plugin.py"),
    Change("loads", PLUGIN, *before(TOP, "raise SystemExit(3)\n"), "SystemExit in plugin.py"),
    Change("loads", PLUGIN, *before(TOP, "def (:\n"), "SyntaxError in plugin.py, line 1"),
    Change("import-quiet", PLUGIN, *before(TOP, "print('Hello')\nlogging.basicConfig()\n"
           "open(os.environ['CSTOOLS_CHECK_READS']).read()\n"),
           "it reads the file codes.csv. While it is imported, it sets up logging for the whole "
           "program. While it is imported, it prints."),
    Change("import-quiet", PLUGIN, *before(TOP, "import threading\n"
           "threading.Thread(target=print, daemon=True).start()\n"), "starts a thread"),
    Change("import-quiet", PLUGIN, *before(TOP, "import socket\n"
           "socket.getaddrinfo('localhost', 80)\n"), "it tries to use the network"),
    Change("import-quiet", PLUGIN, *before(TOP, "from time import sleep\nsleep(0.01)\n"),
           "While it is imported, it sleeps."),
    Change("import-quiet", PLUGIN, *before(TOP, "try:\n    import reaches_out\n"
           "except ImportError:\n    pass\n"),
           "A package that it imports does what has to be declared. The tool blank-cells was "
           "stopped: it tried to use the network"),
    Change("import-time", PLUGIN, *before(TOP, BURN), "times as long as importing pandas"),
    Change("hooks", PLUGIN, "(dataset, context):", "(dataset, context, extra=None, *more):",
           "takes 'extra'; its arguments are dataset, context"),
    Change("hooks", PLUGIN, "(dataset, context):", "(dataset, context=None):",
           "has a default for 'context', so it is never given one"),
    Change("hooks", PLUGIN, "def cstools_visualise", "def cstools_visualize",
           "Did you mean cstools_visualise?"),
    Change("hooks", PLUGIN, "@hookimpl\ndef cstools_visualise", "def cstools_visualise",
           "not marked with @cstools.hookimpl"),
    Change("stages", TOML, '"visualise"]', '"visualise", "wrangle"]', "no hook cstools_wrangle"),
    Change("stages", PLUGIN, *before("@hookimpl\ndef cstools_visualise",
           "@hookimpl\ndef cstools_export(target):\n    return []\n\n\n"),
           "does not list the stage export"),
    Change("runs", PLUGIN, *after(VALIDATE, "    dataset['Children']['Team'].astype('int64')\n"),
           "failed while running validate: ValueError in plugin.py"),
    Change("runs", PLUGIN, "return found", "return [found]",
           "returned list of DataFrame from cstools_validate, not findings"),
    Change("runs", PLUGIN, "table=table)]", "table=table)][0]", "returned Panel from cstools_vis"),
    Change("runs", TOML, "default = 1000", "required = true", "It needs most, which neither"),
    Change("runs", PLUGIN, *after(VALIDATE,
           "    library = 'ucrtbase' if os.name == 'nt' else None\n"
           "    __import__('ctypes').CDLL(library)._exit(7)\n"),
           "ended the process (exit code 7)"),
    Change("declared-access", PLUGIN, *after(VALIDATE, "    os._exit(7)\n"),
           "was stopped: it tried to end the program"),
    Change("empty-input", PLUGIN, *after(VALIDATE,
           "    [len(table) / len(table) for table in dataset.values()]\n"),
           "without records: The tool blank-cells failed while running validate: ZeroDivision"),
    Change("deterministic", PLUGIN, "So many cells", '" + str(hash("a")) + " cells',
           "the panels differ"),
    *(Change("deterministic", PLUGIN, "So many cells", f'" + {now} + " cells', "the panels differ")
      for now in (
          '__import__("datetime").date.today().isoformat()',
          '__import__("datetime").datetime.now().strftime("%d/%m/%Y")',
          '__import__("time").strftime("%B %Y")',
          'str(__import__("time").localtime().tm_year)',
          'str(pd.Timestamp.today().date())',
          'str(__import__("random").random())',
      )),
    Change("input-unchanged", PLUGIN, *after(VALIDATE,
           "    for table in dataset.values():\n        table['More'] = 1\n"),
           "changed Children in place"),
    Change("no-cell-values", PLUGIN, *after(VALIDATE,
           "    first = ','.join(next(iter(dataset.values())).iloc[:1, 0].astype('str'))\n"
           "    context.log.debug('First: %s', first)\n    print(first)\n"
           "    context.notes.append(first)\n"),
           "a cell stands in the log (plugin.py, line "),
    Change("no-cell-values", PLUGIN, *after(VALIDATE,
           "    print(','.join(next(iter(dataset.values())).iloc[:1, 0].astype('str')))\n"),
           "a cell stands in what it prints"),
    Change("no-cell-values", PLUGIN, '"done", ', '"done", ",".join(map(str, table.iloc[:1, 0])), ',
           "the account of its rules"),
    Change("no-cell-values", PLUGIN, *after(VALIDATE, "    from cstools import InputError\n"
           "    for table in dataset.values():\n"
           "        try:\n"
           "            table['Visits'].astype('int64')\n"
           "        except ValueError as error:\n"
           "            raise InputError(str(error)) from None\n"),
           "text in every column a cell stands in the text of an error"),
    Change("no-cell-values", PLUGIN, *after(VALIDATE,
           "    for table in dataset.values():\n"
           "        if len(table) and str(table['Child'].iloc[0])[:2] != 'C0':\n"
           "            raise ValueError('What is ' + str(table['Child'].iloc[0]))\n"),
           "a cell stands in the text of an exception that it raises"),
    Change("no-cell-values", PLUGIN, *after(VALIDATE,
           "    most = [table['Visits'].max() for table in dataset.values()]\n"
           "    context.log.debug('%s visits at most', most)\n"),
           "with marked numbers and dates a cell stands in the log"),
    Change("no-cell-values", PLUGIN, *after(VALIDATE,
           "    for table in dataset.values():\n"
           "        if len(table) and str(table['Seen'].dtype).startswith('datetime'):\n"
           "            context.progress.say(f\"Seen on {table['Seen'].iloc[0]:%d %B %Y}\")\n"),
           "with marked numbers and dates a cell stands in the progress it reports"),
    Change("no-cell-values", PLUGIN, *after(VALIDATE, "    import warnings\n"
           "    for table in dataset.values():\n"
           "        warnings.warn(','.join(map(str, table['Team'])))\n"),
           "a cell stands in what it prints"),
    Change("unseen-access", PLUGIN, *after(VALIDATE, "    import ctypes\n"),
           "imports ctypes, which works unseen, and does not declare network = true or"),
    Change("declared-access", PLUGIN, *after(VALIDATE, "    import socket\n"
           "    socket.getaddrinfo('localhost', 80)\n"), "tried to use the network"),
    Change("declared-access", PLUGIN, *after(VISUALISE, "    import subprocess, sys\n"
           "    subprocess.run([sys.executable, '-V'], check=False)\n"), "start another program"),
    Change("declared-access", PLUGIN, *after(VALIDATE,
           "    Path.home().joinpath('cstools-was-here.txt').write_text('x')\n"), "tried to write"),
    Change("declared-unused", TOML, 'api = "1"', "network = true", "network = true, and no run"),
    Change("findings", PLUGIN, "rows, nobody, (str(column),)", "rows + 1000, nobody, ('NO',)",
           "which has no such row. Rule BLANK names the column NO, which Children does not have."),
    Change("findings", PLUGIN, '"query", name,', '"query", "Nowhere",', "the table Nowhere"),
    Change("rules-listed", PLUGIN, "context.checks.append(", "str(", "BLANK is not among"),
    Change("panels", PLUGIN, '"So many cells were left blank."', '""',
           "does not say in a sentence"),
    Change("panels-render", PLUGIN, "table=table", 'spec={"mark": "bar",'
           ' "layer": [{"data": {"url": "https://example.com/d"}}]}', "data from an address"),
    Change("panels-render", PLUGIN, "table=table", 'spec={"data": {"values": []}, "mark": "no"}',
           "The chart 'Blank cells' could not be drawn"),
    Change("any-folder", PLUGIN, *after(VALIDATE, "    str(Path(__file__)).encode('ascii')\n"),
           "UnicodeEncodeError in plugin.py"),
    Change("dependencies-met", "pyproject.toml", '"pandas>=3"', '"pandas>=3,<2"',
           "This Python does not have pandas<2,>=3"),
]  # fmt: skip
OF_STANDARDS = [
    Change("standard-schema", STANDARD + "cstools.toml", 'schema = "schema.toml"\n', "",
           "does not name its schema"),
    Change("standard-schema", STANDARD + "plugin.py", "return [Visits()]", "return []",
           "says it provides visits but does not"),
    Change("standard-sample", STANDARD + "plugin.py", "random.Random(seed)", "random.Random()",
           "same seed gives another sample"),
    Change("standard-sample", STANDARD + "plugin.py", "to_csv(path, index=False)",
           "iloc[1:].to_csv(path, index=False)", "not read back with the same records"),
    Change("standard-sample", STANDARD + "plugin.py", "days[0] = None\n",
           "raise KeyError(days)\n", "Its sample fails: KeyError"),
    Change("no-cell-values", STANDARD + "plugin.py", "except ValueError:\n            raise "
           'InputError("visits.csv', "except ValueError as error:\n            raise "
           'InputError(Path(paths[0], "visits.csv").read_text()[-40:] + "', "the text of an error"),
    Change("stages", STANDARD + "plugin.py", "@hookimpl\ndef cstools_standards", "def standards",
           "no hook cstools_standards"),
]  # fmt: skip
OF_WRANGLERS = [
    Change("tables", PLUGIN, "table.assign(", "table.assign(row='2', ",
           "The table visits has no column row"),
    Change("unknown-tables", PLUGIN, "raise InputError('There is no Worker.', 'Add it.')", "pass",
           "On a table it does not know: The tool blank-cells failed while running wrangle: KeyEr"),
    Change("input-unchanged", PLUGIN, "table.assign(Worker=tidy)",
           "(table.pop('Day'), table)[1]",
           "changed visits in place"),
]  # fmt: skip
WRANGLE = """
@hookimpl
def cstools_wrangle(dataset):
    from dataclasses import replace

    from cstools import InputError

    tables = {}
    for name, table in dataset.items():
        if "Worker" not in table:
            raise InputError('There is no Worker.', 'Add it.')
        tidy = table["Worker"].str.strip()
        tables[name] = table.assign(Worker=tidy)
    return replace(dataset, tables=tables)


"""


def failed(report: Report) -> dict[str, str]:
    return {one.rule: one.problem for one in report.in_state("failed")}


def assert_breaks(folder: Path, change: Callable[..., None], one: Change) -> None:
    change(folder, one.file, one.old, one.new)
    report = check(folder, timeout=60)
    found = failed(report)
    assert list(found) == [one.rule], found
    assert one.says in found[one.rule]
    [outcome] = report.in_state("failed")
    assert outcome.fix
    assert report.passed == (outcome.level != "error")


def named(one: Change) -> str:
    return f"{one.rule}-{one.says[:20]}"


def test_the_good_tool_passes(project, quick_trials):
    quickly = check(project)
    assert quick_trials() > 0 or not hasattr(os, "fork")
    assert failed(quickly) == {}


def test_the_good_tool_passes_in_processes_as_they_are(project):
    report = check(project)
    assert failed(report) == {}
    assert report.passed
    assert not report.in_state("skipped")
    applying = {one.rule for one in report.outcomes if one.state == "passed"}
    others = {"standard-schema", "standard-sample", "tables", "unknown-tables"}
    assert {rule.id for rule in every_rule()} - applying == others


@pytest.fixture
def wrangler(project, change):
    """The good tool with a stage more, that knows one kind of table only."""
    change(project, TOML, '["validate", "visualise"]', '["wrangle", "validate", "visualise"]')
    change(project, TOML, '["findings", "panels"]', '["tables", "findings", "panels"]')
    change(project, TOML, 'api = "1"', 'example = "visits.csv"')
    change(project, PLUGIN, *before("@hookimpl\ndef cstools_validate", WRANGLE))
    visits = "Worker,Day\n Jo ,Monday\n,Friday\n"
    (project / PACKAGE / "visits.csv").write_text(visits, encoding="utf-8")
    return project


@pytest.mark.usefixtures("quick_trials")
def test_a_good_wrangler_passes(wrangler):
    report = check(wrangler)
    assert failed(report) == {}
    states = {one.rule: one.state for one in report.outcomes}
    assert states["tables"] == states["unknown-tables"] == "passed"


@pytest.mark.usefixtures("quick_trials")
@pytest.mark.parametrize("one", OF_WRANGLERS, ids=named)
def test_what_shows_in_a_wrangler(one, wrangler, change):
    assert_breaks(wrangler, change, one)


def test_the_good_standard_passes(standard_project):
    report = check(standard_project)
    assert failed(report) == {}
    assert not report.in_state("skipped")
    states = {one.rule: one.state for one in report.outcomes}
    assert states["standard-schema"] == states["standard-sample"] == "passed"
    assert states["runs"] == "not applying"


@pytest.mark.usefixtures("quick_trials", "tried_once")
@pytest.mark.parametrize("one", STATIC, ids=named)
def test_what_is_written(one, project, change):
    assert_breaks(project, change, one)


@pytest.mark.usefixtures("quick_trials", "tried_once")
@pytest.mark.parametrize("one", TRIED, ids=named)
def test_what_shows_in_a_trial(one, project, change, monkeypatch, tmp_path):
    (tmp_path / "codes.csv").write_text("code", encoding="utf-8")
    monkeypatch.setenv("CSTOOLS_CHECK_READS", str(tmp_path / "codes.csv"))
    if "reaches_out" in str(one.new):
        reaching = "import socket\nsocket.getaddrinfo('localhost', 80)\n"
        (tmp_path / "reaches_out.py").write_text(reaching, encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    # Where the index is asked for a package that cannot be had, it is one that is not there.
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv"))
    assert_breaks(project, change, one)


@pytest.mark.usefixtures("quick_trials")
@pytest.mark.parametrize("one", OF_STANDARDS, ids=named)
def test_what_shows_in_a_standard(one, standard_project, change):
    assert_breaks(standard_project, change, one)


def test_every_rule_is_broken_by_something():
    broken = {one.rule for one in (*STATIC, *TRIED, *OF_STANDARDS, *OF_WRANGLERS)}
    assert broken == {rule.id for rule in every_rule()}


def test_a_good_library_passes(library_project):
    report = check(library_project)
    assert failed(report) == {}
    assert not report.in_state("skipped")
    states = {one.rule: one.state for one in report.outcomes}
    assert states["loads"] == states["stages"] == states["readme"] == "passed"
    assert states["runs"] == states["standard-sample"] == "not applying"
