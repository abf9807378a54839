"""Texts of others on the terminal: what it would obey or hide is written out."""

from __future__ import annotations

import io
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

import click
import pytest

from cstools.cli import console

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TITLE = "\x1b]0;PWNTITLE\x07"
HIDES = "\x1b[8m"
TURNS = "\u202e"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.mark.parametrize("foreign", [TITLE, HIDES, TURNS, "\x1b[30m", "\x1b[2J", "\x9b8m", "\r"])
def test_what_a_terminal_would_obey_is_written_out(terminal: Terminal, foreign: str) -> None:
    with redirect_stdout(terminal), redirect_stderr(terminal), console.printable():
        click.secho(f"Error: a{foreign}b", fg="red", err=True)
        click.echo(f"a{foreign}b")
        console.print_table(f"t{foreign}", [f"h{foreign}"], [[f"c{foreign}d"]])
    text = terminal.getvalue()
    assert foreign not in text.replace("\x1b[0m", "")
    assert "\x1b[31mError: " in text  # a style of ours
    assert "\\" in text


def test_progress_is_written_out(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_own_way_to", lambda _: terminal)
    monkeypatch.setattr(console, "_SOON", -1)
    shown = console.TerminalProgress()
    list(shown.track([1, 2], f"Going {TITLE}[red]through"))
    text = terminal.getvalue()
    shown.close()
    assert TITLE not in text
    assert "\\x1b]0;PWNTITLE\\x07[red]through" in text


def test_names_in_files_reach_nobody_as_they_are(
    cstools_command: Callable[..., object], small_return: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "return.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in small_return.iterdir():
            file.write(path, path.name)
        file.writestr(f"notes{TITLE}{TURNS}.txt", "x")
    header = small_return / "header.csv"
    first, *rest = header.read_text(encoding="utf-8").splitlines()
    lines = [f"{first},{TITLE}{HIDES}", *(f"{line},x" for line in rest)]
    header.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for place in (archive, small_return, tmp_path / f"absent{TITLE}"):
        told = cstools_command("run", "validate-903", place, "--out", tmp_path / place.stem[:6])
        said = told.out + told.err  # type: ignore[attr-defined]
        assert not {"\x1b", "\x07", TURNS} & set(said)
        assert "PWNTITLE" in said
