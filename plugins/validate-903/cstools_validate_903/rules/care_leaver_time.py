"""Care leavers (OC3): whether they were in care for long enough after they turned 14."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import NO_DATE, Skip, add_years, anywhere, because, rule
from cstools_ssda903.care import SHORT_BREAKS
from cstools_validate_903.blocks.differences import BREAKS_OFF, OTHER
from cstools_validate_903.blocks.items import LEAVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import ChildSet, Flags, Mask, Return, View

_DAYS_AFTER_14 = 91
_DAYS_AFTER_16 = 1


@dataclass(frozen=True)
class _Stays:
    """Episodes of both years, one for each child and start, by child and start.

    Attributes:
        child: the number of the child.
        start: DECOM; blank ones stand last.
        end: DEC; that of the child's last episode is the end of the year when it is blank.
        short_break: whether the episode is one of a series of short breaks.
        adopted: whether the child's last episode ended in adoption, on that episode only.
    """

    child: NDArray[np.int32]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    short_break: Mask
    adopted: Mask


@rule(
    "1001",
    "Care leaver details returned but too little care after age 14",
    tables=["Episodes", "OC3", "Header"],
    fields=LEAVER,
    last_year=["Episodes"],
    fix="Take the care leaver row out, or complete the episodes of both years.",
    differs=[
        because(
            "Young people of 20 and over are marked only when adopted, because two years of "
            "episodes cannot tell about them; and episodes of other children are never mixed "
            "in.",
            OTHER,
        ),
        because(
            "Episodes of other children are never mixed in, where the existing tool takes rows "
            "of two years that share a row number for one.",
            anywhere("Episodes", "own", last_year=True),
        ),
        BREAKS_OFF,
    ],
)
def too_little_care(ret: Return) -> Flags:
    """The child was adopted, or was in care less than 91 days since turning 14 or none since 16.

    Days are counted over the episodes of this year and last year, short breaks left out. Young
    people of 20 or over on 31 March are judged on adoption only.
    """
    _skip_if_empty(ret)
    birth = _births(ret)
    young, older = add_years(birth, 20) > ret.end, add_years(birth, 20) <= ret.end
    leavers = _stays(ret, ret.OC3.children())
    if not _judged(leavers, young).any() and not _anyone_judged(ret, young):
        return ret.OC3.flag(np.zeros(len(ret.OC3), dtype=bool))
    enough_care = (_days_since(leavers, birth, young, 14) >= _DAYS_AFTER_14) & (
        _days_since(leavers, birth, young, 16) >= _DAYS_AFTER_16
    )
    adopted = np.zeros(len(birth), dtype=bool)
    adopted[leavers.child[leavers.adopted]] = True
    return ret.OC3.flag((adopted | ~(enough_care | older))[ret.OC3.child])


def _skip_if_empty(ret: Return) -> None:
    required = {
        "Header": ret.Header,
        "Episodes": ret.Episodes,
        "OC3": ret.OC3,
        "Last year's Episodes": ret.last.Episodes,
    }
    for name, records in required.items():
        if not len(records):
            raise Skip(f"{name} has no rows.")


def _births(ret: Return) -> NDArray[np.datetime64]:
    """Date of birth by the number of the child; the last one stands for a blank CHILD."""
    known = ret.Header.where(~np.isnat(ret.Header.DOB)).ordered()
    first = known.where(known.is_first)
    birth = np.full(ret.children + 1, NO_DATE)
    birth[first.child] = first.DOB
    return birth


def _stays(ret: Return, children: ChildSet) -> _Stays:
    years = [ep.where(ep.among(children)) for ep in (ret.Episodes, ret.last.Episodes)]
    child = np.concatenate([ep.child for ep in years])
    start, end = _joined(years, "DECOM"), _joined(years, "DEC")
    # A blank date sorts last, so that of two episodes with one start the one that ended stays.
    order = np.lexsort((end, start, child))
    order = order[_changes(child[order]) | _changes(start[order].astype(np.int64))]
    child, start, end = child[order], start[order], end[order]
    last = _last_dated(child, start)
    breaks = np.concatenate([ep.LS.isin(*SHORT_BREAKS) for ep in years])[order]
    adoptions = np.concatenate([ep.REC.isin("E11", "E12") for ep in years])[order]
    end = np.where(last & np.isnat(end), ret.end, end)
    return _Stays(child, start, end, breaks, adoptions & last)


def _joined(years: list[View], column: str) -> NDArray[np.datetime64]:
    return np.concatenate([getattr(ep, column) for ep in years])


def _changes(values: NDArray[np.int32] | NDArray[np.int64]) -> Mask:
    """Where a value differs from the one before it; the first one does."""
    changes = np.ones(len(values), dtype=bool)
    changes[1:] = values[1:] != values[:-1]
    return changes


def _last_dated(child: NDArray[np.int32], start: NDArray[np.datetime64]) -> Mask:
    """The last row of each child that has a start, in rows by child and start."""
    followed = np.zeros(len(child), dtype=bool)
    followed[:-1] = (child[1:] == child[:-1]) & ~np.isnat(start[1:])
    return ~np.isnat(start) & ~followed


def _judged(stays: _Stays, young: Mask) -> Mask:
    """Stays that count: of young people of known age below 20, short breaks left out."""
    return young[stays.child] & ~stays.short_break


def _anyone_judged(ret: Return, young: Mask) -> bool:
    return bool(_judged(_stays(ret, ret.Header.children()), young).any())


def _days_since(
    stays: _Stays, birth: NDArray[np.datetime64], young: Mask, age: int
) -> NDArray[np.float64]:
    """Days in care since a birthday, by the number of the child."""
    birthday = add_years(birth, age)[stays.child]
    # A blank start counts from the birthday; a blank end gives no days.
    spent = stays.end - np.fmax(stays.start, birthday)
    counted = _judged(stays, young) & (spent > np.timedelta64(0, "D"))
    days = np.where(counted, spent.astype(np.int64), 0).astype(np.float64)
    return np.bincount(stays.child, days, len(birth)).astype(np.float64)
