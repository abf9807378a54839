"""How children are looked after on 31 March: legal status, need, placement, provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.figures import Split
from cstools_ssda903 import care
from cstools_ssda903.care import ADOPTION_PLACES, TEMPORARY
from cstools_statistics_903.left_out import EPISODES
from cstools_statistics_903.subject import Subject, split_panel
from cstools_statistics_903.wholes import LOOKED_AFTER
from cstools_statistics_903.year_counts import YearCounts, places

if TYPE_CHECKING:
    from cstools import Panel
    from cstools.rules import OnePeriod
    from cstools_statistics_903.years import Years

LEGAL_STATUSES = {
    "Interim care order": ("C1",),
    "Full care order": ("C2",),
    "Placement order": ("E1", "D1"),
    "Voluntary accommodation (section 20)": ("V2",),
    "Detained for child protection": ("L1", "L2", "L3"),
    "Youth justice": ("J1", "J2", "J3"),
}
NEEDS = {
    "Abuse or neglect": ("N1",),
    "Child’s disability": ("N2",),
    "Parent’s illness or disability": ("N3",),
    "Family in acute stress": ("N4",),
    "Family dysfunction": ("N5",),
    "Socially unacceptable behaviour": ("N6",),
    "Low income": ("N7",),
    "Absent parenting": ("N8",),
}
LEGAL = Split("legal status", "Legal status", LEGAL_STATUSES)
NEED = Split("need", "Category of need", NEEDS)
PLACEMENT = Split(
    "placement",
    "Placement",
    {
        "Foster care, relative or friend": ("U1", "U2", "U3"),
        "Foster care, other carer": ("U4", "U5", "U6"),
        "Placed for adoption": ADOPTION_PLACES,
        "Placed with parents": ("P1",),
        "Secure or children’s home": ("K1", "K2"),
        "Independent or semi-independent living, supported accommodation": ("H5", "K3", "P2"),
        "Residential school": ("S1",),
        "Other residential setting": ("P3", "R1", "R2", "R3", "R5"),
        "Temporary placement": TEMPORARY,
        "Other placement": ("Z1", "Z11", "Z12", "Z13", "Z14"),
    },
)
PROVIDER = Split(
    "provider",
    "Placement provider",
    {
        "Own authority": ("PR1",),
        "Other authority": ("PR2",),
        "Other public body": ("PR3",),
        "Private": ("PR4",),
        "Voluntary sector": ("PR5",),
        "Parents or person with parental responsibility": ("PR0",),
    },
)

COLUMNS = (
    (LEGAL, "LS"),
    (NEED, "CIN"),
    (PLACEMENT, "PLACE"),
    (PROVIDER, "PLACE_PROVIDER"),
)


def count(year: OnePeriod, figures: YearCounts) -> None:
    """Count how children were looked after."""
    rows = care.looked_after(year)
    figures.count(LOOKED_AFTER, len(rows))
    figures.split(LEGAL, places(LEGAL, rows.LS), LOOKED_AFTER)
    figures.split(NEED, places(NEED, rows.CIN), LOOKED_AFTER)
    figures.split(PLACEMENT, places(PLACEMENT, rows.PLACE), LOOKED_AFTER)
    figures.split(PROVIDER, places(PROVIDER, rows.PLACE_PROVIDER), LOOKED_AFTER)
    figures.dated(year, EPISODES, of=(LOOKED_AFTER,))
    for split, column in COLUMNS:
        figures.coded(year, split, "Episodes", column, getattr(rows, column))


def _show(years: Years) -> list[Panel]:
    no_provider = "Temporary and some other placements have no provider and count as not known."
    title = "Looked after on 31 March, by "
    return [
        split_panel(years, f"{title}legal status", LEGAL, LOOKED_AFTER),
        split_panel(years, f"{title}category of need", NEED, LOOKED_AFTER),
        split_panel(years, f"{title}placement", PLACEMENT, LOOKED_AFTER),
        split_panel(years, f"{title}provider", PROVIDER, LOOKED_AFTER, no_provider),
    ]


SUBJECT = Subject("legal status, need, placement and provider", count, _show)
