"""Where children live: postcodes, invented providers, and the list of providers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

FOSTERING = "U1,U2,U3,U4,U5,U6,A3,A4,A5,A6"
OUTSIDE_ENGLAND = frozenset({"WAL", "SCO"})
CHILDRENS_HOMES = "children's homes"
SOCIAL_CARE = "social care providers"


@dataclass(frozen=True)
class Area:
    """An authority and some postcodes in it."""

    code: str
    name: str
    postcodes: tuple[str, ...]


@dataclass(frozen=True)
class Provider:
    """One invented provider on Ofsted's lists.

    Attributes:
        urn: seven characters.
        kinds: placement codes it is registered for, separated by commas.
        code: its placement provider code.
        area: where it is.
        postcode: its registered postcode.
        closed: the day it closed, as year-month-day; blank while it is open.
    """

    urn: str
    kinds: str
    code: str
    area: Area
    postcode: str
    closed: str = ""


@cache
def read_areas() -> tuple[Area, tuple[Area, ...]]:
    """The area children come from, and the areas they are placed in (the own one first)."""
    raw = tomllib.loads(Path(__file__).with_name("postcodes.toml").read_text(encoding="utf-8"))
    return _area(raw["home"]), tuple(_area(area) for area in raw["areas"])


@cache
def far_postcode() -> str:
    """A postcode farther away than any child should be placed."""
    raw = tomllib.loads(Path(__file__).with_name("postcodes.toml").read_text(encoding="utf-8"))
    return _area(raw["far"]).postcodes[0]


def _area(raw: dict[str, object]) -> Area:
    postcodes = raw["postcodes"]
    assert isinstance(postcodes, list)
    return Area(str(raw["code"]), str(raw["name"]), tuple(row[0] for row in postcodes))


# Kind, placement provider code, where (own authority, elsewhere, or both), how many.
_PROVIDERS = (
    (FOSTERING, "PR1", "own", 1),
    (FOSTERING, "PR4", "both", 14),
    (FOSTERING, "PR5", "both", 4),
    (FOSTERING, "PR2", "elsewhere", 3),
    ("A3,A4,A5,A6", "PR5", "both", 3),
    ("K2", "PR1", "own", 5),
    ("K2", "PR4", "both", 40),
    ("K2", "PR5", "both", 4),
    ("K1", "PR2", "elsewhere", 2),
    ("K1", "PR4", "elsewhere", 1),
    ("K3", "PR4", "own", 18),
    ("K3", "PR5", "own", 3),
    ("R3", "PR4", "both", 4),
    ("S1", "PR4", "both", 5),
    ("S1", "PR5", "elsewhere", 2),
)
_CLOSED = (
    ("K2", "PR4", "2019-06-30"),
    ("K2", "PR5", "2020-11-13"),
    (FOSTERING, "PR4", "2018-03-31"),
    ("R3", "PR4", "2021-09-01"),
)


@cache
def providers() -> tuple[Provider, ...]:
    """Every provider, closed ones last."""
    _, areas = read_areas()
    english = [area for area in areas if area.code not in OUTSIDE_ENGLAND]
    choices = {"own": english[:1], "elsewhere": english[1:], "both": english[:1] + english}
    homes: list[Provider] = []
    for kinds, code, where, count in _PROVIDERS:
        for turn in range(count):
            homes.append(
                _provider(len(homes), kinds, code, choices[where][turn % len(choices[where])])
            )
    for kinds, code, closed in _CLOSED:
        homes.append(_provider(len(homes), kinds, code, english[1], closed))
    return tuple(homes)


def _provider(number: int, kinds: str, code: str, area: Area, closed: str = "") -> Provider:
    # Numbers of homes and of fostering services begin with SC; newer ones are digits only.
    digits = 400417 + 7919 * number % 90000
    urn = f"SC{digits % 100000:05d}" if number % 3 else f"2{digits:06d}"
    postcode = area.postcodes[(number * 5 + 2) % len(area.postcodes)]
    return Provider(urn, kinds, code, area, postcode, closed)


def open_for(kind: str) -> list[Provider]:
    """The providers a child may be placed with, for one placement code."""
    return [
        provider
        for provider in providers()
        if not provider.closed and kind in provider.kinds.split(",")
    ]


def provider_list(year: int) -> pd.DataFrame:
    """The list as a loader of Ofsted's lists gives it.

    Args:
        year: collection year; supported accommodation was H5 until 2024.
    """
    rows = [
        {
            "URN": provider.urn,
            "LA_NAME_FROM_FILE": provider.area.name,
            "PLACE_CODES": provider.kinds if year > 2024 else provider.kinds.replace("K3", "H5"),
            "PROVIDER_CODES": provider.code,
            "REG_END": provider.closed or None,
            "POSTCODE": provider.postcode.replace(" ", ""),
            "source": CHILDRENS_HOMES if provider.kinds in ("K1", "K2") else SOCIAL_CARE,
            "LA_CODE_INFERRED": provider.area.code,
            "LA_NAME_INFERRED": provider.area.name,
        }
        for provider in providers()
    ]
    frame = pd.DataFrame(rows)
    text = frame.columns.drop("REG_END")
    frame[text] = frame[text].astype("str")
    return frame.assign(REG_END=pd.to_datetime(frame["REG_END"]))
