"""Run a tool on files, a folder or a generated sample."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cstools import plugins
from cstools.cli import console, offering, parameters
from cstools.errors import CstoolsError

if TYPE_CHECKING:
    from cstools.plugins import Plugin
    from cstools.runner.result import Result


class ToolGroup(click.Group):
    """A group whose commands are the installed tools, built from their manifests."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the installed tools."""
        return [plugin.name for plugin in plugins.tools()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one tool; an unknown or broken one is an error that says so."""
        return tool_command(plugins.find(cmd_name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of a tool; one that a registry has and that is not here is offered."""
        if args and args[0] not in {plugin.name for plugin in plugins.installed()}:
            offering.offer(args[0], yes="--yes" in args)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the tools with their titles."""
        rows = [
            (plugin.name, plugin.manifest.title if plugin.manifest else "(broken: cstools doctor)")
            for plugin in plugins.tools()
        ]
        with formatter.section("Tools"):
            formatter.write_dl(rows or [("(none)", "cstools search finds tools to install.")])


@click.group(cls=ToolGroup, subcommand_metavar="TOOL [INPUT]... [OPTIONS]")
def command() -> None:
    """Run a tool on files, a folder or a generated sample.

    'cstools run TOOL --help' shows a tool's own options.
    """


def tool_command(plugin: Plugin) -> click.Command:
    """The command-line form of a tool."""
    manifest = plugin.manifest
    assert manifest is not None
    if not manifest.stages:
        raise CstoolsError(
            f"{plugin.name} is a data standard, not a tool.",
            f"'cstools info {plugin.name}' shows it; 'cstools sample {plugin.name}' makes data.",
        )
    own = parameters.options(manifest)
    shared = [param for param in _shared.params if param.name != "inputs"]

    def callback(inputs: tuple[str, ...], **values: Any) -> None:
        params = {option.name: values.pop(str(option.name)) for option in own}
        _run(plugin, inputs, parameters.given(params), Wanted(**values))

    return click.Command(
        plugin.name,
        callback=callback,
        params=[click.Argument(["inputs"], nargs=-1, metavar="[INPUT]..."), *own, *shared],
        help=f"{manifest.title}: {manifest.summary}",
    )


@click.command()
@click.option("--out", metavar="FOLDER", help="Where to write; default: a new folder here.")
@click.option(
    "--format",
    "formats",
    metavar="FORMAT,...",
    default="html,xlsx",
    show_default=True,
    help="What to write: html, xlsx, csv, parquet, json, sql.",
)
@click.option("--sample", is_flag=True, help="Run on generated data instead of your own.")
@click.option("--overwrite", is_flag=True, help="Replace an earlier run in the folder.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "query", "never"]),
    default="never",
    show_default=True,
    help="Exit 1 when there are findings this severe.",
)
@click.option("--with", "also", multiple=True, metavar="TOOL", help="Run another tool as well.")
@click.option("--since", metavar="FOLDER", help="Say what is new or fixed since an earlier run.")
@click.option("--teams", metavar="FILE", help="Child-to-team file: adds a fix list for each team.")
@click.option("--database", metavar="URL", help="SQLAlchemy URL for --format sql.")
@click.option(
    "-y",
    "--yes",
    is_flag=True,
    expose_value=False,
    help="Install the tool without asking when it is not installed.",
)
@console.quiet_option
@console.verbose_option
@console.json_option
def _shared(**_: Any) -> None:
    """Options every tool has."""


@dataclass(frozen=True)
class Wanted:
    """What the options that every tool has say."""

    out: str | None
    formats: str
    sample: bool
    overwrite: bool
    fail_on: str
    also: tuple[str, ...]
    since: str | None
    teams: str | None
    database: str | None
    quiet: bool
    verbose: bool
    as_json: bool


def _run(plugin: Plugin, inputs: tuple[str, ...], params: dict[str, Any], wanted: Wanted) -> None:
    from cstools.cli import summary
    from cstools.export import check
    from cstools.runner import run

    folder = Path(wanted.out) if wanted.out else _new_folder(plugin.name)
    formats = [name.strip() for name in wanted.formats.split(",") if name.strip()]
    check(formats, folder, overwrite=wanted.overwrite)
    with console.progress(quiet=wanted.quiet) as progress:
        result = run(
            plugin.name,
            list(inputs),
            sample=wanted.sample,
            also=wanted.also,
            since=wanted.since,
            teams=wanted.teams,
            progress=progress,
            ask=parameters.ask,
            **params,
        )
        files = result.export(
            folder,
            formats,
            overwrite=wanted.overwrite,
            database=wanted.database,
            progress=progress,
        )
    if wanted.as_json:
        console.print_json(summary.as_json(result, folder, files))
    elif not wanted.quiet:
        summary.show(result, files, verbose=wanted.verbose)
    if _fails(result, wanted.fail_on):
        raise click.exceptions.Exit(1)


def _new_folder(tool: str) -> Path:
    stamp = dt.datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
    return Path(f"{tool}-{stamp}")


def _fails(result: Result, fail_on: str) -> bool:
    severe = {"error": {"error"}, "query": {"error", "query"}, "never": set()}[fail_on]
    return bool(result.findings["severity"].isin(severe).any())
