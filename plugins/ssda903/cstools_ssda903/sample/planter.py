"""Plant errors of the catalogue in a clean sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.standard import Planted
from cstools_ssda903.care import open_return
from cstools_ssda903.sample.catalogue import CATALOGUE
from cstools_ssda903.sample.catalogue.sheets import Record, Returns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cstools import Dataset
    from cstools.standard import Chance
    from cstools_ssda903.sample.catalogue.entry import PlantedError
    from cstools_ssda903.sample.dates import Collection


class Planter:
    """Damages records of a sample, at most one per child.

    Args:
        dataset: the clean returns; they are left as they are.
        year: the collection year.
        chance: draws.
        generator: puts entries and candidates into a random order.
    """

    def __init__(
        self, dataset: Dataset, year: Collection, chance: Chance, generator: np.random.Generator
    ) -> None:
        self._returns = Returns(dataset, year, chance)
        self._clean = open_return(dataset, year=year.year)
        self._generator = generator
        self._damaged: set[str] = set()
        self._marks: list[tuple[PlantedError, Record]] = []

    def plant(self, number: int, entries: Sequence[PlantedError]) -> None:
        """Damage this many records, or as many as can be, spread over the entries."""
        order = self._generator.permutation(len(entries))
        queues = [(entries[turn], self._candidates(entries[turn])) for turn in order]
        while queues and len(self._marks) < number:
            room = number - len(self._marks)
            queues = [queue for queue in queues[:room] if self._plant_one(*queue)] + queues[room:]

    def planted(self) -> list[Planted]:
        """What was planted, with the rows the damaged tables have in the end."""
        return [
            Planted(entry.name, entry.rule, record.table, self._row(record), record.last_year)
            for entry, record in self._marks
        ]

    def damage(self, dataset: Dataset) -> None:
        """Put the damaged tables into a dataset."""
        dataset.tables = {name: sheet.frame() for name, sheet in self._returns.this.items()}
        if dataset.last_year is not None:
            last = self._returns.last
            dataset.last_year.tables = {name: sheet.frame() for name, sheet in last.items()}

    def _row(self, record: Record) -> int:
        return self._returns.sheet(record.table, last_year=record.last_year).row(record.position)

    def _candidates(self, entry: PlantedError) -> Iterator[int]:
        """Positions in random order; worked out when the first one is asked for."""
        clean = self._clean
        if not clean.has(entry.table) or not len(clean[entry.table]):
            return
        rows = clean[entry.table]
        places = rows.index if entry.where is None else np.flatnonzero(entry.where(clean))
        # Every entry holds its candidates until the end: as small as they can be.
        yield from map(int, self._generator.permutation(places.astype(np.int32)))

    def _plant_one(self, entry: PlantedError, candidates: Iterator[int]) -> bool:
        """Plant one error; False when no candidate is left."""
        for position in candidates:
            record = Record(self._returns, entry.table, position)
            if record.child in self._damaged:
                continue
            child, marked = record.child, entry.plant(record)
            if marked is False:
                continue
            self._damaged.add(child)
            self._marks.append((entry, marked if isinstance(marked, Record) else record))
            return True
        return False


def plant(
    dataset: Dataset,
    year: Collection,
    errors: float,
    chance: Chance,
    generator: np.random.Generator,
    entries: Sequence[PlantedError] = CATALOGUE,
) -> list[Planted]:
    """Damage a share of this year's records.

    Args:
        dataset: the clean returns; its tables are replaced by damaged ones.
        year: the collection year.
        errors: share of records to damage.
        chance: draws.
        generator: for random order.
        entries: what to plant.

    Returns:
        What was planted; fewer than asked for when no undamaged child is left.
    """
    fitting = [entry for entry in entries if year.year in entry.years]
    planter = Planter(dataset, year, chance, generator)
    planter.plant(round(errors * sum(dataset.rows.values())), fitting)
    planter.damage(dataset)
    return planter.planted()
