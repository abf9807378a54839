"""Install tools from the registry."""

from __future__ import annotations

import click

from cstools.cli import console, show_changes, show_doubts
from cstools.cli.show_registries import from_option, registries


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME[==VERSION]...")
@from_option
@show_changes.yes_option
@console.json_option
def command(names: tuple[str, ...], place: str | None, yes: bool, as_json: bool) -> None:
    """Install tools from the registry.

    A tool either installs whole or leaves everything as it was. Some stand beside cstools, others
    get an environment of their own, as the registry says; you use them alike.
    """
    from cstools.install import change
    from cstools.install.request import requests

    places = registries(place)
    tools = requests(*names)
    show_doubts.settle(tools, places, yes=yes)
    click.echo("Installing ...", err=True)
    changes = change.install(tools, places)
    show_changes.show(changes, as_json=as_json, nothing="Nothing to install.")
