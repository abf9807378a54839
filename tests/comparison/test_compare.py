"""Two tools on the same input: what is read, what each is given, what cannot be compared."""

from __future__ import annotations

import site
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from uv import find_uv_bin

import cstools
from cstools.errors import InputError, ToolError, UsageError
from cstools.plugin import discovery, home, receipt
from cstools.plugin.environment import site_of
from cstools_ssda903.standard import SSDA903

# Says in its notes what it was given.
TELLS = """
@hookimpl
def cstools_validate(dataset, context):
    told = {k: sorted(v) if hasattr(v, "tables") else v for k, v in context.params.items()}
    context.notes.append(f"given {told}, {sum(dataset.rows.values())} rows")
    return findings.collect([])
"""
YEAR = """
[params.year]
type = "int"
infer = "period"
required = true
help = "The year."
"""
LAST = """
[params.last]
type = "files"
load = "standard"
help = "Last year's."
"""


def option(name, kind="str", **more):
    lines = [f"[params.{name}]", f'type = "{kind}"', 'help = "What it means."']
    return "\n".join([*lines, *(f"{key} = {value}" for key, value in more.items()), ""])


def test_the_data_are_read_once(make_tool, small_return, monkeypatch):
    loads = []
    load = SSDA903.load

    def counted(self, paths, progress=None):
        loads.append(paths)
        return load(self, paths, progress)

    monkeypatch.setattr(SSDA903, "load", counted)
    for name in ("left", "right"):
        make_tool(name, TELLS, reads='["ssda903"]', extra=YEAR + LAST)
    found = cstools.compare("left", "right", small_return, last=small_return, year=2026)
    assert loads == [[small_return], [small_return]]
    given = "given {'year': 2026, 'last': ['Episodes', 'Header']}, 7 rows"
    assert given in found.notes
    assert found.dataset.rows == {"Header": 3, "Episodes": 4}


def test_what_the_data_tell_is_told_to_both(make_tool):
    dataset = SSDA903().sample(children=3, seed=1, errors=0, year=2026).dataset
    make_tool("left", TELLS, reads='["ssda903"]', extra=YEAR)
    make_tool("right", TELLS, extra=option("year", "int", default=2001) + option("other"))
    found = cstools.compare("left", "right", dataset)
    rows = sum(dataset.rows.values())
    assert "year was not given; the data say 2026." in found.notes
    assert f"left: given {{'year': 2026}}, {rows} rows" in found.notes
    assert f"right: given {{'year': 2026, 'other': None}}, {rows} rows" in found.notes
    assert found.params == {"year": 2026}


def test_each_tool_gets_its_own_options_and_defaults(make_tool, people):
    make_tool("left", TELLS, extra=option("shared", default='"a"') + option("only_left"))
    make_tool("right", TELLS, extra=option("shared", default='"b"') + option("n", "int"))
    found = cstools.compare("left", "right", people, only_left="x", n="3")
    assert found.notes == [
        "left: given {'shared': 'a', 'only_left': 'x'}, 20 rows",
        "right: given {'shared': 'b', 'n': 3}, 20 rows",
    ]
    found = cstools.compare("left", "right", people, shared="c")
    assert all("'shared': 'c'" in note for note in found.notes)


def test_what_one_tool_does_to_the_tables_the_other_does_not_see(make_tool, checker, people):
    spoil = """
    @hookimpl
    def cstools_validate(dataset, context):
        assert not dataset["people"]["name"].isna().any()
        dataset["people"].loc[:, "name"] = None
        dataset.tables["people"] = dataset["people"].drop(columns="name")
        return findings.collect([])
    """
    make_tool("left", spoil)
    make_tool("right", spoil)
    found = cstools.compare("left", "right", people)
    assert found.dataset["people"]["name"].notna().all()
    assert people["people"]["name"].notna().all()


