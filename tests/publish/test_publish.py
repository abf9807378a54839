"""Publishing: what is written and refused, and that a failure leaves the registry as it was."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from cstools.errors import InputError, OutputError, ToolError, UsageError
from cstools.install.candidate import choose
from cstools.install.request import ToolRequest
from cstools.publish import ChecksFailedError, publish, retire, shelf, sign
from cstools.registry import read_registry, signature, write


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "shared drive"
    folder.mkdir()
    return folder


def contents(folder):
    """Every file of a folder but the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def alter(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_tool_and_then_a_release(project, place):
    done = publish(project(), str(place), owners=["Ann"])
    assert (done.name, done.version, done.status, done.created) == (
        "late-reviews",
        "0.1.0",
        "submitted",
        True,
    )
    [entry] = read_registry(place / "registry.toml").entries
    [release] = entry.releases
    wheel = place / release.origin.value
    assert release.sha256 == hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert release.size == wheel.stat().st_size
    assert release.checks_passed == done.checks_passed > 20
    assert release.verified_python == ".".join(map(str, sys.version_info[:3]))
    assert "python>=3.11" in release.requires
    assert any(one.startswith("childrens-services-tools") for one in release.requires)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", release.published_on)
    assert (entry.owners, entry.isolation, entry.stages) == (("Ann",), "own", ("validate",))

    # A person reviews it; the next release changes what its author says, and not the review.
    registry = place / "registry.toml"
    alter(registry, 'status = "submitted"', 'status = "reviewed"\nreviewed_by = "Bea"')
    later = project(version="0.2.0")
    manifest = next(later.glob("*/cstools.toml"))
    alter(manifest, 'title = "', 'title = "New: ')
    again = publish(later, str(place))
    assert (again.created, again.status) == (False, "reviewed")
    [entry] = read_registry(registry).entries
    assert [one.version for one in entry.releases] == ["0.1.0", "0.2.0"]
    assert (entry.reviewed_by, entry.owners) == ("Bea", ("Ann",))
    assert entry.title.startswith("New: ")
    assert choose(ToolRequest("late-reviews"), [read_registry(registry)]).release.version == "0.2.0"
    assert read_registry(registry).serial == 2

    # A repair of the old release says nothing about the tool of today.
    publish(project(version="0.1.1"), str(place))
    [entry] = read_registry(registry).entries
    assert entry.title.startswith("New: ")
    assert choose(ToolRequest("late-reviews"), [read_registry(registry)]).release.version == "0.2.0"


def test_a_release_is_never_replaced(project, place):
    made = project()
    publish(made, str(place))
    before = contents(place)
    with pytest.raises(UsageError, match=r"a release is never replaced\. Raise the version"):
        publish(made, str(place))
    assert contents(place) == before


def test_what_does_not_pass_is_not_published(project, place, cstools_command):
    made = project()
    (made / "LICENSE").unlink()
    with pytest.raises(ChecksFailedError, match="does not pass the checks") as caught:
        publish(made, str(place))
    assert [one.rule for one in caught.value.report.outcomes if one.state == "failed"] == [
        "licence"
    ]
    assert contents(place) == {}
    outcome = cstools_command("publish", made, "--to", place)
    assert outcome.code == 2
    assert "licence" in outcome.err
    assert "Mend what is listed" in outcome.err


def test_a_name_of_another_package_or_that_looks_like_one(project, place):
    publish(project(), str(place))
    registry = place / "registry.toml"
    alter(registry, "cstools-late-reviews", "somebody-elses")
    with pytest.raises(UsageError, match="lists a tool called late-reviews already: the package"):
        publish(project(version="0.2.0"), str(place))
    with pytest.raises(UsageError, match="The name late-revlews looks like late-reviews"):
        publish(project("late-revlews"), str(place))


def test_a_signed_registry(project, place, tmp_path):
    key, other = tmp_path / "a.key", tmp_path / "b.key"
    signature.generate(key)
    signature.generate(other)
    publish(project(), str(place), key=key)
    registry = place / "registry.toml"
    assert read_registry(registry).public_key == signature.public_of(key)
    signature.verify(registry.read_bytes(), signature.public_of(key), registry)
    before = contents(place)
    later = project(version="0.2.0")
    with pytest.raises(UsageError, match="is signed, so every change to it has to be"):
        publish(later, str(place))
    with pytest.raises(UsageError, match="is signed with another key"):
        publish(later, str(place), key=other)
    alter(registry, 'status = "submitted"', 'status = "reviewed"')
    with pytest.raises(InputError, match="was altered after it was signed"):
        publish(later, str(place), key=key)
    assert set(contents(place)) == set(before)
    sign(str(place), key)
    assert publish(later, str(place), key=key).status == "reviewed"


def test_retired(project, place, cstools_command, fails):
    publish(project(), str(place))
    publish(project("shares"), str(place))
    with pytest.raises(
        UsageError, match=r"does not list nothing-like-it\. It lists: late-reviews, "
    ):
        retire("nothing-like-it", str(place), reason="x")
    with pytest.raises(UsageError, match="does not list absent, so nobody could go over to it"):
        retire("shares", str(place), reason="x", superseded_by="absent")
    with pytest.raises(UsageError, match="cannot be superseded by itself"):
        retire("shares", str(place), reason="x", superseded_by="shares")
    said = fails("publish", "--retire", "shares", "--to", place)
    assert "Say why with --reason" in said
    reason = ("--reason", "Nobody used it.", "--superseded-by", "late-reviews")
    assert cstools_command("publish", "--retire", "shares", *reason, "--to", place).code == 0
    found = read_registry(place / "registry.toml")
    assert choose(ToolRequest("shares"), [found]).warning == (
        "shares is retired and no longer looked after: Nobody used it. Use late-reviews instead."
    )
    listed = cstools_command("search", "--from", place).out
    assert listed.index("late-reviews") < listed.index("shares")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "Give the tool's FOLDER, or --retire NAME"),
        (("here", "--retire", "x"), "Give the tool's FOLDER, or --retire NAME"),
        (("here", "--reason", "x"), "go with --retire"),
    ],
)
def test_wrong_usage(options, says, fails, place):
    assert says in fails("publish", *options, "--to", place)


