"""A tool that is made of rules: its whole hook, its list of rules, its parameters."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

import cstools
from cstools import Context, Dataset, UsageError
from cstools.plugin import discovery
from cstools.standard.schema import read_schema

from .conftest import shaped

RULES = '''
import numpy as np
from cstools.rules import need, rule, validator

@need("It needs the limit: give --most.", note="No limit was given.")
def most(ret):
    return ret.params.most

@rule("A1", "Undated", tables=["Calls"], fields=["DAY"], severity="query", fix="Give the day.")
def undated(ret):
    """DAY is blank."""
    return ret.Calls.flag(np.isnat(ret.Calls.DAY))

@rule("A2", "Unknown child", tables=["Calls", "People"], fields=["LAchildID"])
def unknown(ret):
    """The child is not in People."""
    return ret.Calls.flag(~ret.Calls.among(ret.People.children()))

@rule("A3", "Too many", tables=["Calls"], needs=[most])
def too_many(ret):
    """The child has more calls than `most`."""
    return ret.Calls.flag(ret.Calls.count_of_child() > most(ret))

@rule("A4", "Breaks", tables=["Calls"])
def breaks(ret):
    """Nothing."""
    raise ValueError(ret.Calls.LAchildID.words[0])

cstools_validate = validator(__name__)
'''
PARAMS = """
[params.rules]
type = "str"
many = true
help = "Check only these."

[params.exclude]
type = "str"
many = true
help = "Leave these out."

[params.most]
type = "int"
help = "How many."
"""
STANDARD = """
from pathlib import Path
from cstools import Standard
from cstools.standard import read_schema

class Calls(Standard):
    schema = read_schema(Path(__file__).parent / "schema.toml")

    def load(self, paths, progress=None):
        raise NotImplementedError

    def adopt(self, dataset):
        return dataset

    def sample(self, **how):
        raise NotImplementedError

    def write(self, dataset, folder, form="csv"):
        raise NotImplementedError

@hookimpl
def cstools_standards():
    return [Calls()]
"""
SCHEMA = """
[standard]
name = "calls"
title = "Calls"
period = "none"

[tables.People]
title = "People"
[tables.People.columns]
LAchildID = { title = "Child", role = "child" }

