from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import cstools
from cstools.runner.request import Output, RunRequest
from cstools.runner.service import carry_out

TABLES = {"people": pd.DataFrame({"age": [1, 20]})}
FINDS = """
@hookimpl
def cstools_validate(dataset, context):
    row = [2] if context.params["limit"] > 1 else []
    found = cstools.Flagged("R1", "query", "people", row, [None] * len(row), ("age",), "Young")
    return cstools.collect([found])
"""
LIMIT = '\n[params.limit]\ntype = "int"\nrequired = true\nhelp = "from which age on"\n'


def test_an_output_as_a_person_words_it():
    assert Output.of("out", "adults", "html, csv,", overwrite=True) == Output(
        Path("out"), ("html", "csv"), overwrite=True
    )
    assert Output.of(None, "adults", "html").folder.name.startswith("adults-2")


@pytest.mark.parametrize(
    ("severity", "fail_on", "fails"),
    [
        ("error", "error", True),
        ("error", "query", True),
        ("error", "never", False),
        ("query", "error", False),
        ("query", "query", True),
        ("info", "query", False),
    ],
)
def test_what_counts_as_a_failure(make_tool, severity, fail_on, fails):
    make_tool("adults", FINDS.replace("query", severity), extra=LIMIT)
    result = cstools.run("adults", TABLES, limit=18)
    assert RunRequest("adults", fail_on=fail_on).fails(result) is fails


def test_a_request_is_run_written_and_judged(make_tool, tmp_path):
    make_tool("adults", FINDS, extra=LIMIT)
    request = RunRequest("adults", TABLES, fail_on="query")
    asked = []
    output = Output(tmp_path / "out", ("csv",))
    outcome = carry_out(request, output, ask=lambda param: asked.append(param.name) or "18")
    assert asked == ["limit"]
    assert outcome.result.params == {"limit": 18}
    assert outcome.failed
    assert [path.name for path in outcome.files][-1] == "run.json"


def test_an_output_that_cannot_be_is_seen_before_the_run(make_tool, tmp_path):
    make_tool("adults", "@hookimpl\ndef cstools_validate():\n    raise KeyError\n")
    request = RunRequest("adults", TABLES)
    with pytest.raises(cstools.UsageError, match="no format 'pdf'"):
        carry_out(request, Output(tmp_path / "out", ("pdf",)))
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(cstools.OutputError, match="already holds a run"):
        carry_out(request, Output(tmp_path, ("csv",)))
