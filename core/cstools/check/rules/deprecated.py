"""It uses no hook and no argument that will go.

Level: warning
Why: A later version of cstools will no longer have it, and the tool will stop working with that.
Fix: Use what the message names instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Say what is deprecated of what it uses."""
    yield from subject.imported.deprecated
