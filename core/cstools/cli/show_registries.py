"""Which registries a command looks in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from cstools.registry.entry import Registry


def from_option(command: Any) -> Any:
    """Add ``--from``."""
    return click.option(
        "--from",
        "place",
        metavar="REGISTRY",
        help="The one registry to look in: its name, file or folder.",
    )(command)


def registries(place: str | None, *, copies: bool = False) -> list[Registry]:
    """The registry at a place, or those set up when none is given; those to look in first first.

    Those that cannot be used are named on standard error.

    Args:
        place: name, file or folder of a registry, or None.
        copies: give the copy of one that is out of reach, to look into but not to install from.

    Raises:
        InputError: the one at the place cannot be read or trusted.
    """
    from cstools.registry import registries as configured

    if place is not None:
        return [_asked_for(place)]
    usable = []
    for reached in configured.reached():
        registry = reached.registry if copies or not reached.problem else None
        if reached.problem:
            as_was = (
                " Its list is shown as it was when last read." if registry else " It is left out."
            )
            click.echo(f"Note: {reached.problem}{as_was}", err=True)
        if registry is not None:
            usable.append(registry)
    return usable


def _asked_for(place: str) -> Registry:
    """The one registry that was asked for, and those that would be looked in before it."""
    from cstools.registry import registries as configured
    from cstools.registry import source as sources
    from cstools.registry import trust

    source = sources.at(place)
    registry = trust.read(source)
    if not registry.public_key and not source.name:
        alike = next((other for other in sources.sources() if other.name == registry.name), None)
        also = f" It calls itself {alike.name}, as the one at {alike.path} does." if alike else ""
        click.echo(
            f"Note: {source.path} is not signed: whoever may write there decides what you "
            f"install.{also}",
            err=True,
        )
    return replace(registry, prior=tuple(configured.prior_to(source)))
