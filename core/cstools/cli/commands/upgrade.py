"""Upgrade installed tools to their newest releases."""

from __future__ import annotations

import click

from cstools.cli import changes, console
from cstools.cli.registries import from_option, registries


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--all", "every", is_flag=True, help="Upgrade every tool that a registry lists.")
@from_option
@console.json_option
def command(names: tuple[str, ...], every: bool, place: str | None, as_json: bool) -> None:
    """Upgrade installed tools to their newest releases."""
    from cstools.registry import installing

    if bool(names) == every:
        raise click.UsageError("Name the tools to upgrade, or give --all.")
    done = installing.upgrade(names, registries(place))
    changes.show(done, as_json=as_json, nothing="No installed tool is in a registry.")
