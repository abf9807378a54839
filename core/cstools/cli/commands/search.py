"""Search the registry for tools."""

from __future__ import annotations

import click

from cstools.cli import console


@click.command()
@click.argument("text", nargs=-1)
@console.json_option
def command(text: tuple[str, ...], as_json: bool) -> None:
    """Search the registry for tools.

    TEXT may be part of a name, of a title or summary, a data standard or a stage. Without TEXT
    every tool is listed.
    """
    from dataclasses import asdict

    from cstools import plugins
    from cstools.registry import bundled, search

    registry = bundled()
    words = " ".join(text)
    found, near = search(registry, words)
    here = {plugin.name for plugin in plugins.installed()}
    if as_json:
        return console.print_json([{**asdict(one), "installed": one.name in here} for one in found])
    if not found:
        click.echo(f"Nothing in the registry fits '{words}'.")
        click.echo(f"Did you mean {' or '.join(near)}?" if near else "'cstools search' lists all.")
        return None
    console.print_table(
        registry.name,
        ["Name", "Title", "Reads", "Status", "Installed"],
        [
            (
                one.name,
                one.title,
                " ".join(one.reads),
                one.status,
                "yes" if one.name in here else "",
            )
            for one in found
        ],
    )
    return None