[tables.Calls]
title = "Calls"
[tables.Calls.columns]
LAchildID = { title = "Child", role = "child" }
DAY = { title = "Day of the call", type = "date" }
"""
CALLS = "LAchildID DAY\nSECRET 01/05/2025\nSECRET -\nB 01/05/2025"


@pytest.fixture
def tool(make_tool, tool_folder):
    """A validator of a standard without years; gives how to run it."""
    make_tool("calls", STANDARD, stages="[]", produces="[]",
              extra='provides = ["calls"]\nschema = "schema.toml"')  # fmt: skip
    path = tool_folder / "cstools_calls" / "schema.toml"
    path.write_text(SCHEMA, "utf-8")
    make_tool("check-calls", RULES, reads='["calls"]', extra=PARAMS)
    discovery.installed.cache_clear()

    def run(params=None, **tables):
        return cstools.run("check-calls", shaped(read_schema(path), tables), **(params or {}))

    return run


def states(result):
    return {check.rule: (check.state, check.found, check.reason) for check in result.checks}


def test_all_rules_run_on_a_standard_without_years_and_with_its_own_key(tool):
    result = tool({"most": 1}, Calls=CALLS, People="LAchildID\nB")
    assert states(result)["A1"] == ("done", 1, "")
    assert states(result)["A2"] == ("done", 2, "")
    assert states(result)["A3"] == ("done", 2, "")
    found = result.findings[["rule", "row", "child", "fields", "severity"]].to_numpy().tolist()
    assert found == [
        ["A2", 2, "SECRET", "LAchildID", "error"],
        ["A3", 2, "SECRET", "LAchildID", "error"],
        ["A1", 3, "SECRET", "DAY", "query"],
        ["A2", 3, "SECRET", "LAchildID", "error"],
        ["A3", 3, "SECRET", "LAchildID", "error"],
    ]


def test_what_is_lacking_is_said(tool):
    result = tool(Calls=CALLS)
    assert states(result)["A2"] == ("skipped", 0, "People was not given.")
    assert states(result)["A3"] == ("skipped", 0, "It needs the limit: give --most.")
    assert result.notes.count("No limit was given.") == 1
    assert "No limit was given." not in tool({"exclude": ["A3"]}, Calls=CALLS).notes


def test_a_rule_that_fails_tells_no_cell(tool, caplog):
    result = tool(Calls=CALLS)
    state, _, reason = states(result)["A4"]
    assert state == "failed"
    assert reason.startswith("ValueError in plugin.py, line ")
    # A run keeps what a tool logs from the handlers of others, so the hook is asked itself.
    hook = sys.modules["cstools_check_calls.plugin"].cstools_validate
    hook(result.dataset, Context({"most": None}))
    assert f"rule A4 failed: {reason}" in caplog.text
    assert "SECRET" not in reason + caplog.text


def test_rules_are_chosen(tool):
    assert list(states(tool({"rules": ["a1"]}, Calls=CALLS))) == ["A1"]
    assert list(states(tool({"exclude": ["A4", "A3"]}, Calls=CALLS))) == ["A1", "A2"]
    with pytest.raises(UsageError, match=r"There is no rule A11\. Did you mean A1"):
        tool({"rules": ["A11"]}, Calls=CALLS)


LOOSE = '''
from cstools.rules import rule, validator

@rule("A1", "Of another tool", tables=["Visits"])
def repeated(ret):
    """The child has another row."""
    return ret.Visits.flag(ret.Visits.count_of_child() > 1)

cstools_validate = validator(__name__, key="Person")
'''


def test_two_validators_in_one_process_keep_to_their_own_rules(tool, make_tool):
    make_tool("check-visits", LOOSE)
    discovery.installed.cache_clear()
    visits = {"Visits": pd.DataFrame({"Person": ["x", "y", "x"]})}
    result = cstools.run("check-visits", visits)
    assert states(result) == {"A1": ("done", 2, "")}
    assert result.findings["child"].tolist() == ["x", "x"]
    assert len(tool(Calls=CALLS).checks) == 4
    assert states(cstools.run("check-visits", visits)) == {"A1": ("done", 2, "")}


def test_both_in_one_run(make_tool):
    make_tool("check-visits", LOOSE)
    make_tool("check-more", LOOSE.replace('"A1"', '"A1"').replace("> 1", "> 5"))
    discovery.installed.cache_clear()
    visits = {"Visits": pd.DataFrame({"Person": ["x", "x"]})}
    result = cstools.run("check-visits", visits, also=["check-more"])
    assert states(result) == {"A1": ("done", 2, ""), "A1 (check-more)": ("done", 0, "")}


YEARS = LOOSE.replace('key="Person"', 'key="Person", periods=range(2024, 2027)')
OF_A_YEAR = """
[params.year]
type = "int"
infer = "period"
help = "The year."
"""
RULESET = """
[params.ruleset]
type = "int"
help = "The rules of another year."
"""


@pytest.mark.parametrize(
    ("extra", "advice"),
    [
        ("", "Rules exist for 2024 to 2026."),
        (RULESET, "Rules exist for 2024 to 2026. For data of another period give --ruleset"),
    ],
)
def test_a_period_without_rules(make_tool, extra, advice):
    make_tool("check-years", YEARS, extra=OF_A_YEAR + extra)
    discovery.installed.cache_clear()
    data = Dataset({"Visits": pd.DataFrame({"Person": ["x"], "row": [2]})}, adopted=True)
    assert cstools.run("check-years", data, year=2026).checks
    with pytest.raises(UsageError, match="Check-Years: there are no rules for 2027") as error:
        cstools.run("check-years", data, year=2027)
    assert error.value.advice.startswith(advice)
    if extra:
        assert cstools.run("check-years", data, year=2027, ruleset=2025).checks


def test_info_lists_the_rules_without_a_catalogue_in_the_manifest(tool, make_tool, cstools_command):
    listed = cstools_command("info", "check-calls", "--rules").out
    assert "4 rules" in listed
    assert "Unknown child" in listed
    one = cstools_command("info", "check-calls", "--rule", "a3").out
    assert "The child has more calls than `most`." in one
    assert "Needs: most" in one
    make_tool("by-hand", "@hookimpl\ndef cstools_validate(dataset, context):\n    return 1\n")
    said = cstools_command("info", "by-hand", "--rules")
    assert (said.code, said.err.strip()) == (2, "Error: by-hand has no rules.")


def test_the_face_is_light():
    probe = "import sys, cstools.rules; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
