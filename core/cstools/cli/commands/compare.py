"""Compare two tools on the same input, finding by finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from cstools.cli import console, options, tool_group
from cstools.comparison.pair import Pair, pair, require_validation, validates

if TYPE_CHECKING:
    from cstools.comparison.result import Comparison
    from cstools.plugin.discovery import Plugin


def pair_command(chosen: Pair) -> click.Command:
    """The command-line form of two tools: the options of either."""
    own = options.options(chosen.manifest)

    def callback(inputs: tuple[str, ...], **values: Any) -> None:
        params = {option.name: values.pop(str(option.name)) for option in own}
        _compare(chosen, inputs, options.given(params), Wanted(**values))

    return click.Command(
        chosen.second.name,
        callback=callback,
        params=[tool_group.input_argument(), *own, *_shared.params],
        help=f"Compare {chosen.first.name} and {chosen.second.name} on the same input, finding "
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


@dataclass(frozen=True)
class Wanted:
    """What the options that every comparison has say."""

    out: str | None
    formats: str
    sample: bool
    overwrite: bool
    fail_on: str
    quiet: bool
    verbose: bool
    as_json: bool


def _compare(chosen: Pair, inputs: tuple[str, ...], params: dict[str, Any], wanted: Wanted) -> None:
    from cstools.cli import show_comparison
    from cstools.comparison import compare
    from cstools.comparison.report import check

    first, second = (tool.name for tool in chosen.tools)
    folder = tool_group.folder_for(wanted.out, f"{first}-and-{second}")
    formats = tool_group.names_in(wanted.formats)
    check(formats, folder, overwrite=wanted.overwrite)
    with console.progress(quiet=wanted.quiet) as progress:
        found = compare(
            first,
            second,
            list(inputs),
            sample=wanted.sample,
            progress=progress,
            ask=options.ask,
            **params,
        )
        files = found.export(folder, formats, overwrite=wanted.overwrite, progress=progress)
    if wanted.as_json:
        console.print_json(show_comparison.as_json(found, folder, files))
    elif not wanted.quiet:
        show_comparison.show(found, files, verbose=wanted.verbose)
    if _fails(found, wanted.fail_on):
        raise click.exceptions.Exit(1)


def _fails(found: Comparison, fail_on: str) -> bool:
    outcomes = {"unexplained": {"unexplained"}, "difference": {"unexplained", "explained"}}
    return any(line.outcome in outcomes.get(fail_on, ()) for line in found.lines)
