"""Moving files one by one so that all the moves can be taken back."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Moves:
    """Moves within one disk, and the way back.

    Args:
        mode: permissions of folders that have to be made.
    """

    def __init__(self, mode: int = 0o777) -> None:
        self._mode = mode
        self._done: list[tuple[Path, Path]] = []
        self._made: list[Path] = []

    def move(self, source: Path, target: Path) -> None:
        """Move a file to where none is, making the folders it needs.

        Raises:
            OSError: it cannot be moved, or a file has come to stand there.
        """
        absent = [folder for folder in target.parents if not folder.exists()]
        for folder in reversed(absent):
            folder.mkdir(mode=self._mode, exist_ok=True)
        self._made += absent
        _move(source, target)
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


def _move(source: Path, target: Path) -> None:
    """Move a file and put it in place of no other, also when another program is as quick."""
    if os.name == "nt":
        source.rename(target)  # refuses on Windows where a file is
        return
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:  # a disk on which no file has two names
        source.replace(target)
    else:
        source.unlink()
