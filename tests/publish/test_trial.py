"""What nobody could install is not published; nothing is laid over what is there."""

from __future__ import annotations

import shlex
import subprocess
import sys
from dataclasses import replace

import pytest

from cstools.errors import CstoolsError, OutputError, UsageError
from cstools.publish import publish
from cstools.publish.shelf import opened
from cstools.publish.trial import try_install
from cstools.publish.wheel import build
from cstools.registry import Entry, Origin, Release, read_registry

from .conftest import alter

DEPENDENCIES = r'"childrens-services-tools[^"]*"'


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "Jo's (new) & shared"
    folder.mkdir()
    return folder


@pytest.fixture
def tried(project, tmp_path):
    """Try the install of a project that was altered, listed with other values."""
    turn = iter(range(9))

    def attempt(change=None, version="0.1.0", name="late-reviews", **values):
        made = project(version=version)
        if change:
            alter(made / "pyproject.toml", *change)
        scratch = tmp_path / f"scratch {next(turn)}"
        (scratch / "built").mkdir(parents=True)
        (scratch / "trial").mkdir()
        built = build(made, scratch / "built")
        origin = Origin("wheel", built.path.name)
        release = Release(built.version, built.requires, origin, built.sha256)
        said = {key: getattr(built.manifest, key) for key in ("title", "summary", "stages")}
        entry = Entry(
            **said,
            name=name,
            reads=(),
            package=built.package,
            licence="MIT",
            maintainer="m",
            status="submitted",
            isolation="own",
            releases=(release,),
        )
        changed = replace(entry, **values)
        return try_install(changed, built.path, scratch / "trial")

    return attempt


def test_what_can_be_installed(tried):
    assert tried() == ""


def test_where_the_index_cannot_be_asked(tried):
    note = tried((DEPENDENCIES, '\\g<0>, "no-such-package-of-anybody"'))
    assert note.startswith("It was not tried whether what it is built on can be had: ")


def test_a_version_in_another_spelling(tried):
    assert tried(version="2024.01") == ""


@pytest.mark.parametrize(
    ("change", "values", "says"),
    [
        ((r"(?m)^late-reviews = ", "other = "), {}, "has no tool called late-reviews"),
        (None, {"name": "early-reviews"}, "has no tool called early-reviews"),
        (None, {"name": "latest"}, "the name 'latest' is taken by cstools"),
        (None, {"package": "cstools-other"}, "instead of cstools-other 0.1.0"),
        (None, {"title": "x" * 300}, "title has 300 letters"),
        ((DEPENDENCIES, '\\g<0>, "numpy>2", "numpy<2"'), {}, "needs other versions of packages"),
        ((DEPENDENCIES, '"childrens-services-tools>=99"'), {},
         "needs cstools >=99"),
    ],
)  # fmt: skip
def test_what_nobody_could_install(tried, change, values, says):
    with pytest.raises(CstoolsError) as caught:
        tried(change, **values)
    assert "Nobody could install" in caught.value.problem
    assert says in caught.value.problem


def test_the_line_that_is_printed_works_as_it_stands(project, place, cstools_command, tmp_path):
    done = cstools_command("publish", project(version="2024.01"), "--to", place)
    assert done.code == 0, done.err
    assert "Published late-reviews 2024.1" in done.out
    line = done.out.strip().splitlines()[-1].partition(": ")[2]
    assert shlex.split(line) == ["cstools", "install", "late-reviews", "--from", str(place)]
    # Its files are found, chosen and checked; what comes after needs packages.
    again = cstools_command("publish", project("late-reviews", "2024.1"), "--to", place)
    assert again.code == 2
    assert "late-reviews 2024.1 is published there already" in again.err


def test_a_package_is_of_one_tool(project, place):
    """A copy of a project, renamed in its manifest only, does not take the first one's wheel."""
    made = project()
    publish(made, str(place))
    before = {path: path.read_bytes() for path in place.rglob("*.whl")}
    registry = place / "registry.toml"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace('name = "late-reviews"', 'name = "visits"'), encoding="utf-8")
    with pytest.raises(UsageError, match=r"lists the package .* already, as the tool visits"):
        publish(made, str(place))
    assert {path: path.read_bytes() for path in place.rglob("*.whl")} == before


def test_a_file_that_is_there_stays(project, place):
    """One that a publish left that was killed, or that somebody put there."""
    made = project()
    (place / "wheels").mkdir()
    there = place / "wheels" / "cstools_late_reviews-0.1.0-py3-none-any.whl"
    there.write_bytes(b"somebody's")
    publish(made, str(place))
    assert there.read_bytes() == b"somebody's"
    [release] = read_registry(place / "registry.toml").entries[0].releases
    wheel = place / release.origin.value
    assert wheel != there
    assert wheel.name == there.name
    assert wheel.is_file()


def test_a_link_in_the_place_of_a_wheel_is_not_written_through(project, place, tmp_path):
    precious = tmp_path / "precious"
    (place / "wheels").mkdir()
    there = place / "wheels" / "cstools_late_reviews-0.1.0-py3-none-any.whl"
    try:
        there.symlink_to(precious)
    except OSError:
        pytest.skip("links need a right of their own here")
    publish(project(), str(place))
    assert not precious.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_lock_that_is_a_link_is_not_followed(place, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("mine", encoding="utf-8")
    (place / ".registry.lock").symlink_to(precious)
    with (
        pytest.raises(OutputError, match="cannot be written: too many levels"),
        opened(str(place), None, create=True),
    ):
        pass
    assert precious.read_text(encoding="utf-8") == "mine"


def test_a_new_registry_has_an_id_that_stays(place):
    with opened(str(place), None, create=True) as shelf:
        assert len(shelf.registry.id) == 32


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_disk_that_is_full_from_the_start(project, place):
    """Whatever needs room first, the answer is a sentence."""
    program = [sys.executable, "-B", "-c", FULL, str(project()), str(place)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "itself failed" not in done.stderr
    assert "Error: " in done.stderr


FULL = """
import resource, sys
from cstools.cli import run_command
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
raise SystemExit(run_command(["publish", sys.argv[1], "--to", sys.argv[2]]))
"""
