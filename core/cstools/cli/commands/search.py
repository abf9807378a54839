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
    hits, near = search(registries(place, copies=True), words)
    versions = {plugin.name: plugin.version for plugin in discovery.installed()}
    if as_json:
        return console.print_json(
            [
                {
                    **asdict(hit.entry),
                    "registry": hit.registry,
                    "installed": hit.entry.name in versions,
                }
                for hit in hits
            ]
        )
    if not hits:
        click.echo(f"Nothing in the registries fits '{words}'.")
        click.echo(question(near) or "'cstools search' lists all.")
        return None
    console.print_table(
        "",
        ["Name", "Title", "Stages", "Reads", "Status", "Registry", "Installed"],
        [
            (
                hit.entry.name,
                hit.entry.title,
                " ".join(hit.entry.stages) or hit.entry.kind or "standard",
                " ".join(hit.entry.reads),
                hit.entry.status,
                hit.registry,
                versions.get(hit.entry.name, ""),
            )
            for hit in hits
        ],
    )
    statuses = sorted({hit.entry.status for hit in hits if hit.entry.status in show_list.STATUSES})
    click.echo("\n".join(f"{status}: {show_list.STATUSES[status]}." for status in statuses))
    click.echo("'cstools info NAME' says more, 'cstools install NAME' installs.")
    return None
