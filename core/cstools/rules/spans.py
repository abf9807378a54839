"""Records with a start and an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cstools.rules.flags import Flags
    from cstools.rules.view import View


def begins_too_soon(records: View, start: str, end: str) -> Flags:
    """Records that start before the one before them has ended, or while it is open.

    The one before is the neighbour when the child's records are put in the order of their ends, an
    open one standing where it starts.
    """
    starts, ends = records[start], records[end]
    ordered = records.ordered(np.where(np.isnat(ends), starts, ends), start)
    before = ordered.before
    ended = before[end]
    still_open = before.exists & np.isnat(ended)
    return ordered.flag(still_open | (ordered[start] < ended))