def test_a_folder_that_is_not_there(project, tmp_path):
    with pytest.raises(InputError, match="drive is connected, or make the folder"):
        publish(project(), str(tmp_path / "S drive"))


def test_somebody_else_is_writing(project, place, monkeypatch):
    made = project()
    monkeypatch.setattr(shelf, "_PATIENCE", 0.1)
    with (
        shelf.opened(str(place), None, create=True),
        pytest.raises(OutputError, match="Somebody else is writing"),
    ):
        publish(made, str(place))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_full_disk_leaves_it_as_it_was(project, place):
    """It fills while the wheel is copied, or while the list is written.

    A limit on the size of files stands for a disk without space.
    """
    publish(project(), str(place))
    later = project(version="0.2.0")
    before = contents(place)
    for what in ("lay_down", "put"):
        program = [sys.executable, "-c", LIMITED, str(later), str(place), what]
        done = subprocess.run(program, capture_output=True, text=True, check=False)
        assert done.returncode == 2, done.stderr
        assert f"{place} cannot be written: file too large." in done.stderr
        assert "The registry is as it was." in done.stderr
        assert contents(place) == before
    assert publish(later, str(place)).version == "0.2.0"


LIMITED = """
import resource, sys
from cstools.cli import run_command
from cstools.publish.shelf import Shelf
later, place, what = sys.argv[1:]
usual = getattr(Shelf, what)
def limited(*arguments):
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
    return usual(*arguments)
setattr(Shelf, what, limited)
raise SystemExit(run_command(["publish", later, "--to", place]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be made read-only this way")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_may_not_be_written(project, place):
    made = project()
    place.chmod(0o500)
    with pytest.raises(OutputError, match="Ask for the right to write there"):
        publish(made, str(place))


def test_a_project_that_cannot_be_built(project, place):
    made = project()
    alter(made / "pyproject.toml", "hatchling.build", "no.such.backend")
    with pytest.raises(ToolError, match=r"could not be built|does not pass"):
        publish(made, str(place))
    assert contents(place) == {}


def test_a_wheel_without_its_manifest(project, place):
    made = project()
    path = made / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + '\n[tool.hatch.build]\nexclude = ["cstools.toml"]\n', encoding="utf-8")
    with pytest.raises(ToolError, match="holds 0 manifests; it should hold one"):
        publish(made, str(place))
    assert contents(place) == {}


def test_two_at_once_both_arrive(project, place):
    folders = [project("late-reviews"), project("shares")]
    command = [sys.executable, "-m", "cstools", "publish"]
    running = [
        subprocess.Popen([*command, str(one), "--to", str(place)], stdin=subprocess.DEVNULL)
        for one in folders
    ]
    assert [one.wait() for one in running] == [0, 0]
    found = read_registry(place / "registry.toml")
    assert sorted(entry.name for entry in found.entries) == ["late-reviews", "shares"]
    assert found.serial == 2


def test_a_project_beside_its_registry_is_verified_in_place(project, place):
    """A checkout lists folders; publishing one again brings what is known of it up to date."""
    made = project()
    publish(made, str(place))
    registry = read_registry(place / "registry.toml")
    [entry] = registry.entries
    [release] = entry.releases
    root = made.parent / "registry.toml"
    origin = replace(release.origin, kind="path", value="late-reviews")
    bare = type(release)(release.version, release.requires, origin)
    text = write.dump(replace(registry, entries=(replace(entry, releases=(bare,)),)))
    root.write_text(text, encoding="utf-8")
    done = publish(made, str(root))
    assert (done.origin, done.sha256) == ("path late-reviews", "")
    [after] = read_registry(root).entries[0].releases
    assert (after.origin, after.checks_passed) == (origin, done.checks_passed)
    assert list(made.parent.glob("wheels")) == []