def test_charts_are_left_out(make_tool, checker, people):
    checker("left", {"1": [2]}, ran="1")
    broken = """
    import numpy as np
    from cstools.data.findings import Flagged

    @hookimpl
    def cstools_wrangle(dataset):
        return cstools.Dataset({"people": dataset["people"].iloc[:1]})

    @hookimpl
    def cstools_validate(dataset):
        rows = dataset["people"]["row"].to_numpy()
        return findings.collect([Flagged("1", "error", "people", rows, [None], ("a",), "Wrong")])

    @hookimpl
    def cstools_visualise(dataset):
        raise KeyError
    """
    make_tool("right", broken, stages='["wrangle", "validate", "visualise"]')
    assert cstools.compare("left", "right", people).rows["both"] == 1


def test_a_sample_brings_its_parameters(make_tool):
    make_tool("left", TELLS, reads='["ssda903"]', extra=YEAR + option("local_authority"))
    make_tool("right", TELLS)
    found = cstools.compare("left", "right", sample=True)
    assert found.params["local_authority"]
    assert any("generated sample" in note for note in found.notes)
    assert any(note.startswith("left: given {'year': 20") for note in found.notes)


def test_no_rows_at_all(checker):
    for name in ("left", "right"):
        checker(name, ran="1")
    found = cstools.compare("left", "right", {"people": pd.DataFrame({"name": []}, dtype="str")})
    assert found.totals["agree"] == 1


def test_nothing_to_read(checker):
    for name in ("left", "right"):
        checker(name)
    with pytest.raises(UsageError, match="The comparison of left and right needs something to"):
        cstools.compare("left", "right", [])


def test_a_hundred_thousand_findings(make_tool, tmp_path):
    source = """
    import numpy as np
    from cstools.data.findings import Flagged

    @hookimpl
    def cstools_validate(dataset):
        rows = dataset["people"]["row"].to_numpy()[{start}:]
        return findings.collect(
            Flagged(str(rule), "error", "people", rows, [None] * len(rows), ("name",), "Wrong")
            for rule in range(4)
        )
    """
    make_tool("left", source.format(start=0))
    make_tool("right", source.format(start=100))
    people = {"people": pd.DataFrame({"name": np.full(25_000, "x")})}
    found = cstools.compare("left", "right", people)
    assert found.rows == {"both": 99_600, "first": 400, "second": 0, "not compared": 0}
    page = found.export(tmp_path / "out")[0]
    assert page.stat().st_size < 100_000


def test_a_tool_with_an_environment_of_its_own(checker, tool_folder, people, cstools_home):
    folder = home.environments() / "right-1"
    subprocess.run(
        [find_uv_bin(), "--quiet", "--no-config", "venv", "--python", sys.executable, folder],
        check=True,
    )
    places = "\n".join(site.getsitepackages())
    (site_of(folder) / "packages-of-the-tests.pth").write_text(places, encoding="utf-8")
    checker("left", {"1": [2, 3]}, ran="1")
    checker("right", {"1": [3, 4]}, ran="1", catalogue=[{"code": "1", "differs": "Older."}])
    package = tool_folder / "cstools_right"
    package.rename(site_of(folder) / package.name)
    (tool_folder / "cstools_right-0.1.dist-info" / "entry_points.txt").unlink()
    known = {"registry": "r", "origin": "requirement x", "isolation": receipt.OWN}
    made = {"package": "cstools-right", "version": "0.1", "module": "cstools_right.plugin"}
    receipt.write(receipt.Receipt("right", **made, **known, environment="right-1"))
    discovery.installed.cache_clear()
    assert discovery.find("right").environment == folder
    found = cstools.compare("left", "right", people)
    [line] = found.lines
    assert (line.outcome, line.both, line.only_first, line.only_second) == ("explained", 1, 1, 1)


def test_shown_in_a_notebook_it_names_no_child(checker, people):
    for name in ("left", "right"):
        checker(name, {"1": [2]})
    found = cstools.compare("left", "right", people)
    assert repr(found) == "<Comparison left and right (rules: 1, differ: 0)>"
    assert "KID" not in repr(found.first)


