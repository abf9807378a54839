"""Search the registries for tools."""

from __future__ import annotations

import click

from cstools.cli import console, show_list
from cstools.cli.show_registries import from_option, registries
from cstools.io.resemblance import question


@click.command()
@click.argument("text", nargs=-1)
@from_option
@console.json_option
def command(text: tuple[str, ...], place: str | None, as_json: bool) -> None:
    """Search the registries for tools.

    TEXT may be part of a name, of a title or summary, a data standard or a stage. Without TEXT
    every tool is listed.
    """
    from dataclasses import asdict

    from cstools.plugin import discovery
    from cstools.registry import search

    words = " ".join(text)
    found, near = search(registries(place, copies=True), words)
    here = {plugin.name: plugin.version for plugin in discovery.installed()}
    if as_json:
        return console.print_json(
            [
                {**asdict(one.entry), "registry": one.registry, "installed": one.entry.name in here}
                for one in found
            ]
        )
    if not found:
        click.echo(f"Nothing in the registries fits '{words}'.")
        click.echo(question(near) or "'cstools search' lists all.")
        return None
    console.print_table(
        "",
        ["Name", "Title", "Stages", "Reads", "Status", "Registry", "Installed"],
        [
            (
                one.entry.name,
                one.entry.title,
                " ".join(one.entry.stages) or one.entry.kind or "standard",
                " ".join(one.entry.reads),
                one.entry.status,
                one.registry,
                here.get(one.entry.name, ""),
            )
            for one in found
        ],
    )
    status = sorted({one.entry.status for one in found if one.entry.status in show_list.STATUSES})
    click.echo("\n".join(f"{one}: {show_list.STATUSES[one]}." for one in status))
    click.echo("'cstools info NAME' says more, 'cstools install NAME' installs.")
    return None
