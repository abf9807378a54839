"""Lock here, sync elsewhere: two Pythons with a core each, real environments, no index."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from uv import find_uv_bin

from ..shelf import built, python_with_core, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAIN = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "{version}"
dependencies = {needs}

[tool.hatch.build.targets.wheel]
packages = ["{package}"]
"""


@pytest.fixture(scope="module")
def library(wheelhouse, tmp_path_factory) -> Callable[..., Path]:
    """Build the wheel of a package that is no tool."""

    def make(name: str, version: str, needs: str = "[]") -> Path:
        folder = tmp_path_factory.mktemp("library")
        package = name.replace("-", "_")
        (folder / package).mkdir()
        (folder / package / "__init__.py").write_text("", encoding="utf-8")
        body = PLAIN.format(name=name, version=version, needs=needs, package=package)
        (folder / "pyproject.toml").write_text(body, encoding="utf-8")
        return built(folder, folder / "wheels", wheelhouse)

    return make


@pytest.fixture(scope="module")
def plain(library) -> dict[str, Path]:
    """A package that tools are built on, in two versions."""
    return {number: library("plain-words", number) for number in ("1.0", "2.0")}


@pytest.fixture(scope="module")
def pythons(wheelhouse, uv_cache, tmp_path_factory) -> dict[str, Path]:
    """Pythons with the core: two with pip, one where only uv is there to install."""
    place = tmp_path_factory.mktemp("pythons")
    return {
        name: python_with_core(place / name, wheelhouse, uv_cache, pip=name != "bare")
        for name in ("here", "elsewhere", "bare")
    }


class Machine:
    """A Python with the core, and the cstools folder of whoever uses it."""

    def __init__(self, python: Path, home: Path, within: Callable[..., object]) -> None:
        self.python = python
        self.home = home
        self._within = within

    def __call__(self, *arguments: object, code: int = 0, **env: str) -> str:
        env = {"CSTOOLS_HOME": str(self.home), **env}
        done = self._within(self.python, "-m", "cstools", *arguments, code=code, **env)
        # Rich folds lines where it sees no terminal.
        return " ".join((done.stdout + done.stderr).split())

    def json(self, *arguments: object, code: int = 0) -> object:
        env = {"CSTOOLS_HOME": str(self.home)}
        done = self._within(self.python, "-m", "cstools", *arguments, "--json", code=code, **env)
        return json.loads(done.stdout)

    def pip(self, *arguments: object) -> None:
        command = [find_uv_bin(), "pip", *map(str, arguments), "--python", str(self.python)]
        if arguments[0] == "install":
            links = os.environ["PIP_FIND_LINKS"].split()
            command += ["--no-index", *(part for link in links for part in ("--find-links", link))]
        subprocess.run(command, check=True, capture_output=True)

    @property
    def versions(self) -> dict[str, str]:
        return json.loads(self._within(self.python, "-c", VERSIONS).stdout)


VERSIONS = """
import json
from cstools.plugin.packages import installed
print(json.dumps({name: one.version for name, one in installed().items()}))
"""


@pytest.fixture
def machines(pythons, tmp_path, within, offline, plain, monkeypatch):
    """The machines by name; the tests leave them as they were."""
    links = tmp_path / "links"
    links.mkdir()
    for wheel in plain.values():
        shutil.copy(wheel, links)
    monkeypatch.setenv("PIP_FIND_LINKS", f"{os.environ['PIP_FIND_LINKS']} {links}")
    made = {name: Machine(python, tmp_path / name, within) for name, python in pythons.items()}
    yield made
    for one in made.values():
        extra = OWN_PACKAGES & set(one.versions)
        if extra:
            one.pip("uninstall", *sorted(extra))


OWN_PACKAGES = {"plain-words", "other-program", "cstools-near", "cstools-base"}


@pytest.fixture
def here(machines):
    return machines["here"]


@pytest.fixture
def there(machines):
    return machines["elsewhere"]


@pytest.fixture
def full_shelf(shelf, build):
    """A registry with a tool of each isolation, and one that both are built on."""
    needs = '["plain-words<2"]'
    shelf.put("base", build("base", dependencies=needs), isolation="shared")
    shelf.put("near", build("near", dependencies='["cstools-base"]'), isolation="shared")
    shelf.put("light", build("light", dependencies='["cstools-base", "plain-words"]'))
    return shelf


