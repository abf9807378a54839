"""The sheets of listings: one sheet each, to be filtered, printed or mailed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.export.xlsx._cells import cells

if TYPE_CHECKING:
    from cstools.data.listing import Listing
    from cstools.export.xlsx._book import Sheet
    from cstools.export.xlsx._limits import Spent

_NARROWEST, _WIDEST = 9, 60
_LOOKED_AT = 200


def write_listing(sheet: Sheet, listing: Listing, spent: Spent) -> None:
    """Write one listing with its headings frozen and filters on."""
    table = listing.table.iloc[: spent.limits.rows - 1, : spent.limits.columns]
    if table.shape != listing.table.shape:
        spent.say(f"The sheet {sheet.name} is cut: an Excel sheet holds no more.")
    sheet.headings(0, [str(heading) for heading in table.columns], _widths(listing))
    columns = [cells(table.iloc[:, number]) for number in range(table.shape[1])]
    for number in range(len(table)):
        for column, values in enumerate(columns):
            value, kind = values.at(number)
            sheet.put(number + 1, column, value, kind)
    sheet.filtered(0, len(table), table.shape[1])


def _widths(listing: Listing) -> list[float]:
    """Width of each column in characters, by its heading and its first rows."""
    start = listing.table.head(_LOOKED_AT)
    longest = [
        max([len(str(heading)) + 3, *start.iloc[:, place].astype("str").str.len().fillna(0)])
        for place, heading in enumerate(listing.table.columns)
    ]
    return [float(min(max(length, _NARROWEST), _WIDEST)) for length in longest]
