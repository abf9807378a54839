"""Call a tool: here under the guard, or in the environment of its own.

`call` is the one door. It decides where a hook runs and what its answer has to be; nothing else in
cstools does. The names are loaded late: the side of the worker needs none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.call.door import call, load, rules_of
    from cstools.call.in_process import tell
    from cstools.call.standards import by_standard, load_standard, period_kind_of, schema_of

__all__ = [
    "by_standard",
    "call",
    "load",
    "load_standard",
    "period_kind_of",
    "rules_of",
    "schema_of",
    "tell",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "cstools.call.door": ("call", "load", "rules_of"),
        "cstools.call.in_process": ("tell",),
        "cstools.call.standards": ("by_standard", "load_standard", "period_kind_of", "schema_of"),
    },
)
