"""What a rule gives back: by table, a mask of the rows it flags."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from cstools.rules.columns import Mask
    from cstools.rules.view import View

Flags: TypeAlias = "dict[str, Mask]"

# Before a table's name in flags: the table of the period before.
EARLIER = "last "


def flag(rows: Mask, *views: View) -> Flags:
    """Flag the same rows of several aligned views, each in its own table."""
    flags: Flags = {}
    for view in views:
        if view.base.earlier:
            raise ValueError("A rule flags the tables to check, flag_last_year those before.")
        mask = flags.setdefault(view.base.name, np.zeros(len(view.base), dtype=bool))
        mask[view.index[rows & view.exists]] = True
    return flags


def flag_last_year(rows: Mask, view: View) -> Flags:
    """Flag rows of a table of the period before, for want of a row of this one to point at.

    The findings carry the row of that table.
    """
    mask = np.zeros(len(view.base), dtype=bool)
    mask[view.index[rows & view.exists]] = True
    return {f"{EARLIER}{view.base.name}": mask}


def both(*several: Flags) -> Flags:
    """Everything that any of these flags."""
    flags: Flags = {}
    for part in several:
        for table, mask in part.items():
            flags[table] = flags[table] | mask if table in flags else mask
    return flags
