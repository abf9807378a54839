"""What goes with a period of care: reviews, missing spells, social workers and the rest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cstools.standard import Chance, Weighted
from cstools_ssda903.sample.dates import TEXT, Collection, age_at, birthday, in_last_week_of_march
from cstools_ssda903.sample.history import Leaver, Spell, WorkerSpell

if TYPE_CHECKING:
    from cstools_ssda903.sample.history import Child, Episode, Period

_TOOK_PART = Weighted({"PN1": 44, "PN2": 4, "PN3": 9, "PN4": 3, "PN5": 9, "PN6": 20, "PN7": 11})
_HANDOVER = Weighted(
    {"LEFTRL": 34, "TSPROC": 34, "MANAGE": 12, "ORGRST": 9, "ABSENC": 7, "OTHERS": 2.7}
    | {"CHCHAN": 0.7, "PCCHAN": 0.5, "SWDIED": 0.1}
)
_PREVIOUS = Weighted({"Z1": 93, "P1": 2, "P2": 3, "P3": 0.3, "P4": 1.7})
_AUTHORITIES = Weighted(
    {"330": 70, "331": 3, "332": 3, "333": 4, "334": 4, "335": 3, "336": 3, "885": 3, "860": 3}
    | {"999": 2, "WAL": 1, "SCO": 1}
)
_TOUCH = Weighted({"YES": 90, "NO": 5, "REFU": 2, "NREQ": 1, "RHOM": 1.7, "DIED": 0.3})
_ACTIVITY = Weighted(
    {"F1": 5, "P1": 0.5, "F2": 24, "P2": 5, "F4": 5, "P4": 1, "F5": 18, "P5": 5, "G4": 8}
    | {"G5": 22, "G6": 6.5}
)
_HOUSING = Weighted(
    {"B1": 14, "C1": 3, "D1": 22, "E1": 7, "K1": 2, "U1": 24, "Y1": 4, "Z1": 10, "T1": 2}
    | {"X2": 3, "S2": 1, "V2": 0.6, "W2": 0.5, "D2": 1.5, "Y2": 1.4, "B2": 0.8, "R1": 3}
)
_WORKERS = 4000


def add(chance: Chance, child: Child, this_year: Collection) -> None:
    """Give a child with periods of care all that is reported beside them."""
    child.leaver = _leaver(chance)
    child.previous = _previous(chance, child)
    _add_workers(chance, child, this_year)
    if child.short_breaks_only:
        return
    since = Collection.of(this_year.year - 1).start
    for period in child.periods:
        _add_reviews(chance, child, period, since, this_year.end)
    _add_missing(chance, child, since, this_year.end)
    _add_motherhood(chance, child, this_year)
    if this_year.year >= 2027:
        _add_deprivation(chance, child, this_year)


def _add_reviews(chance: Chance, child: Child, period: Period, since: int, until: int) -> None:
    """The first within twenty working days, the next within three months, then six-monthly."""
    four = birthday(child.dob, 4)
    day = period.start + chance.between(14, 26)
    turn = 0
    while day < min(period.end, until + 1):
        day -= max(0, date.fromordinal(day).weekday() - 4)
        # On the fourth birthday itself either code would be arguable.
        review = day + 1 if day == four else day
        if review >= since and review < period.end:
            code = "PN0" if review < four else chance.weighted(_TOOK_PART)
            child.reviews.append((review, code))
        day += chance.between(76, 89) if turn == 0 else chance.between(160, 181)
        turn += 1


def _add_missing(chance: Chance, child: Child, since: int, until: int) -> None:
    teen = age_at(child.dob, until) >= 12
    if not chance.happens(0.24 if teen else 0.006):
        return
    mean = chance.one_of((200, 90, 40, 15))
    for episode in child.episodes:
        if episode.end >= since and episode.start <= until:
            _spells(chance, child, episode, mean, until)


def _spells(chance: Chance, child: Child, episode: Episode, mean: int, until: int) -> None:
    """Spells wholly inside one episode, so that none runs over a change."""
    # Earlier spells are in earlier returns: nobody sees them.
    first = max(episode.start, until - 760) + 1
    day = max(first, birthday(child.dob, 8)) + chance.waiting(mean)
    while True:
        long = chance.happens(0.06)
        back = day + (chance.between(4, 30) if long else chance.between(0, 3))
        if back >= episode.end - 1:
            return
        child.missing.append(Spell("A" if chance.happens(0.25) else "M", day, back))
        day = back + 1 + chance.waiting(mean)


def _add_workers(chance: Chance, child: Child, this_year: Collection) -> None:
    """One social worker after the other; each new period of care begins with a new one."""
    final = child.periods[-1].end
    starts = [period.start for period in child.periods]
    if child.short_breaks_only:
        starts = starts[:1]
    days = [starts[0]]
    for start, until in zip(starts, [*starts[1:], final], strict=True):
        if start != days[0]:
            days.append(start)
        day = start + chance.between(30, 700)
        while day < min(until - 30, this_year.end + 1):
            # A handover in the last days of March looks like a case without a worker.
            day += 10 if in_last_week_of_march(day) else 0
            days.append(day)
            day += chance.between(60, 900)
    for turn, day in enumerate(days):
        ended = days[turn + 1] if turn + 1 < len(days) else None
        why = "FCONTA" if turn == 0 else chance.weighted(_HANDOVER)
        child.workers.append(WorkerSpell(_worker(chance), day, ended, why))


def _worker(chance: Chance) -> str:
    number = chance.between(1, _WORKERS)
    return f"XX{number:05d}" if number % 50 == 0 else f"SW{100000 + 17 * number}"


def _add_motherhood(chance: Chance, child: Child, this_year: Collection) -> None:
    if child.male or age_at(child.dob, this_year.start) < 15 or not chance.happens(0.06):
        return
    # Before the years reported on and before care began, so that every return agrees.
    latest = min(child.periods[0].start, Collection.of(this_year.year - 1).start) - 1
    earliest = max(birthday(child.dob, 14), latest - 500)
    if latest > earliest:
        child.first_child = chance.between(earliest, latest)
    elif len(child.periods) == 1 and child.episodes[-1].start < this_year.start:
        born = this_year.start + chance.between(5, 300)
        if child.episodes[-1].end > this_year.end > born:
            child.first_child = born


def _previous(chance: Chance, child: Child) -> tuple[str, str | None, str | None]:
    kind = chance.weighted(_PREVIOUS)
    latest = child.periods[0].start - 400
    earliest = child.dob + 200
    if kind == "Z1" or latest <= earliest:
        return ("Z1", None, None)
    day = TEXT[chance.between(earliest, latest)]
    if chance.happens(0.2):
        # The day is often not known any more, and sometimes neither is the month.
        day = f"ZZ/{day[3:]}" if chance.happens(0.7) else f"ZZ/ZZ/{day[6:]}"
    return (kind, chance.weighted(_AUTHORITIES), day)


def _leaver(chance: Chance) -> Leaver:
    touch = chance.weighted(_TOUCH)
    if touch == "YES":
        return Leaver(touch, chance.weighted(_ACTIVITY), chance.weighted(_HOUSING))
    return Leaver(touch, "0", "0")


def _add_deprivation(chance: Chance, child: Child, this_year: Collection) -> None:
    """A few children in children's homes, in one episode from before to after the order."""
    for episode in child.episodes:
        inside = episode.placement.kind in ("K2", "Z12", "Z13")
        first, last = max(episode.start, this_year.start) + 1, min(episode.end, this_year.end) - 1
        if inside and last - first > 40 and child.deprivation is None and chance.happens(0.06):
            start = chance.between(first, last - 30)
            ended = start + chance.between(10, 28)
            stays_open = episode.end > this_year.end and chance.happens(0.5)
            child.deprivation = (start, None if stays_open else ended)
