"""Care leavers (OC3): codes allowed, answers that go together, records that exclude each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import any_blank, any_filled, both, rule
from cstools_validate_903.blocks.items import ADOPTION, LEAVER, TWELVE_MONTHS

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

_NOT_KNOWN = "0"


def _code(code: str, column: str, title: str) -> None:
    @rule(
        code,
        title,
        tables=["OC3"],
        fields=[column],
        fix=f"Give one of the codes of {column}.",
    )
    def leaver_code(ret: Return) -> Flags:
        """The code is blank or not an allowed one."""
        leavers = ret.OC3
        return leavers.flag(~getattr(leavers, column).isin(*ret.allowed("OC3", column)))


for _number, _column, _title in (
    (
        "131",
        "IN_TOUCH",
        "Care leaver contact status (IN_TOUCH) is blank or not an allowed code",
    ),
    ("132", "ACTIV", "Care leaver activity (ACTIV) is blank or not an allowed code"),
    ("133", "ACCOM", "Care leaver accommodation (ACCOM) is blank or not an allowed code"),
):
    _code(_number, _column, _title)


@rule(
    "134",
    "Adoption details given for a child who also has care leaver data",
    tables=["OC3", "AD1"],
    fields=(*LEAVER, *ADOPTION),
    fix="Take out the adoption details, or those of the care leaver.",
)
def adopted_care_leaver(ret: Return) -> Flags:
    """An adoption detail is filled in, and a care leaver detail of the same child is as well."""
    adoptions, leavers = ret.AD1, ret.OC3
    with_details = leavers.children(any_filled(leavers, LEAVER))
    return adoptions.flag(any_filled(adoptions, ADOPTION) & adoptions.among(with_details))


@rule(
    "153",
    "Care leaver record only partly filled in",
    tables=["OC3"],
    fields=LEAVER,
    fix="Complete contact, activity and accommodation; activity and accommodation may be 0.",
)
def partly_filled_in(ret: Return) -> Flags:
    """One or two of IN_TOUCH, ACTIV and ACCOM are filled in, not all three."""
    leavers = ret.OC3
    return leavers.flag(any_filled(leavers, LEAVER) & any_blank(leavers, LEAVER))


@rule(
    "215",
    "Child has both care leaver data and 12-month outcomes data",
    tables=["OC3", "OC2"],
    fields=(*LEAVER, *TWELVE_MONTHS),
    fix="Take out the care leaver details, or the 12-month items.",
)
def leaver_with_outcomes(ret: Return) -> Flags:
    """A care leaver detail and one of the eight 12-month items are filled in for the same child."""
    leavers, outcomes = ret.OC3, ret.OC2
    left, answered = any_filled(leavers, LEAVER), any_filled(outcomes, TWELVE_MONTHS)
    return both(
        leavers.flag(left & leavers.among(outcomes.children(answered))),
        outcomes.flag(answered & outcomes.among(leavers.children(left))),
    )


@rule(
    "344",
    "Activity or accommodation filled in for a care leaver dead or returned home",
    tables=["OC3"],
    fields=LEAVER,
    fix="Give 0 for activity and for accommodation, or correct the contact status.",
)
def details_after_death_or_return(ret: Return) -> Flags:
    """IN_TOUCH is DIED or RHOM, and ACTIV and ACCOM are not both 0; a blank is not 0."""
    leavers = ret.OC3
    unknown = (leavers.ACTIV == _NOT_KNOWN) & (leavers.ACCOM == _NOT_KNOWN)
    return leavers.flag(leavers.IN_TOUCH.isin("DIED", "RHOM") & ~unknown)


@rule(
    "345",
    "Council in touch with care leaver yet activity or accommodation is 0",
    tables=["OC3"],
    fields=LEAVER,
    fix="Give the young person's activity and accommodation, or correct the contact status.",
)
def in_touch_without_details(ret: Return) -> Flags:
    """IN_TOUCH is YES, and ACTIV or ACCOM is 0, which means not known."""
    leavers = ret.OC3
    in_touch = leavers.IN_TOUCH.where(lambda word: word.upper() == "YES")
    unknown = (leavers.ACTIV == _NOT_KNOWN) | (leavers.ACCOM == _NOT_KNOWN)
    return leavers.flag(in_touch & unknown)


@rule(
    "348",
    "Care leaver reported dead last year but not this year",
    tables=["OC3"],
    fields=["IN_TOUCH"],
    last_year=["OC3"],
    since=2026,
    fix="Check which return is right; correct this one, or tell the Department about last year's.",
)
def died_last_year(ret: Return) -> Flags:
    """IN_TOUCH was DIED last year and is anything else this year, blank included."""
    now, then = ret.OC3, ret.last.OC3
    died = then.children(then.IN_TOUCH == "DIED")
    return now.flag(now.among(died) & (now.IN_TOUCH != "DIED"))
