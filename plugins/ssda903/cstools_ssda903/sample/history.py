"""What happened to one child: periods of care made of episodes, and what goes with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from cstools_ssda903.care.codes import SHORT_BREAKS, TEMPORARY


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a child lives; codes as of the latest collection year (K3, Z11 to Z14)."""

    kind: str
    provider: str | None = None
    postcode: str | None = None
    urn: str | None = None


@dataclass(slots=True)
class Stay:
    """Time in one placement, from `start` until the next stay.

    Attributes:
        start: first day.
        placement: where.
        why: why the placement before it was left.
        same_carer: True when only the placement's status changed.
    """

    start: int
    placement: Placement
    why: str | None = None
    same_carer: bool = False


@dataclass(slots=True)
class Episode:
    """One episode of care; `rec` is X1 when another one follows at once."""

    start: int
    end: int
    rne: str
    legal: str
    placement: Placement
    rec: str = "X1"
    why: str | None = None


@dataclass(slots=True)
class Period:
    """A period of care: episodes that join up."""

    need: str
    episodes: list[Episode]

    @property
    def start(self) -> int:
        """First day."""
        return self.episodes[0].start

    @property
    def end(self) -> int:
        """Last day."""
        return self.episodes[-1].end


@dataclass(slots=True)
class Decision:
    """A decision to place for adoption, and its reversal if any."""

    decided: int
    ceased: int | None = None
    why: str | None = None


@dataclass(slots=True)
class Adopters:
    """Who adopts, and when the child was matched with them."""

    matched: int
    foster_carer: bool
    sexes: str
    legal: str


@dataclass(slots=True)
class Spell:
    """Missing (M) or away without authorisation (A)."""

    kind: str
    start: int
    end: int


@dataclass(slots=True)
class WorkerSpell:
    """Time with one social worker; `end` is None for the current one."""

    worker: str
    start: int
    end: int | None
    why: str


@dataclass(slots=True)
class Leaver:
    """How a young person who left care fares."""

    in_touch: str
    activity: str
    accommodation: str


@dataclass(slots=True)
class Child:
    """One child; dates are day numbers.

    Attributes:
        identifier: local identifier.
        male: sex.
        dob: date of birth.
        ethnicity: code.
        upn: pupil number, or UN2/UN3 for those who never had one.
        asylum: unaccompanied asylum-seeking child.
        home: postcode of the home, None when it is not in this country.
        periods: periods of care in order of time.
        decision: decision to place for adoption.
        adopters: given when the child was adopted.
        first_child: birth date of a young mother's first child.
        reviews: dates of reviews with how the child took part.
        missing: missing spells in order of time.
        workers: social workers in order of time.
        deprivation: deprivation of liberty order, start and end; the end None while it lasts.
        previous: earlier permanence arrangement: kind, authority, date as typed.
        leaver: set for those who may be reported as care leavers.
    """

    identifier: str
    male: bool
    dob: int
    ethnicity: str
    upn: str
    asylum: bool = False
    home: str | None = None
    periods: list[Period] = field(default_factory=list)
    decision: Decision | None = None
    adopters: Adopters | None = None
    first_child: int | None = None
    reviews: list[tuple[int, str]] = field(default_factory=list)
    missing: list[Spell] = field(default_factory=list)
    workers: list[WorkerSpell] = field(default_factory=list)
    deprivation: tuple[int, int | None] | None = None
    previous: tuple[str, str | None, str | None] = ("Z1", None, None)
    leaver: Leaver | None = None

    @property
    def episodes(self) -> list[Episode]:
        """All episodes in order of time."""
        return [episode for period in self.periods for episode in period.episodes]

    @property
    def short_breaks_only(self) -> bool:
        """True when every episode is under an agreed series of short breaks."""
        return all(episode.legal in SHORT_BREAKS for episode in self.episodes)


def join(legal: list[tuple[int, str]], stays: list[Stay], end: int, rec: str) -> list[Episode]:
    """Make the episodes of a period: a new one wherever legal status or placement changes.

    Args:
        legal: day and legal status from then on, in order of time; starts with the period.
        stays: placements in order of time; starts with the period.
        end: last day; what starts then or later is left out.
        rec: how the period ended.
    """
    statuses = dict(legal)
    places = {stay.start: stay for stay in stays}
    days = sorted(day for day in statuses.keys() | places.keys() if day < end)
    episodes: list[Episode] = []
    for day in days:
        status, stay = statuses.get(day), places.get(day)
        if not episodes:
            assert status is not None
            assert stay is not None
            episodes.append(Episode(day, end, "S", status, stay.placement))
            continue
        before = episodes[-1]
        before.end = day
        if stay is not None and before.placement.kind not in TEMPORARY:
            before.why = stay.why
        placement = stay.placement if stay else before.placement
        rne = _reason(status, stay)
        episodes.append(Episode(day, end, rne, status or before.legal, placement))
    episodes[-1].rec = rec
    return episodes


def _reason(status: str | None, stay: Stay | None) -> str:
    if stay is None:
        return "L"
    if stay.same_carer:
        return "U" if status else "T"
    return "B" if status else "P"
