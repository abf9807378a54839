"""What a full year in care asks for and rules out: 12-month items, adoption and leaver details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import add_years, any_blank, any_filled, because, both, row, rule
from cstools_ssda903.care import looked_after_all_year
from cstools_validate_903.blocks.differences import UNDATED_CHILD
from cstools_validate_903.blocks.items import ADOPTION, HEALTH_CORE, LEAVER, TWELVE_MONTHS

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


@rule(
    "187",
    "Child in care all year also has adoption or leaver data",
    tables=["OC3", "AD1", "Episodes"],
    fields=(*ADOPTION, *LEAVER),
    fix="Take the adoption or care leaver details out, or end the child's last episode.",
)
def adopted_or_left_while_in_care(ret: Return) -> Flags:
    """The child was looked after all year to 31 March, yet has an adoption or a leaver detail."""
    in_care = looked_after_all_year(ret)
    adoptions, leavers = ret.AD1, ret.OC3
    return both(
        adoptions.flag(adoptions.among(in_care) & any_filled(adoptions, ADOPTION)),
        leavers.flag(leavers.among(in_care) & any_filled(leavers, LEAVER)),
    )


@rule(
    "190",
    "Twelve-month items filled in for a child not in care all year",
    tables=["OC2", "Episodes"],
    fields=TWELVE_MONTHS,
    fix="Take the 12-month items out, or complete the child's episodes.",
)
def items_without_a_year_of_care(ret: Return) -> Flags:
    """One of the eight 12-month items is filled in, and the child was not in care all year."""
    outcomes = ret.OC2
    in_care = outcomes.among(looked_after_all_year(ret))
    return outcomes.flag(any_filled(outcomes, TWELVE_MONTHS) & ~in_care)


@rule(
    "191",
    "Child in care all year lacks core health items or any OC2 record",
    tables=["OC2", "Episodes"],
    fields=(*HEALTH_CORE, "CHILD"),
    fix="Add the child's OC2 row, or complete its health items.",
    differs=because(
        "A child none of whose episodes has a readable start is left out; the existing tool "
        "then reports nothing for the whole return.",
        UNDATED_CHILD,
    ),
)
def year_of_care_without_items(ret: Return) -> Flags:
    """The child was in care all year and a core health item is blank, or there is no OC2 row.

    Without an OC2 row the child's earliest episode is marked.
    """
    outcomes, first = ret.OC2, ret.Episodes.earliest("DECOM")
    in_care = looked_after_all_year(ret)
    return both(
        outcomes.flag(outcomes.among(in_care) & any_blank(outcomes, HEALTH_CORE)),
        first.flag(first.among(in_care - outcomes.children())),
    )


@rule(
    "542",
    "Conviction answer given for a child not yet 10 at 31 March",
    tables=["OC2"],
    fields=["CONVICTED"],
    fix="Take the answer out, or correct the date of birth.",
)
def conviction_answer_under_ten(ret: Return) -> Flags:
    """CONVICTED is filled in, with 0 or anything, and the 10th birthday is after 31 March."""
    outcomes = ret.OC2
    return outcomes.flag(outcomes.CONVICTED.filled & (add_years(outcomes.DOB, 10) > ret.end))


@rule(
    "543",
    "Conviction answer missing for a 12-month looked-after child over 10",
    tables=["Episodes", "OC2"],
    fields=["DOB", "CONVICTED"],
    fix="Say in CONVICTED whether the child was convicted (1) or not (0).",
    differs=because(
        "A child who turns 10 on 31 March itself is included, as the Department's logic has it "
        "and as rule 542 expects; the existing tool leaves that one day out.",
        row("own", matches={"DOB": ".*-03-31.*"}),
    ),
)
def no_conviction_answer_from_ten(ret: Return) -> Flags:
    """The child was in care all year and was 10 by 31 March, and CONVICTED is blank."""
    outcomes = ret.OC2
    due = outcomes.among(looked_after_all_year(ret)) & (add_years(outcomes.DOB, 10) <= ret.end)
    return outcomes.flag(due & outcomes.CONVICTED.blank)


@rule(
    "545",
    "Health promotion answer missing for a 12-month looked-after under-5",
    tables=["Episodes", "OC2"],
    fields=["DOB", "HEALTH_CHECK"],
    fix="Say in HEALTH_CHECK whether the health checks are up to date (1) or not (0).",
)
def no_health_check_under_five(ret: Return) -> Flags:
    """The child was in care all year and turns 5 after 31 March, and HEALTH_CHECK is blank."""
    outcomes = ret.OC2
    due = outcomes.among(looked_after_all_year(ret)) & (add_years(outcomes.DOB, 5) > ret.end)
    return outcomes.flag(due & outcomes.HEALTH_CHECK.blank)


@rule(
    "546",
    "Health promotion answer given for a looked-after child of 5 or over",
    tables=["Episodes", "OC2"],
    fields=["DOB", "HEALTH_CHECK"],
    fix="Take the answer out, or correct the date of birth.",
)
def health_check_from_five(ret: Return) -> Flags:
    """The child was in care all year and was 5 by 31 March, and HEALTH_CHECK is filled in."""
    outcomes = ret.OC2
    too_old = outcomes.among(looked_after_all_year(ret)) & (add_years(outcomes.DOB, 5) <= ret.end)
    return outcomes.flag(too_old & outcomes.HEALTH_CHECK.filled)
