"""Whether a decision to place for adoption should be live or ended, by what became of the child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import because, both, flag, rule, with_child
from cstools_ssda903.care import ADOPTION_PLACES
from cstools_validate_903.blocks.adoption import ADOPTED, ended_in_adoption, has_ending
from cstools_validate_903.blocks.differences import OTHER

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


def _order_without_live_decision(code: str, title: str, status: str, until: int | None) -> None:
    @rule(
        code,
        title,
        tables=["Episodes", "PlacedAdoption"],
        fields=["CHILD", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"],
        until=until,
        fix="Add the decision to place for adoption, or end the order with the decision. An older "
        "decision that was ended and made anew is marked too: check that and leave it.",
    )
    def order_without_live_decision(ret: Return) -> Flags:
        """A child under the order has no row in PlacedAdoption: its episodes are marked.

        Or the order is on an open episode, and a decision of the child has an end date or a reason
        for the end: that decision is marked. Whether DATE_PLACED is filled in does not matter.
        """
        decisions = ret.PlacedAdoption
        ep = with_child(ret.Episodes.where(ret.Episodes.LS == status))
        ended = has_ending(decisions) & decisions.among(ep.children(ep.blank("DEC")))
        return both(ep.flag(~ep.among(decisions.children())), decisions.flag(ended))


for _code, _title, _status, _until in (
    ("553", "Placement order held but adoption decision absent or already ended", "E1", None),
    ("555", "Freeing order held but adoption decision absent or already ended", "D1", 2024),
):
    _order_without_live_decision(_code, _title, _status, _until)


@rule(
    "557",
    "Left care unadopted, but ending of the adoption decision not recorded",
    tables=["Episodes", "PlacedAdoption"],
    fields=["DATE_PLACED_CEASED", "REASON_PLACED_CEASED", "PLACE", "LS", "REC"],
    fix="Give the date and the reason of the reversal, or correct the reason the episode ended.",
)
def left_unadopted(ret: Return) -> Flags:
    """Placed for adoption (A3 to A6) or under an order (D1, E1), the child left care unadopted.

    REC is filled in and not X1, E11 or E12, and the child has no decision, or one without
    DATE_PLACED_CEASED or REASON_PLACED_CEASED.
    """
    return _left_unadopted(ret, "D1", "E1")


@left_unadopted.version(2025)
def left_unadopted_2025(ret: Return) -> Flags:
    """Placed for adoption (A3 to A6) or under an order (E1), the child left care unadopted.

    REC is filled in and not X1, E11 or E12, and the child has no decision, or one without
    DATE_PLACED_CEASED or REASON_PLACED_CEASED.
    """
    return _left_unadopted(ret, "E1")


def _left_unadopted(ret: Return, *orders: str) -> Flags:
    episodes = ret.Episodes
    planned = episodes.PLACE.isin(*ADOPTION_PLACES) | episodes.LS.isin(*orders)
    left = episodes.REC.filled & ~episodes.REC.isin("X1", *ADOPTED)
    ep, decisions = with_child(episodes.where(planned & left)).join(
        ret.PlacedAdoption, keep_all=True
    )
    unended = decisions.blank("DATE_PLACED_CEASED") | decisions.REASON_PLACED_CEASED.blank
    return flag(unended, ep, decisions)


@rule(
    "558",
    "Adopted child still shows dates ending the adoption decision",
    tables=["Episodes", "PlacedAdoption"],
    fields=["DATE_PLACED_CEASED", "REC"],
    fix="Leave the end of the decision that led to the adoption blank.",
    differs=because(
        "Decisions are counted, not decisions times episodes: a child with two episodes ended "
        "in adoption and one ended decision passes.",
        OTHER,
    ),
)
def adopted_on_ended_decision(ret: Return) -> Flags:
    """REC is E11 or E12, the child has several decisions and all have a DATE_PLACED_CEASED."""
    ep, decisions = ended_in_adoption(ret), ret.PlacedAdoption
    several = decisions.children(decisions.count_of_child() > 1)
    live = decisions.children(decisions.blank("DATE_PLACED_CEASED"))
    return ep.flag(ep.among(several - live))
