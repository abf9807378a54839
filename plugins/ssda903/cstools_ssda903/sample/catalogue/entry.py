"""What an entry of the catalogue is, and the ways of damaging a record that many entries share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from cstools.standard import Years
from cstools_ssda903.sample.catalogue.sheets import Record

if TYPE_CHECKING:
    from cstools.rules import Mask, Return

Damage: TypeAlias = Callable[[Record], Record | bool | None]
Where: TypeAlias = "Callable[[Return], Mask]"
Value: TypeAlias = str | int | Callable[[Record], str | int | None] | None

NOT_A_DATE = "31/02/2024"
ALWAYS = Years()
UNTIL_2024 = Years(until=2024)
SINCE_2024 = Years(since=2024)
SINCE_2025 = Years(since=2025)
SINCE_2026 = Years(since=2026)
SINCE_2027 = Years(since=2027)


@dataclass(frozen=True)
class PlantedError:
    """One way of damaging clean data so that one rule finds it.

    Attributes:
        name: unique in the catalogue.
        rule: code of the rule that is sure to find it; others may find it too.
        table: table whose records are candidates.
        plant: damages a record. It gives back the record the rule will mark when that is another
            one, or False, before it has changed anything, when this record does not lend itself.
        where: the candidates among the records of the clean table, told as by a rule; all when
            None.
        years: collection years in which the rule exists.
    """

    name: str
    rule: str
    table: str
    plant: Damage
    where: Where | None = None
    years: Years = ALWAYS


def put(**values: Value) -> Damage:
    """Set cells: to a text, to nothing, or to what a function of the record gives."""

    def damage(record: Record) -> None:
        cells = {name: give(record) if callable(give) else give for name, give in values.items()}
        record.put(**cells)

    return damage


def shift(column: str, days: int) -> Damage:
    """Move a date."""

    def damage(record: Record) -> None:
        record[column] = record.day(column) + days

    return damage


def add(table: str, **values: Value) -> Damage:
    """Add a record of the same child to another table; that is the one the rule marks."""

    def damage(record: Record) -> Record:
        cells = {name: give(record) if callable(give) else give for name, give in values.items()}
        return record.add(table, **cells)

    return damage


def lose(*tables: str, last_year: bool = False) -> Damage:
    """Remove all the child's records from other tables; the rule marks the record itself."""

    def damage(record: Record) -> None:
        for table in tables:
            record.remove_all(table, last_year=last_year)

    return damage


def twice(record: Record) -> Record:
    """Repeat the record at the end of the table."""
    return record.copy()
