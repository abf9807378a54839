"""Ask before a tool is installed that may be meant to be taken for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cstools.cli.prompt import somebody
from cstools.errors import UsageError
from cstools.io import quoting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.install.choice import Choice
    from cstools.registry import Registry


def settle(texts: Sequence[str], places: Sequence[Registry], *, yes: bool) -> None:
    """Have the person settle every doubt about the tools that were asked for.

    Raises:
        UsageError: the person does not agree, or there is nobody to ask.
    """
    from cstools.install import choice as choosing
    from cstools.install import installed

    for text in texts:
        name, _ = choosing.wanted(text)
        if installed.find(name) is not None:
            continue
        try:
            choice = choosing.choose(text, places)
        except UsageError:
            continue  # the install says the same
        settle_one(choice, yes=yes)


def settle_one(choice: Choice, *, yes: bool) -> None:
    """Have the person settle the doubt about one tool; raises as `settle`."""
    if not choice.doubt or yes:
        return
    if somebody():
        click.secho(choice.doubt, fg="yellow", err=True)
        if click.confirm(f"Install {choice.entry.name}?", default=False, err=True):
            return
    raise UsageError(
        choice.doubt,
        "Nothing was installed. If it is: "
        + quoting.command("cstools", "install", choice.entry.name, "--yes"),
    )
