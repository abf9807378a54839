"""Retire a tool: it stays listed, with the reason, and warns whoever installs or runs it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cstools.errors import UsageError
from cstools.publish.shelf import opened

if TYPE_CHECKING:
    from pathlib import Path


def retire(
    name: str, to: str, *, reason: str, superseded_by: str = "", key: Path | None = None
) -> None:
    """Mark a tool as retired in a registry.

    Args:
        name: the tool.
        to: the registry's file or folder, or its name.
        reason: why, for those who use it.
        superseded_by: the tool to use instead, or an empty text.
        key: the private key to sign the registry with, or None.

    Raises:
        UsageError: the registry does not list the tool, or the one to use instead.
        InputError: the registry cannot be read or trusted.
        OutputError: it cannot be written; it is as it was.
    """
    with opened(to, key) as shelf:
        entry = shelf.registry.find(name)
        if entry is None:
            names = ", ".join(other.name for other in shelf.registry.entries) or "nothing"
            raise UsageError(f"{shelf.path} does not list {name}.", f"It lists: {names}.")
        if superseded_by == name:
            raise UsageError(f"{name} cannot be superseded by itself.")
        if superseded_by and shelf.registry.find(superseded_by) is None:
            raise UsageError(
                f"{shelf.path} does not list {superseded_by}, so nobody could go over to it.",
                "Publish it first, or leave --superseded-by out.",
            )
        shelf.put(
            replace(entry, status="retired", retired_because=reason, superseded_by=superseded_by)
        )
