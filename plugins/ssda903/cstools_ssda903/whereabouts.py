"""Where placements are: their authority, inside or outside one's own, and how far from home."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cstools_geography.postcodes import COUNTRIES, ISLANDS, Places, miles

DERIVED = ("PL_LA", "PL_LOCATION", "PL_DISTANCE")


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
    blank = [name for name in DERIVED if name not in episodes or not episodes[name].notna().any()]
    if not blank:
        return episodes
    home, placement = (_places(episodes, name) for name in ("HOME_POST", "PL_POST"))
    columns = {
        "PL_LA": placement.of_rows(placement.located["authority"]),
        "PL_LOCATION": placement.of_rows(_location(placement.located, local_authority)),
        "PL_DISTANCE": miles(home, placement),
    }
    return episodes.assign(**{name: columns[name] for name in blank})


def _places(episodes: pd.DataFrame, name: str) -> Places:
    return Places(episodes.get(name, pd.Series(None, index=episodes.index, dtype="str")))


def _location(places: pd.DataFrame, local_authority: str | None) -> pd.Series:
    authority, laua = places["authority"], places["laua"]
    if local_authority is None:
        outside = authority.isin(COUNTRIES.values()) | laua.str[:1].isin(ISLANDS)
        return pd.Series("OUT", index=laua.index, dtype="str").where(outside)
    inside = np.where(authority.eq(local_authority), "IN", "OUT")
    return pd.Series(inside, index=laua.index, dtype="str").where(laua.notna())
