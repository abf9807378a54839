"""Building blocks on where a placement is: its postcode, its authority, in England or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import Skip
from cstools_ssda903.care import SHORT_BREAKS

if TYPE_CHECKING:
    from cstools.rules import Codes, Mask, View

# CON and NUK are never worked out from a postcode, but a table may carry them.
OUTSIDE = ("CON", "NIR", "SCO", "WAL", "NUK")
# Lerwick: among the smallest files of the postcode directory.
_SURELY_KNOWN = "ZE10AA"


def outside_england(episodes: View, codes: tuple[str, ...] = OUTSIDE) -> Mask:
    """Episodes placed outside England (block OUTSIDE_ENGLAND); never where PL_LA is blank.

    PL_LA is one of `codes`, or an area code that is S, W or N followed by a digit.
    """
    outside: Mask = episodes.PL_LA.isin(*codes) | episodes.PL_LA.matches("[SWN][0-9].*")
    return outside


def not_short_break(episodes: View) -> Mask:
    """Episodes whose LS is not V3 or V4; a blank LS is neither."""
    lasting: Mask = ~episodes.LS.isin(*SHORT_BREAKS)
    return lasting


def compact(postcodes: Codes) -> Codes:
    """Postcodes in capitals and without spaces, as the provider lists have them."""
    return postcodes.respelt(_compact)


def in_directory(*columns: Codes) -> frozenset[str]:
    """The postcodes of these columns, as typed, that the postcode directory holds.

    Raises:
        Skip: the directory cannot be read.
    """
    # Not at the top: most runs look no postcode up.
    from cstools_geography.postcodes import locate

    texts = {word: _compact(word) for column in columns for word in column.words}
    places = frozenset(locate(texts.values()).index)
    if texts and not places and locate([_SURELY_KNOWN]).empty:
        raise Skip("It needs the postcode directory, and that could not be read.")
    return frozenset(word for word, text in texts.items() if text in places)


def _compact(postcode: str) -> str:
    return "".join(postcode.split()).upper()
