"""What the commands that install and remove tools print."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from cstools.cli import console
from cstools.cli.prompt import somebody

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.install.change import Change

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


def show(changes: Sequence[Change], *, as_json: bool, nothing: str) -> None:
    """Print what was done."""
    if as_json:
        console.print_json([asdict(change) for change in changes])
        return
    for change in changes:
        what = _WORDS.get(change.what, change.what)
        named = change.registry and change.what in _BROUGHT
        place = f" from {change.registry}" if named else ""
        click.echo(f"{change.name} {change.version} {what}{place}.")
        if change.note:
            click.echo(f"  {change.note}")
    if not changes:
        click.echo(nothing)
