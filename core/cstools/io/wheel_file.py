"""A wheel as a file: what it says of itself, read within bounds, and a new one written."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.metadata import RawMetadata, parse_email

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

# The earliest time a zip can hold; a wheel's bytes depend on what is in it and nothing else.
EPOCH = (1980, 1, 1, 0, 0, 0)
_METADATA = ".dist-info/METADATA"
_LARGEST = 10_000_000


@dataclass(frozen=True)
class Member:
    """One file of a wheel: its path there, its bytes, and whether it is a program."""

    path: str
    data: bytes
    program: bool = False


def read_metadata(wheel: Path) -> RawMetadata:
    """What a wheel says of itself.

    Raises:
        OSError: it cannot be read.
        ValueError: it has no metadata, more than one, or some of an unlikely size.
        zipfile.BadZipFile: it is no zip.
    """
    with zipfile.ZipFile(wheel) as archive:
        [about] = [info for info in archive.infolist() if info.filename.endswith(_METADATA)]
        if about.file_size > _LARGEST:
            raise ValueError(about.filename)
        return parse_email(archive.read(about))[0]


def metadata(name: str, version: str, requirements: Iterable[object]) -> str:
    """The text of the metadata of a distribution."""
    needs = "".join(f"Requires-Dist: {requirement}\n" for requirement in requirements)
    return f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}"


def write(path: Path, stem: str, members: Sequence[Member]) -> None:
    """Write a wheel and the record of what is in it.

    Args:
        path: the file.
        stem: name and version as its folder of metadata has them: ``name-1.0``.
        members: its files but for the record, in their order.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for member in (*members, _record(f"{stem}.dist-info/RECORD", members)):
            info = zipfile.ZipInfo(member.path, EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            info.external_attr = (0o755 if member.program else 0o644) << 16
            wheel.writestr(info, member.data)


def digest(data: bytes, algorithm: str = "sha256") -> str:
    """The digest of a file as a record has it."""
    raw = hashlib.new(algorithm, data).digest()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _record(path: str, members: Sequence[Member]) -> Member:
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    for member in members:
        lines.writerow([member.path, f"sha256={digest(member.data)}", len(member.data)])
    lines.writerow([path, "", ""])
    return Member(path, text.getvalue().encode())
