"""Cut the return of one collection year out of the children's histories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from cstools_ssda903.care.codes import SHORT_BREAKS
from cstools_ssda903.sample.dates import TEXT, Collection, birthday
from cstools_ssda903.sample.outcomes import health, in_care_all_year, is_reported_leaver, leaving

if TYPE_CHECKING:
    from cstools.standard import Chance, Schema
    from cstools_ssda903.sample.history import Child, Episode

Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Coding:
    """How one year's return writes what the years code differently."""

    year: int

    def sex(self, male: bool) -> str:
        """Sex: digits until 2024, letters from 2025."""
        if self.year <= 2024:
            return "1" if male else "2"
        return "M" if male else "F"

    def place(self, kind: str) -> str:
        """Placement: H5 became K3 in 2025, Z1 became Z11 to Z14 in 2026."""
        if kind == "K3" and self.year <= 2024:
            return "H5"
        return "Z1" if kind.startswith("Z") and self.year <= 2025 else kind


class Return:
    """One year's return, filled child by child.

    Args:
        schema: tables and columns of the standard.
        year: collection year; years without rules of their own are coded as the nearest with.
        chance: draws for what is newly assessed each year.
    """

    def __init__(self, schema: Schema, year: int, chance: Chance) -> None:
        self.schema = schema
        self.year = Collection.of(year)
        self.last_year = Collection.of(year - 1)
        self.coding = Coding(schema.nearest(year))
        self.chance = chance
        self.rows: dict[str, list[Row]] = {
            name: [] for name, table in schema.tables.items() if self.coding.year in table.years
        }

    def add(self, child: Child) -> bool:
        """Report one child; False when there is nothing to report this year."""
        reported = self._reported(child, self.year)
        leaver = self._is_leaver(child, reported)
        if not reported and not leaver:
            return False
        self._header(child, reported)
        if leaver:
            self._put("OC3", child, leaving(child, self.year))
        if reported:
            self._in_care(child, reported)
        return True

    def frames(self) -> dict[str, pd.DataFrame]:
        """The tables, as text with blanks missing, in the official order of columns.

        The rows are given up on the way: large returns need the room.
        """
        return {name: self._frame(name) for name in list(self.rows)}

    def _frame(self, name: str) -> pd.DataFrame:
        headings = self.schema.tables[name].headings
        rows = self.rows.pop(name)
        columns = zip(*rows, strict=True) if rows else [()] * len(headings)
        cells = zip(headings, columns, strict=True)
        return pd.DataFrame({heading: pd.Series(column, dtype="str") for heading, column in cells})

    def _reported(self, child: Child, year: Collection) -> list[Episode]:
        return [
            episode
            for episode in child.episodes
            if episode.start <= year.end and episode.end >= year.start
        ]

    def _is_leaver(self, child: Child, reported: list[Episode]) -> bool:
        if child.first_child is not None and not reported:
            # Motherhood and first child's birth date cannot both be reported rightly for her.
            return False
        before = [
            episode for episode in self._reported(child, self.last_year) if episode not in reported
        ]
        return is_reported_leaver(child, before + reported, self.year)

    def _put(self, table: str, child: Child, values: Row) -> None:
        self.rows[table].append((child.identifier, TEXT[child.dob], *values))

    def _day(self, day: int | None) -> str | None:
        """A date as this return can know it: nothing after 31 March."""
        return None if day is None or day > self.year.end else TEXT[day]

    def _header(self, child: Child, reported: list[Episode]) -> None:
        mother = born = None
        if not child.male and any(episode.legal not in SHORT_BREAKS for episode in reported):
            born = self._day(child.first_child)
            mother = "1" if born else "0"
        self.rows["Header"].append(
            (
                child.identifier,
                self.coding.sex(child.male),
                TEXT[child.dob],
                child.ethnicity,
                self._upn(child),
                mother,
                born,
            )
        )

    def _upn(self, child: Child) -> str:
        """UN1 until the school year in which a number is expected."""
        young = birthday(child.dob, 4) > date(self.year.year - 2, 8, 31).toordinal()
        return "UN1" if young else child.upn

    def _in_care(self, child: Child, reported: list[Episode]) -> None:
        self.rows["Episodes"] += self._episodes(child, reported)
        for day, code in child.reviews:
            if self.year.start <= day <= self.year.end:
                self._put("Reviews", child, (TEXT[day], code))
        if child.asylum:
            self._asylum(child, reported)
        if in_care_all_year(reported, self.year):
            self._put("OC2", child, health(self.chance, child, self.year))
        self._adoption(child, reported)
        if any(episode.rne == "S" and episode.start >= self.year.start for episode in reported):
            self._put("PrevPerm", child, child.previous)
        self._missing(child)
        self._workers(child)
        self._deprivation(child)

    def _episodes(self, child: Child, reported: list[Episode]) -> list[Row]:
        need = {id(episode): period.need for period in child.periods for episode in period.episodes}
        return [self._episode(child, episode, need[id(episode)]) for episode in reported]

    def _episode(self, child: Child, episode: Episode, need: str) -> Row:
        ended = episode.end <= self.year.end
        placement = episode.placement
        return (
            child.identifier,
            TEXT[episode.start],
            episode.rne,
            episode.legal,
            need,
            self.coding.place(placement.kind),
            placement.provider,
            self._day(episode.end),
            episode.rec if ended else None,
            episode.why if ended else None,
            None if episode.legal in SHORT_BREAKS else child.home,
            placement.postcode,
            placement.urn,
        )

    def _asylum(self, child: Child, reported: list[Episode]) -> None:
        """The status ends with care, or on the 18th birthday, which is known beforehand."""
        grown = birthday(child.dob, 18)
        until = min(reported[-1].end, grown) if reported[-1].end <= self.year.end else grown
        sex = self.coding.sex(child.male)
        self.rows["UASC"].append((child.identifier, sex, TEXT[child.dob], TEXT[until]))

    def _adoption(self, child: Child, reported: list[Episode]) -> None:
        plan, adopters = child.decision, child.adopters
        if plan is None or plan.decided > self.year.end:
            return
        if plan.ceased is None or plan.ceased >= self.year.start:
            ceased = self._day(plan.ceased)
            self._put(
                "PlacedAdoption", child, (TEXT[plan.decided], ceased, plan.why if ceased else None)
            )
        if adopters and reported[-1].end <= self.year.end:
            number = "1" if adopters.sexes in ("M1", "F1") else "2"
            foster = "1" if adopters.foster_carer else "0"
            decided, matched = TEXT[plan.decided], TEXT[adopters.matched]
            self._put(
                "AD1", child, (decided, matched, foster, number, adopters.sexes, adopters.legal)
            )

    def _missing(self, child: Child) -> None:
        for spell in child.missing:
            if spell.start <= self.year.end and spell.end >= self.year.start:
                self._put("Missing", child, (spell.kind, TEXT[spell.start], self._day(spell.end)))

    def _workers(self, child: Child) -> None:
        if "SWEpisodes" not in self.rows:
            return
        for worker in child.workers:
            ended = self._day(worker.end)
            if worker.start <= self.year.end and (
                worker.end is None or worker.end >= self.year.start
            ):
                self._put(
                    "SWEpisodes", child, (worker.worker, TEXT[worker.start], ended, worker.why)
                )

    def _deprivation(self, child: Child) -> None:
        if "DoLo" in self.rows and child.deprivation:
            start, ended = child.deprivation
            if start <= self.year.end and (ended is None or ended >= self.year.start):
                self._put("DoLo", child, (TEXT[start], self._day(ended)))
