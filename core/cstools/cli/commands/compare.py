"""Compare two tools on the same input, finding by finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cstools.cli import console, options, tool_group
from cstools.comparison.pair import Pair, pair, require_validation, validates

if TYPE_CHECKING:
    from cstools.plugin.discovery import Plugin


def pair_command(tools: Pair) -> click.Command:
    """The command-line form of two tools: the options of either."""
    own = options.options(tools.manifest)

    def callback(inputs: tuple[str, ...], **values: Any) -> None:
        params = {option.name: values.pop(str(option.name)) for option in own}
        _compare(tools, inputs, options.filled(params), **values)

    return click.Command(
        tools.second.name,
        callback=callback,
        params=[tool_group.input_argument(), *own, *_shared.params],
        help=f"Compare {tools.first.name} and {tools.second.name} on the same input, finding "
        "by finding. Each option is given to the tools that have it.",
    )


def _second(first: Plugin) -> click.Group:
    """The group that takes the second tool."""
    require_validation(first)
    return tool_group.ToolGroup(
        first.name,
        make=lambda second: pair_command(pair(first, second)),
        listed=lambda plugin: validates(plugin) and plugin.name != first.name,
        subcommand_metavar="TOOL [INPUT]... [OPTIONS]",
        help=f"Compare {first.name} with another tool on the same input, finding by finding.",
    )


@click.group(
    cls=tool_group.ToolGroup,
    make=_second,
    listed=validates,
    subcommand_metavar="TOOL TOOL [INPUT]... [OPTIONS]",
)
def command() -> None:
    """Compare two tools on the same input, finding by finding.

    Shows for each rule which rows both tools flag and which only one does, with the reason where a
    tool documents one. 'cstools compare TOOL TOOL --help' shows the options of the two.
    """


@click.command()
@tool_group.out_option
@click.option(
    "--format",
    "formats",
    metavar="FORMAT,...",
    default="html,csv",
    show_default=True,
    help="What to write: html, csv.",
)
@tool_group.sample_option
@tool_group.overwrite_option
@click.option(
    "--fail-on",
    type=click.Choice(["unexplained", "difference", "never"]),
    default="never",
    show_default=True,
    help="Exit 1 when a rule differs: without a documented reason, or at all.",
)
@tool_group.install_option
@console.quiet_option
@console.verbose_option
@console.json_option
def _shared(**_: Any) -> None:
    """Options every comparison has."""


def _compare(
    tools: Pair,
    inputs: tuple[str, ...],
    params: dict[str, Any],
    *,
    out: str | None,
    formats: str,
    overwrite: bool,
    quiet: bool,
    verbose: bool,
    as_json: bool,
    **request: Any,
) -> None:
    from cstools.cli import show_comparison
    from cstools.comparison.request import CompareRequest, carry_out
    from cstools.runner.request import Output

    first, second = (tool.name for tool in tools.tools)
    output = Output.of(out, f"{first}-and-{second}", formats, overwrite)
    with console.progress(quiet=quiet) as progress:
        outcome = carry_out(
            CompareRequest(first, second, list(inputs), params, **request),
            output,
            progress=progress,
            ask=options.ask,
        )
    if as_json:
        body = show_comparison.as_json(outcome.comparison, output.folder, outcome.files)
        console.print_json(body)
    elif not quiet:
        show_comparison.show(outcome.comparison, outcome.files, verbose=verbose)
    if outcome.failed:
        raise click.exceptions.Exit(1)
