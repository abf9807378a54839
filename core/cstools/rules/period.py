"""When a period begins and ends, and what the one before it is called.

The only place of the rules that knows: a schema that says so itself is asked here.
"""

from __future__ import annotations

import numpy as np

EARLIER = "last year"


def bounds(period: int | None) -> tuple[np.datetime64, np.datetime64]:
    """The first and last day of a period; blank days without one."""
    if period is None:
        return np.datetime64("NaT", "D"), np.datetime64("NaT", "D")
    return np.datetime64(f"{period - 1}-04-01", "D"), np.datetime64(f"{period}-03-31", "D")


def before(period: int | None) -> int | None:
    """The period before; None without one."""
    return None if period is None else period - 1
