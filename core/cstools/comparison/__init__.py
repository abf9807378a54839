"""Compare two validation tools on the same input, finding by finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cstools.comparison.comparing import compare

__all__ = ["compare"]


def __getattr__(name: str) -> Any:
    # The command's help needs the pair of tools only, not what it takes to run them.
    if name == "compare":
        from cstools.comparison.comparing import compare

        return compare
    raise AttributeError(f"module 'cstools.comparison' has no attribute '{name}'")
