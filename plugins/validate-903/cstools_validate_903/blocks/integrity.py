"""Building blocks of the integrity checks between Header and the other tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


def unknown_to_header(ret: Return, table: str) -> Flags:
    """Rows whose child has no row in Header (block INT_HEADER); a blank CHILD is in no Header."""
    rows = ret[table]
    return rows.flag(~rows.among(ret.Header.children()))


def other_birth_date(ret: Return, table: str) -> Flags:
    """Rows whose DOB is not that of one of the child's Header rows (block INT_DOB)."""
    records = ret[table]
    rows, header = records.join(ret.Header)
    readable = ~np.isnat(rows.DOB) & ~np.isnat(header.DOB)
    return rows.flag(readable & (rows.DOB != header.DOB))
