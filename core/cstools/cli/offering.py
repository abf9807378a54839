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
    from cstools.registry import find, installing

    places = registries(None)
    found = find(places, name)
    if found is None:
        return
    title = found.entry.title
    if not changes.agreed(f"{name} ({title}) is not installed. Install it now?", yes=yes):
        raise UsageError(
            f"{name} is not installed.",
            f"It is in the registry: run 'cstools install {name}', or add --yes.",
        )
    click.echo(f"Installing {name} ...", err=True)
    installing.install([name], places)


def retirement(name: str) -> str:
    """What to tell whoever runs a tool that is retired; empty when it is not.

    Registries are taken as they were last read, so that no run waits for a network drive.
    """
    from cstools import plugins, receipts
    from cstools.registry import configured, find

    if not any(plugin.name == name for plugin in plugins.installed()):
        return ""
    known = configured.remembered()
    for isolation in (receipts.OWN, receipts.SHARED):
        receipt = receipts.read(name, isolation)
        if receipt is not None:
            # Its own registry knows best; another may have a tool of the same name.
            known = [one for one in known if one.name == receipt.registry] or known
            break
    found = find(known, name)
    return found.entry.retirement if found is not None else ""
