"""Run a tool on files, a folder or a generated sample."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import click

from cstools.cli import console, tool_group
from cstools.cli import debug as debugging
from cstools.cli import options as parameters
from cstools.errors import CstoolsError

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.plugin.discovery import Plugin
    from cstools.plugin.manifest import Manifest


def tool_command(plugin: Plugin) -> click.Command:
    """The command-line form of a tool."""
    manifest = plugin.manifest
    assert manifest is not None
    if manifest.kind:
        raise CstoolsError(
            f"{plugin.name} is a library, not a tool.",
            f"'cstools info {plugin.name}' shows it; Python imports it as {manifest.folder.name}.",
        )
    if not manifest.stages:
        raise CstoolsError(
            f"{plugin.name} is a data standard, not a tool.",
            f"'cstools info {plugin.name}' shows it; 'cstools sample {plugin.name}' makes data.",
        )
    own = parameters.options(manifest)

    def callback(inputs: tuple[str, ...], **values: Any) -> None:
        params = {option.name: values.pop(str(option.name)) for option in own}
        _run(plugin, inputs, parameters.filled(params), **values)

    return click.Command(
        plugin.name,
        callback=callback,
        params=[tool_group.input_argument(), *own, *_shared_by(manifest)],
        help=f"{manifest.title}: {manifest.summary}",
    )


@click.group(
    cls=tool_group.ToolGroup, make=tool_command, subcommand_metavar="TOOL [INPUT]... [OPTIONS]"
)
def command() -> None:
    """Run a tool on files, a folder or a generated sample.

    'cstools run TOOL --help' shows a tool's own options.
    """


@click.command()
@tool_group.out_option
@click.option(
    "--format",
    "formats",
    metavar="FORMAT,...",
    default="html,xlsx",
    show_default=True,
    help="What to write: html, xlsx, csv, parquet, json, sql.",
)
@tool_group.sample_option
@tool_group.overwrite_option
@click.option(
    "--fail-on",
    type=click.Choice(["error", "query", "never"]),
    default="never",
    show_default=True,
    help="Exit 1 when there are findings this severe.",
)
@tool_group.with_option
@click.option("--since", metavar="FOLDER", help="Say what is new or fixed since an earlier run.")
@click.option("--teams", metavar="FILE", help="Child-to-team file: adds a fix list for each team.")
@click.option("--database", metavar="URL", help="SQLAlchemy URL for --format sql.")
@click.option("--open", "launch", is_flag=True, help="Open the report when the run has ended.")
@click.option(
    "--debug",
    is_flag=True,
    help="For its author: show the tool's own exception, which may quote the data.",
)
@tool_group.install_option
@console.quiet_option
@console.verbose_option
@console.json_option
def _shared(**_: Any) -> None:
    """Options every tool has."""


def _shared_by(manifest: Manifest) -> list[click.Parameter]:
    """Options every tool has; a tool that adds formats is to show them without being asked."""
    # A tool may have had a parameter of the name before this option came.
    names = {"debug"} & manifest.params.keys()
    options = [copy.copy(option) for option in _shared.params if option.name not in names]
    for option in options:
        if option.name == "formats":
            option.default = ",".join([str(option.default), *manifest.formats])
    return options


def _run(
    plugin: Plugin,
    inputs: tuple[str, ...],
    params: dict[str, Any],
    *,
    out: str | None,
    formats: str,
    overwrite: bool,
    database: str | None,
    debug: bool = False,
    launch: bool,
    quiet: bool,
    verbose: bool,
    as_json: bool,
    **request: Any,
) -> None:
    from cstools.cli import show_run
    from cstools.runner.request import Output, RunRequest
    from cstools.runner.service import carry_out

    output = Output.of(out, plugin.name, formats, overwrite, database)
    with debugging.own_errors(plugin, enabled=debug), console.progress(quiet=quiet) as progress:
        outcome = carry_out(
            RunRequest(plugin.name, list(inputs), params, **request),
            output,
            progress=progress,
            ask=parameters.ask,
            confirm=None if quiet or as_json else parameters.confirm,
        )
    if as_json or quiet:
        show_run.warn(outcome.result, quiet=True)
    if as_json:
        console.print_json(show_run.as_json(outcome.result, output.folder, outcome.files))
    elif not quiet:
        show_run.show(outcome.result, outcome.files, verbose=verbose)
    if launch:
        _open(outcome.files)
    if outcome.failed:
        raise click.exceptions.Exit(1)


def _open(files: list[Path]) -> None:
    """Open the web report, or else the first file, in the program that this computer has for it."""
    page = next((path for path in files if path.suffix == ".html"), files[0])
    click.launch(str(page))
