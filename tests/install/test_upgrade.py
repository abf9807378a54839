"""Upgrades: each tool from the registry it came from, and none kept back by another."""

from __future__ import annotations

import json
import shutil

import pandas as pd
import pytest

import cstools
from cstools.install import change
from cstools.install.request import requests
from cstools.plugin import receipt as receipts
from cstools.registry import read_registry, registries

from ..shelf import Shelf

DATA = pd.DataFrame({"a": ["x"]})

pytestmark = pytest.mark.usefixtures("offline")


@pytest.fixture
def two(tmp_path, build):
    """Two registries that list the tool, of which the second is looked in first."""
    found = []
    for name, priority in (("first", 20), ("second", 10)):
        shelf = Shelf(tmp_path / name)
        shelf.put("light", build("light"))
        registries.add(str(shelf.folder), name=name, priority=priority)
        found.append(shelf)
    return found


def came_from(name="light"):
    receipt = receipts.read(name, receipts.OWN)
    return receipt.registry, receipt.version


def test_it_stays_with_its_registry(two, build, cstools_command):
    first, second = two
    said = cstools_command("install", "light", "--from", "first").out
    told = "light is listed by second; it is taken from first because of --from."
    assert said == f"light 1.0 installed from first.\n  {told}\n"
    second.put("light", build("light", "2.0"), version="2.0")
    # The other has a newer one, but is not where it came from.
    assert cstools_command("upgrade", "light").out == "light 1.0 is already installed.\n"
    assert cstools_command("install", "light").out == "light 1.0 is already installed.\n"
    every = json.loads(cstools_command("upgrade", "--all", "--json").out)
    [done] = [one for one in every if one["name"] == "light"]
    assert (done["what"], done["registry"]) == ("unchanged", "first")
    assert came_from() == ("first", "1.0")

    said = cstools_command("upgrade", "light", "--from", "second").out
    assert said == "light 2.0 upgraded from second.\n  Before, it came from first.\n"
    first.put("light", build("light", "3.0"), version="3.0")
    assert "light 2.0 is already installed.\n" in cstools_command("upgrade", "--all").out
    assert came_from() == ("second", "2.0")
    said = cstools_command("install", "light==1.0", "--from", "first").out
    assert said == f"light 1.0 installed from first.\n  {told} Before, it came from second.\n"


def test_from_a_place_that_was_never_set_up(shelf, build, cstools_command):
    """Its receipt says where it came from; what else lists the name is not taken for it."""
    shelf.put("light", build("light"))
    cstools_command("install", "light", "--from", shelf.folder)
    shelf.put("light", build("light", "2.0"), version="2.0")
    assert cstools_command("upgrade", "light").out == "light 2.0 upgraded from shelf.\n"
    other = Shelf(shelf.folder.with_name("other"))
    other.put("light", build("light", "3.0"), version="3.0")
    registries.add(str(other.folder), name="other", priority=1)
    shutil.rmtree(shelf.folder)
    outcome = cstools_command("upgrade", "light")
    assert outcome.code == 2
    assert f"light came from the registry shelf at {shelf.folder}" in outcome.err
    assert "which is not there. Connect the drive it is on, or" in " ".join(outcome.err.split())
    assert came_from() == ("shelf", "2.0")


def test_it_is_no_longer_listed(two, build, fails):
    change.install(requests("light"), [read_registry(two[0].folder / "registry.toml")])
    (two[0].folder / "registry.toml").unlink()
    two[0].entries, two[0].releases = {}, {}
    two[0].put("other", build("other"))
    said = fails("upgrade", "light")
    assert "light came from the registry shelf, which no longer lists it" in said


