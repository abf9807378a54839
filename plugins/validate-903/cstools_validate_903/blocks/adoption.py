"""Building blocks on adoption: placements, episodes that ended in it, decisions that were ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import any_filled, shared
from cstools_ssda903.care import ADOPTION_PLACES

if TYPE_CHECKING:
    from cstools.rules import Mask, Return, View

ADOPTED = ("E11", "E12")


@shared
def ended_in_adoption(ret: Return) -> View:
    """Episodes of this year's return that ended in adoption (REC E11, E12), whenever that was."""
    ep = ret.Episodes
    return ep.where(ep.REC.isin(*ADOPTED))


@shared
def adopted_in_year(ret: Return) -> View:
    """The episodes that ended in adoption within the year (block ADOPTED_IN_YEAR)."""
    ep = ended_in_adoption(ret)
    return ep.where((ep.DEC >= ret.start) & (ep.DEC <= ret.end))


@shared
def adoption_placements(ret: Return) -> View:
    """Episodes of this year's return placed for adoption: PLACE A3 to A6 (block ADOPT_PLACE)."""
    ep = ret.Episodes
    return ep.where(ep.PLACE.isin(*ADOPTION_PLACES))


def has_ending(decisions: View) -> Mask:
    """Decisions to place for adoption with an end date or a reason for the end."""
    return any_filled(decisions, ("DATE_PLACED_CEASED", "REASON_PLACED_CEASED"))
