"""Errors in where a child is placed: placement type, provider, Ofsted number, postcodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.standard import Years
from cstools_ssda903.care.codes import FOSTER_PLACES, TEMPORARY
from cstools_ssda903.sample.catalogue.conditions import is_short_break
from cstools_ssda903.sample.catalogue.entry import (
    SINCE_2026,
    UNTIL_2024,
    PlantedError,
    put,
)
from cstools_ssda903.sample.catalogue.episodes import (
    is_open,
    lasting,
    younger_at_start,
)
from cstools_ssda903.sample.places import far_postcode, open_for, providers, read_areas

if TYPE_CHECKING:
    from cstools.rules import Mask, Return
    from cstools_ssda903.sample.catalogue.entry import Where
    from cstools_ssda903.sample.catalogue.sheets import Record

_OWN = read_areas()[1][0]
LEEDS = next(area for area in read_areas()[1] if area.name == "Leeds").postcodes[0]
_WALES = next(area for area in read_areas()[1] if area.code == "WAL").postcodes[0]
_NOWHERE = "ZZ99 9ZZ"
_PLACEHOLDER = "XXXXXXX"
_UNKNOWN = "SC99999"
_FOSTERING = open_for("U6")[0].urn
_CLOSED_HOME = next(
    provider for provider in providers() if provider.closed and provider.kinds == "K2"
)
_ELSEWHERE = [
    provider.urn
    for provider in providers()
    if provider.area.code != _OWN.code and provider.code != "PR1"
]
_ONLY_2024 = Years(2024, 2024)


def kind(*codes: str) -> Where:
    """Episodes in these placements, short breaks left out."""
    return lambda ret: ~is_short_break(ret) & ret.Episodes.PLACE.isin(*codes)


def _numbered(ret: Return) -> Mask:
    numbered: Mask = ret.Episodes.URN.filled & (ret.Episodes.URN != _PLACEHOLDER)
    return numbered


def _numbered_in(*codes: str) -> Where:
    return lambda ret: _numbered(ret) & ret.Episodes.PLACE.isin(*codes)


def _provided(ret: Return) -> Mask:
    return ret.Episodes.filled("PLACE_PROVIDER") & ~is_short_break(ret)


def _with_home(ret: Return) -> Mask:
    return ret.Episodes.filled("HOME_POST") & ret.Episodes.filled("PL_POST")


def _away_from_home(ret: Return) -> Mask:
    away: Mask = ret.Episodes.PLACE != "P1"
    return away & _with_home(ret)


def _temporary(ret: Return) -> Mask:
    temporary: Mask = ret.Episodes.PLACE.isin(*TEMPORARY)
    return temporary


def _home_elsewhere(ret: Return) -> Mask:
    episodes = ret.Episodes
    in_home = episodes.URN.isin(*_ELSEWHERE) & (episodes.PLACE == "K2")
    elsewhere: Mask = in_home & (episodes.PL_POST != LEEDS)
    return elsewhere


def _since_closure(ret: Return) -> Mask:
    since: Mask = ret.Episodes.DECOM > np.datetime64(_CLOSED_HOME.closed)
    return since & kind("K2")(ret)


def _three_episodes(ret: Return) -> Mask:
    return (ret.Episodes.count_of_child() >= 3) & ~is_short_break(ret)


def _all_on_holiday(record: Record) -> None:
    for episode in record.others("Episodes"):
        episode["PLACE"] = "T3"


def _other_provider(record: Record) -> str:
    return "PR5" if record["PLACE_PROVIDER"] != "PR5" else "PR4"


def _semi_independent(record: Record) -> str:
    return "H5" if record.year.year <= 2024 else "K3"


def _after_foster_placement(ret: Return) -> Mask:
    after_other: Mask = ret.Episodes.before.PLACE.isin("K2", "P1", "R1", "R3")
    return after_other


def _steady(number: int) -> Where:
    return lambda ret: lasting(number)(ret) & ~_temporary(ret)


def _asylum(ret: Return) -> Mask:
    return ret.Episodes.among(ret.UASC.children()) & ret.Episodes.filled("PL_POST")


ENTRIES = (
    PlantedError("placement-postcode-blank", "169", "Episodes", put(PL_POST=None), _away_from_home),
    PlantedError("provider-unknown-code", "178", "Episodes", put(PLACE_PROVIDER="PR9"), _provided),
    PlantedError(
        "provider-of-a-temporary-placement",
        "213",
        "Episodes",
        put(PLACE_PROVIDER="PR4"),
        _temporary,
    ),
    PlantedError(
        "provider-of-a-hospital-stay",
        "178",
        "Episodes",
        put(PLACE_PROVIDER="PR3"),
        kind("T0", "T1", "T2", "T3"),
    ),
    PlantedError(
        "placement-postcode-unknown", "179", "Episodes", put(PL_POST=_NOWHERE), _away_from_home
    ),
    PlantedError(
        "independent-living-after-closure",
        "217t",
        "Episodes",
        put(PLACE="P2", URN=None),
        is_open,
        _ONLY_2024,
    ),
    PlantedError(
        "number-lacking", "218", "Episodes", put(URN=None), _numbered_in("K1", "K2", *FOSTER_PLACES)
    ),
    PlantedError(
        "placement-not-registered", "219", "Episodes", put(PLACE="K1"), _numbered_in("K2")
    ),
    PlantedError(
        "placement-elsewhere-than-home",
        "221",
        "Episodes",
        put(PL_POST="B30 1DG"),
        lambda ret: _numbered_in("K1", "K2", "R3", "S1")(ret) & (ret.Episodes.PL_POST != "B30 1DG"),
    ),
    PlantedError(
        "number-where-none-belongs",
        "222",
        "Episodes",
        put(URN=_FOSTERING),
        kind("P1", "R1", "R2", "R5"),
    ),
    PlantedError(
        "provider-not-the-homes",
        "224",
        "Episodes",
        put(PLACE_PROVIDER=_other_provider),
        _numbered_in("K2", *FOSTER_PLACES),
    ),
    PlantedError(
        "change-reason-on-temporary-placement",
        "226",
        "Episodes",
        put(REASON_PLACE_CHANGE="OTHER"),
        _temporary,
    ),
    PlantedError(
        "begins-in-closed-home", "227", "Episodes", put(URN=_CLOSED_HOME.urn), _since_closure
    ),
    PlantedError("stays-in-closed-home", "228", "Episodes", put(URN=_CLOSED_HOME.urn), kind("K2")),
    PlantedError(
        "own-provision-elsewhere", "229", "Episodes", put(PLACE_PROVIDER="PR1"), _home_elsewhere
    ),
    PlantedError(
        "unregistered-after-2023",
        "230",
        "Episodes",
        put(URN=None),
        _numbered_in("H5"),
        _ONLY_2024,
    ),
    PlantedError(
        "supported-accommodation-elsewhere",
        "241",
        "Episodes",
        put(PL_POST=LEEDS),
        _numbered_in("K3"),
        SINCE_2026,
    ),
    PlantedError(
        "placeholder-for-a-home", "242", "Episodes", put(URN=_PLACEHOLDER), kind("K2"), SINCE_2026
    ),
    PlantedError(
        "number-outside-england",
        "243",
        "Episodes",
        put(PL_POST=_WALES),
        _numbered_in(*FOSTER_PLACES),
        SINCE_2026,
    ),
    PlantedError(
        "adoption-after-no-foster-placement",
        "336",
        "Episodes",
        put(PLACE="A3"),
        _after_foster_placement,
    ),
    PlantedError(
        "independent-living-too-young",
        "370",
        "Episodes",
        put(PLACE="P2"),
        younger_at_start(15),
        UNTIL_2024,
    ),
    PlantedError(
        "semi-independent-too-young",
        "371",
        "Episodes",
        put(PLACE=_semi_independent),
        younger_at_start(14),
    ),
    PlantedError("custody-too-young", "372", "Episodes", put(PLACE="R5"), younger_at_start(10)),
    PlantedError("school-too-young", "373", "Episodes", put(PLACE="S1"), younger_at_start(4)),
    PlantedError("employment-too-young", "374", "Episodes", put(PLACE="P3"), younger_at_start(14)),
    PlantedError("hospital-too-long", "375", "Episodes", put(PLACE="T1"), _steady(50)),
    PlantedError("carers-holiday-too-long", "376", "Episodes", put(PLACE="T3"), _steady(25)),
    PlantedError("carers-holidays-too-many", "377", "Episodes", _all_on_holiday, _three_episodes),
    PlantedError(
        "with-parents-voluntarily",
        "378",
        "Episodes",
        put(LS="V2"),
        lambda ret: ret.Episodes.PLACE == "P1",
    ),
    PlantedError("temporary-too-long", "379", "Episodes", put(PLACE="T4"), _steady(10)),
    PlantedError("temporary-start-reason", "380", "Episodes", put(RNE="T"), _temporary),
    PlantedError("care-ends-in-temporary", "381", "Episodes", put(REC="E4A"), _temporary),
    PlantedError("distance-unknown", "392a", "Episodes", put(HOME_POST=_NOWHERE), _away_from_home),
    PlantedError("home-postcode-blank", "392b", "Episodes", put(HOME_POST=None), _away_from_home),
    PlantedError(
        "home-postcode-unknown", "392c", "Episodes", put(HOME_POST="ZZ99 1ZZ"), _away_from_home
    ),
    PlantedError(
        "placed-at-home",
        "392d",
        "Episodes",
        put(PL_POST=lambda record: record["HOME_POST"]),
        _away_from_home,
    ),
    PlantedError(
        "home-of-an-asylum-seeker",
        "406",
        "Episodes",
        put(HOME_POST=read_areas()[0].postcodes[0]),
        _asylum,
    ),
    PlantedError(
        "placed-too-far-away",
        "454",
        "Episodes",
        put(PL_POST=far_postcode()),
        _away_from_home,
        SINCE_2026,
    ),
    PlantedError(
        "provider-blank",
        "526",
        "Episodes",
        put(PLACE_PROVIDER=None),
        lambda ret: ret.Episodes.filled("PLACE_PROVIDER"),
    ),
    PlantedError(
        "parents-as-own-provision", "527", "Episodes", put(PLACE_PROVIDER="PR1"), kind("P1")
    ),
    PlantedError(
        "custody-as-own-provision", "527", "Episodes", put(PLACE_PROVIDER="PR1"), kind("R5")
    ),
    PlantedError(
        "parents-as-other-authority", "528", "Episodes", put(PLACE_PROVIDER="PR2"), kind("P1")
    ),
    PlantedError(
        "carers-as-public-body", "529", "Episodes", put(PLACE_PROVIDER="PR3"), kind(*FOSTER_PLACES)
    ),
    PlantedError("parents-as-private", "530", "Episodes", put(PLACE_PROVIDER="PR4"), kind("P1")),
    PlantedError("parents-as-voluntary", "531", "Episodes", put(PLACE_PROVIDER="PR5"), kind("P1")),
    PlantedError(
        "carers-as-parents",
        "550",
        "Episodes",
        put(PLACE_PROVIDER="PR0"),
        kind("K2", *FOSTER_PLACES),
    ),
    PlantedError(
        "number-not-listed",
        "1008",
        "Episodes",
        put(URN=_UNKNOWN),
        _numbered_in("K2", *FOSTER_PLACES),
    ),
    PlantedError(
        "own-home-in-another-authority",
        "1015",
        "Episodes",
        put(PLACE_PROVIDER="PR1"),
        _home_elsewhere,
    ),
)