def altered(wheel: Path, target: Path) -> None:
    """A wheel that installs like another and holds one file more."""
    target.unlink(missing_ok=True)
    shutil.copyfile(wheel, target)
    with zipfile.ZipFile(target, "a") as opened:
        opened.writestr("more.py", "")


def test_there_and_back(here, there, full_shelf, tmp_path):
    place = ("--from", full_shelf.folder)
    here("install", "base", "near", "light", *place)
    assert "Locked 3 tools in 2 environments" in here("lock")
    locked = (tmp_path / "cstools.lock").read_bytes()
    assert "Everything is as locked." in here("sync", "--check")

    missing = there.json("sync", "--check", code=1)
    assert {one["name"]: one["found"] for one in missing} == {
        **dict.fromkeys(("base", "near", "light", "plain-words"), "missing")
    }
    said = there("sync", code=2)
    assert "light is as it was. No registry here has light 1.0, which was locked from shelf" in said
    assert "beside cstools is as it was. No registry here has base 1.0" in said

    said = there("sync", *place)
    assert "base 1.0 installed." in said
    assert "plain-words 1.0 brought to the locked version." in said
    assert "light 1.0 installed." in said

    # From here on there is nothing to take anything from.
    full_shelf.folder.rename(tmp_path / "gone")
    nothing = {"PIP_FIND_LINKS": str(tmp_path / "nothing")}
    assert there("sync", **nothing) == "Everything is as locked."
    assert there("sync", "--check", **nothing) == "Everything is as locked."
    there("lock", "--out", "again/cstools.lock")
    for name in ("cstools.lock", "pylock.cstools.toml", "pylock.cstools-light.toml"):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / name).read_bytes()

    (tmp_path / "t.csv").write_text("a\nx\n", encoding="utf-8")
    there("run", "light", "t.csv", "--format", "json", "--out", "run")
    run = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    text = locked.decode()
    assert f'digest = "{run["environment"]}"' in text
    assert f'digest = "{run["own_environments"]["light"]}"' in text

    # What is broken comes back from the wheel that was kept, what is gone from its registry.
    shutil.rmtree(next((there.home / "environments").glob("light-*")))
    there("uninstall", "near")
    found = [one["found"].split(":")[0] for one in there.json("sync", "--check", code=1)]
    assert found == ["broken", "missing"]
    said = there("sync", code=2)
    assert "light 1.0 rebuilt." in said
    assert "No registry here has near 1.0" in said
    (tmp_path / "gone").rename(full_shelf.folder)
    there("registry", "add", full_shelf.folder)
    assert "near 1.0 installed." in there("sync")


def test_a_wheel_that_is_not_the_locked_one(here, there, full_shelf, tmp_path):
    """Neither a dependency from the folder of wheels nor a tool, whatever its registry says."""
    place = ("--from", full_shelf.folder)
    here("install", "base", "near", "light", *place)
    here("lock")
    before = there.versions

    link = tmp_path / "links" / "plain_words-1.0-py2.py3-none-any.whl"
    original = link.read_bytes()
    near = full_shelf.folder / "cstools_near-1.0-py2.py3-none-any.whl"
    near.rename(tmp_path / "near.whl")
    altered(tmp_path / "near.whl", near)
    said = there("sync", *place, code=2)
    assert "near 1.0 of shelf is not the one that was locked: its sha256 is another." in said
    assert "light 1.0 installed." in said
    shutil.copy(tmp_path / "near.whl", near)

    altered(link, tmp_path / "altered.whl")
    shutil.copy(tmp_path / "altered.whl", link)
    shutil.rmtree(there.home)
    said = there("sync", *place, code=2, UV_CACHE_DIR=str(tmp_path / "cache"))
    assert "beside cstools is as it was." in said
    assert "light is as it was." in said
    assert said.count("plain-words==1.0 is not the one that was locked") == 2
    assert there.versions == before
    assert list((there.home / "environments").iterdir()) == []
    assert there.json("list") == []
    link.write_bytes(original)


