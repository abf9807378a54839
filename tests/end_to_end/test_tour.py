"""The life of a tool, as people live it: made, published, installed, run, moved, retired, removed.

Every line is the real command in a process of its own; environments are real, the index is off.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from cstools.plugin.environment import python_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("offline")


@pytest.fixture
def type_in(cstools_command, cstools_home) -> Callable[..., str]:
    """Runs a command line; it must end with the code given. Gives what it printed."""

    def run(*arguments: object, code: int = 0, home: Path = cstools_home) -> str:
        outcome = cstools_command(*arguments, CSTOOLS_HOME=str(home))
        assert outcome.code == code, f"cstools {arguments}\n{outcome.out}\n{outcome.err}"
        return " ".join((outcome.out + outcome.err).split())

    return run


@pytest.fixture
def raise_version(tmp_path) -> Callable[[str], None]:
    """Gives the tool's project another version, as its author does."""

    def put(number: str) -> None:
        path = tmp_path / "late-reviews" / "pyproject.toml"
        text = path.read_text(encoding="utf-8")
        text, changed = re.subn(r'(?m)^version = ".*"$', f'version = "{number}"', text, count=1)
        assert changed
        path.write_text(text, encoding="utf-8")

    return put


def findings_of(folder: Path) -> list[list[str]]:
    lines = (folder / "findings.csv").read_text(encoding="utf-8-sig").splitlines()
    return [line.split(",") for line in lines[1:]]


def test_the_tour(type_in, raise_version, tmp_path, cstools_home):
    shelf, key = tmp_path / "shared drive", tmp_path / "region.key"
    shelf.mkdir()

    # Made and published to a folder.
    made = ("--name", "late-reviews", "--stage", "validate", "--reads", "ssda903")
    type_in("new", "--no-input", *made, "--output-dir", tmp_path)
    assert "Made a registry" in type_in("publish", tmp_path / "late-reviews", "--to", shelf)
    again = type_in("publish", tmp_path / "late-reviews", "--to", shelf, code=2)
    assert "a release is never replaced. Raise the version in pyproject.toml" in again

    # Signed, set up, found.
    type_in("registry", "keygen", "--out", key)
    type_in("registry", "sign", shelf, "--key", key)
    assert "It is signed with the key" in type_in("registry", "add", shelf, "--name", "region")
    assert "late-reviews" in type_in("search", "reviews")
    about = type_in("info", "late-reviews")
    assert "not installed" in about
    assert "submitted" in about

    # Installed in an environment of its own and run, in this process not at all.
    assert "late-reviews 0.1.0 installed" in type_in("install", "late-reviews")
    sample = ("--sample", "--most-days", "170", "--format", "csv")
    type_in("run", "late-reviews", *sample, "--out", tmp_path / "first")
    first = findings_of(tmp_path / "first")
    assert first

    # A new release, an upgrade, the same findings.
    raise_version("0.2.0")
    unsigned = type_in("publish", tmp_path / "late-reviews", "--to", "region", code=2)
    assert "is signed, so every change to it has to be" in unsigned
    type_in("publish", tmp_path / "late-reviews", "--to", "region", "--sign", key)
    assert "region: late-reviews 0.2.0" in type_in("registry", "update")
    assert "late-reviews 0.2.0 upgraded" in type_in("upgrade", "late-reviews")

    # Locked here, reproduced elsewhere, run there with the same outcome.
    lock, elsewhere = tmp_path / "cstools.lock", tmp_path / "elsewhere"
    type_in("lock", "--out", lock)
    type_in("sync", lock, "--from", shelf, home=elsewhere)
    type_in("run", "late-reviews", *sample, "--out", tmp_path / "second", home=elsewhere)
    assert findings_of(tmp_path / "second") == first
    [one] = [
        one
        for one in json.loads(cleaned(type_in("list", "--json", home=elsewhere)))
        if one["name"] == "late-reviews"
    ]
    assert (one["version"], one["isolation"], one["state"]) == ("0.2.0", "own", "ready")

    # Retired: still listed, last, and says so wherever it is used.
    reason = ("--reason", "The return has changed.")
    type_in("publish", "--retire", "late-reviews", *reason, "--to", shelf, "--sign", key)
    type_in("registry", "update")
    warning = "late-reviews is retired and no longer looked after: The return has changed."
    assert warning in type_in("run", "late-reviews", *sample, "--out", tmp_path / "third")
    assert warning in type_in("info", "late-reviews")
    assert warning in type_in("install", "late-reviews==0.1.0")
    assert findings_of(tmp_path / "third") == first

    # Its Python goes, as after an upgrade of Python; it is built anew.
    [environment] = (cstools_home / "environments").iterdir()
    python_of(environment).unlink()
    assert "cstools repair late-reviews" in type_in("run", "late-reviews", *sample, code=2)
    assert "late-reviews 0.1.0 rebuilt" in type_in("repair")
    type_in("run", "late-reviews", *sample, "--out", tmp_path / "fourth")
    assert findings_of(tmp_path / "fourth") == first

    # Gone, and nothing of it is left.
    assert "late-reviews 0.1.0 removed" in type_in("uninstall", "late-reviews")
    assert list((cstools_home / "environments").iterdir()) == []
    assert "late-reviews" not in type_in("list")


def cleaned(printed: str) -> str:
    """The JSON in what was printed."""
    return printed[printed.index("[") :]
