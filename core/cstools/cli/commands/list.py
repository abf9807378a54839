"""List the installed tools and standards."""

from __future__ import annotations

import click

from cstools import plugins
from cstools.cli import console


@click.command()
@console.json_option
def command(as_json: bool) -> None:
    """List the installed tools and standards."""
    found = [
        {
            "name": plugin.name,
            "title": plugin.manifest.title if plugin.manifest else "",
            "kind": _kind(plugin),
            "reads": list(plugin.manifest.reads) if plugin.manifest else [],
            "package": plugin.package,
            "version": plugin.version,
            "state": plugin.problem or "ready",
        }
        for plugin in plugins.installed()
    ]
    if as_json:
        console.print_json(found)
    elif not found:
        click.echo("No tool is installed. 'cstools search' shows what there is.")
    else:
        keys = ("name", "kind", "title", "version", "state")
        console.print_table(
            "",
            ["Name", "Kind", "Title", "Version", "State"],
            [[one[key] for key in keys] for one in found],
        )


def _kind(plugin: plugins.Plugin) -> str:
    if plugin.manifest is None:
        return "broken"
    return " ".join(plugin.manifest.stages) or "standard"
