"""All-or-nothing writing: files are made beside their place and moved in at the end."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.errors import OutputError
from cstools.export._moves import Moves, remove_empty

if TYPE_CHECKING:
    from types import TracebackType

RECEIPT = "run.json"


class Staging:
    """A hidden folder in the output folder; its files are moved in by `commit` or removed.

    Args:
        place: the output folder.
        overwrite: whether an earlier run there may be replaced.

    Raises:
        OutputError: on entering, when `place` holds a run or cannot be written.
    """

    def __init__(self, place: Path, *, overwrite: bool) -> None:
        self.place = place.absolute()
        self.overwrite = overwrite
        self.files: list[Path] = []
        self.committed = False

    def __enter__(self) -> Staging:
        self._check_free()
        self._made = [p for p in (self.place, *self.place.parents) if not p.exists()]
        try:
            self.place.mkdir(parents=True, exist_ok=True)
            self.folder = Path(tempfile.mkdtemp(prefix=".cstools-", dir=self.place))
        except OSError as error:
            self._remove_made()
            raise _cannot_write(self.place, error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if not self.committed:
            self._remove_made()
        if isinstance(error, OSError):
            raise _cannot_write(self.place, error) from error

    def add(self, path: Path) -> None:
        """Note a file written into `folder`; several exporters may name the same one."""
        if not path.is_relative_to(self.folder):
            raise OutputError(f"An exporter wrote {path.name} outside the folder it was given.")
        if path not in self.files:
            self.files.append(path)

    def commit(self) -> list[Path]:
        """Move every file into place, the receipt last, and return the final paths.

        An earlier run is moved out first. When a move fails, everything goes back where it was.

        Raises:
            OutputError: a file that is not of an earlier run is in the way.
        """
        final = [self.place / path.relative_to(self.folder) for path in self.files]
        earlier = self._earlier_run()
        in_the_way = [path for path in final if path.exists() and path not in earlier]
        self._check_in_the_way(in_the_way)
        aside = Path(tempfile.mkdtemp(prefix="earlier-", dir=self.folder))
        moves = Moves()
        try:
            for path in [*earlier, *in_the_way]:
                moves.move(path, aside / path.relative_to(self.place))
            for path, target in zip(self.files, final, strict=True):
                moves.move(path, target)
        except BaseException:
            moves.undo()
            raise
        self.committed = True
        remove_empty({path.parent for path in earlier} - {self.place})
        return final

    def _check_free(self) -> None:
        if self.place.exists() and not self.place.is_dir():
            raise OutputError(
                f"{self.place} is a file, not a folder.", "Choose another folder with --out."
            )
        if (self.place / RECEIPT).exists() and not self.overwrite:
            raise OutputError(
                f"The folder {self.place} already holds a run.",
                "Choose another folder with --out, or add --overwrite to replace it.",
            )

    def _check_in_the_way(self, paths: list[Path]) -> None:
        for path in paths:
            if path.is_dir():
                raise OutputError(
                    f"{path} is a folder where a file has to be written.",
                    "Move it away, or choose another folder with --out.",
                )
            if not self.overwrite:
                raise OutputError(
                    f"{path} exists already and is not part of an earlier run.",
                    "Move it away, choose another folder with --out, or add --overwrite.",
                )

    def _earlier_run(self) -> list[Path]:
        """Give the files of the run that stands in the folder, its receipt last."""
        receipt = self.place / RECEIPT
        if not receipt.is_file():
            return []
        try:
            outputs = json.loads(receipt.read_text("utf-8"))["outputs"]
            named = [self.place / one["path"] for one in outputs]
        except (ValueError, KeyError, TypeError):
            named = []
        # A receipt can be edited by anybody: what it names outside the folder is left alone.
        inside = self.place.resolve()
        own = [path for path in named if path.is_file() and path.resolve().is_relative_to(inside)]
        return [*(path for path in dict.fromkeys(own) if path != receipt), receipt]

    def _remove_made(self) -> None:
        for folder in self._made:
            try:
                folder.rmdir()
            except OSError:
                return


def _cannot_write(place: Path, error: OSError) -> OutputError:
    reason = (error.strerror or type(error).__name__).lower()
    return OutputError(
        f"The results could not be written to {place}: {reason}.",
        "Nothing was left behind. Close files of an earlier run, check the folder's permissions "
        "and the free space, or choose another folder with --out.",
    )
