"""The unique pupil number (Header): its form, the codes UN1 to UN5 in its place, last year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import add_years, because, flag, row, rule
from cstools_ssda903.care import SHORT_BREAKS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools.rules import Codes, Flags, Return

_NO_NUMBER = ("UN1", "UN2", "UN3", "UN4", "UN5")
# The letters I, O and S open no UPN; the last letter, of a temporary number, can be any.
_UPN = r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]"


def _how_known(upn: Codes) -> NDArray[np.int8]:
    """How much a UPN tells: 0 when blank, 1 for UN1, 2 for UN2 to UN5, 3 for a number."""
    levels = dict.fromkeys(_NO_NUMBER, 2) | {"UN1": 1}
    return upn.map(lambda word: levels.get(word.upper(), 3), 0, np.int8)


@rule(
    "168",
    "UPN is not in a valid format",
    tables=["Header"],
    fields=["UPN"],
    fix="Give the number as a letter and 12 digits (a letter last if it is temporary), or UN1 to "
    "UN5.",
)
def upn_form(ret: Return) -> Flags:
    """UPN is filled in and is neither UN1 to UN5 nor of the form of a number.

    A number is a letter other than I, O and S, then 12 digits, or 11 digits and a letter.
    """
    upn = ret.Header.UPN
    return ret.Header.flag(upn.filled & ~upn.matches(f"{_UPN}|UN[1-5]"))


@rule(
    "208",
    "UPN differs from the one reported last year",
    tables=["Header"],
    fields=["UPN"],
    last_year=["Header"],
    severity="query",
    fix="Check the number with the school; correct it, or keep it if last year's was wrong.",
    differs=because(
        "Blank last year and UN1 this year is allowed: it tells no less than the blank did.",
        row("other", codes={"UPN": ("UN1",)}),
    ),
)
def upn_changed(ret: Return) -> Flags:
    """UPN is not last year's, and it did not become better known.

    Allowed are a number after none, UN2 to UN5 after a blank or UN1, and UN1 after a blank.
    """
    now, then = ret.Header.join(ret.last.Header)
    better_known = _how_known(then.UPN) < _how_known(now.UPN)
    return now.flag(~now.UPN.respelt(str.upper).same(then.UPN.respelt(str.upper)) & ~better_known)


@rule(
    "209",
    "School-age child still has UPN code UN1",
    tables=["Header"],
    fields=["UPN", "DOB"],
    fix="Give the child's UPN, or the code that says why there is none.",
)
def school_age_without_upn(ret: Return) -> Flags:
    """UPN is UN1 and the child turned 4 by 31 August of the calendar year before the year began."""
    header = ret.Header
    last_of_august = np.datetime64(f"{ret.year - 2}-08-31", "D")
    return header.flag((header.UPN == "UN1") & (add_years(header.DOB, 4) <= last_of_august))


@rule(
    "210",
    "UPN code UN4 used with an episode starting in March's last week",
    tables=["Header", "Episodes"],
    fields=["UPN", "DECOM"],
    severity="query",
    fix="Check the start of the episode and whether UN4 applies to the child.",
)
def un4_in_the_last_week(ret: Return) -> Flags:
    """UPN is UN4 and an episode starts on or after 24 March of the year the collection ends in."""
    ep, header = ret.Episodes.join(ret.Header)
    last_week = np.datetime64(f"{ret.year}-03-24", "D")
    return flag((header.UPN == "UN4") & (ep.DECOM >= last_week), ep, header)


@rule(
    "442",
    "No UPN for a looked-after child",
    tables=["Episodes", "Header"],
    fields=["UPN"],
    fix="Give the child's UPN, or UN1 to UN5 if there is none.",
)
def looked_after_without_upn(ret: Return) -> Flags:
    """UPN is blank and the child has an episode other than short breaks (V3, V4)."""
    ep, header = ret.Episodes, ret.Header
    looked_after = ep.children(~ep.LS.isin(*SHORT_BREAKS))
    return header.flag(header.UPN.blank & header.among(looked_after))


@rule(
    "444",
    "Same UPN reported on more than one row",
    tables=["Header"],
    fields=["UPN"],
    since=2026,
    fix="Find out whose number it is; if two rows are one child, keep one.",
)
def upn_shared(ret: Return) -> Flags:
    """UPN is a number that stands on another row of Header as well."""
    upn = ret.Header.UPN
    numbers = upn.filled & ~upn.isin(*_NO_NUMBER)
    rows = np.bincount(upn.codes[upn.filled], minlength=len(upn.words) + 1)[upn.codes]
    return ret.Header.flag(numbers & (rows > 1))
