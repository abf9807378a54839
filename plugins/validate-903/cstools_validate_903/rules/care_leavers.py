"""Care leavers (OC3): their age and how and when they left care."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import add_years, any_filled, anywhere, because, row, rule
from cstools_validate_903.blocks.differences import UNDATED_CHILD
from cstools_validate_903.blocks.items import LEAVER

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


@rule(
    "347",
    "Care leaver under 18 at year start living in a foyer",
    tables=["OC3"],
    fields=["DOB", "ACCOM"],
    severity="query",
    since=2024,
    fix="Check the accommodation and the date of birth.",
    differs=because(
        "Foyers are coded T1 and T2 as well as T, and the age is told by the birthday; the "
        "existing tool knows only T, counts average years and stops at an unreadable birth date.",
        row("own", codes={"ACCOM": ("T1", "T2")}),
        row(matches={"DOB": ".*-04-01.*"}),
        anywhere("OC3", "own", unreadable=("DOB",)),
    ),
)
def foyer_before_eighteen(ret: Return) -> Flags:
    """ACCOM is T1, T2 or T, and the 18th birthday is after 1 April that opens the year."""
    leavers = ret.OC3
    under_age = add_years(leavers.DOB, 18) > ret.start
    return leavers.flag(under_age & leavers.ACCOM.isin("T", "T1", "T2"))


@rule(
    "391",
    "Care-leaver details given for someone under 17 at year end",
    tables=["OC3"],
    fields=["DOB", *LEAVER],
    fix="Take the care leaver details out, or correct the date of birth.",
)
def leaver_under_seventeen(ret: Return) -> Flags:
    """IN_TOUCH, ACTIV or ACCOM is filled in, and the 17th birthday is after 31 March."""
    leavers = ret.OC3
    return leavers.flag((add_years(leavers.DOB, 17) > ret.end) & any_filled(leavers, LEAVER))


@rule(
    "3001",
    "Care leaver aged 17 this year recorded as living with former foster carers",
    tables=["Header", "OC3"],
    fields=["ACCOM", "DOB"],
    fix="Give other accommodation, or correct the date of birth in Header.",
    differs=because(
        "Where a child has several Header rows one that fits is enough; the existing tool then "
        "stops. The field shown is ACCOM, not REC.",
        anywhere("Header", "own", repeated=("CHILD",)),
    ),
)
def former_carer_at_seventeen(ret: Return) -> Flags:
    """ACCOM is Z1 or Z2, and the 17th birthday by Header's DOB lies in the collection year."""
    birthday = add_years(ret.Header.DOB, 17)
    in_year = (birthday >= ret.start) & (birthday <= ret.end)
    stays = ret.OC3.ACCOM.where(lambda word: word.upper() in ("Z1", "Z2"))
    return ret.OC3.flag(stays & ret.OC3.among(ret.Header.children(in_year)))


@rule(
    "1000",
    "Care leaver details returned for a young person who died in care",
    tables=["Episodes", "OC3"],
    fields=LEAVER,
    last_year=["Episodes"],
    optional=["last Episodes"],
    fix="Take the care leaver row out, or correct the reason the episode ended.",
)
def died_in_care(ret: Return) -> Flags:
    """An episode of the child, this year's or last year's, ended with REC E2 (died).

    Every OC3 row of the child is marked, with or without details in it.
    """
    tables = [ret.Episodes, *([ret.last.Episodes] if ret.last.has("Episodes") else [])]
    died = [ep.children(ep.REC.where(lambda word: word.upper() == "E2")) for ep in tables]
    return ret.OC3.flag(np.logical_or.reduce([ret.OC3.among(children) for children in died]))


@rule(
    "1002",
    "Care leaver details for a child without any episode in two years",
    tables=["Episodes", "OC3"],
    fields=LEAVER,
    last_year=["Episodes"],
    fix="Add the child's episodes, or correct the identifier.",
)
def no_episode_in_two_years(ret: Return) -> Flags:
    """CHILD is on no episode of this year's return or last year's."""
    known = ret.Episodes.children() | ret.last.Episodes.children()
    return ret.OC3.flag(~ret.OC3.among(known))


@rule(
    "1010",
    "Open episode last year, none this year, yet care leaver details given",
    tables=["Episodes", "OC3"],
    fields=LEAVER,
    last_year=["Episodes"],
    fix="Add the episode that went on from last year, with its end.",
)
def open_episode_vanished(ret: Return) -> Flags:
    """The child's latest episode of last year has a blank DEC, and this year has no episode."""
    dated = ret.last.Episodes.where(~np.isnat(ret.last.Episodes.DECOM)).ordered("DECOM")
    left_open = dated.children(dated.is_last & dated.blank("DEC"))
    return ret.OC3.flag(ret.OC3.among(left_open - ret.Episodes.children()))


@rule(
    "1011",
    "Care leaver details although care passed to another local authority",
    tables=["Episodes", "OC3"],
    fields=LEAVER,
    fix="Take the care leaver details out, or correct the reason the last episode ended.",
    differs=because(
        "A child none of whose episodes has a readable start is left out; the existing tool "
        "then reports nothing for the whole return.",
        UNDATED_CHILD,
    ),
)
def care_passed_on(ret: Return) -> Flags:
    """The child's latest episode ended with REC E3, and a care leaver detail is filled in."""
    latest = ret.Episodes.latest("DECOM")
    passed_on = latest.children(latest.REC == "E3")
    return ret.OC3.flag(ret.OC3.among(passed_on) & any_filled(ret.OC3, LEAVER))
