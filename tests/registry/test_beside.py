"""Tools installed beside the core, by pip or by uv: whole or not at all."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from cstools.environment import site_of

from .conftest import SOURCE, python_with_core, without_rights, write_project

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("offline")

KILLED = """
import os
from cstools.registry import beside, journal
journal.note(["cstools-near"])
beside._remove(["cstools-near"])
os._exit(1)
"""


@pytest.fixture(scope="module", params=["pip", "uv"])
def python(request, wheelhouse, uv_cache, tmp_path_factory) -> Path:
    """A Python with the core installed as a wheel, and with pip or without."""
    folder = tmp_path_factory.mktemp(f"with {request.param}") / "env"
    return python_with_core(folder, wheelhouse, uv_cache, pip=request.param == "pip")


@pytest.fixture
def command(python, within):
    """Run a command line in that Python; gives what it says, on standard error where it fails."""

    def run(*arguments: object, code: int = 0, **options: object) -> str:
        done = within(python, *arguments, code=code, **options)
        return done.stdout if code == 0 else done.stderr

    return run


def test_beside_the_core(command, shelf, build, tmp_path):
    def cstools(*arguments, code=0):
        return command("-m", "cstools", *arguments, code=code)

    def listed():
        found = {one["name"]: one for one in json.loads(cstools("list", "--json"))}
        near = found.get("near")
        return near and (near["version"], near["from"], near["isolation"], near["state"])

    place = ("--from", shelf.folder)
    write_project(shelf.folder / "near", "near")
    shelf.put("near", isolation="shared", kind="path", value="near")
    assert cstools("install", "near", *place) == "near 1.0 installed from shelf.\n"
    assert listed() == ("1.0", "shelf", "shared", "ready")

    shelf.put("near", build("near", "2.0"), version="2.0", isolation="shared")
    assert cstools("upgrade", "--all", *place) == "near 2.0 upgraded from shelf.\n"
    (tmp_path / "t.csv").write_text("a\nx\n", encoding="utf-8")
    ran = json.loads(cstools("run", "near", "t.csv", "--format", "json", "--json"))
    assert ran["findings"]["error"] == 1

    # It would need another pandas than the one the core and other tools run on.
    greedy = build("near", "3.0", SOURCE, dependencies='["pandas<3"]')
    shelf.put("near", greedy, version="3.0", isolation="shared")
    before = packages(command)
    assert "near 3.0 could not be installed" in cstools("upgrade", "near", *place, code=2)
    assert packages(command) == before
    assert listed() == ("2.0", "shelf", "shared", "ready")

    command("-c", KILLED, code=1)
    assert listed() is None
    cstools("repair")
    assert listed() == ("2.0", "shelf", "shared", "ready")
    assert packages(command) == before

    assert cstools("uninstall", "near") == "near 2.0 removed.\n"
    assert listed() is None


def test_a_tool_that_is_not_there_is_offered(command, shelf, build, tmp_path):
    """Nobody is asked where there is no terminal."""

    def cstools(*arguments, code=0):
        return command("-m", "cstools", *arguments, code=code)

    shelf.put("near", build("near"), isolation="shared")
    shelf.put("light", build("light"))
    cstools("registry", "add", shelf.folder)
    (tmp_path / "t.csv").write_text("a\nx\n", encoding="utf-8")
    said = cstools("run", "near", "t.csv", code=2)
    assert "near is not installed" in said
    assert "It is in the registry shelf: run 'cstools install near', or add --yes" in said
    ran = cstools("run", "near", "t.csv", "--with", "light", "--yes", "--json", "--format", "csv")
    assert set(json.loads(ran)["own_environments"]) == {"light"}
    names = [one["name"] for one in json.loads(cstools("list", "--json"))]
    assert names == ["light", "near"]
    cstools("uninstall", "near", "light")
    said = cstools("run", "laeding-edge", code=2)
    assert "No tool called 'laeding-edge' is installed, and no registry lists one" in said
    assert "Did you mean near?" in cstools("run", "naer", code=2)
    assert "Did you mean near?" in cstools("info", "Neár", code=2)

    # The registry that comes with the core lists projects of its checkout.
    for asked in ("run", "install"):
        said = cstools(asked, "validate-903", *(["x"] if asked == "run" else []), code=2)
        assert "its files are not beside it" in said
        assert "Give a checkout or a registry of your region with --from, or use a kit" in said


@pytest.mark.parametrize(
    ("name", "package", "says"),
    [
        ("other", None, "holds cstools-near 1.0 instead of cstools-other 1.0"),
        ("near", "1.5", "holds cstools-near 1.0 instead of cstools-near 1.5"),
        ("pandas", None, "and the pandas that is installed here is no such tool"),
    ],
)
def test_what_is_not_the_tool_it_should_be(name, package, says, command, shelf, build):
    """Nothing is left of it, and no package that serves something else is replaced."""
    shelf.put(name, build("near"), version=package or "1.0", isolation="shared")
    registry = shelf.folder / "registry.toml"
    if name == "pandas":
        text = registry.read_text(encoding="utf-8").replace("cstools-pandas", "pandas")
        registry.write_text(text, encoding="utf-8")
    before = packages(command)
    said = command("-m", "cstools", "install", name, "--from", shelf.folder, code=2)
    assert says in said
    assert packages(command) == before


def test_a_tool_that_is_broken_does_not_stay(command, shelf, tmp_path):
    project = write_project(shelf.folder / "near", "near", "5.0")
    manifest = project / "cstools_near" / "cstools.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("title", "tilte"), encoding="utf-8")
    shelf.put("near", version="5.0", isolation="shared", kind="path", value="near")
    before = packages(command)
    said = command("-m", "cstools", "install", "near", "--from", shelf.folder, code=2)
    assert "near 5.0 could not be installed" in said
    assert "'title'" in said
    assert packages(command) == before


def packages(command) -> str:
    return command(
        "-c",
        "from importlib.metadata import distributions as d;"
        "print(sorted((one.name, one.version) for one in d()))",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be made read-only this way")
def test_a_place_that_cannot_be_written(command, python, shelf, build):
    shelf.put("near", build("near", "2.0"), version="2.0", isolation="shared")
    site = site_of(python.parents[1])
    before = packages(command)
    site.chmod(0o555)
    try:
        said = command(
            *("-m", "cstools", "install", "near", "--from", shelf.folder),
            code=2,
            before=without_rights(),
        )
    finally:
        site.chmod(0o755)
    assert f"cstools stands in {site}, which cannot be written" in said
    assert "python -m venv cstools-env" in said
    assert packages(command) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_no_space_beside_the_core(command, shelf, build, cstools_home):
    """A limit on the size of files stands for a disk without space: writing fails half-way."""
    shelf.put("near", build("near", "2.0"), version="2.0", isolation="shared")
    before = packages(command)
    limited = LIMITED.format(folder=str(shelf.folder), size=300)
    assert "Make space" in command("-c", limited, code=2)
    assert packages(command) == before
    assert not [path for path in cstools_home.rglob("*.json") if "near" in path.name]


LIMITED = """
import resource
from cstools.cli import run_command
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
raise SystemExit(run_command(["install", "near", "--from", {folder!r}]))
"""
