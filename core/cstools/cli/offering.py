"""Offer to install a tool that was called for and is not there."""

from __future__ import annotations

import click

from cstools.cli import changes
from cstools.cli.registries import registries
from cstools.errors import UsageError


def offer(name: str, *, yes: bool) -> None:
    """Install a tool that a registry has, when the person agrees; do nothing when none has it.

    Raises:
        UsageError: the person does not agree, or there is nobody to ask.
        CstoolsError: it could not be installed.
    """
    from cstools.registry import installing

    places = registries(None)
    entry = next((found for one in places if (found := one.find(name)) is not None), None)
    if entry is None:
        return
    if not changes.agreed(f"{name} ({entry.title}) is not installed. Install it now?", yes=yes):
        raise UsageError(
            f"{name} is not installed.",
            f"It is in the registry: run 'cstools install {name}', or add --yes.",
        )
    click.echo(f"Installing {name} ...", err=True)
    installing.install([name], places)
