"""The authorities and regions of England, their codes, names, changes and neighbours.

Everything here is plain Python; `cstools_geography.postcodes`, which looks postcodes up, needs
pandas and the postcode directory.
"""

from cstools_geography.authority import find_authority, notice
from cstools_geography.definition import Area
from cstools_geography.districts import upper_tier
from cstools_geography.joint import JointReturn, joint_returns, joint_with
from cstools_geography.lookup import Match, match
from cstools_geography.neighbour_models import MODELS, Neighbour, neighbours
from cstools_geography.periods import MARCH, SEPTEMBER
from cstools_geography.register import (
    area,
    areas,
    authorities,
    standing_for,
    within,
    years,
)
from cstools_geography.reorganisations import Change, changes

__all__ = [
    "MARCH",
    "MODELS",
    "SEPTEMBER",
    "Area",
    "Change",
    "JointReturn",
    "Match",
    "Neighbour",
    "area",
    "areas",
    "authorities",
    "changes",
    "find_authority",
    "joint_returns",
    "joint_with",
    "match",
    "neighbours",
    "notice",
    "standing_for",
    "upper_tier",
    "within",
    "years",
]
