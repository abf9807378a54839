"""Who is a mother: the marker MOTHER in Header, against sex, episodes and last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import any_filled, because, beside, both, flag, rule
from cstools_ssda903.care import SHORT_BREAKS
from cstools_validate_903.blocks.differences import of_child
from cstools_validate_903.blocks.items import LEAVER

if TYPE_CHECKING:
    from cstools.rules import ChildSet, Flags, Return, View

_SHORT_BREAKS_ANY_CASE = (*SHORT_BREAKS, "v3", "v4")


@rule(
    "165",
    "Motherhood marker wrong, missing for a female, or given for a male",
    tables=["Header", "Episodes", "OC3"],
    fields=["MOTHER", "SEX", "ACTIV", "ACCOM", "IN_TOUCH", "DECOM"],
    fix="Give MOTHER as 0 or 1 for a girl in care during the year, and leave it blank for a boy.",
    differs=because(
        "Sex is read as 1, 2 and as M, F in every year, where the existing tool knows only 1 "
        "and 2; and a girl without an episode in the year may have MOTHER filled in, which the "
        "Department does not forbid.",
        of_child("Header", codes={"SEX": ("M", "F")}),
        of_child("Episodes", "other", absent=True),
    ),
)
def mother_marker(ret: Return) -> Flags:
    """MOTHER is neither 0 nor 1, is filled in for a male, or is blank for a female in care.

    In care means an episode that runs on a day of the collection year. Children whose every
    episode is a short break (V3, V4), and children without episodes, are not tested.
    """
    ep, header = ret.Episodes, ret.Header
    cared = ~ep.LS.isin(*_SHORT_BREAKS_ANY_CASE)
    in_year = cared & (ep.DECOM <= ret.end) & ((ep.DEC >= ret.start) | np.isnat(ep.DEC))
    unknown = header.MOTHER.filled & ~header.MOTHER.isin("0", "1")
    male = header.MOTHER.filled & header.SEX.isin("1", "M")
    female = header.MOTHER.blank & header.SEX.isin("2", "F") & header.among(ep.children(in_year))
    wrong = (unknown | male | female) & header.among(ep.children(cared))
    return both(header.flag(wrong), ret.OC3.flag(ret.OC3.among(header.children(wrong))))


@rule(
    "207",
    "Child recorded as a mother last year but not this year",
    tables=["Header", "Episodes"],
    fields=["MOTHER"],
    last_year=["Header"],
    fix="Give MOTHER 1, or tell the Department that last year's 1 was wrong.",
)
def no_longer_mother(ret: Return) -> Flags:
    """MOTHER was 1 last year and is anything else this year; the child has an episode this year."""
    now, then = ret.Header.join(ret.last.Header)
    lost = (then.MOTHER == "1") & (now.MOTHER != "1")
    return now.flag(lost & now.among(ret.Episodes.children()))


def _mother_blank_in_care(ret: Return, female: str) -> Flags:
    ep, header = ret.Episodes, ret.Header
    cared_for = ep.children(~ep.LS.isin(*SHORT_BREAKS))
    blank = (header.SEX == female) & header.MOTHER.blank
    return header.flag(blank & header.among(cared_for))


@rule(
    "393",
    "Mother field empty for a looked-after girl",
    tables=["Header", "Episodes"],
    fields=["MOTHER"],
    fix="Give 1 if she is a mother, else 0.",
)
def mother_blank(ret: Return) -> Flags:
    """MOTHER is blank, SEX is 2, and she has an episode other than short breaks (V3, V4)."""
    return _mother_blank_in_care(ret, "2")


@mother_blank.version(2025)
def mother_blank_2025(ret: Return) -> Flags:
    """MOTHER is blank, SEX is F, and she has an episode other than short breaks (V3, V4)."""
    return _mother_blank_in_care(ret, "F")


@rule(
    "399",
    "Mother or review details given for a child only on short breaks",
    tables=["Episodes", "Header", "Reviews"],
    fields=["MOTHER", "LS", "REVIEW", "REVIEW_CODE"],
    fix="Take the details out, or correct the legal status.",
)
def details_on_short_breaks(ret: Return) -> Flags:
    """MOTHER, REVIEW or REVIEW_CODE is filled in for a child whose every episode is V3 or V4."""
    ep = ret.Episodes.where(ret.Episodes.among(_only_short_breaks(ret.Episodes)))
    ep, header, reviews = beside(beside((ep,), ret.Header), ret.Reviews)
    has_details = header.MOTHER.filled | reviews.filled("REVIEW") | reviews.REVIEW_CODE.filled
    return flag(has_details, ep, header, reviews)


def _only_short_breaks(episodes: View) -> ChildSet:
    return episodes.children() - episodes.children(~episodes.LS.isin(*SHORT_BREAKS))


def _left_care_mother_blank(ret: Return, female: str) -> Flags:
    ep, header = ret.Episodes.join(ret.Header)
    in_year = (ep.DEC >= ret.start) & (ep.DEC <= ret.end)
    left = in_year & ep.REC.filled & (ep.REC != "X1") & ~ep.LS.isin(*SHORT_BREAKS)
    return flag(left & (header.SEX == female) & header.MOTHER.blank, header, ep)


@rule(
    "607",
    "Girl left care this year but motherhood status was not given",
    tables=["Episodes", "Header"],
    fields=["DEC", "REC", "MOTHER", "LS", "SEX"],
    fix="Give 1 if she is a mother, else 0.",
)
def left_care_mother_blank(ret: Return) -> Flags:
    """SEX is 2, MOTHER is blank, and an episode ended in the year with a REC other than X1.

    Short breaks (V3, V4) do not count.
    """
    return _left_care_mother_blank(ret, "2")


@left_care_mother_blank.version(2025)
def left_care_mother_blank_2025(ret: Return) -> Flags:
    """SEX is F, MOTHER is blank, and an episode ended in the year with a REC other than X1.

    Short breaks (V3, V4) do not count.
    """
    return _left_care_mother_blank(ret, "F")


@rule(
    "628",
    "Motherhood given for a care leaver not looked after this year",
    tables=["Episodes", "Header", "OC3"],
    fields=["MOTHER"],
    fix="Take the marker out, or add the child's episodes.",
)
def mother_of_care_leaver(ret: Return) -> Flags:
    """MOTHER is filled in, the child has no episode, and its OC3 row is not empty.

    An OC3 row is empty when IN_TOUCH, ACTIV and ACCOM are all blank.
    """
    header, outcomes = ret.Header, ret.OC3
    leavers = outcomes.children(any_filled(outcomes, LEAVER)) - ret.Episodes.children()
    return header.flag(header.MOTHER.filled & header.among(leavers))
