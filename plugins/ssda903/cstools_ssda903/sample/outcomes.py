"""OC2 and OC3: health of children in care all year, and how care leavers fare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.standard import Chance, Weighted
from cstools_ssda903.care.codes import SHORT_BREAKS
from cstools_ssda903.sample.dates import Collection, birthday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools_ssda903.sample.history import Child, Episode

Outcomes = tuple[str | None, ...]
_NO_SCORE = Weighted({"SDQ2": 35, "SDQ3": 15, "SDQ4": 35, "SDQ5": 15})
_ADOPTED = ("E11", "E12")
# Two days either side of a birthday on 31 March, where ages by average year length differ.
_MARGIN = 2


def in_care_all_year(episodes: Sequence[Episode], year: Collection) -> bool:
    """Looked after for the whole collection year up to 31 March.

    Args:
        episodes: the episodes of a child that the year's return shows.
        year: the collection year.
    """
    for episode in episodes:
        started = episode.rne == "S" and year.start < episode.start
        ended = episode.rec != "X1" and episode.end < year.end
        if started or ended or episode.legal in SHORT_BREAKS:
            return False
    return bool(episodes)


def health(chance: Chance, child: Child, year: Collection) -> Outcomes:
    """The OC2 values after CHILD and DOB for a child in care all year."""
    misuse = birthday(child.dob, 11) <= year.end and chance.happens(0.05)
    received, offered = _help(chance) if misuse else (None, None)
    convicted = _mark(chance, 0.04) if birthday(child.dob, 10) <= year.end else None
    check = _mark(chance, 0.9) if birthday(child.dob, 5) > year.end else None
    return (
        *_difficulties(chance, child, year),
        convicted,
        check,
        _mark(chance, 0.88),
        _mark(chance, 0.8),
        _mark(chance, 0.9),
        "1" if misuse else "0",
        received,
        offered,
    )


def _mark(chance: Chance, probability: float) -> str:
    return "1" if chance.happens(probability) else "0"


def _help(chance: Chance) -> tuple[str, str | None]:
    return ("1", None) if chance.happens(0.45) else ("0", _mark(chance, 0.75))


def _difficulties(chance: Chance, child: Child, year: Collection) -> tuple[str | None, str | None]:
    """Score, or the reason why there is none."""
    four, seventeen = birthday(child.dob, 4), birthday(child.dob, 17)
    if four > year.end or seventeen < year.start:
        return (None, None)
    turning = year.start < four <= year.end or seventeen <= year.end
    if turning and chance.happens(0.5):
        return (None, "SDQ1")
    if chance.happens(0.2):
        return (None, chance.weighted(_NO_SCORE))
    score = int(14 + 11 * (chance.share() + chance.share() + chance.share() + chance.share() - 2))
    return (str(max(0, min(40, score))), None)


def is_reported_leaver(child: Child, reported: list[Episode], year: Collection) -> bool:
    """Whether a young person belongs in OC3.

    Args:
        child: the young person.
        reported: episodes that this year's or last year's return shows, in order of time.
        year: the collection year.
    """
    if child.leaver is None or not reported or reported[-1].end > year.end:
        return False
    if reported[-1].rec in (*_ADOPTED, "E2", "E3") or any(
        episode.rec == "E2" for episode in reported
    ):
        return False
    return _of_age(child, reported[-1].end, year) and _enough_care(child, reported, year)


def _of_age(child: Child, left: int, year: Collection) -> bool:
    for age in (17, 18):
        if abs(birthday(child.dob, age) - year.end) <= _MARGIN:
            return False
        # Still in care on the birthday: no care leaver this year.
        if birthday(child.dob, age) <= year.end < birthday(child.dob, age + 1):
            return left < birthday(child.dob, age)
    nineteen = birthday(child.dob, 19)
    return nineteen <= year.end - _MARGIN and birthday(child.dob, 20) > year.end


def _enough_care(child: Child, reported: list[Episode], year: Collection) -> bool:
    """At least 13 weeks in care since 14, some of it after 16; short breaks do not count."""
    fourteen, sixteen = birthday(child.dob, 14), birthday(child.dob, 16)
    counted = [episode for episode in reported if episode.legal not in SHORT_BREAKS]
    ends = [min(episode.end, year.end) for episode in counted]
    pairs = list(zip(counted, ends, strict=True))
    since_14 = sum(max(0, end - max(episode.start, fourteen)) for episode, end in pairs)
    since_16 = sum(max(0, end - max(episode.start, sixteen)) for episode, end in pairs)
    return since_14 >= 91 and since_16 >= 1


def leaving(child: Child, year: Collection) -> Outcomes:
    """The OC3 values after CHILD and DOB."""
    assert child.leaver is not None
    home = child.leaver.accommodation
    if home.startswith("Z") and year.start <= birthday(child.dob, 17) <= year.end:
        home = "U1"
    if home.startswith("T") and birthday(child.dob, 18) > year.start:
        home = "D1"
    return (child.leaver.in_touch, child.leaver.activity, home)
