"""The licence is named, the same everywhere, and its text is there.

Level: error
Why: Without a licence no other council may use the tool.
Fix: Name it by its SPDX name, such as MIT, in cstools.toml and pyproject.toml; add a file LICENSE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject

_FILES = ("LICEN[CS]E*", "licen[cs]e*", "COPYING*")


def look(subject: Subject) -> Iterator[str]:
    """Compare what the manifest and pyproject.toml say, and look for the file."""
    licence = _canonical(subject.manifest.licence)
    if licence is None:
        yield f"'{subject.manifest.licence}' in cstools.toml is no SPDX name of a licence."
    written = _written(subject.project.about.get("license"))
    if not written:
        yield "pyproject.toml has no license."
    elif licence is not None and _canonical(written) != licence:
        yield f"cstools.toml names the licence {licence}, pyproject.toml {written}."
    folder = subject.project.folder
    files = [path for pattern in _FILES for path in folder.glob(pattern) if path.is_file()]
    if not any(path.stat().st_size for path in files):
        yield "There is no file LICENSE with the text of the licence."


def _written(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("text", "")
    return value if isinstance(value, str) else ""


def _canonical(name: str) -> str | None:
    try:
        return str(canonicalize_license_expression(name))
    except InvalidLicenseExpression:
        return None