def test_packages_beside_the_core(machines, here, full_shelf, library, tmp_path):
    """They are brought to the locked versions for cstools alone; other programs keep theirs."""
    there = machines["bare"]
    place = ("--from", full_shelf.folder)
    here("install", "base", "near", *place)
    here("lock")
    other = library("other-program", "1.0", '["plain-words>=2"]')
    there.pip(
        "install", "--no-deps", tmp_path / "links/plain_words-2.0-py2.py3-none-any.whl", other
    )
    try:
        # The tool cannot be had: what was done before it for the same environment is undone.
        link = tmp_path / "links" / "plain_words-1.0-py2.py3-none-any.whl"
        link.rename(tmp_path / "aside.whl")
        assert "beside cstools is as it was" in there("sync", *place, code=2)
        (tmp_path / "aside.whl").rename(link)

        assert "plain-words 1.0 brought to the locked version." in there("sync", *place)
        assert there.versions["plain-words"] == "2.0"
        assert there("sync") == "Everything is as locked."
        assert there.json("sync", "--check") == []
    finally:
        there.pip("uninstall", "other-program")


def test_other_versions_and_tools(here, there, full_shelf, build):
    place = ("--from", full_shelf.folder)
    here("install", "base", "light", *place)
    here("lock")
    needs = '["plain-words"]'
    full_shelf.put("light", build("light", "2.0", dependencies=needs), version="2.0")
    full_shelf.put("extra", build("extra"))
    there("install", "light", "extra", *place)
    light = there.json("sync", "--check", code=1)[-1]
    assert (light["locked"], light["found"]) == ("1.0", "2.0")
    said = there("sync", *place)
    assert "light 1.0 installed in place of 2.0." in said
    assert "extra 1.0 is not in the lock file; --exact removes it." in said
    assert "Everything is as locked." in there("sync")
    [extra] = there.json("sync", "--check", "--exact", code=1)
    assert (extra["name"], extra["locked"]) == ("extra", "not there")
    assert "extra 1.0 removed." in there("sync", "--exact")
    assert there("sync", "--exact") == "Everything is as locked."


def test_what_cannot_be_locked_is_said(here, there, shelf, tmp_path):
    write_project(tmp_path / "near", "near")
    here.pip("install", "--no-deps", tmp_path / "near")
    said = here("lock")
    assert "near is not locked: pip installed it from files, not from a registry." in said
    assert "near is not locked, so nobody" in here("sync")
    said = here("sync", "--check", code=1)
    assert "Whatever has a hash in the lock is as locked. Of near nobody can tell" in said
    assert "Everything is as locked" not in said
    said = there("sync", code=2)
    assert "near is as it was. near 1.0 could not be locked: pip installed it from files" in said


def test_a_tool_from_a_folder(here, there, shelf, tmp_path):
    """Its wheel is built here and there; the same files give the same wheel, others do not."""
    write_project(shelf.folder / "near", "near")
    shelf.put("near", isolation="shared", kind="path", value="near")
    here("install", "near", "--from", shelf.folder)
    here("lock")
    module = shelf.folder / "near" / "cstools_near" / "plugin.py"
    text = module.read_text(encoding="utf-8")
    module.write_text(text + "# later\n", encoding="utf-8")
    said = there("sync", "--from", shelf.folder, code=2)
    assert "near 1.0 of shelf is not the one that was locked" in said
    assert "Publish it to a registry and lock it from there." in said
    module.write_text(text, encoding="utf-8")
    assert "near 1.0 installed." in there("sync", "--from", shelf.folder)


def test_no_network(here, tmp_path):
    away = {"PIP_NO_INDEX": "", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "https://127.0.0.1:9/simple"}
    said = here("lock", code=2, **away, UV_CACHE_DIR=str(tmp_path / "cache"), UV_HTTP_RETRIES="0")
    assert "HTTPS_PROXY" in said
    assert not (tmp_path / "cstools.lock").exists()


def test_where_it_cannot_be_written(here, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "cannot be written" in here("lock", "--out", tmp_path / "file" / "x.lock", code=2)
    assert "cannot be written" in here("lock", "--out", tmp_path, code=2)
