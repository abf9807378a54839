"""The authority that a person means who types its code, its number or its name."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cstools import UsageError
from cstools_geography.definition import Area
from cstools_geography.districts import ONS_CODE, upper_tier
from cstools_geography.lookup import match
from cstools_geography.names import bare_key, key
from cstools_geography.register import areas, authorities

if TYPE_CHECKING:
    from cstools_geography.lookup import Match
    from cstools_geography.periods import Period

# New councils take the next free numbers of their family; anything further off is a slip. London's
# boroughs are as they have been since 1965, so there a number too high is a slip as well.
_GROWING = ("E06", "E08")
_NEXT_NUMBERS = 20
_SUGGESTIONS = 3
_FORMS = "Give its nine-character code, e.g. E09000024, or its name, e.g. Merton."


def find_authority(text: str, period: Period | None = None) -> Area:
    """The authority that a text means.

    A code that is newer than the list here, but may well be given to a council soon, is taken as
    an authority without a number, so that a new council need not wait for a new list.

    Args:
        text: as for `match`.
        period: as for `match`; needed where several authorities have one name.

    Raises:
        UsageError: no authority is called so, or several are; suggests close ones.
    """
    hit = match(text, period)
    if hit.area is not None and hit.area.level == "la" and hit.how != "joint":
        return hit.area
    code = hit.text.upper()
    if _perhaps_new(code):
        return Area(code, code, "la", code)
    raise UsageError(f"'{hit.text}' is not an English upper-tier authority.", _advice(hit))


def notice(authority: Area) -> str:
    """What somebody who chose an authority should know; empty when there is nothing.

    Args:
        authority: as `find_authority` gives it.
    """
    if authority.code not in areas():
        return f"{authority.code} is newer than the authority list here; check that it is right."
    if authority.valid_to is None:
        return ""
    now = " and ".join(areas()[code].label for code in authority.successors)
    return f"{authority.label} was there only {authority.span}; now: {now}."


def _perhaps_new(code: str) -> bool:
    if not ONS_CODE.fullmatch(code) or not code.startswith(_GROWING):
        return False
    known = [ons for authority in authorities() for ons in (authority.ons, *authority.former_ons)]
    last = max(int(ons[3:]) for ons in known if ons.startswith(code[:3]))
    return last < int(code[3:]) <= last + _NEXT_NUMBERS


def _advice(hit: Match) -> str:
    code = hit.text.upper()
    if hit.ambiguous:
        return f"{hit.note} Give its code."
    if code.startswith("W") and ONS_CODE.fullmatch(code):
        return "It is Welsh; give the code of an English one."
    over = upper_tier(code)
    if over is not None and over != code:
        return f"It is a district; its upper tier is {match(over).candidates[0].label}."
    close = _close(hit.text)
    return (
        f"Did you mean {' or '.join(authority.label for authority in close)}?" if close else _FORMS
    )


def _close(typed: str) -> list[Area]:
    """Authorities there are now whose code or name is close to what was typed, best first."""
    code = typed.upper()
    present = [authority for authority in authorities() if authority.valid_to is None]
    if re.fullmatch(r"[A-Z]?\d+", code):
        by_code = {authority.ons: authority for authority in present}
        swapped = [ons for ons in by_code if sorted(ons) == sorted(code)]
        near = dict.fromkeys(swapped + get_close_matches(code, by_code, _SUGGESTIONS, 0.8))
        return [by_code[ons] for ons in near][:_SUGGESTIONS]
    return _close_names(
        bare_key(typed), {bare_key(authority.name): authority for authority in present}
    )


def _close_names(name: str, names: dict[str, Area]) -> list[Area]:
    if name == key("London"):  # 33 authorities are as close as the one called so
        return []
    within = [other for other in names if len(name) > 2 and name in other]
    close = dict.fromkeys(within + get_close_matches(name, names, _SUGGESTIONS, 0.7))
    return [names[other] for other in close][:_SUGGESTIONS]
