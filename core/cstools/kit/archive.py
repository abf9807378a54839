"""The files of a kit: packed into a zip, and unpacked and checked where they arrive."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cstools.errors import InputError, OutputError, reason_of
from cstools.io.characters import visible
from cstools.io.files import check_members, sha256_of
from cstools.io.scratch import scratch
from cstools.io.wheel_file import EPOCH
from cstools.kit import format as kits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cstools.kit.format import Kit

_LARGEST = 4 * 1024**2
_BLOCK = 1024**2
# What Windows and macOS write into a folder that somebody looks into.
_VIEWED = frozenset({"Thumbs.db", "desktop.ini", ".DS_Store"})
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


def files_of(folder: Path) -> list[str]:
    """The files below a folder, as paths with forward slashes, in order."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def pack(folder: Path, out: Path) -> None:
    """Write the files below a folder into a zip; the same files give the same bytes."""
    with zipfile.ZipFile(out, "w") as archive:
        for name in files_of(folder):
            info = zipfile.ZipInfo(name, EPOCH)
            # Wheels are compressed already.
            wheel = name.endswith(".whl")
            info.compress_type = zipfile.ZIP_STORED if wheel else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.file_size = (folder / name).stat().st_size
            with (folder / name).open("rb") as source, archive.open(info, "w") as target:
                shutil.copyfileobj(source, target, _BLOCK)


def described(place: Path) -> Kit:
    """What a kit says of itself; its files are not checked yet.

    Args:
        place: its zip, or the folder it was unzipped into.

    Raises:
        InputError: it is no kit, or cannot be read.
    """
    if not place.exists():
        raise InputError(f"There is no kit {place}.", "Check the path.")
    try:
        if place.is_dir():
            with (place / kits.FILE).open("rb") as file:
                return kits.parse(file.read(_LARGEST), place)
        with _opened(place) as archive, archive.open(kits.FILE) as member:
            return kits.parse(member.read(_LARGEST), place)
    except (FileNotFoundError, KeyError):
        raise InputError(
            f"{place} is no kit: there is no {kits.FILE} in it.",
            "Give the zip that 'cstools kit build' made, or the folder it was unzipped into.",
        ) from None
    except OSError as error:
        raise _unreadable(place, error) from error


@contextmanager
def unpacked(place: Path, kit: Kit) -> Iterator[Path]:
    """The folder with the files of a kit, each checked by its sha256.

    Args:
        place: its zip, which is unpacked for the time being, or the folder it was unzipped into.
        kit: what it says of itself.

    Raises:
        InputError: a file is missing or was altered, or one was added.
        OutputError: there is no room to unpack it.
    """
    if place.is_dir():
        _check(place, kit, place)
        yield place
        return
    with _room(place) as folder:
        try:
            _unpack(place, kit, folder)
        except OSError as error:
            raise _no_room(place, error) from error
        _check(folder, kit, place)
        yield folder


@contextmanager
def _room(place: Path) -> Iterator[Path]:
    with contextlib.ExitStack() as stack:
        try:
            folder = stack.enter_context(scratch("cstools-kit-"))
        except OSError as error:
            raise _no_room(place, error) from error
        yield folder


def _no_room(place: Path, error: OSError) -> OutputError:
    reason = reason_of(error)
    return OutputError(
        f"The kit {place} could not be unpacked to {tempfile.gettempdir()}: {reason}.",
        "Make space there, or unzip it elsewhere and give the folder.",
    )


def _unpack(place: Path, kit: Kit, folder: Path) -> None:
    with _opened(place) as archive:
        names = [member.filename for member in archive.infolist() if not member.is_dir()]
        present = set(names)
        _check_listed(names, kit, place)
        # What is missing is named afterwards.
        for name in [member for member in kit.files if member in present]:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file, _BLOCK)


@contextmanager
def _opened(place: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(place) as archive:
            check_members(
                [member for member in archive.infolist() if not member.is_dir()], str(place)
            )
            yield archive
    except (*_BROKEN, RuntimeError, ValueError) as error:  # such as a password, a name of no file
        raise InputError(
            f"The kit {place} is broken or not a zip file.", "Copy it again, or get it anew."
        ) from error


def _check(folder: Path, kit: Kit, place: Path) -> None:
    for name, digest in kit.files.items():
        path = folder / name
        try:
            same = path.is_file() and sha256_of(path) == digest
        except OSError as error:
            raise _unreadable(path, error) from error
        if not same:
            what = "was altered" if path.is_file() else "is missing"
            raise InputError(
                f"The file {name} of the kit {place} {what}.", "Do not use it; get the kit anew."
            )
    if place.is_dir():
        _check_listed(_everything(folder), kit, place)


def _check_listed(names: Iterable[str], kit: Kit, place: Path) -> None:
    """Raise InputError for a file that the kit does not list: it may be run where it is taken."""
    for name in names:
        if name != kits.FILE and name not in kit.files and name.rpartition("/")[2] not in _VIEWED:
            raise InputError(
                f"The file {visible(name, lines=False)} was added to the kit {place}.",
                "Do not use it; get the kit anew, and unzip it into a new folder.",
            )
    if isinstance(names, list) and len(set(names)) != len(names):
        raise InputError(f"The kit {place} holds a file twice.", "Do not use it; get the kit anew.")


def _everything(folder: Path) -> list[str]:
    """All that lies below a folder but folders; links too, wherever they lead."""
    paths = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def _unreadable(path: Path, error: OSError) -> InputError:
    reason = reason_of(error)
    return InputError(f"{path} cannot be read: {reason}.", "Check that you may read it.")
