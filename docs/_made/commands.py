"""The commands with their arguments and options, from what ``--help`` is made of."""

from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING, Any

import click

from _made.markdown import table, text
from cstools.cli.group import cli

if TYPE_CHECKING:
    from collections.abc import Iterator


def commands() -> str:
    """A section for every command, and one for every command below it."""
    context = click.Context(cli, info_name="cstools")
    return "\n\n".join(
        part
        for name in cli.list_commands(context)
        for part in _sections(_found(name), f"cstools {name}")
    )


def _sections(command: click.Command, path: str) -> Iterator[str]:
    yield _section(command, path)
    # A group of its own class has the installed tools below it, which are no commands of the core.
    if type(command) is click.Group:
        for name, below in command.commands.items():
            yield from _sections(below, f"{path} {name}")


def _section(command: click.Command, path: str) -> str:
    context = click.Context(command, info_name=path)
    usage = " ".join(command.collect_usage_pieces(context))
    parts = [f"## {path}", f"```text\n{path} {usage}\n```", _prose(command.help or "")]
    rows = [_row(param, context) for param in options(command, path)]
    if rows:
        parts.append(table(["option", "meaning", "default"], rows))
    return "\n\n".join(parts)


def _prose(help_text: str) -> str:
    paragraphs = inspect.cleandoc(help_text).split("\n\n")
    return "\n\n".join(text(" ".join(one.split())) for one in paragraphs)


def options(command: click.Command, path: str) -> list[click.Option]:
    """The options of a command; of one that runs tools those that every tool has."""
    module = importlib.import_module(f"cstools.cli.commands.{path.split()[1]}")
    every = (
        getattr(module, "_shared", command).params if command is module.command else command.params
    )
    return [one for one in every if isinstance(one, click.Option) and not one.hidden]


def _row(param: click.Option, context: click.Context) -> list[str]:
    flags = ", ".join(f"`{one}`" for one in (*param.opts, *param.secondary_opts))
    # A bar inside of code would end the cell, and be shown as \\| where it is escaped.
    value = param.make_metavar(context).replace("|", ", ")
    metavar = "" if param.is_flag else f" `{value}`"
    required = " Required." if param.required else ""
    return [flags + metavar, text(param.help or "") + required, _default(param)]


def _default(param: click.Option) -> str:
    value: Any = param.default
    shown = param.show_default and isinstance(value, str | int | float) and value != ""
    return f"`{value}`" if shown and not param.is_flag else ""


def _found(name: str) -> click.Command:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return command
