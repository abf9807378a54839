"""Running tools and making samples: what is handed on, and what is said when it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cstools.call import load_standard
from cstools.errors import ToolError, UsageError
from cstools.testing import RunTool, table

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sample_takes_its_parameters_along(run_tool, sample):
    made = sample("ssda903", children=5, year=2025)
    result = run_tool("validate-903", made, rules=["101"])
    assert result.params["local_authority"] == made.params["local_authority"]
    assert result.params["collection_year"] == 2025
    other = run_tool("validate-903", made, rules=["101"], local_authority="E09000024")
    assert other.params["local_authority"] == "E09000024"


def test_parameters_that_the_tool_does_not_have_are_left_behind(make_tool, run_tool, sample):
    source = "@hookimpl\ndef cstools_validate(): return findings.empty()\n"
    name = make_tool("modest", source, reads='["ssda903"]')
    assert run_tool(name, sample("ssda903", children=3)).params == {}


def test_the_tools_own_sample(run_tool):
    result = run_tool("validate-903", sample=True, rules=["101"])
    assert any("generated sample of 200 made-up children" in note for note in result.notes)


def test_a_sample_in_the_wrong_place_is_pointed_out(run_tool, sample):
    with pytest.raises(UsageError, match='as the data: run_tool\\("validate-903", sample'):
        run_tool("validate-903", sample=sample("ssda903", children=3))


def test_further_tools_run_along(run_tool, late, make_tool):
    source = "@hookimpl\ndef cstools_visualise(): return []\n"
    other = make_tool("other", source, stages='["visualise"]')
    result = run_tool(late, {"Reviews": table("CHILD DAYS\nA 9")}, also=[other])
    assert [one["tool"] for one in result.provenance["with"]] == [other]


def test_errors_come_through_with_what_the_tool_raised(run_tool, late):
    with pytest.raises(ToolError, match="The tool late failed while running validate") as caught:
        run_tool(late, {"Reviews": table("CHILD DAYS\nA often")})
    assert isinstance(caught.value.__cause__, ValueError)
    with pytest.raises(UsageError, match=r"late has no parameter 'mots'\. Did you mean most\?"):
        run_tool(late, {"Reviews": table("CHILD DAYS")}, mots=3)


def test_a_broken_tool_is_not_said_to_lack(run_tool, make_tool):
    name = make_tool("broken", manifest="[tool\n")
    with pytest.raises(ToolError, match="The tool broken cannot be used"):
        run_tool(name, {})


def test_an_unknown_tool(run_tool, late):
    with pytest.raises(UsageError, match=r"No tool called .latte. is installed. Did you mean late"):
        run_tool("latte", {})


@pytest.mark.parametrize("package", ["cstools_slow", "src/cstools_slow"])
def test_a_project_that_was_not_installed(tmp_path: Path, package: str):
    folder = tmp_path / package
    folder.mkdir(parents=True)
    other = tmp_path / "cstools_unreadable"
    other.mkdir()
    (other / "cstools.toml").write_text("[tool\n", encoding="utf-8")
    lines = {"name": "slow", "title": "Slow", "summary": "Slow.", "maintainer": "me"}
    text = "".join(f'{key} = "{value}"\n' for key, value in lines.items())
    text += 'licence = "MIT"\nstages = ["validate"]\nreads = []\nproduces = []\n'
    (folder / "cstools.toml").write_text(f"[tool]\n{text}", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        RunTool(tmp_path)("slow", {})
    assert caught.value.problem == "slow is not installed: python -m pip install -e ."
    assert caught.value.advice == f"Run that in the folder {tmp_path}."


def test_a_sample_is_made_once_and_each_test_has_its_own(sample, monkeypatch):
    standard = type(load_standard("ssda903"))
    asked = []
    real = standard.sample

    def counted(self, **size):
        asked.append(size)
        return real(self, **size)

    monkeypatch.setattr(standard, "sample", counted)
    first, second = (sample("ssda903", children=4, errors=0.5, seed=99) for _ in range(2))
    assert len(asked) == 1
    assert asked[0] == {
        "size": 4,
        "errors": 0.5,
        "seed": 99,
        "period": standard.schema.sample_period,
    }
    before = second.dataset["Header"].copy()
    first.dataset["Header"].loc[0, "CHILD"] = "changed"
    del first.dataset["Header"]["SEX"]
    first.dataset.last_year.tables.clear()
    first.planted.clear()
    first.params["providers"]["URN"] = "changed"
    for made in (second, sample("ssda903", children=4, errors=0.5, seed=99)):
        assert made.dataset["Header"].equals(before)
        assert len(made.dataset.last_year) > 5
        assert made.planted
        assert "changed" not in set(made.params["providers"]["URN"])
    assert len(asked) == 1


def test_samples_of_other_sizes_are_others(sample):
    sizes = {len(sample("ssda903", children=n).dataset["Header"]) for n in (3, 7)}
    assert sizes == {3, 7}
    assert sample("ssda903", children=3, year=2024).dataset.period == 2024


def test_a_sample_of_a_standard_that_is_not_there(sample):
    with pytest.raises(UsageError, match="The data standard 'annex-z' is not installed"):
        sample("annex-z")


def test_each_test_has_an_empty_home(run_tool, cstools_home: Path):
    from cstools.plugin.home import home

    assert home() == cstools_home
    assert not cstools_home.exists()
