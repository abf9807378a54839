"""The author's own exception, for a tool that runs from its project's folder.

Its message may quote the data, so it is shown to nobody but the author, at the author's terminal.
"""

from __future__ import annotations

import sys
import traceback
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

from cstools.call.guard import audible
from cstools.errors import ToolError, UsageError
from cstools.plugin.packages import is_editable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.plugin.discovery import Plugin


def check(plugin: Plugin) -> None:
    """Find out, before anything runs, whether a tool's exceptions may be shown here.

    Raises:
        UsageError: the tool was installed and not made here, or nobody sits at a terminal.
    """
    if plugin.environment is not None or not is_editable(plugin.package):
        raise UsageError(
            f"--debug is for the authors of tools, and {plugin.name} does not run from its "
            "project's folder.",
            "A traceback may quote the data. In the project's folder: python -m pip install -e .",
        )
    if not at_terminal():
        raise UsageError(
            "--debug shows what may quote the data, so it needs a terminal.",
            "Leave it out where the output is written to a file or read by a program.",
        )


def at_terminal() -> bool:
    """Whether what is written to standard error is read by a person, and by nobody else."""
    return sys.stderr.isatty()


@contextmanager
def own_errors(plugin: Plugin, *, enabled: bool) -> Iterator[None]:
    """Show what a tool raises within, where that is wanted and allowed; it is raised all the same.

    Raises:
        UsageError: it is wanted and not allowed.
    """
    if enabled:
        check(plugin)
    try:
        with audible() if enabled else nullcontext():
            yield
    except ToolError as error:
        if enabled and error.__cause__ is not None:
            click.secho("The tool's own exception; it may quote the data:", fg="yellow", err=True)
            click.echo("".join(traceback.format_exception(error.__cause__)), err=True)
        raise
