"""Upgrade installed tools to their newest releases."""

from __future__ import annotations

import click

from cstools.cli import console, show_changes
from cstools.cli.show_registries import from_option, registries


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--all", "every", is_flag=True, help="Upgrade every tool that a registry lists.")
@from_option
@console.json_option
def command(names: tuple[str, ...], every: bool, place: str | None, as_json: bool) -> None:
    """Upgrade installed tools to their newest releases.

    Each is taken from the registry it came from, unless --from names another. With --all, one that
    cannot be upgraded stays as it is and the others go on; exits 2 when an upgrade failed.
    """
    from cstools.install import change
    from cstools.install.request import requests

    if bool(names) == every:
        raise click.UsageError("Name the tools to upgrade, or give --all.")
    changes = change.upgrade(requests(*names), registries(place), switch=place is not None)
    show_changes.show(changes, as_json=as_json, nothing="No installed tool is in a registry.")
    if any(step.what == "failed" for step in changes):
        raise click.exceptions.Exit(2)
