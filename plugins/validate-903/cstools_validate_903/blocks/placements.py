"""Placement types that rules take together."""

from __future__ import annotations

from cstools_ssda903.care import TEMPORARY

# The four kinds that took the place of Z1 in 2026.
OTHER = ("Z11", "Z12", "Z13", "Z14")
# Placements Ofsted does not register; Z1, or what replaced it, and by year H5 and P2 come on top.
NOT_REGISTERED = ("P1", "P3", "R1", "R2", "R5", *TEMPORARY)
