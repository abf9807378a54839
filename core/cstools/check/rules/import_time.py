"""Importing it takes less time than importing pandas.

Level: warning
Why: Everyone who runs the tool waits for it each time.
Fix: Import heavy packages inside the function that uses them, not at the top of the module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject

MOST = 1.0


def look(subject: Subject) -> Iterator[str]:
    """Compare what its import costs with what that of pandas costs, which is there already."""
    cost = subject.imported.cost
    if cost > MOST:
        yield f"Importing it takes {cost:.1f} times as long as importing pandas."
