"""Remove installed tools."""

from __future__ import annotations

import click

from cstools.cli import changes, console


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@changes.yes_option
@console.json_option
def command(names: tuple[str, ...], yes: bool, as_json: bool) -> None:
    """Remove installed tools.

    A data standard that an installed tool reads stays, unless --yes is given.
    """
    from cstools.registry import installing

    done = installing.uninstall(names, force=yes)
    changes.show(done, as_json=as_json, nothing="Nothing to remove.")
