"""The changes that installing makes to files, one after the other, each with a name.

Every one of them passes here, so that tests can stop a command at each and see what stands then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

watchers: list[Callable[[str], None]] = []


def checkpoint(name: str) -> None:
    """Tell who watches that a change is about to be made, or the last one has been."""
    for watch in watchers:
        watch(name)
