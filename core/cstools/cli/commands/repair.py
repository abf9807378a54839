"""Build broken environments of tools anew."""

from __future__ import annotations

import click

from cstools.cli import console, show_changes


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@console.json_option
def command(names: tuple[str, ...], as_json: bool) -> None:
    """Build broken environments of tools anew.

    Without NAME, those that cannot run: after an upgrade of Python, say. Each is built from its
    receipt, with the same versions as before.
    """
    from cstools.install import change

    changes = change.repair(names)
    show_changes.show(changes, as_json=as_json, nothing="Every environment is in order.")
