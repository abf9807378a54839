"""The top-level command. Its sub-commands are found by file name and imported only when called."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import click

COMMANDS = Path(__file__).with_name("commands")


class Commands(click.Group):
    """A group that says what each of its commands does in a whole sentence, and knows near ones."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or suggest the closest ones."""
        if args and args[0] not in self.list_commands(ctx) and not args[0].startswith("-"):
            from cstools.io.resemblance import question

            hint = question(self.suggestions(ctx, args[0]))
            ctx.fail(f"There is no command '{args[0]}'. {hint}".rstrip())
        return super().resolve_command(ctx, args)

    def suggestions(self, ctx: click.Context, typed: str) -> list[str]:
        """The commands that a person who typed something else may have meant, best first."""
        from cstools.io.resemblance import closest

        return closest(typed.lower(), self.list_commands(ctx), 2)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with what they do, never cut off."""
        rows = [(name, self.sentence(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def sentence(self, ctx: click.Context, name: str) -> str:
        """What a command does: the first paragraph of its help."""
        command = self.get_command(ctx, name)
        help_text = (command.help if command is not None else None) or ""
        return " ".join(help_text.strip().split("\n\n")[0].split())


class CommandFolder(Commands):
    """A group whose commands are the modules of a folder, each with a ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, from the file names."""
        return sorted(path.stem for path in COMMANDS.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"cstools.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def suggestions(self, ctx: click.Context, typed: str) -> list[str]:
        """Commands, and tools that are run by ``cstools run``."""
        return [*super().suggestions(ctx, typed), *_tools_like(typed)]

    def sentence(self, ctx: click.Context, name: str) -> str:
        """The first line of the command's module, which is not imported for it."""
        return _first_line(COMMANDS / f"{name}.py")


def _tools_like(typed: str) -> list[str]:
    """How to run the installed tools whose name, or the first word of it, was nearly typed."""
    from cstools.io.resemblance import closest
    from cstools.plugin import discovery

    names = [plugin.name for plugin in discovery.tools()]
    called = {name.partition("-")[0]: name for name in reversed(names)} | {n: n for n in names}
    likest = dict.fromkeys(called[name] for name in closest(typed.lower(), called, 2))
    return [f"'cstools run {name}'" for name in likest]


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return str(ast.literal_eval(file.readline().strip().removesuffix('"""') + '"""'))


def _version(ctx: click.Context, _: click.Parameter, show: bool) -> None:
    if show and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"cstools {version('childrens-services-tools')}")
        ctx.exit()


@click.group(
    cls=CommandFolder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Shared tools for children's services data: find them, run them, write them.

    Data stay on this machine: nothing is sent anywhere.
    """
