"""Ask before a tool is installed that may be meant to be taken for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cstools.cli.prompt import somebody
from cstools.errors import UsageError
from cstools.io import shell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.install.candidate import Candidate
    from cstools.install.request import ToolRequest
    from cstools.registry import Registry


def settle(requests: Sequence[ToolRequest], places: Sequence[Registry], *, yes: bool) -> None:
    """Have the person settle every doubt about the tools that were asked for.

    Raises:
        UsageError: the person does not agree, or there is nobody to ask.
    """
    from cstools.install import installed
    from cstools.install.candidate import choose

    for request in requests:
        if installed.find(request.name) is not None:
            continue
        try:
            candidate = choose(request, places)
        except UsageError:
            continue  # the install says the same
        settle_one(candidate, yes=yes)


def settle_one(candidate: Candidate, *, yes: bool) -> None:
    """Have the person settle the doubt about one tool; raises as `settle`."""
    if not candidate.doubt or yes:
        return
    if somebody():
        click.secho(candidate.doubt, fg="yellow", err=True)
        if click.confirm(f"Install {candidate.entry.name}?", default=False, err=True):
            return
    raise UsageError(
        candidate.doubt,
        "Nothing was installed. If it is: "
        + shell.command("cstools", "install", candidate.entry.name, "--yes"),
    )
