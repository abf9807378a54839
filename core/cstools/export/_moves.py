"""Moving files one by one so that all the moves can be taken back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Moves:
    """Moves within one disk, and the way back."""

    def __init__(self) -> None:
        self._done: list[tuple[Path, Path]] = []
        self._made: list[Path] = []

    def move(self, source: Path, target: Path) -> None:
        """Move a file, making the folders it needs."""
        lacking = [folder for folder in target.parents if not folder.exists()]
        target.parent.mkdir(parents=True, exist_ok=True)
        self._made += lacking
        source.replace(target)
        self._done.append((source, target))

    def undo(self) -> None:
        """Take every move back, the latest first; one that cannot be does not stop the others."""
        for source, target in reversed(self._done):
            with suppress(OSError):
                target.replace(source)
        remove_empty(self._made)


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove those folders that are empty, the deepest first."""
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()
