"""What the commands that install and remove tools print."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from cstools.cli import console
from cstools.cli.prompt import somebody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.install.apply import Done

_BROUGHT = ("installed", "upgraded")
_WORDS = {
    "unchanged": "is already installed",
    "skipped": "stays as it is",
    "failed": "could not be upgraded and stays as it is",
}


def yes_option(command: Any) -> Any:
    """Add ``--yes``."""
    return click.option("-y", "--yes", is_flag=True, help="Do not ask.")(command)


def agreed(question: str, *, yes: bool) -> bool:
    """Whether the person agrees; nobody is asked where there is no terminal, and that is a no."""
    if yes:
        return True
    if not somebody():
        return False
    return click.confirm(question, default=True, err=True)


def show(done: Sequence[Done], *, as_json: bool, nothing: str) -> None:
    """Print what was done."""
    if as_json:
        console.print_json([asdict(one) for one in done])
        return
    for one in done:
        what = _WORDS.get(one.what, one.what)
        place = f" from {one.registry}" if one.registry and one.what in _BROUGHT else ""
        click.echo(f"{one.name} {one.version} {what}{place}.")
        if one.note:
            click.echo(f"  {one.note}")
    if not done:
        click.echo(nothing)
