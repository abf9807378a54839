"""The child's age when an episode began, or while it runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import add_years, because, flag, rule
from cstools_validate_903.blocks.differences import BREAKS_OFF, OTHER
from cstools_validate_903.blocks.episode_order import first_episodes

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


@rule(
    "302",
    "Earliest episode begins before the date of birth",
    tables=["Header", "Episodes"],
    fields=["DECOM", "DOB"],
    fix="Correct the start of the episode or the date of birth.",
    differs=BREAKS_OFF,
)
def begins_before_birth(ret: Return) -> Flags:
    """DECOM of the child's earliest episode is before DOB."""
    first, header = first_episodes(ret).join(ret.Header)
    return flag(first.DECOM < header.DOB, first, header)


@rule(
    "352",
    "Period of care began on or after the 18th birthday",
    tables=["Header", "Episodes"],
    fields=["DECOM", "RNE"],
    fix="Correct the start of the episode or the date of birth; no one of 18 comes into care.",
)
def began_at_18(ret: Return) -> Flags:
    """RNE is S, and DECOM is the 18th birthday or later."""
    episodes = ret.Episodes
    starts, header = episodes.where(episodes.RNE.isin("S", "s")).join(ret.Header)
    return starts.flag(add_years(header.DOB, 18) <= starts.DECOM)


@rule(
    "358",
    "Criminal-justice legal status for a child younger than ten",
    tables=["Header", "Episodes"],
    fields=["DECOM", "DOB", "LS"],
    fix="Correct the legal status, the start of the episode or the date of birth.",
    differs=because(
        "A child who is ten on the day the episode begins is no longer under ten and passes.",
        OTHER,
    ),
)
def criminal_law_under_ten(ret: Return) -> Flags:
    """LS is J1, J2 or J3, and DECOM is before the 10th birthday."""
    episodes = ret.Episodes
    ep, header = episodes.where(episodes.LS.isin("J1", "J2", "J3")).join(ret.Header)
    return flag(add_years(header.DOB, 10) > ep.DECOM, ep, header)


@rule(
    "359",
    "Still looked after past 18 other than under V2 in placement K2",
    tables=["Header", "Episodes"],
    fields=["DEC", "LS", "PLACE"],
    fix="Close the episode on the 18th birthday at the latest, or correct the date of birth.",
)
def in_care_past_18(ret: Return) -> Flags:
    """DEC is blank and the child turned 18 before 31 March of the collection year.

    An episode with LS V2 in PLACE K2 passes.
    """
    episodes = ret.Episodes
    stays = (episodes.LS == "V2") & (episodes.PLACE == "K2")
    ongoing, header = episodes.where(episodes.blank("DEC") & ~stays).join(ret.Header)
    return ongoing.flag(add_years(header.DOB, 18) < ret.end)
