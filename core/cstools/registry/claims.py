"""Whose a name is: the first registry that lists it, and the package with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools.errors import UsageError
from cstools.registry import tool_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cstools.registry.entry import Entry, Registry


def check_package(entry: Entry, registry: Registry, prior: Iterable[Registry]) -> None:
    """Raise UsageError where a registry with a better claim lists the package as another tool.

    Args:
        entry: the tool.
        registry: the registry that lists it.
        prior: the registries that are looked in before it.
    """
    package = canonicalize_name(entry.package)
    for other in prior:
        for known in other.entries:
            if known.name != entry.name and canonicalize_name(known.package) == package:
                raise UsageError(
                    f"{registry.name} lists {entry.name} with the package {entry.package}, which "
                    f"is {known.name} of {other.name}.",
                    f"Do not install it from there: it would take the place of {known.name}. "
                    f"Tell whoever keeps {registry.name}.",
                )


def taken_from(entry: Entry, registry: Registry) -> str:
    """A sentence where a tool is taken from a registry that was asked for, and is another's."""
    owner = next(
        (other.name for other in registry.prior if other.find(entry.name) is not None), None
    )
    if owner is None:
        return ""
    place = registry.path if registry.name == owner else registry.name
    return f"{entry.name} is listed by {owner}; it is taken from {place} because of --from."


def looks_like(entry: Entry, registry: Registry, prior: Sequence[Registry]) -> str:
    """A sentence about a name that somebody may have chosen to be taken for another; or empty.

    Only a name of a registry that is looked in before can be meant: what its keepers list
    themselves, they have seen.
    """
    if any(earlier.find(entry.name) is not None for earlier in prior):
        return ""
    for other in prior:
        like = tool_names.look_alike(entry.name, [earlier.name for earlier in other.entries])
        if like is not None:
            return (
                f"{entry.name} of {registry.name} looks like {like} of {other.name}: make sure "
                "that it is the one you want."
            )
    return ""
