"""How the rules differ from the sector's existing validator: reasons, and rows these are about.

A reason says why one of the two flags a row that the other does not. What can be told from the
return itself, whether an end is blank, say, is told to the comparison, which then looks whether the
reason fits each such row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools import RowCondition
from cstools.rules import anywhere, because, row

if TYPE_CHECKING:
    from cstools import By, Difference

_CHILD = ("CHILD",)


def of_child(table: str, by: By = "", **is_like: Any) -> RowCondition:
    """A record of the flagged child in that table is like that."""
    return RowCondition(by=by, table=table, same=_CHILD, **is_like)


OWN, OTHER = row("own"), row("other")
UNDATED_CHILD = anywhere("Episodes", "own", every=_CHILD, missing=("DECOM",))

BREAKS_OFF = because(
    "A child without any readable start date is left out; it stops the existing tool.",
    UNDATED_CHILD,
)
LISTED_TWICE = because(
    "A child listed twice in UASC shifts no other child's marker; in the existing tool every child "
    "further down the header then gets the marker of another.",
    anywhere("UASC", repeated=_CHILD),
    anywhere("UASC", repeated=_CHILD, last_year=True),
)
TIES_IN_START = because(
    "Of episodes that start on one day the one lower in the file is the later; the existing tool "
    "sorts them in either order.",
    of_child("Episodes", repeated=("CHILD", "DECOM")),
)
AUTHORITIES_SINCE_2021 = row(
    "other",
    # Where the postcodes of these authorities lie: whole counties, so more than they need.
    matches={"PL_POST": "(BA|BB|BD|BS|CA|DG|DL|DN|DT|EX|HD|HG|LA|LS|PR|S|TA|TD|TS|WF|YO)[0-9].*"},
)


def loose_dates(table: str, *columns: str) -> Difference:
    """From 2026 on the existing tool reads dates of a table in forms that no return has."""
    return because(
        "From 2026 on the existing tool also reads dates in other forms than dd/mm/yyyy, such as "
        "year first; here these are no dates.",
        of_child(table, unreadable=columns),
    )
