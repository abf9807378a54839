"""What cannot be checked, or not in time, ends in one clear sentence with the fix."""

from __future__ import annotations

import shutil
import sys

import pytest

from cstools.check import check
from cstools.errors import InputError, UsageError

PLUGIN, TOML = "cstools_blank_cells/plugin.py", "cstools_blank_cells/cstools.toml"


def problems(folder, **options):
    return {o.rule: f"{o.problem} {o.fix}" for o in check(folder, **options).in_state("failed")}


def test_no_folder(tmp_path):
    with pytest.raises(UsageError, match=r"There is no folder .*nowhere\. Give the folder"):
        check(tmp_path / "nowhere")


def test_no_pyproject(tmp_path):
    with pytest.raises(UsageError, match=r"has no pyproject\.toml.*'cstools new' makes"):
        check(tmp_path)


def test_the_package_in_place_of_the_project(project):
    with pytest.raises(UsageError, match=f"Give {project}".replace("\\", "\\\\")):
        check(project / "cstools_blank_cells")


def test_pyproject_that_is_no_toml(project, change):
    change(project, "pyproject.toml", "[project]", "[project")
    with pytest.raises(InputError, match=r"pyproject\.toml is not valid TOML.*line 5"):
        check(project)


def test_several_entry_points(project, change):
    change(project, "pyproject.toml", "blank-cells =", 'other = "other.plugin"\nblank-cells =')
    with pytest.raises(UsageError, match=r"several tools: other, blank-cells\. A project is one"):
        check(project)


def test_several_packages(project, change):
    shutil.copytree(project / "cstools_blank_cells", project / "second")
    change(project, "pyproject.toml", "[project.entry-points.cstools]", "[project.scripts]")
    with pytest.raises(UsageError, match="several packages: cstools_blank_cells, second"):
        check(project)


def test_no_package(project):
    shutil.rmtree(project / "cstools_blank_cells")
    with pytest.raises(UsageError, match=r"has no package cstools_blank_cells\..*Name the package"):
        check(project)


@pytest.mark.parametrize("timeout", [0, -1, float("nan")])
def test_no_time(project, timeout):
    with pytest.raises(UsageError, match="has to be above zero"):
        check(project, timeout=timeout)


def test_a_module_that_hangs_when_imported(project, change):
    change(project, PLUGIN, "RULE, TITLE =", "while True:\n    pass\nRULE, TITLE =")
    found = problems(project, timeout=4)
    assert list(found) == ["loads"]
    assert "Importing cstools_blank_cells.plugin took longer than the 4 seconds" in found["loads"]
    assert "It was in plugin.py, line 1" in found["loads"]
    assert "move what fails into the hook" in found["loads"]


def test_a_hook_that_hangs_in_compiled_code(project, change):
    head = '    """Flag blank cells."""\n'
    change(project, PLUGIN, head, head + "    __import__('re').match('(a+)+$', 'a' * 99 + 'b')\n")
    found = problems(project, timeout=4)
    assert list(found) == ["runs"]
    assert "Running on a table with every type of column took longer" in found["runs"]
    assert "It was in plugin.py, line 20." in found["runs"]


@pytest.mark.usefixtures("quick_trials")
def test_a_skip_without_a_reason(project, change):
    change(project, TOML, "[params.most]", '[checks.skip]\ntests = " "\n[params.most]')
    found = problems(project)
    assert list(found) == ["manifest"]
    assert "[checks.skip] tests gives no reason. Write why in a sentence" in found["manifest"]


@pytest.mark.usefixtures("quick_trials")
def test_a_skip_with_a_reason(project, change):
    shutil.rmtree(project / "tests")
    change(project, TOML, "[params.most]", '[checks.skip]\ntests = "Soon."\n[params.most]')
    report = check(project)
    assert report.passed
    assert [(o.rule, o.problem) for o in report.in_state("skipped")] == [("tests", "Soon.")]


@pytest.mark.usefixtures("quick_trials")
def test_a_standard_that_is_not_installed(project, change):
    change(project, TOML, "reads = []", 'reads = ["nowhere"]')
    change(project, "README.md", "Finds cells", "Reads nowhere. Finds cells")
    found = problems(project)
    assert list(found) == ["runs"]
    assert "'nowhere' is not installed. Install cstools-nowhere" in found["runs"]


@pytest.mark.usefixtures("quick_trials")
def test_a_table_that_the_tool_does_not_know(project, change):
    head = '    """Flag blank cells."""\n'
    refuse = head + (
        "    from cstools import InputError\n"
        "    if 'Days' not in next(iter(dataset.values())):\n"
        "        raise InputError('There is no column Days.', 'Add it.')\n"
    )
    change(project, PLUGIN, head, refuse)
    found = problems(project)
    assert list(found) == ["runs"]
    assert 'name it there: example = "FILE"' in found["runs"]
    (project / "cstools_blank_cells" / "made-up.csv").write_text("Days,Who\n1,\n", encoding="utf-8")
    change(project, TOML, 'api = "1"', 'example = "made-up.csv"')
    assert problems(project) == {}


@pytest.mark.usefixtures("quick_trials")
def test_a_required_parameter_with_an_example(project, change):
    change(project, TOML, "default = 1000", "required = true\nexample = 5")
    assert problems(project) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of rights that Windows lacks")
def test_nothing_is_left_in_the_project(project):
    before = sorted(project.rglob("*"))
    check(project)
    assert sorted(project.rglob("*")) == before
