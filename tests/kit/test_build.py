"""``cstools kit build``: what is in a kit, and what is refused."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from uv import find_uv_bin

import cstools
from cstools.install.uv import run
from cstools.kit import archive
from cstools.kit import build as building
from cstools.kit.selection import KitSelection
from cstools.kit.target import target
from cstools.registry import read_registry


@pytest.fixture
def refused(offline, shelf, tmp_path):
    """Build a kit that cannot be; gives why. Nothing is left of it."""

    def build(*texts, platform="", python="", out=None, **options):
        place = out or tmp_path / "out" / "kit.zip"
        if out is None:
            place.parent.mkdir(exist_ok=True)
        with pytest.raises(cstools.CstoolsError) as caught:
            building.build(texts, target(platform, python), place, shelf.registries, **options)
        if out is None:
            assert list(place.parent.iterdir()) == []
        return str(caught.value)

    return build


def test_a_full_disk_is_told_without_the_lines_of_pip(tmp_path):
    program = "import sys; sys.exit('Traceback\\nOSError: [Errno 28] No space left on device')"
    with (
        pytest.raises(
            cstools.OutputError, match=r"could not be made: the disk is full\."
        ) as caught,
        building.told_plainly(tmp_path / "kit.zip"),
    ):
        run([sys.executable, "-c", program], tmp_path)
    assert "Errno" not in str(caught.value)
    assert "gigabyte of space" in caught.value.advice
    with pytest.raises(cstools.ToolError, match="no such index"), building.told_plainly(tmp_path):
        run([sys.executable, "-c", "import sys; sys.exit('no such index')"], tmp_path)


def test_a_folder_that_holds_no_pages(tmp_path):
    with pytest.raises(cstools.UsageError, match=r"is no built site: there is no index\.html"):
        building.build([], target(), tmp_path / "kit.zip", [], docs=tmp_path)
    assert not (tmp_path / "kit.zip").exists()


def test_what_is_in_a_kit(made, tmp_path):
    kit = archive.described(made.path)
    here = target()
    assert (kit.platform, kit.python) == (here.platform, here.python)
    tools = [(one.name, one.version, one.isolation) for one in kit.tools]
    # The standard that a tool reads was added, and the library that it is built on before it.
    assert [name for name, _, _ in tools] == ["geography", "ssda903", "late", "near"]
    assert tools[2:] == [("late", "1.0", "own"), ("near", "1.0", "shared")]
    with zipfile.ZipFile(made.path) as opened:
        members = opened.infolist()
        names = {one.filename for one in members}
        digests = {one: hashlib.sha256(opened.read(one)).hexdigest() for one in names}
        opened.extract("registry/registry.toml", tmp_path)
        opened.extract("documentation.zip", tmp_path)
    with zipfile.ZipFile(tmp_path / "documentation.zip") as site:
        assert sorted(site.namelist()) == ["how-to/run.html", "index.html"]
    assert names == {*kit.files, "kit.json"}
    assert {one: digests[one] for one in kit.files} == kit.files
    assert {"install.py", "install.cmd", "README.txt"} <= names
    assert {one.date_time for one in members} == {(1980, 1, 1, 0, 0, 0)}
    # The release of the index is packed with the others, so that no index is needed.
    assert "registry/cstools_late-1.0-py2.py3-none-any.whl" in names
    assert not [one for one in names if one.startswith("wheels/cstools_late")]
    packages = {one.rpartition("/")[2].partition("-")[0] for one in names if "wheels/" in one}
    assert {"childrens_services_tools", "uv", "pandas", "numpy", "click"} <= packages
    listed = read_registry(tmp_path / "registry" / "registry.toml")
    for entry in listed.entries:
        [release] = entry.releases
        assert digests[f"registry/{release.origin.value}"] == release.sha256


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="pandas 1.5 has no wheels for it")
def test_tools_that_need_different_versions_of_a_package(made):
    kit = archive.described(made.path)
    versions = {one.split("-")[1][0] for one in kit.files if one.startswith("wheels/pandas-")}
    assert versions == {"1", "3"}
    own = {one.split("-")[1] for tool in kit.tools for one in tool.wheels if "pandas-" in one}
    assert own == {"1.5.3"}


def test_what_the_command_says(made):
    said = json.loads(made.out)
    assert said["sha256"] == hashlib.sha256(made.path.read_bytes()).hexdigest()
    assert said["size"] == made.path.stat().st_size
    assert said["files"] == sorted(archive.described(made.path).files)
    assert "Packing late ..." in made.err
    assert "Downloading packages 1 to 12" in made.err


def test_a_tool_that_is_not_known(refused, shelf):
    shelf.put("light", kind="requirement", value="cstools-light==1.0")
    assert "No registry has a tool called 'lihgt'. Did you mean light" in refused("lihgt")
    assert "no release 9 of light" in refused("light==9")
    assert "'../light' is not the name of a tool" in refused("../light")
    assert "light is named twice" in refused("light==1.0", "light")
    assert "other is not among the tools" in refused("light", skip=["other"])


def test_a_standard_that_is_nowhere(refused, build, shelf):
    shelf.put("light", build("light"), reads='["nowhere"]')
    assert "light reads the data standard nowhere, which is neither" in refused("light")


@pytest.mark.parametrize(
    ("standard", "names"),
    [("towns", ["towns", "light"]), ("nowhere", ["light"]), ("light", ["light"])],
    ids=["listed", "nowhere", "its own"],
)
def test_the_standard_of_a_parameter_comes_where_somebody_has_it(build, shelf, standard, names):
    shelf.put("towns", build("towns"))
    shelf.put("light", build("light"))
    place = shelf.folder / "registry.toml"
    name = 'name = "light"\n'
    text = place.read_text("utf-8").replace(name, f'{name}also_reads = ["{standard}"]\n')
    place.write_text(text, "utf-8")
    selection = KitSelection(target(), shelf.registries, (), shelf.folder, lambda _: None)
    assert [item.name for item in selection.items(["light"])] == names


def test_a_python_that_a_tool_does_not_run_on(refused, build, shelf):
    shelf.put("light", build("light"), requires='["python<3.12"]')
    said = refused("light", platform="win_amd64", python="3.12")
    assert "light 1.0 needs Python <3.12, and the kit is for Python 3.12." in said
    assert "--skip light" in said
    assert "needs Python >=3.11, and the kit is for 3.10" in refused(python="3.10")


def test_a_tool_can_be_left_out(refused, build, shelf):
    shelf.put("light", build("light"), requires='["python<3.5"]')
    shelf.put("other", kind="requirement", value="cstools-other==1.0")
    said = refused("light", "other", skip=["light"])
    assert "cstools-other was not found" in said


def test_no_wheels_for_that_machine(refused, shelf, build):
    """The folder that stands for the index has wheels for this machine only."""
    shelf.put("light", build("light"))
    other = "win_amd64" if os.name != "nt" else "manylinux_2_28_x86_64"
    said = refused("light", platform=other)
    assert f"for {other} and Python" in said
    assert "only its source or wheels for other machines" in said


def test_a_package_that_has_only_its_source(refused, build, shelf, tmp_path, monkeypatch):
    wheelhouse, links = Path(os.environ["PIP_FIND_LINKS"]), tmp_path / "links"
    project = tmp_path / "sourceonly"
    project.mkdir()
    (project / "sourceonly.py").write_text("", encoding="utf-8")
    text = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    (project / "pyproject.toml").write_text(
        f'{text}[project]\nname = "sourceonly"\nversion = "1.0"\n', encoding="utf-8"
    )
    command = [find_uv_bin(), "build", "--quiet", "--sdist", "--no-index", "--no-config"]
    places = ["--find-links", str(wheelhouse), "--out-dir", str(links), str(project)]
    subprocess.run([*command, *places], check=True)
    monkeypatch.setenv("PIP_FIND_LINKS", f"{wheelhouse.as_uri()} {links.as_uri()}")
    cstools.install.uv.pip_settings.cache_clear()
    shelf.put("light", build("light", dependencies='["sourceonly"]'))
    said = refused("light")
    assert "There is no wheel of sourceonly for" in said
    assert "leave out the tool that needs sourceonly" in said


def test_places_that_cannot_be_written(refused, tmp_path, shelf):
    shelf.put("light", kind="requirement", value="cstools-light==1.0")
    there = tmp_path / "there.zip"
    there.write_text("mine", encoding="utf-8")
    assert "is there already" in refused("light", out=there)
    assert there.read_text(encoding="utf-8") == "mine"
    assert "is there already" in refused("light", out=tmp_path)
    assert "could not be made" in refused("light", out=tmp_path / "no" / "kit.zip")
    assert "could not be made" in refused("light", out=there / "kit.zip")


def test_an_altered_wheel(refused, build, shelf):
    wheel = build("light")
    shelf.put("light", wheel)
    (shelf.folder / wheel.name).write_bytes(wheel.read_bytes() + b"x")
    assert "its sha256 is another" in refused("light")


def test_the_commands(fails, cstools_command, tmp_path):
    assert "Those known: win_amd64" in fails("kit", "build", "--platform", "atari")
    assert "Give it as 3.12" in fails("kit", "build", "--python", "3")
    shown = cstools_command("kit", "--help")
    assert "build" in shown.out
    assert "install" in shown.out
    assert list(tmp_path.glob("*.zip")) == []
