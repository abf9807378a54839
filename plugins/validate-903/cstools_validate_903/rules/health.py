"""Health, offending and substance misuse (OC2): the answers on a row against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import any_blank, any_filled, rule
from cstools_validate_903.blocks.items import HEALTH_CORE, HEALTH_OTHER, TWELVE_MONTHS

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


@rule(
    "158",
    "Substance misuse intervention both received and offered filled in",
    tables=["OC2"],
    fields=["INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"],
    fix="Leave INTERVENTION_OFFERED blank where the intervention was received.",
)
def received_and_offered(ret: Return) -> Flags:
    """INTERVENTION_RECEIVED is 1 and INTERVENTION_OFFERED is filled in, with 0 or anything."""
    outcomes = ret.OC2
    received = outcomes.INTERVENTION_RECEIVED == "1"
    return outcomes.flag(received & outcomes.INTERVENTION_OFFERED.filled)


@rule(
    "159",
    "Misuse problem, no intervention received, but offered not answered",
    tables=["OC2"],
    fields=["SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"],
    fix="Say in INTERVENTION_OFFERED whether an intervention was offered (1) or not (0).",
)
def offer_not_answered(ret: Return) -> Flags:
    """SUBSTANCE_MISUSE is 1, INTERVENTION_RECEIVED is 0 and INTERVENTION_OFFERED is blank."""
    outcomes = ret.OC2
    untreated = (outcomes.SUBSTANCE_MISUSE == "1") & (outcomes.INTERVENTION_RECEIVED == "0")
    return outcomes.flag(untreated & outcomes.INTERVENTION_OFFERED.blank)


@rule(
    "181",
    "A 12-month health or conviction item is not 0 or 1",
    tables=["OC2"],
    fields=TWELVE_MONTHS,
    fix="Answer each item with 1 (yes) or 0 (no), or leave it blank.",
)
def not_yes_or_no(ret: Return) -> Flags:
    """One of the eight 12-month items is filled in and is neither 0 nor 1."""
    items = [getattr(ret.OC2, column) for column in TWELVE_MONTHS]
    wrong = [item.filled & ~item.isin("0", "1") for item in items]
    return ret.OC2.flag(np.logical_or.reduce(wrong))


@rule(
    "182",
    "Core health items blank while other 12-month items are filled in",
    tables=["OC2"],
    fields=(*HEALTH_CORE, *HEALTH_OTHER),
    fix="Complete the health items, or take the others out if none of them is due.",
)
def core_items_incomplete(ret: Return) -> Flags:
    """One of four core items is blank and one of the other 12-month items is filled in.

    Core items are immunisations, teeth check, health assessment and substance misuse.
    """
    outcomes = ret.OC2
    return outcomes.flag(any_blank(outcomes, HEALTH_CORE) & any_filled(outcomes, HEALTH_OTHER))


@rule(
    "192",
    "Misuse problem recorded but intervention received not answered",
    tables=["OC2"],
    fields=["SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED"],
    fix="Say in INTERVENTION_RECEIVED whether the child got an intervention (1) or not (0).",
)
def intervention_not_answered(ret: Return) -> Flags:
    """SUBSTANCE_MISUSE is 1 and INTERVENTION_RECEIVED is blank."""
    outcomes = ret.OC2
    return outcomes.flag((outcomes.SUBSTANCE_MISUSE == "1") & outcomes.INTERVENTION_RECEIVED.blank)


@rule(
    "193",
    "No misuse problem recorded but an intervention item is filled in",
    tables=["OC2"],
    fields=["SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"],
    fix="Record the misuse problem, or take the intervention items out.",
)
def intervention_without_problem(ret: Return) -> Flags:
    """SUBSTANCE_MISUSE is blank or 0, and an intervention item is filled in, with 0 or anything."""
    misuse = ret.OC2.SUBSTANCE_MISUSE
    answered = any_filled(ret.OC2, ("INTERVENTION_RECEIVED", "INTERVENTION_OFFERED"))
    return ret.OC2.flag((misuse.blank | (misuse == "0")) & answered)


def _recorded_alone(code: str, item: str, title: str) -> None:
    @rule(
        code,
        title,
        tables=["OC2"],
        fields=(item, *HEALTH_CORE),
        fix="Complete immunisations, teeth check, health assessment and substance misuse.",
    )
    def recorded_alone(ret: Return) -> Flags:
        """The answer is 1, and one of the four core health items is blank."""
        outcomes = ret.OC2
        return outcomes.flag((getattr(outcomes, item) == "1") & any_blank(outcomes, HEALTH_CORE))


_recorded_alone("544", "CONVICTED", "Conviction recorded but other OC2 health items left blank")
_recorded_alone(
    "547", "HEALTH_CHECK", "Health promotion recorded but other OC2 health items left blank"
)
