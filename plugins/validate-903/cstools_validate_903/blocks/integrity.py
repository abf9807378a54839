"""Building blocks of the integrity checks between Header and the other tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cstools_validate_903.engine import Flags, Return, View


def unknown_to_header(ret: Return, table: str) -> Flags:
    """Rows whose child has no row in Header (block INT_HEADER); a blank CHILD is in no Header."""
    rows: View = getattr(ret, table)
    return rows.flag(~rows.among(ret.Header.children()))


def other_birth_date(ret: Return, table: str) -> Flags:
    """Rows whose DOB is not that of one of the child's Header rows (block INT_DOB)."""
    records: View = getattr(ret, table)
    rows, header = records.join(ret.Header)
    readable = ~np.isnat(rows.DOB) & ~np.isnat(header.DOB)
    return rows.flag(readable & (rows.DOB != header.DOB))


def repeated_child(ret: Return, table: str) -> Flags:
    """Every row of a child that has more than one (block INT_ONCE)."""
    rows: View = getattr(ret, table)
    return rows.flag(rows.count_of_child() > 1)
