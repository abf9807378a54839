"""pyproject.toml says which versions of Python it runs on.

Level: error
Why: Where it does not, pip installs the tool on a Python it cannot run on.
Fix: Write requires-python = ">=3.11" under [project] in pyproject.toml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Look at requires-python."""
    written = subject.project.about.get("requires-python")
    if not isinstance(written, str) or not written.strip():
        yield "pyproject.toml has no requires-python."
        return
    try:
        SpecifierSet(written)
    except InvalidSpecifier:
        yield f"requires-python = '{written}' is not understood."
