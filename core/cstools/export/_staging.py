"""All-or-nothing writing: files are made beside their place and moved in at the end."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.errors import OutputError

if TYPE_CHECKING:
    from types import TracebackType

RECEIPT = "run.json"


class Staging:
    """A hidden folder beside the output folder, moved in by `commit` or removed.

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
        if error is not None:
            self._remove_made()
        if isinstance(error, OSError):
            raise _cannot_write(self.place, error) from error

    def add(self, path: Path) -> None:
        """Note a file written into `folder`."""
        if not path.is_relative_to(self.folder):
            raise OutputError(f"An exporter wrote {path.name} outside the folder it was given.")
        self.files.append(path)

    def commit(self) -> list[Path]:
        """Move every file into place, the receipt last, and return the final paths."""
        self._remove_earlier_run()
        final = []
        for path in self.files:
            target = self.place / path.relative_to(self.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            final.append(target)
        return final

    def abandon(self) -> None:
        """Leave everything as it was."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._remove_made()

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

    def _remove_earlier_run(self) -> None:
        receipt = self.place / RECEIPT
        if not receipt.exists():
            return
        try:
            names = [one["path"] for one in json.loads(receipt.read_text("utf-8"))["outputs"]]
        except (ValueError, KeyError, TypeError):
            names = []
        for name in names:
            old = (self.place / name).resolve()
            if old.is_relative_to(self.place.resolve()):
                old.unlink(missing_ok=True)
        receipt.unlink()

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
        "Nothing was left behind. Check the folder's permissions and the free space, "
        "or choose another folder with --out.",
    )
