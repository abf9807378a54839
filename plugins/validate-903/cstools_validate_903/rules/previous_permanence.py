"""Earlier permanence arrangement (PrevPerm): what it was, who arranged it, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import (
    DAY,
    NO_DATE,
    any_blank,
    any_filled,
    because,
    both,
    flag,
    row,
    rule,
    unknown_code,
    with_child,
)
from cstools_validate_903.blocks.differences import of_child
from cstools_validate_903.blocks.entries import read_partial_date
from cstools_validate_903.blocks.episode_order import first_episodes

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

_FIRST_ASKED_FOR = np.datetime64("2016-04-01", "D")


@rule(
    "630",
    "Previous permanence details missing for a child starting to be looked after",
    tables=["Episodes", "PrevPerm"],
    fields=["RNE"],
    fix="Give PREV_PERM, and LA_PERM and DATE_PERM unless it is Z1. LA_PERM is often left blank in "
    "returns, so expect many.",
)
def details_missing(ret: Return) -> Flags:
    """A child started to be looked after (RNE S) in the year and the details are not complete.

    There is no PrevPerm row, PREV_PERM is blank, or it is not Z1 and LA_PERM or DATE_PERM is blank.
    """
    ep = ret.Episodes
    starts = with_child(ep.where((ep.RNE == "S") & (ep.DECOM >= ret.start)))
    starts, earlier = starts.join(ret.PrevPerm, keep_all=True)
    half = any_blank(earlier, ("LA_PERM", "DATE_PERM"))
    return starts.flag(earlier.PREV_PERM.blank | ((earlier.PREV_PERM != "Z1") & half))


@rule(
    "631",
    "PREV_PERM code not recognised",
    tables=["PrevPerm"],
    fields=["PREV_PERM"],
    fix="Give P1, P2, P3, P4 or Z1.",
)
def arrangement_code(ret: Return) -> Flags:
    """PREV_PERM is filled in and not P1 to P4 or Z1."""
    return unknown_code(ret, "PrevPerm", "PREV_PERM")


@rule(
    "632",
    "Previous permanence date badly formed or not earlier than care start",
    tables=["Episodes", "PrevPerm"],
    fields=["DATE_PERM", "DECOM"],
    fix="Give the date of the order as dd/mm/yyyy, with ZZ, ZZ or ZZZZ for what is not known.",
    differs=because(
        "Unknown parts are read as the earliest possible day, an unknown year is not compared, "
        "and the form is checked for children without an episode too: fewer false alarms.",
        of_child("PrevPerm", "other", matches={"DATE_PERM": ".*ZZ.*"}),
        of_child("Episodes", "own", absent=True),
    ),
)
def arrangement_date(ret: Return) -> Flags:
    """DATE_PERM is filled in and no date, or not before the child's first DECOM of this year.

    Day, month and year may be ZZ, ZZ, ZZZZ. An unknown day or month is taken as the earliest
    possible; with an unknown year only the form is checked.
    """
    earlier, ep = with_child(ret.PrevPerm).join(first_episodes(ret), keep_all=True)
    date = earlier.DATE_PERM.map(read_partial_date, NO_DATE, DAY)
    malformed = earlier.DATE_PERM.filled & np.isnat(date)
    year_known = ~earlier.DATE_PERM.where(lambda text: text.endswith("/ZZZZ"))
    return flag(malformed | (year_known & (date >= ep.DECOM)), ep, earlier)


@rule(
    "633",
    "LA_PERM code not recognised",
    tables=["PrevPerm"],
    fields=["LA_PERM"],
    fix="Give the authority's three-digit number, or WAL, SCO, NIR, NUK or 999.",
    differs=because(
        "The authorities made in 2019, 2021 and 2023 are known (838, 839, 940 to 943); the "
        "existing tool's list lacks them.",
        row("other", codes={"LA_PERM": ("838", "839", "940", "941", "942", "943")}),
    ),
)
def authority_code(ret: Return) -> Flags:
    """LA_PERM is filled in and no known authority number, nor WAL, SCO, NIR, NUK or 999."""
    return unknown_code(ret, "PrevPerm", "LA_PERM")


@rule(
    "634",
    "Previous permanence given but no recent start of being looked after",
    tables=["Episodes", "PrevPerm"],
    fields=["LA_PERM", "PREV_PERM", "DATE_PERM", "DECOM"],
    fix="Take the earlier permanence out, or correct the episodes.",
    differs=because(
        "The day is 1 April 2016, as the Department's wording has it; the existing tool takes "
        "1 April of the collection year and marks most children with an entry.",
        of_child("PrevPerm", "other", filled=("CHILD",)),
    ),
)
def given_too_long_ago(ret: Return) -> Flags:
    """An earlier permanence is given, and the child's latest episode began before 1 April 2016."""
    earlier, ep = ret.PrevPerm, ret.Episodes
    latest = ep.latest("DECOM")
    long_ago = latest.children(latest.DECOM < _FIRST_ASKED_FOR)
    entered = any_filled(earlier, ("PREV_PERM", "DATE_PERM", "LA_PERM"))
    at_fault = entered & earlier.among(long_ago)
    return both(earlier.flag(at_fault), ep.flag(ep.among(earlier.children(at_fault))))


@rule(
    "635",
    "Previous permanence date or authority given without a permanence code",
    tables=["PrevPerm"],
    fields=["LA_PERM", "DATE_PERM", "PREV_PERM"],
    fix="Give PREV_PERM, or take LA_PERM and DATE_PERM out.",
)
def arrangement_lacking(ret: Return) -> Flags:
    """LA_PERM or DATE_PERM is filled in and PREV_PERM is blank."""
    earlier = ret.PrevPerm
    return earlier.flag(any_filled(earlier, ("LA_PERM", "DATE_PERM")) & earlier.PREV_PERM.blank)
