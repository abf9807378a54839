"""List the installed tools, standards and libraries."""

from __future__ import annotations

import click

from cstools.cli import console
from cstools.plugin import discovery, importable, packages
from cstools.plugin import receipt as receipts

_PLACES = (
    "Place: 'shared' stands beside cstools; 'own' has an environment of its own, so that it cannot "
    "get in the way of another."
)


@click.command()
@console.json_option
def command(as_json: bool) -> None:
    """List the installed tools, standards and libraries."""
    tools = [
        {
            "name": plugin.name,
            "title": plugin.manifest.title if plugin.manifest else "",
            "kind": _kind(plugin),
            "reads": list(plugin.manifest.reads) if plugin.manifest else [],
            "package": plugin.package,
            "version": plugin.version,
            "from": _from(plugin),
            "isolation": _isolation(plugin),
            "state": _state(plugin),
        }
        for plugin in discovery.installed()
    ]
    if as_json:
        console.print_json(tools)
    elif not tools:
        click.echo("No tool is installed. 'cstools search' shows what there is.")
    else:
        keys = ("name", "title", "version", "from", "isolation", "state")
        console.print_table(
            "",
            ["Name", "Title", "Version", "From", "Place", "State"],
            [[tool[key] for key in keys] for tool in tools],
        )
        click.echo(_PLACES)


def _kind(plugin: discovery.Plugin) -> str:
    if plugin.manifest is None:
        return "broken"
    return " ".join(plugin.manifest.stages) or plugin.manifest.kind or "standard"


def _state(plugin: discovery.Plugin) -> str:
    problem = importable.problem_of(plugin)
    if problem:
        return f"broken: {problem}"
    # Nobody runs a library, so nothing says that it is ready for it.
    return (plugin.manifest.kind if plugin.manifest else "") or "ready"


def _isolation(plugin: discovery.Plugin) -> str:
    return receipts.OWN if plugin.environment is not None else receipts.SHARED


def _from(plugin: discovery.Plugin) -> str:
    """The registry it was installed from; where it was not by cstools, what it was."""
    receipt = receipts.read(plugin.name, _isolation(plugin))
    if receipt is not None:
        return receipt.registry
    if packages.source_of(plugin.package) is None:
        return ""
    return "checkout" if packages.is_editable(plugin.package) else "pip"
