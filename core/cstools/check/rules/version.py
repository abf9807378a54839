"""The version is one that pip understands, and the same everywhere.

Level: error
Why: Upgrades, locks and receipts compare versions.
Fix: Write it in pyproject.toml under [project], such as version = "0.1.0", and only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from cstools.check.sources import version_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Compare the version in pyproject.toml with those in the package."""
    written = subject.project.version
    if written is None:
        yield "pyproject.toml does not give the version."
        return
    try:
        version = Version(written)
    except InvalidVersion:
        yield f"'{written}' is no version."
        return
    for path in subject.project.sources:
        other = version_in(path)
        if other is not None and not _same(other, version):
            yield f"pyproject.toml says version {written}, {path.name} says {other}."


def _same(text: str, version: Version) -> bool:
    try:
        return Version(text) == version
    except InvalidVersion:
        return False
