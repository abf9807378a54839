"""Gather the files a person points at: single files, folders, zip archives."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import shutil
import stat
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from cstools.errors import InputError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A return of 100,000 children is about 100 MB; compressed text rarely exceeds 50 to 1.
MAX_MEMBER = 300 * 1024**2
MAX_TOTAL = 600 * 1024**2
MAX_RATIO = 200
MAX_MEMBERS = 1000
_RATIO_FROM = 10 * 1024**2
_IGNORED = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Content:
    """One file's content.

    Attributes:
        name: the file as the user would name it; ``archive.zip/member.csv`` inside an archive.
        data: its bytes.
        folder: names of the folders between what the user pointed at and the file.
    """

    name: str
    data: bytes
    folder: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """The file's extension in lower case, e.g. ``.csv``."""
        return path_in(self.name).suffix.lower()

    @property
    def sha256(self) -> str:
        """Digest of the bytes, hexadecimal."""
        return sha256_of(self.data)


def sha256_of(content: bytes | Path) -> str:
    """Digest of some bytes, or of those of a file, hexadecimal."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put_text(path: Path, text: str) -> None:
    """Put a text file into place, at once; where that fails, nothing of it is left."""
    put_bytes(path, text.encode())


def put_bytes(path: Path, content: bytes) -> None:
    """Put a file into place, at once; where that fails, nothing of it is left."""
    with _beside(path) as half, half.open("xb") as file:
        file.write(content)


def put_copy(path: Path, source: Path) -> None:
    """Put a copy of a file into place, at once; where that fails, nothing of it is left."""
    with _beside(path) as half:
        shutil.copyfile(source, half)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A file to write, in its folder, that takes the place of `path` when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A name that nobody knows beforehand: two commands may do this at once, and in a folder that
    # others write in nobody is to put a link in its place.
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield half
        half.replace(path)
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


def path_in(name: str) -> PurePosixPath:
    """The path that a name stands for; archives made on Windows may have backslashes in it."""
    return PurePosixPath(name.replace("\\", "/"))


def short_names(names: Sequence[str]) -> dict[str, str]:
    """For each of some files the end of its path that tells it from the others, short as can be."""
    parts = {name: path_in(name).parts for name in names}
    lengths = dict.fromkeys(names, 1)
    while True:
        short = {name: "/".join(parts[name][-lengths[name] :]) for name in names}
        of = Counter(short.values())
        longer = [n for n in lengths if of[short[n]] > 1 and lengths[n] < len(parts[n])]
        if not longer:
            return short
        for name in longer:
            lengths[name] += 1


def gather(paths: Sequence[Path], subfolders: Sequence[str] = ()) -> list[Content]:
    """Read files, the files directly in folders, and the members of zip archives.

    Args:
        paths: what the user pointed at.
        subfolders: names of sub-folders of a folder that are read as well.

    Raises:
        InputError: a path does not exist or cannot be read, a folder is empty, an archive is
            broken or unsafe.
    """
    contents: list[Content] = []
    total = 0
    for path in paths:
        if path.is_dir():
            files = _of_folder(path, subfolders)
        elif path.exists():
            files = _of_file(path, str(path), ())
        else:
            raise InputError(f"There is no file or folder {path}.", "Check the path.")
        for content in files:
            total += len(content.data)
            if total > MAX_TOTAL:
                raise InputError(
                    f"The files given hold over {_size(MAX_TOTAL)} together, far more than a "
                    f"return; {content.name} is one file too many.",
                    "Give the files of one return only.",
                )
            contents.append(content)
    return contents


def _of_folder(folder: Path, subfolders: Sequence[str]) -> Iterator[Content]:
    places = [(folder, ())] + [
        (sub, (sub.name.lower(),))
        for sub in _listed(folder)
        if sub.is_dir() and sub.name.lower() in subfolders
    ]
    files = [
        (file, trail)
        for place, trail in places
        for file in _listed(place)
        if file.is_file() and not _hidden(file.name)
    ]
    if not files:
        raise InputError(
            f"The folder {folder} holds no files.", "Point at the folder with the data."
        )
    for file, trail in files:
        yield from _of_file(file, str(file), trail)


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise _unreadable(folder, error) from error


def _of_file(path: Path, name: str, trail: tuple[str, ...]) -> Iterator[Content]:
    try:
        if path.suffix.lower() == ".zip":
            yield from _of_archive(path, name)
        else:
            if path.stat().st_size > MAX_MEMBER:
                raise InputError(
                    f"{name} has over {_size(MAX_MEMBER)}, far more than a return can hold.",
                    "Give the files of one return only.",
                )
            yield Content(name, path.read_bytes(), trail)
    except OSError as error:
        raise _unreadable(path, error) from error


def _of_archive(path: Path, name: str) -> Iterator[Content]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir() and not _hidden(m.filename)]
            check_members(members, name)
            for member in members:
                trail = tuple(part.lower() for part in path_in(member.filename).parts[:-1])
                yield Content(f"{name}/{member.filename}", _member(archive, member, name), trail)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise InputError(
            f"The archive {name} is broken or not a zip file.", "Make it again, or unpack it first."
        ) from error


def check_members(members: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse an archive that is not safe to unpack.

    Args:
        members: the files it says it holds.
        name: the archive, for messages.

    Raises:
        InputError: a member leaves the archive, is a link, is protected, or far too large.
    """
    if not members:
        raise InputError(f"The archive {name} holds no files.", "Check that it is the right one.")
    if len(members) > MAX_MEMBERS:
        raise InputError(f"The archive {name} holds over {MAX_MEMBERS} files.", "Unpack it first.")
    for member in members:
        path = path_in(member.filename)
        if ".." in path.parts or path.is_absolute() or ":" in member.filename:
            raise InputError(
                f"The archive {name} has a member whose path leaves the archive; it is unsafe.",
                "Do not use it. Ask its sender for a plain zip of the files.",
            )
        if stat.S_ISLNK(member.external_attr >> 16):
            raise InputError(f"The archive {name} holds a link; it is unsafe.", "Zip the files.")
        if member.flag_bits & 1:
            raise InputError(f"The archive {name} is protected by a password.", "Unpack it first.")
    if sum(member.file_size for member in members) > MAX_TOTAL or any(_bomb(m) for m in members):
        raise InputError(
            f"The archive {name} unpacks to far more than a return can hold; it is unsafe.",
            "Do not use it. If it is yours, unpack it and point at the folder.",
        )


def _bomb(member: zipfile.ZipInfo) -> bool:
    large = member.file_size > _RATIO_FROM
    return member.file_size > MAX_MEMBER or (
        large and member.file_size > MAX_RATIO * max(member.compress_size, 1)
    )


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    # The directory of an archive can lie about sizes, so reading is bounded as well.
    with archive.open(member) as file:
        data = file.read(member.file_size + 1)
    if len(data) > member.file_size:
        raise InputError(
            f"The archive {name} is larger than it says; it is unsafe.", "Zip it anew."
        )
    return data


def _hidden(name: str) -> bool:
    parts = path_in(name).parts
    return parts[-1].startswith((".", "~$")) or parts[-1].lower() in _IGNORED or "__MACOSX" in parts


def _size(number: int) -> str:
    return f"{number // 1024**2:,} MB"


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(
        f"{path} cannot be read: {reason_of(error)}.",
        "Check that you may read it and that it is not open elsewhere.",
    )
