"""The catalogue of errors that a sample can be given, by subject.

An entry names the rule that is sure to find it. To add one, put a line into the module of its
subject: a name, the rule, the table, how to damage a record, and which records lend themselves.
"""

from __future__ import annotations

from cstools_ssda903.sample.catalogue import (
    adoption,
    children,
    deprivation,
    episodes,
    header,
    integrity,
    last_year,
    leavers,
    missing,
    neighbours,
    outcomes,
    placements,
    short_breaks,
    social_workers,
)
from cstools_ssda903.sample.catalogue.entry import PlantedError

CATALOGUE: tuple[PlantedError, ...] = (
    *header.ENTRIES,
    *integrity.ENTRIES,
    *episodes.ENTRIES,
    *neighbours.ENTRIES,
    *placements.ENTRIES,
    *short_breaks.ENTRIES,
    *last_year.ENTRIES,
    *children.ENTRIES,
    *adoption.ENTRIES,
    *outcomes.ENTRIES,
    *leavers.ENTRIES,
    *missing.ENTRIES,
    *social_workers.ENTRIES,
    *deprivation.ENTRIES,
)

__all__ = ["CATALOGUE", "PlantedError"]
