"""The areas: England, its regions, Inner and Outer London, and every authority since 2009."""

from __future__ import annotations

from functools import cache
from typing import Any

from cstools import UsageError
from cstools_geography import facts, reorganisations
from cstools_geography.definition import Area
from cstools_geography.periods import MARCH, Period, day_of, first_year, last_year

ENGLAND = "970"
LONDON = "E12000007"


@cache
def areas() -> dict[str, Area]:
    """All areas by code: England, regions, then authorities by number, abolished ones included."""
    return {area.code: area for area in (*_wholes(), *_authorities())}


def area(code: str) -> Area:
    """The area of a code of ours; see `match` for anything else that a file or person writes.

    Raises:
        UsageError: there is no such code.
    """
    try:
        return areas()[code]
    except KeyError:
        raise UsageError(
            f"'{code}' is not the code of an area.",
            "Give an authority's three-digit number, 970 for England, or a region's ONS code.",
        ) from None


def authorities(period: Period | None = None) -> list[Area]:
    """The authorities of England: all since 2009, or those of a day or collection year."""
    day = None if period is None else day_of(period)
    return [
        authority
        for authority in areas().values()
        if authority.level == "la" and (day is None or authority.exists(day))
    ]


def within(code: str, period: Period | None = None) -> list[Area]:
    """The authorities of a region, of Inner or Outer London, or of England.

    Raises:
        UsageError: there is no such area.
    """
    whole = area(code)
    return [
        authority
        for authority in authorities(period)
        if whole.level == "national"
        or whole.code in (authority.region, authority.sub_region, authority.code)
    ]


def standing_for(code: str, period: Period) -> tuple[list[Area], bool]:
    """The authorities that an area was, or was part of, in a period; and whether it is all of them.

    Args:
        code: an area's code.
        period: a day or a collection year.

    Returns:
        The area itself where it was there; else those before or after it, over several changes
        if need be. True where their figures add up to its own: it was divided into them, nothing
        more. Cumbria in 2024 is Cumberland and Westmorland and Furness, and True; Cumberland in
        2023 is Cumbria, and False, because it is only a part.

    Raises:
        UsageError: there is no such area.
    """
    day, exact = day_of(period), True
    front, standing = [area(code)], []
    while front:
        authority = front.pop(0)
        if authority.exists(day):
            standing.append(authority)
            continue
        after = authority.valid_to is not None and day > authority.valid_to
        exact &= after and _exact(authority.code)
        front += [
            areas()[number]
            for number in (authority.successors if after else authority.predecessors)
        ]
    return sorted(set(standing), key=lambda authority: authority.code), exact


def years(code: str, reference: tuple[int, int] = MARCH) -> tuple[int | None, int | None]:
    """The first and the last year in which an area is in a collection; None where it is open.

    Args:
        code: an area's code.
        reference: month and day of the collection's reference day: ``MARCH`` for children looked
            after and in need, ``SEPTEMBER`` for the workforce.

    Raises:
        UsageError: there is no such area.
    """
    authority = area(code)
    return first_year(authority.valid_from, reference), last_year(authority.valid_to, reference)


def _exact(code: str) -> bool:
    ends = [
        change for change in reorganisations.changes() if code in set(change.old) - set(change.new)
    ]
    return all(change.exact for change in ends)


def _wholes() -> list[Area]:
    return [_whole(ons, entry) for ons, entry in facts.document("regions.toml").items()]


def _whole(ons: str, entry: dict[str, Any]) -> Area:
    level = entry.get("level", "regional")
    inner = level == "sub_regional"
    return Area(
        code=ENGLAND if level == "national" else ons,
        name=entry["name"],
        level=level,
        ons=ons,
        number=str(entry["lait"]),
        region=LONDON if inner else "" if level == "national" else ons,
        sub_region=ons if inner else "",
        letter=entry.get("letter", ""),
        aliases=tuple(entry["spellings"]),
    )


def _authorities() -> list[Area]:
    aliases = facts.document("aliases.toml")
    return [
        _authority(row, tuple(aliases.get(row["number"], ())))
        for row in facts.rows("authorities.csv")
    ]


def _authority(row: dict[str, str], aliases: tuple[str, ...]) -> Area:
    number, half = row["number"], row["region"].startswith("E13")
    return Area(
        code=number,
        name=row["name"],
        level="la",
        ons=row["ons"],
        former_ons=reorganisations.former_codes(number),
        number=number,
        kind=row["kind"],
        region=LONDON if half else row["region"],
        sub_region=row["region"] if half else "",
        valid_from=reorganisations.beginning(number),
        valid_to=reorganisations.end(number),
        predecessors=reorganisations.predecessors(number),
        successors=reorganisations.successors(number),
        aliases=aliases,
    )
