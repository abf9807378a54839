"""Commands whose sub-commands are the installed tools, and the options such commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cstools.cli import offer
from cstools.plugin import discovery

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools.plugin.discovery import Plugin

_YES = "cstools.yes"


class ToolGroup(click.Group):
    """A group whose commands are the installed tools, built from their manifests.

    Args:
        make: gives the command of one tool.
        listed: whether a tool is named in the help; by default every one is.
    """

    def __init__(
        self,
        *args: Any,
        make: Callable[[Plugin], click.Command],
        listed: Callable[[Plugin], bool] = lambda _: True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._make = make
        self._listed = listed

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the installed tools."""
        return [plugin.name for plugin in self._tools()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one tool; an unknown or broken one is an error that says so."""
        return self._make(discovery.find(cmd_name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of a tool; one that a registry has and that is not here is offered."""
        if args and not ctx.resilient_parsing:
            get_ready(args[0], yes=not {"-y", "--yes"}.isdisjoint(args))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the tools with their titles."""
        rows = [
            (plugin.name, plugin.manifest.title if plugin.manifest else "(broken: cstools doctor)")
            for plugin in self._tools()
        ]
        with formatter.section("Tools"):
            formatter.write_dl(rows or [("(none)", "cstools search finds tools to install.")])

    def _tools(self) -> list[Plugin]:
        return [plugin for plugin in discovery.tools() if self._listed(plugin)]


def get_ready(name: str, *, yes: bool) -> None:
    """Offer a tool that is not installed; say of one that is when it is retired.

    Raises:
        UsageError: it is not installed and stays so.
        CstoolsError: it could not be installed.
    """
    if all(plugin.name != name for plugin in discovery.installed()):
        offer.offer(name, yes=yes)
    elif retirement := offer.retirement(name):
        click.echo(f"Note: {retirement}", err=True)


def input_argument() -> click.Argument:
    """What the tools read: any number of paths."""
    return click.Argument(["inputs"], nargs=-1, metavar="[INPUT]...")


def out_option(command: Any) -> Any:
    """Add ``--out``."""
    return click.option(
        "--out", metavar="FOLDER", help="Where to write; default: a new folder here."
    )(command)


def sample_option(command: Any) -> Any:
    """Add ``--sample``."""
    return click.option(
        "--sample", is_flag=True, help="Run on generated data instead of your own."
    )(command)


def overwrite_option(command: Any) -> Any:
    """Add ``--overwrite``."""
    return click.option("--overwrite", is_flag=True, help="Replace an earlier run in the folder.")(
        command
    )


def install_option(command: Any) -> Any:
    """Add ``--yes``, which `ToolGroup` looks for before the command runs."""

    def remember(ctx: click.Context, _: click.Parameter, yes: bool) -> None:
        ctx.meta[_YES] = yes

    return click.option(
        "-y",
        "--yes",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=remember,
        help="Install the tool without asking when it is not installed.",
    )(command)


def with_option(command: Any) -> Any:
    """Add ``--with``; a tool named there that is not installed is offered, as the first one is."""

    def named(ctx: click.Context, _: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            get_ready(name, yes=ctx.meta.get(_YES, False))
        return names

    return click.option(
        "--with",
        "also",
        multiple=True,
        metavar="TOOL",
        callback=named,
        help="Run another tool as well.",
    )(command)
