"""Compare two validation tools on the same input, finding by finding.

The name is loaded late: the command's help needs the pair of tools only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.comparison.comparison import compare

__all__ = [
    "compare",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "cstools.comparison.comparison": ("compare",),
    },
)
