"""The one look-up: the area that a text or a code means, and how that was found out."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from cstools_geography.joint import joint_returns
from cstools_geography.names import bare_key, key
from cstools_geography.periods import Period, day_of
from cstools_geography.register import areas, standing_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cstools_geography.definition import Area

How = Literal["code", "code_old", "name", "alias", "joint", "inherited", "none"]
_SPLIT = re.compile(r"\s*/\s*")
_LETTER = "Letter of the SFR files of 2014 to 2016; other files letter regions differently."


@dataclass(frozen=True)
class Match:
    """What a text was found to mean.

    Attributes:
        text: the text.
        how: ``code``; ``code_old``, an ONS code that was replaced; ``name``; ``alias``, something
            it is called besides; ``joint``, a joint return; ``inherited``, the area that stands
            for it in the period; ``none``, nothing or more than one.
        area: the area; of a joint return the first; None where `how` is ``none``.
        candidates: the areas it may mean: several where it is ambiguous or a joint return.
        note: what a reader of the match should know; empty when there is nothing.
    """

    text: str
    how: How
    area: Area | None = None
    candidates: tuple[Area, ...] = ()
    note: str = ""

    @property
    def ambiguous(self) -> bool:
        """Whether it may mean several areas, of which none was chosen."""
        return self.area is None and bool(self.candidates)


def match(text: str, period: Period | None = None, *, inherit: bool = False) -> Match:
    """Find the area that a name or code means.

    Nothing is guessed: where several areas are called so, as Dorset is, `period` has to decide.

    Args:
        text: a department's number, an ONS code old or new, a region's letter, a name or an
            abbreviation in any usual spelling, or several parted by slashes for a joint return.
        period: the day or the collection year (its 31 March) that it is said of. A collection with
            another reference day needs the day.
        inherit: give the area that stands for one which was not there in the period, where there
            is only one. Without it the area itself is given and its note says so.

    Returns:
        How it matched and the area; `how` is ``none`` where it is unknown or ambiguous.
    """
    typed = " ".join(str(text).split())
    if "/" in typed:
        return _joint(typed, period)
    how, candidates = _candidates(typed)
    if period is not None and len(candidates) > 1:
        candidates = [area for area in candidates if area.exists(day_of(period))] or candidates
    if len(candidates) != 1:
        return Match(typed, "none", None, tuple(candidates), _ambiguity(candidates))
    hit = Match(typed, how, candidates[0], tuple(candidates), _remark(typed, how, candidates[0]))
    return hit if period is None else _dated(hit, candidates[0], period, inherit=inherit)


def _candidates(typed: str) -> tuple[How, list[Area]]:
    """The areas of a text, by the first way in which there are any."""
    code = typed.upper()
    ways: tuple[tuple[How, Mapping[str, list[Area]], str], ...] = (
        ("code", _by_code(), code),
        ("code_old", _by_former_code(), code),
        ("alias", _by_letter(), code),
        # Before names lose their style: "City of London" would be the name of a region.
        ("name", _by_name(), key(typed)),
        ("alias", _by_alias(), key(typed)),
        ("name", _by_bare_name(), bare_key(typed)),
        ("alias", _by_alias(), bare_key(typed)),
    )
    hits = ((how, index[text]) for how, index, text in ways if index.get(text))
    return next(hits, ("none", []))


def _joint(typed: str, period: Period | None) -> Match:
    parts = [match(part, period) for part in _SPLIT.split(typed)]
    members = tuple(part.area for part in parts if part.area is not None)
    codes = {area.code for area in members}
    if len(members) == len(parts) and any(codes == set(joint.codes) for joint in joint_returns()):
        others = " and ".join(area.label for area in members[1:])
        note = f"A joint return with {others}: the figure is for all of them."
        return Match(typed, "joint", members[0], members, note)
    return Match(typed, "none", note="No joint return of these is known.")


def _dated(hit: Match, area: Area, period: Period, *, inherit: bool) -> Match:
    """The match as it holds in a period."""
    if area.exists(day_of(period)):
        return hit
    standing, exact = standing_for(area.code, period)
    now = " and ".join(authority.label for authority in standing)
    note = f"{area.label} was there only {area.span}; then: {now}."
    if not inherit:
        return replace(hit, note=note)
    if len(standing) == 1:
        whole = "" if exact else " The two do not have the same area."
        return Match(hit.text, "inherited", standing[0], tuple(standing), note + whole)
    return Match(hit.text, "none", None, tuple(standing), note)


def _remark(typed: str, how: How, area: Area) -> str:
    if how == "code_old":
        return f"{typed.upper()} was replaced by {area.label}."
    return _LETTER if how == "alias" and typed.upper() == area.letter else ""


def _ambiguity(candidates: Iterable[Area]) -> str:
    labels = [f"{area.label} {area.span}".rstrip() for area in candidates]
    return f"It may be {' or '.join(labels)}." if labels else ""


def _index(texts: Callable[[Area], Iterable[str]]) -> dict[str, list[Area]]:
    index: dict[str, list[Area]] = defaultdict(list)
    for area in areas().values():
        for text in dict.fromkeys(filter(None, texts(area))):
            index[text].append(area)
    return dict(index)


@cache
def _by_code() -> dict[str, list[Area]]:
    return _index(lambda area: (area.code, area.ons, area.number))


@cache
def _by_former_code() -> dict[str, list[Area]]:
    return _index(lambda area: area.former_ons)


@cache
def _by_letter() -> dict[str, list[Area]]:
    return _index(lambda area: (area.letter,))


@cache
def _by_name() -> dict[str, list[Area]]:
    return _index(lambda area: (key(area.name),))


@cache
def _by_alias() -> dict[str, list[Area]]:
    return _index(lambda area: map(key, area.aliases))


@cache
def _by_bare_name() -> dict[str, list[Area]]:
    # Without "City of" an authority has the name of London, and a region may not lose a word.
    index = _index(lambda area: (bare_key(area.name),) if area.level == "la" else ())
    return {name: several for name, several in index.items() if name != "london"}
