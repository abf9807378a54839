"""Unaccompanied asylum-seeking children (UASC): the marker, and when the status ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import Skip, add_years, any_filled, because, flag, rule
from cstools_validate_903.blocks.differences import LISTED_TWICE, OWN, of_child
from cstools_validate_903.blocks.items import LEAVER

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


@rule(
    "104",
    "Date UASC status ended is unreadable or earlier than the collection year",
    tables=["UASC"],
    fields=["DUC"],
    fix="Give the date as dd/mm/yyyy; leave out a child whose status ended before the year.",
)
def status_end(ret: Return) -> Flags:
    """DUC is filled in and is no date, or is before 1 April that opens the collection year."""
    uasc = ret.UASC
    return uasc.flag(uasc.unreadable("DUC") | (uasc.DUC < ret.start))


@rule(
    "105",
    "UASC marker on the header is blank or not 0/1 (XML returns)",
    tables=["Header"],
    fields=["UASC"],
    fix="Give 1 for a child who is or was an unaccompanied asylum seeker, else 0.",
)
def marker_code(ret: Return) -> Flags:
    """UASC in Header of an XML return is blank or is not the number 0 or 1."""
    if ret.format != "xml":
        raise Skip("Only an XML return carries the UASC marker in its header.")
    return ret.Header.flag(~np.isin(ret.Header.UASC.number, (0, 1)))


@rule(
    "231",
    "Unaccompanied asylum seeker younger than 11 at year end",
    tables=["Header", "UASC"],
    fields=["DOB", "UASC_STATUS"],
    optional=["UASC"],
    severity="query",
    since=2025,
    fix="Check the date of birth and whether the child is an unaccompanied asylum seeker.",
    differs=because(
        "The marker is taken from wherever it is given; the existing tool asks for a column "
        "that no file has and never runs this rule.",
        OWN,
    ),
)
def seeker_under_11(ret: Return) -> Flags:
    """The child is marked as UASC and the 11th birthday is after the collection year."""
    header = ret.Header
    return header.flag((header.UASC == "1") & (add_years(header.DOB, 11) > ret.end))


@rule(
    "303",
    "UASC end date given but UASC status is not 1",
    tables=["UASC", "Header"],
    fields=["DUC", "UASC"],
    fix="Give UASC 1 in the header, or take the end date out.",
    differs=LISTED_TWICE,
)
def end_without_status(ret: Return) -> Flags:
    """DUC holds anything and the child's UASC marker in Header is not 1."""
    uasc, header = ret.UASC.join(ret.Header)
    return flag(uasc.filled("DUC") & (header.UASC.number != 1), uasc, header)


@rule(
    "304",
    "UASC status ended after the 18th birthday",
    tables=["UASC"],
    fields=["DUC"],
    fix="Give the 18th birthday as the end of the status, or correct the date of birth.",
)
def ended_after_18(ret: Return) -> Flags:
    """DUC is after the 18th birthday."""
    return ret.UASC.flag(ret.UASC.DUC > add_years(ret.UASC.DOB, 18))


@rule(
    "1014",
    "Asylum-seeker record returned for a care leaver without episodes this year",
    tables=["Episodes", "UASC", "OC3"],
    fields=["ACTIV", "ACCOM", "IN_TOUCH", "DUC"],
    fix="Take the UASC record out, or add the child's episodes.",
    differs=because(
        "A care leaver without any row in Episodes is marked as well; the existing tool passes "
        "over all but those whose episodes lie in other years.",
        of_child("Episodes", "own", absent=True),
    ),
)
def record_of_care_leaver(ret: Return) -> Flags:
    """A child in UASC has a care leaver record that is not empty and no episode in the year."""
    ep = ret.Episodes
    in_year = (ep.DECOM <= ret.end) & ((ep.DEC >= ret.start) | np.isnat(ep.DEC))
    uasc, outcomes = ret.UASC.join(ret.OC3)
    leaver = any_filled(outcomes, LEAVER) & ~uasc.among(ep.children(in_year))
    return flag(leaver, uasc, outcomes)
