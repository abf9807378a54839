"""A tool that is known and absent: a person at a terminal is asked, nobody else is."""

from __future__ import annotations

import json
import sys

import pytest

from cstools.plugin import receipt
from cstools.registry import registries

from .test_commands import on_a_terminal

pytestmark = [
    pytest.mark.usefixtures("offline"),
    pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal"),
]
RUN = [sys.executable, "-m", "cstools", "run", "light", "t.csv", "--format", "csv", "--out", "out"]


@pytest.fixture
def listed(shelf, build, tmp_path):
    """A registry that was set up and lists the tool; gives the folder of a table to run it on."""
    shelf.put("light", build("light"))
    shelf.put("far", kind="path", value="far")
    registries.add(str(shelf.folder))
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "t.csv").write_text("a\nx\n", encoding="utf-8")
    return folder


def test_a_person_agrees(listed):
    code, shown = on_a_terminal(RUN, listed, answer=b"\n")
    assert code == 0, shown
    assert "light (light) is not installed. Install it from shelf now? [Y/n]:" in shown
    assert (listed / "out" / "findings.csv").is_file()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"n\n", "light is not installed."),
        (b"\x04", "Interrupted. Nothing was written."),
    ],
)
def test_a_person_does_not_agree(answer, says, listed):
    """With a no, or with the end of what is typed."""
    code, shown = on_a_terminal(RUN, listed, answer=answer)
    assert code == 2, shown
    assert says in shown
    assert "Traceback" not in shown
    assert receipt.read("light", receipt.OWN) is None
    assert not (listed / "out").exists()


def test_with_yes_nobody_is_asked(listed):
    code, shown = on_a_terminal([*RUN, "--yes"], listed)
    assert code == 0, shown
    assert "[Y/n]" not in shown
    assert "Installing light from shelf" in shown


def test_without_a_terminal(listed, cstools_command):
    """What goes to standard output is the result, and nothing else."""
    assert cstools_command(*RUN[3:], cwd=listed).code == 2
    done = cstools_command(*RUN[3:], "--yes", "--json", cwd=listed)
    assert json.loads(done.out)["tool"] == "light"
    assert done.err == "Installing light from shelf ...\n"


def test_what_cannot_be_installed_is_not_offered(listed):
    code, shown = on_a_terminal([*RUN[:4], "far", "t.csv"], listed, answer=b"y\n")
    assert code == 2
    assert "[Y/n]" not in shown
    assert "far is not installed. far 1.0 is listed in shelf, but its files" in " ".join(
        shown.split()
    )


def test_the_list_of_registries_cannot_be_read(listed, cstools_command, cstools_home):
    """A tool that is installed runs all the same."""
    assert cstools_command(*RUN[3:], "--yes", cwd=listed).code == 0
    (cstools_home / "registries.toml").write_text("broken", encoding="utf-8")
    assert cstools_command(*RUN[3:], "--overwrite", cwd=listed).code == 0
    assert cstools_command("search").code == 2
