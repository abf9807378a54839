"""Remove installed tools."""

from __future__ import annotations

import click

from cstools.cli import console, show_changes


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@show_changes.yes_option
@console.json_option
def command(names: tuple[str, ...], yes: bool, as_json: bool) -> None:
    """Remove installed tools.

    A data standard that an installed tool reads stays, unless --yes is given.
    """
    from cstools.install import change

    changes = change.uninstall(names, force=yes)
    show_changes.show(changes, as_json=as_json, nothing="Nothing to remove.")
