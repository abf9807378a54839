"""Build broken environments of tools anew."""

from __future__ import annotations

import click

from cstools.cli import changes, console


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@console.json_option
def command(names: tuple[str, ...], as_json: bool) -> None:
    """Build broken environments of tools anew.

    Without NAME, those that cannot run: after an upgrade of Python, say. Each is built from its
    receipt, with the same versions as before.
    """
    from cstools.registry import installing

    done = installing.repair(names)
    changes.show(done, as_json=as_json, nothing="Every environment is in order.")
