"""Tools installed beside the core, by pip or by uv: whole or not at all."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from cstools.plugin.environment import site_of

from ..shelf import SOURCE, python_with_core, without_rights, write_project

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("offline")


@pytest.fixture(scope="module", params=["pip", "no pip"])
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

    # What comes with the core is there in any folder.
    said = cstools("run", "validate-903", "x", code=2)
    assert "It is in the registry cstools: run 'cstools install validate-903'" in said


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
def test_a_python_that_cannot_be_written_is_no_obstacle(command, python, shelf, build):
    """Nothing is put into it: tools stand in the user's cstools folder."""
    shelf.put("near", build("near", "2.0"), version="2.0", isolation="shared")
    site = site_of(python.parents[1])
    before = sorted(path.name for path in site.iterdir())
    site.chmod(0o555)
    try:
        installed = command(
            *("-m", "cstools", "install", "near", "--from", shelf.folder), before=without_rights()
        )
    finally:
        site.chmod(0o755)
    assert installed == "near 2.0 installed from shelf.\n"
    assert sorted(path.name for path in site.iterdir()) == before


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be made read-only this way")
def test_a_cstools_folder_that_cannot_be_written(command, shelf, build, cstools_home):
    shelf.put("near", build("near", "2.0"), version="2.0", isolation="shared")
    cstools_home.mkdir(exist_ok=True)
    cstools_home.chmod(0o555)
    try:
        said = command(
            *("-m", "cstools", "install", "near", "--from", shelf.folder),
            code=2,
            before=without_rights(),
        )
    finally:
        cstools_home.chmod(0o755)
    assert "cannot be written" in said
    assert "CSTOOLS_HOME" in said


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


def members(wheel, folder, extra):
    """A wheel with more files in it, and a record of them."""
    import zipfile

    altered = folder / wheel.name
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(wheel) as before, zipfile.ZipFile(altered, "w") as after:
        for name in before.namelist():
            body = before.read(name)
            if name.endswith("/RECORD"):
                body += "".join(f"{one},,\n" for one in extra).encode()
            after.writestr(name, body)
        for name, body in extra.items():
            after.writestr(name, body)
    return altered


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        ("cstools/errors.py", "belongs to cstools itself"),
        ("pandas/__init__.py", "belongs to pandas"),
        ("click.py", "belongs to click"),
        ("cstools_other/plugin.py", "belongs to cstools-other"),
        ("region_utils/__init__.py", "belongs to cstools-other"),
    ],
)
def test_a_wheel_may_bring_only_files_of_its_own(command, shelf, build, tmp_path, extra, says):
    other = members(build("other"), tmp_path / "o", {"region_utils/__init__.py": "x = 1"})
    shelf.put("other", other, isolation="shared")
    command("-m", "cstools", "install", "other", "--from", shelf.folder)
    shelf.put("near", members(build("near"), tmp_path / "n", {extra: "x = 2"}), isolation="shared")
    before = packages(command)
    said = command("-m", "cstools", "install", "near", "--from", shelf.folder, code=2)
    assert says in said
    assert packages(command) == before
    listed = {
        one["name"]: one["state"] for one in json.loads(command("-m", "cstools", "list", "--json"))
    }
    assert listed == {"other": "ready"}


def test_a_wheel_that_leaves_its_folder_stops_nothing(command, shelf, build, tmp_path):
    bad = members(build("near"), tmp_path / "n", {"../../outside.py": "x = 2"})
    shelf.put("near", bad, isolation="shared")
    shelf.put("other", build("other"), isolation="shared")
    said = command("-m", "cstools", "install", "near", "--from", shelf.folder, code=2)
    assert "has a member whose path leaves it" in said
    # Whatever a wheel does, the next command goes on.
    assert "other 1.0 installed" in command(
        "-m", "cstools", "install", "other", "--from", shelf.folder
    )
    listed = [one["name"] for one in json.loads(command("-m", "cstools", "list", "--json"))]
    assert listed == ["other"]


def test_two_providers_of_one_standard(command, shelf, build):
    for name in ("one", "two"):
        wheel = build(name, provides='["visits"]', stages="[]", source="")
        shelf.put(name, wheel, isolation="shared")
    command("-m", "cstools", "install", "one", "--from", shelf.folder)
    said = command("-m", "cstools", "install", "two", "--from", shelf.folder, code=2)
    assert "provides the data standard visits, and so does one" in said


def test_what_pip_put_there_is_left_to_pip(command, python, shelf, build, wheelhouse):
    import subprocess

    from uv import find_uv_bin

    wheel = build("near")
    install = [find_uv_bin(), "pip", "install", "--python", python, "--no-deps", "--no-config"]
    subprocess.run([*map(str, install), "--quiet", str(wheel)], check=True)
    try:
        said = command("-m", "cstools", "uninstall", "near", code=2)
        assert "python -m pip uninstall cstools-near" in said
        shelf.put("near", build("near", "2.0"), version="2.0", isolation="shared")
        place = ("--from", shelf.folder)
        assert "near 2.0 upgraded" in command("-m", "cstools", "upgrade", "near", *place)
        [near] = json.loads(command("-m", "cstools", "list", "--json"))
        assert (near["version"], near["from"], near["state"]) == ("2.0", "shelf", "ready")
        assert "near 2.0 removed" in command("-m", "cstools", "uninstall", "near")
        [near] = json.loads(command("-m", "cstools", "list", "--json"))
        assert near["version"] == "1.0"
    finally:
        uninstall = [find_uv_bin(), "pip", "uninstall", "--python", python, "--quiet"]
        subprocess.run([*map(str, uninstall), "cstools-near"], check=True)
