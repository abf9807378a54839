"""Codes of the return that tell how a child is looked after."""

from __future__ import annotations

# Legal status: short breaks under an agreement for a series of them.
SHORT_BREAKS = ("V3", "V4")
# Placements: temporary ones of at most 7 days, or 21 for a carer's holiday; adoption; fostering.
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
ADOPTION_PLACES = ("A3", "A4", "A5", "A6")
FOSTER_PLACES = ("U1", "U2", "U3", "U4", "U5", "U6")
# Reason for a new episode.
STARTS_CARE = "S"
NEW_CARER = ("S", "P", "B")
NEW_PLACEMENT = (*NEW_CARER, "T", "U")
NEW_LEGAL_STATUS = ("S", "L", "B", "U")
# Reason why an episode ceased: the next one begins on the same day.
GOES_ON = "X1"
PLACEMENT_ORDER = "E1"
# From this birthday a young person is no child looked after.
ADULT = 18