def test_one_that_cannot_be_upgraded_does_not_keep_the_others(tmp_path, build, cstools_command):
    """One whose drive is away, one whose new wheel is altered, one that needs a newer cstools."""
    away, shelf = Shelf(tmp_path / "away"), Shelf(tmp_path / "here")
    away.put("light", build("light"))
    cstools_command("install", "light", "--from", away.folder)
    for name in ("other", "plain", "third"):
        shelf.put(name, build(name))
    registries.add(str(shelf.folder), name="region")
    done = change.install(requests("other", "plain", "third"), registries.configured())
    assert {one.registry for one in done} == {"region"}
    shutil.rmtree(away.folder)
    for name in ("other", "plain"):
        shelf.put(name, build(name, "2.0"), version="2.0")
    (shelf.folder / build("other", "2.0").name).write_bytes(b"altered")
    needs = '["childrens-services-tools>=7"]'
    shelf.put("third", version="2.0", kind="path", value="x", requires=needs)

    outcome = cstools_command("upgrade", "--all")
    assert outcome.code == 2
    # Those of the checkout that runs the tests are among them, by name.
    lines = outcome.out.splitlines()
    lines = lines[lines.index("light 1.0 stays as it is.") :]
    assert lines[2] == "other 1.0 could not be upgraded and stays as it is."
    assert "its sha256 is another" in lines[3]
    assert "plain 2.0 upgraded from region." in lines
    assert "third 1.0 is already installed." in lines
    assert came_from("other") == ("region", "1.0")
    assert cstools.run("other", {"t": DATA}).notes[0].startswith("1.0 on")

    shelf.put("third", version="3.0", kind="path", value="x", requires=needs)
    shelf.releases["third"] = shelf.releases["third"][1:]
    shelf.put("other", build("other", "3.0"), version="3.0")
    outcome = cstools_command("upgrade", "--all", "--json")
    what = {one["name"]: (one["version"], one["what"]) for one in json.loads(outcome.out)}
    assert outcome.code == 0
    assert {name: what[name] for name in ("light", "other", "plain", "third")} == {
        "light": ("1.0", "skipped"),
        "other": ("3.0", "upgraded"),
        "plain": ("2.0", "unchanged"),
        "third": ("1.0", "skipped"),
    }


def test_the_registry_has_it_no_more_and_it_is_asked_for_again(shelf, build, cstools_command):
    shelf.put("light", build("light"))
    cstools_command("install", "light", "--from", shelf.folder)
    for text in ("light", "light==1.0"):
        outcome = cstools_command("install", text)
        assert (outcome.code, outcome.out) == (0, "light 1.0 is already installed.\n")
    assert cstools_command("install", "light==2.0").code == 2


def test_another_tool_of_the_same_name(two, build, fails):
    change.install(requests("light"), [read_registry(two[0].folder / "registry.toml")])
    registry = two[1].folder / "registry.toml"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace("cstools-light", "somebody-elses"), encoding="utf-8")
    said = fails("install", "light", "--from", "second")
    assert "light is installed already, as the package cstools-light, and what second lists" in said
    assert "first run: cstools uninstall light" in said


def test_a_retired_tool_warns_wherever_it_is_used(shelf, build, cstools_command, tmp_path):
    """Also from a registry that was never set up, and where it is retired after the install."""
    shelf.put("light", build("light"))
    shelf.put("near", build("near"))
    cstools_command("install", "light", "--from", shelf.folder)
    (tmp_path / "t.csv").write_text("a\nx\n", encoding="utf-8")
    run = ("run", "light", "t.csv", "--format", "csv", "--quiet", "--out")
    assert cstools_command(*run, "first").err == ""
    reason = ("--reason", "The return has changed", "--superseded-by", "near")
    assert cstools_command("publish", "--retire", "light", "--to", shelf.folder, *reason).code == 0
    warning = (
        "light is retired and no longer looked after: The return has changed. Use near instead."
    )
    assert cstools_command(*run, "second").err == f"Note: {warning}\n"
    assert warning in cstools_command("install", "light", "--from", shelf.folder).out
    assert warning in cstools_command("upgrade", "light").out
    cstools_command("uninstall", "light")
    registries.add(str(shelf.folder))
    offered = cstools_command("run", "light", "t.csv", "--quiet", "--yes", "--format", "csv")
    assert offered.err == f"Note: {warning}\nInstalling light from shelf ...\n"
