"""`--sample`: the data and the parameters of a run that was given none."""

from __future__ import annotations

import json
from functools import cache

import pytest

import cstools
from cstools.call import load_standard
from cstools.plugin import discovery

COUNTS = """
    @hookimpl
    def cstools_validate(dataset, context):
        context.notes.append(f"most is {context.params.get('most')}")
        rows = {name: frame["row"].to_numpy()[:1] for name, frame in dataset.items()}
        return findings.collect(
            cstools.Flagged("FIRST", "query", name, first, [None] * len(first), (), "The first")
            for name, first in rows.items()
        )
"""
MOST = """
    [params.most]
    type = "int"
    help = "How many at most."
"""


def test_a_tool_with_an_example_runs_on_that(make_tool, tool_folder, cstools_command, tmp_path):
    make_tool("counts", COUNTS, produces='["findings"]\nexample = "visits.csv"')
    example = tool_folder / "cstools_counts" / "visits.csv"
    example.write_text("Worker,Day\nJo,Monday\n\n,Friday\n", encoding="utf-8")
    result = cstools.run("counts", sample=True)
    assert {name: table["row"].tolist() for name, table in result.dataset.items()} == {
        "visits": [2, 4]
    }
    assert result.dataset.standard is None
    assert "The data are the example that comes with the tool." in result.notes
    done = cstools_command("run", "counts", "--sample", "--out", tmp_path / "out", "--json")
    assert done.code == 0, done
    receipt = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert receipt["rows"] == {"visits": 2}
    assert [one["file"] for one in receipt["inputs"]] == ["visits.csv"]


def test_one_without_runs_on_a_sample_of_an_installed_standard(make_tool, cstools_command):
    make_tool("counts", COUNTS)
    result = cstools.run("counts", sample=True)
    standard = load_standard(result.dataset.standard)
    assert set(result.dataset) <= set(standard.schema.tables)
    of_files = (table.drop(columns="row").dtypes for table in result.dataset.values())
    assert not any(kind.kind == "M" for kinds in of_files for kind in kinds)
    assert len(result.findings) == sum(1 for rows in result.dataset.rows.values() if rows)
    assert any("generated sample of 200 made-up children" in note for note in result.notes)
    assert cstools_command("run", "counts", "--sample").code == 0


def test_the_sample_is_the_same_each_time(make_tool):
    make_tool("counts", COUNTS)
    first, second = (cstools.run("counts", sample=True).dataset for _ in range(2))
    assert all(first[name].equals(second[name]) for name in first)


def test_without_an_example_and_without_a_standard(make_tool, monkeypatch):
    make_tool("counts", COUNTS)
    alone = tuple(one for one in discovery.installed() if one.name == "counts")
    monkeypatch.setattr(discovery, "installed", cache(lambda: alone))
    with pytest.raises(cstools.UsageError) as caught:
        cstools.run("counts", sample=True)
    assert caught.value.problem.startswith("counts reads any table, and no data standard is here")
    assert "or give files" in caught.value.advice


def test_an_example_that_is_not_there(make_tool):
    make_tool("counts", COUNTS, produces='["findings"]\nexample = "visits.csv"')
    with pytest.raises(cstools.CstoolsError, match=r"visits\.csv"):
        cstools.run("counts", sample=True)


@pytest.mark.parametrize(
    ("keys", "given", "used", "noted"),
    [
        ("required = true\nexample = 5", {}, 5, False),
        ("required = true\nexample = 5", {"most": 7}, 7, False),
        ("default = 3\nexample = 5", {}, 5, True),
        ("default = 3\nexample = 5", {"most": 7}, 7, False),
        ("default = 3\nexample = 5", {"most": 3}, 3, False),
        ("default = 3", {}, 3, False),
    ],
)
def test_the_example_of_a_parameter_is_used_unless_one_is_given(
    make_tool, keys, given, used, noted
):
    make_tool("counts", COUNTS, extra=f"{MOST}{keys}\n".replace("    ", ""))
    result = cstools.run("counts", sample=True, **given)
    assert f"most is {used}" in result.notes
    note = "most is 5 for the sample; on your own data it is 3 when it is not given."
    assert (note in result.notes) == noted
