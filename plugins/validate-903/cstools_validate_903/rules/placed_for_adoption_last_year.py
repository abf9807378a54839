"""Decisions to place for adoption (PlacedAdoption), this year against last year's return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import anywhere, because, rule, same_entry, with_child
from cstools_validate_903.blocks.adoption import has_ending
from cstools_validate_903.blocks.differences import OTHER, OWN, of_child

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

_AS_DATES = "Days are compared, not how they are written: 1/6/2024 and 01/06/2024 are the same."


@rule(
    "559",
    "Adoption decision predates this year but last year's return lacks it",
    tables=["PlacedAdoption"],
    fields=["DATE_PLACED"],
    last_year=["PlacedAdoption"],
    fix="Correct the date of the decision, or tell the Department about last year's return.",
)
def unknown_last_year(ret: Return) -> Flags:
    """DATE_PLACED is before the year, and last year the child had no decision or an undated one."""
    decisions = with_child(ret.PlacedAdoption)
    now, then = decisions.join(ret.last.PlacedAdoption, keep_all=True)
    return now.flag((now.DATE_PLACED < ret.start) & np.isnat(then.DATE_PLACED))


@rule(
    "560",
    "Adoption decision date changed although last year's decision was still live",
    tables=["PlacedAdoption"],
    fields=["DATE_PLACED", "DATE_PLACED_CEASED"],
    last_year=["PlacedAdoption"],
    fix="Give last year's date of the decision again; a new decision needs the old one ended.",
    differs=because(_AS_DATES, OTHER),
)
def live_decision_changed(ret: Return) -> Flags:
    """Last year a decision had a DATE_PLACED and no end, and this DATE_PLACED is another one."""
    now, then = ret.PlacedAdoption.join(ret.last.PlacedAdoption)
    live = then.filled("DATE_PLACED") & then.blank("DATE_PLACED_CEASED")
    return now.flag(live & ~same_entry(now, "DATE_PLACED", then, "DATE_PLACED"))


@rule(
    "561",
    "Adoption decision date repeated although last year recorded it as ended",
    tables=["PlacedAdoption"],
    fields=["DATE_PLACED"],
    last_year=["PlacedAdoption"],
    fix="Leave out the decision that ended last year, or give the date of the new one.",
    differs=because(_AS_DATES, OWN),
)
def ended_decision_repeated(ret: Return) -> Flags:
    """DATE_PLACED is that of a decision to which last year's return gave an end or its reason."""
    now, then = ret.PlacedAdoption.join(ret.last.PlacedAdoption)
    return now.flag(has_ending(then) & same_entry(now, "DATE_PLACED", then, "DATE_PLACED"))


@rule(
    "584",
    "New decision date not later than the ended decision of last year",
    tables=["PlacedAdoption"],
    fields=["DATE_PLACED"],
    last_year=["PlacedAdoption"],
    fix="Give the date of the new decision, or leave out the one that ended last year.",
    differs=because(
        "Dates are compared as dates, the row at fault is the one marked, and a blank date is "
        "marked only when last year's ended decision has one.",
        of_child("PlacedAdoption", "own", filled=("DATE_PLACED_CEASED",), last_year=True),
        # Which row it marks instead goes by the order of the joined tables.
        anywhere("PlacedAdoption", "other", filled=("DATE_PLACED_CEASED",), last_year=True),
    ),
)
def not_after_ended_decision(ret: Return) -> Flags:
    """Last year a decision was ended, and this DATE_PLACED is no later than its date, or blank."""
    then = ret.last.PlacedAdoption
    now, then = ret.PlacedAdoption.join(then.where(has_ending(then)))
    blank = now.blank("DATE_PLACED") & then.filled("DATE_PLACED")
    return now.flag(blank | (now.DATE_PLACED <= then.DATE_PLACED))
