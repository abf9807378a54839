"""What is stopped by what: each attempt is made for real in each place, as the page has it."""

from __future__ import annotations

import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from tests.call.worker.attempts import ATTEMPTS, CORE, SOURCE, Scene

import cstools
from cstools.call.worker import confinement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "privacy-and-trust.md"
TABLE = {"t": pd.DataFrame({"a": [1]})}
HEAD = ("attempt", "beside the core", "own environment", "own environment on Linux, confined")
MODE = '\n[params.mode]\ntype = "str"\ndefault = ""\nhelp = "What to do."\n'
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the attempts are those of Unix")


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    home = tmp_path / "home"
    home.mkdir()
    # Where Python keeps no byte code the folder is not there, and there is nothing to get at.
    (CORE / "__pycache__").mkdir(exist_ok=True)
    (home / "kept.txt").write_text("kept", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield Scene(home, server)
    for left in (CORE / "__pycache__").glob("hostile_test*"):
        left.unlink()


def source(scene: Scene) -> str:
    return SOURCE.format(home=scene.home, port=scene.server.getsockname()[1], core=CORE)


def said_by_the_page(column: int) -> dict[str, str]:
    """One column of the page's table."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    start = rows.index(list(HEAD)) + 2
    return {row[0]: row[column] for row in rows[start : start + len(ATTEMPTS)]}


def outcome(
    name: str,
    scene: Scene,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> dict[str, str]:
    """Make all attempts and see what came of them."""
    with suppress(cstools.ToolError):
        scene.notes = " ".join(cstools.run(name, TABLE, mode="read").notes)
    capfd.readouterr()
    with pytest.raises(cstools.ToolError, match="was stopped"):
        cstools.run(name, TABLE, mode="all")
    scene.said = "".join(capfd.readouterr()) + caplog.text
    heard = scene.heard()
    return {
        words: "not stopped" if worked(scene, heard) else "stopped"
        for words, worked in ATTEMPTS.items()
    }


def test_beside_the_core(
    make_tool: Callable[..., str],
    scene: Scene,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    make_tool("hostile", source(scene), extra=MODE)
    assert outcome("hostile", scene, capfd, caplog) == said_by_the_page(1)


@pytest.mark.parametrize("environment", ["pandas 3 and pyarrow"], indirect=True)
@pytest.mark.parametrize("column", [2, 3])
def test_in_an_environment_of_its_own(
    column: int,
    tool: Callable[..., str],
    scene: Scene,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    if column == 2:
        monkeypatch.setenv(confinement.VARIABLE, "off")
        assert "is off" in confinement.confinement()
    elif "landlock" not in confinement.confinement():
        pytest.skip(f"the system cannot confine: {confinement.confinement()}")
    scene.apart = True
    tool(source(scene))
    assert outcome("apart", scene, capfd, caplog) == said_by_the_page(column)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux confines")
@pytest.mark.parametrize("environment", ["pandas 3 and pyarrow"], indirect=True)
def test_what_is_declared_is_not_confined(
    tool: Callable[..., str], scene: Scene, tmp_path: Path
) -> None:
    if confinement.confinement().startswith(confinement.NONE):
        pytest.skip(confinement.confinement())
    declares = "network = true\nsubprocess = true\nwrites_outside = true"
    tool(source(scene), declares=declares)
    with pytest.raises(cstools.ToolError, match="tried to end the program"):
        cstools.run("apart", TABLE, mode="all")
    names = {path.name for path in scene.home.iterdir()}
    assert {"written", "compiled", "program", "compiled_program"} <= names
    heard = scene.heard()
    assert b"python" in heard
    assert b"ctypes" in heard


@pytest.mark.parametrize("environment", ["pandas 3 and pyarrow"], indirect=True)
def test_an_honest_tool_is_not_confined_too_far(tool: Callable[..., str], tmp_path: Path) -> None:
    """Its input, its parameters' files, the system's files and its temporary folder are there."""
    given = tmp_path / "known.csv"
    given.write_text("k\nx\n", encoding="utf-8")
    body = """
    @hookimpl
    def cstools_validate(dataset, context):
        import tempfile, platform, ctypes.util, socket, uuid, zoneinfo, multiprocessing
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a").write_text("x")
            Path(folder, "a").rename(Path(folder, "b"))
            dataset["t"].to_parquet(Path(folder, "c"))
        platform.platform(), ctypes.util.find_library("m"), uuid.getnode()
        left, right = socket.socketpair()
        left.close(), right.close()
        zoneinfo.ZoneInfo("Europe/London")
        assert Path(dataset.sources[0].path).read_text()
        assert len(context.params["known"]) == 1
        context.notes.append("done")
        return findings.collect([])
    """
    tool(body)
    (tmp_path / "t.csv").write_text("a\n1\n", encoding="utf-8")
    result = cstools.run("apart", tmp_path / "t.csv", known=given)
    assert "done" in result.notes


@pytest.mark.parametrize("environment", ["pandas 3 and pyarrow"], indirect=True)
def test_the_message_of_the_system_says_what_to_declare(
    tool: Callable[..., str], tmp_path: Path
) -> None:
    if "landlock" not in confinement.confinement():
        pytest.skip(f"the system cannot confine: {confinement.confinement()}")
    (tmp_path / "Ann Secret.txt").write_text("x", encoding="utf-8")
    tool(f"""
    @hookimpl
    def cstools_validate(dataset, context):
        open({str(tmp_path / "Ann Secret.txt")!r}).read()
    """)
    with pytest.raises(cstools.ToolError, match="stopped by the operating system") as caught:
        cstools.run("apart", TABLE)
    assert "plugin.py, line" in str(caught.value)
    assert "Secret" not in str(caught.value)
