"""Offer to install a tool that was called for and is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cstools.cli import show_changes, show_doubts
from cstools.cli.show_registries import registries
from cstools.errors import CstoolsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.registry import Registry


def offer(name: str, *, yes: bool) -> None:
    """Install a tool that a registry has, when the person agrees; it is not installed.

    Raises:
        UsageError: no registry has it, the person does not agree, or there is nobody to ask.
        CstoolsError: it could not be installed.
    """
    from cstools.install import change
    from cstools.install.candidate import choose
    from cstools.install.request import ToolRequest
    from cstools.registry import find

    request, places = ToolRequest(name), registries(None)
    if find(places, name) is None:
        raise unknown(name, places)
    try:
        candidate = choose(request, places)
    except CstoolsError as error:
        raise UsageError(f"{name} is not installed. {error.problem}", error.advice) from error
    if candidate.warning:
        click.echo(f"Note: {candidate.warning}", err=True)
    show_doubts.settle_one(candidate, yes=yes)
    what, place = candidate.entry.title, candidate.registry.name
    question = f"{name} ({what}) is not installed. Install it from {place} now?"
    if not show_changes.agreed(question, yes=yes):
        raise UsageError(
            f"{name} is not installed.",
            f"It is in the registry {place}: run 'cstools install {name}', or add --yes.",
        )
    click.echo(f"Installing {name} from {place} ...", err=True)
    change.install([request], places)


def unknown(name: str, places: Sequence[Registry]) -> UsageError:
    """The error for a name that no tool has, neither here nor in a registry."""
    from cstools.plugin import discovery
    from cstools.registry import tool_names

    known = {plugin.name for plugin in discovery.installed()}
    known |= {entry.name for registry in places for entry in registry.entries}
    return UsageError(
        f"No tool called '{name}' is installed, and no registry lists one.",
        tool_names.near(name, sorted(known)) or "'cstools search' shows what there is.",
    )


def retirement(name: str) -> str:
    """What to tell whoever runs a tool that is retired; empty when it is not.

    The registry it came from is asked; where it does not answer at once, and for other tools, the
    registries are taken as they were last read, so that no run waits for a network drive.
    """
    from cstools.install import installed
    from cstools.registry import find, source, trust
    from cstools.registry import registries as configured

    plugin = installed.find(name)
    receipt = installed.receipt_of(plugin) if plugin is not None else None
    try:
        now = trust.glance(source.at(receipt.place)) if receipt and receipt.place else None
        known = [now] if now else installed.its_own(name, configured.remembered())
    except CstoolsError:
        return ""  # a list of registries that cannot be read keeps nobody from running a tool
    hit = find(known, name)
    return hit.entry.retirement if hit is not None else ""
