"""All-or-nothing writing: files are made beside their place and moved in at the end."""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.errors import CstoolsError, OutputError, ToolError, reason_of
from cstools.io.files import sha256_of
from cstools.io.scratch import make_folder, remove, sweep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

RECEIPT = "run.json"
_PREFIX = ".cstools-"
# What the core's own exporters and the comparison call their files. Only these are taken away as
# parts of an earlier run, for anybody can write any name into its receipt.
_OWN_NAMES = re.compile(
    r"(report|comparison)\.html|report\.xlsx"
    r"|(changes|comparison|comparison-rows|figures|findings|fix-list|rules)\.(csv|json|parquet|sqlite)"
    r"|(changes|fix-list|panels|tables)/[^/\\]+\.(csv|parquet|xlsx)"
)
_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o600


class Staging:
    """A hidden folder in the output folder; its files are moved in by `commit` or removed.

    One that a killed run left there goes first. A folder that has to be made is for this user only,
    and so are the files in it; in a folder that was there they are as its files usually are.

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
            for folder in reversed(self._made):
                folder.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
            sweep(_PREFIX, self.place)
            self.folder = make_folder(_PREFIX, self.place)
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
        remove(self.folder)
        if not self.committed:
            self._remove_made()
        # What an exporter met comes with the name of the exporter around it.
        reason = error.__cause__ if isinstance(error, ToolError) else error
        if isinstance(reason, OSError) and not isinstance(reason, CstoolsError):
            raise _cannot_write(self.place, reason) from error

    def add(self, path: Path) -> None:
        """Note a file written into `folder`; several exporters may name the same one.

        Raises:
            OutputError: it is elsewhere, or stands for a file that is elsewhere too.
        """
        problem = self._problem_of(path)
        if problem:
            raise OutputError(
                f"An exporter names a file that {problem}.",
                "Nothing was written. It may hand back files it wrote into the folder it was "
                "given, and no others: tell its maintainer.",
            )
        if path not in self.files:
            self.files.append(path)

    def _problem_of(self, path: Path) -> str:
        # The folder itself may have been named with ".." in it; what follows may not.
        within = path.relative_to(self.folder) if path.is_relative_to(self.folder) else Path("..")
        if ".." in within.parts:
            return "is outside the folder it was given"
        if path.resolve() != self.folder.resolve() / within:
            return "is a link, or behind one"
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            return "is no file"
        return "has another name elsewhere" if about.st_nlink > 1 else ""

    def commit(self) -> list[Path]:
        """Move every file into place, the receipt last, and return the final paths.

        An earlier run is moved out first. When a move fails, everything goes back where it was.

        Raises:
            OutputError: another run came first, or a file that is not of an earlier run is in the
                way.
        """
        for path in self.files:
            self.add(path)  # it may have become another since
        with _alone(self.place):
            return self._commit()

    def _commit(self) -> list[Path]:
        self._check_free()
        final = [self.place / path.relative_to(self.folder) for path in self.files]
        self._check_links(final)
        earlier = self._earlier_run()
        in_the_way = [path for path in final if path.exists() and path not in earlier]
        self._check_in_the_way(in_the_way)
        aside = Path(tempfile.mkdtemp(prefix="earlier-", dir=self.folder))
        moves = Moves(_PRIVATE_FOLDER if self._made else 0o777)
        try:
            for path in [*earlier, *in_the_way]:
                moves.move(path, aside / path.relative_to(self.place))
            for path, target in zip(self.files, final, strict=True):
                if self._made:
                    path.chmod(_PRIVATE_FILE)
                moves.move(path, target)
        except BaseException:
            moves.undo()
            raise
        self.committed = True
        remove_empty({path.parent for path in earlier} - {self.place})
        return final

    def _check_links(self, paths: list[Path]) -> None:
        """See that no folder on the way to a file leads out of the output folder."""
        real = self.place.resolve()
        for path in paths:
            parent = path.parent
            if parent.resolve() != real / parent.relative_to(self.place):
                raise OutputError(
                    f"{parent} is a link to another folder, where nothing is to be written.",
                    "Remove the link, or choose another folder with --out.",
                )

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
            named = [self.place / output["path"] for output in outputs]
        except (ValueError, KeyError, TypeError):
            named = []
        real = self.place.resolve()
        own = [
            path
            for path in named
            if path.is_file()
            and path.is_relative_to(self.place)
            and _OWN_NAMES.fullmatch(path.relative_to(self.place).as_posix())
            and path.parent.resolve() == real / path.parent.relative_to(self.place)
        ]
        return [*(path for path in dict.fromkeys(own) if path != receipt), receipt]

    def _remove_made(self) -> None:
        for folder in self._made:
            try:
                folder.rmdir()
            except OSError:
                return


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
            with contextlib.suppress(OSError):
                target.replace(source)
        remove_empty(self._made)


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove those folders that are empty, the deepest first."""
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        with contextlib.suppress(OSError):
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


@contextlib.contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Let one run of this machine at a time move its files into a folder."""
    # A tool in an environment of its own brings this module along, and not the package.
    from filelock import FileLock

    user = os.getuid() if hasattr(os, "getuid") else ""
    name = sha256_of(os.path.normcase(place.resolve()).encode())[:16]
    with FileLock(Path(tempfile.gettempdir()) / f"cstools-{user}-{name}.lock"):
        yield


def _cannot_write(place: Path, error: OSError) -> OutputError:
    reason = reason_of(error)
    return OutputError(
        f"The results could not be written to {place}: {reason}.",
        "Nothing was left behind. Close files of an earlier run, check the folder's permissions "
        "and the free space, or choose another folder with --out.",
    )