def test_a_tool_that_fails_is_one_clear_error(make_tool, checker, people):
    checker("left", {"1": [2]})
    make_tool(
        "right", "@hookimpl\ndef cstools_validate(dataset):\n    raise KeyError('Secret 1')\n"
    )
    with pytest.raises(ToolError, match="The tool right failed while running validate") as caught:
        cstools.compare("left", "right", people)
    assert "Secret" not in str(caught.value)


def test_an_error_on_purpose_names_the_tool(make_tool, checker, people):
    checker("left")
    source = "raise cstools.InputError('The table has no dates.', 'Add them.')"
    make_tool("right", f"@hookimpl\ndef cstools_validate(dataset):\n    {source}\n")
    with pytest.raises(InputError, match=r"^right: The table has no dates\. Add them\.$"):
        cstools.compare("left", "right", people)


def test_a_list_of_rules_that_cannot_be_read(checker, people):
    checker("left")
    checker("right", catalogue=[{"rule": "1"}])
    with pytest.raises(ToolError, match="list of rules that right gives cannot be read"):
        cstools.compare("left", "right", people)


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("left", "left", "left was given twice"),
        ("left", "charts", "charts does not validate.*Installed tools that do: "),
        ("left", "ssda903", "ssda903 does not validate"),
        ("left", "lft", "No tool called 'lft' is installed. Did you mean left"),
        ("left", "other-data", "left reads ssda903, other-data reads other"),
        ("left", "clash", "left and clash both take --mode, but .* str and int"),
        ("left", "several", "both take --mode, but .* str and str, several"),
    ],
)
def test_tools_that_cannot_be_compared(make_tool, first, second, message):
    make_tool("left", TELLS, reads='["ssda903"]', extra=option("mode"))
    make_tool("charts", stages='["visualise"]')
    make_tool("other-data", TELLS, reads='["other"]')
    make_tool("clash", TELLS, extra=option("mode", "int"))
    make_tool("several", TELLS, extra=option("mode", many="true"))
    with pytest.raises(UsageError, match=message):
        cstools.compare(first, second, ".")


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"moed": "x"}, "Neither left nor right has a parameter 'moed'. Did you mean mode?"),
        ({"zzz": 1}, "Neither left nor right has a parameter 'zzz'. They take: mode, size, kind."),
        ({"size": 9}, "size is above 5"),
        ({"kind": "b"}, "kind must be one of a, c"),
        ({}, "The comparison of left and right needs kind"),
    ],
)
def test_parameters_that_are_wrong(make_tool, people, params, message):
    kinds = ({"choices": '["a", "b"]'}, {"choices": '["a", "c"]', "required": "true"})
    sizes = ({}, {"maximum": 5})
    for name, kind, size in zip(("left", "right"), kinds, sizes, strict=True):
        extra = option("mode") + option("size", "int", **size) + option("kind", "choice", **kind)
        make_tool(name, TELLS, extra=extra)
    with pytest.raises(UsageError) as caught:
        cstools.compare("left", "right", people, **params)
    assert message in str(caught.value)


def test_data_of_another_standard(checker):
    for name in ("left", "right"):
        checker(name, reads='["ssda903"]')
    data = cstools.Dataset({"people": pd.DataFrame()}, standard="other", adopted=True)
    with pytest.raises(InputError, match="The data are of the standard other"):
        cstools.compare("left", "right", data)


def test_paths_for_one_and_data_for_the_other(make_tool, small_return):
    plain = LAST.replace('load = "standard"\n', "")
    make_tool("left", TELLS, reads='["ssda903"]', extra=LAST)
    make_tool("right", TELLS, reads='["ssda903"]', extra=plain)
    found = cstools.compare("left", "right", small_return, last=[small_return])
    assert "left: given {'last': ['Episodes', 'Header']}, 7 rows" in found.notes
    assert any(f"'last': [{type(Path()).__name__}(" in note for note in found.notes)
