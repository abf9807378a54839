"""Which registries a command looks in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from cstools.registry.index import Registry


def from_option(command: Any) -> Any:
    """Add ``--from``."""
    return click.option(
        "--from",
        "place",
        metavar="REGISTRY",
        help="A registry's file or folder to look in, instead of those set up.",
    )(command)


def registries(place: str | None) -> list[Registry]:
    """The registry at a place, or those set up when none is given.

    Raises:
        InputError: it cannot be read.
    """
    from cstools.registry import bundled, read_registry

    if place is None:
        return [bundled()]
    path = Path(place).expanduser().absolute()
    return [read_registry(path / "registry.toml" if path.is_dir() else path)]
