"""The tables of a sample while errors are planted: cells are set, records added and removed."""

from __future__ import annotations

from bisect import bisect_left, insort
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from cstools_ssda903.sample.dates import TEXT, birthday

if TYPE_CHECKING:
    from cstools import Dataset
    from cstools.standard import Chance
    from cstools_ssda903.sample.dates import Collection

Cell = str | None


class Sheet:
    """One table as lists of cells.

    Args:
        frame: the table as text.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self.columns: dict[str, list[Cell]] = {
            str(name): _cells(frame[name]) for name in frame.columns
        }
        self.removed: set[int] = set()
        self._gone: list[int] = []
        self._by_child: dict[Cell, list[int]] | None = None

    def __len__(self) -> int:
        return len(self.columns["CHILD"])

    def of(self, child: Cell) -> list[int]:
        """Positions of a child's records that still stand, in the order of the table."""
        if self._by_child is None:
            self._by_child = {}
            for position, identifier in enumerate(self.columns["CHILD"]):
                self._by_child.setdefault(identifier, []).append(position)
        positions = self._by_child.get(child, [])
        return [position for position in positions if position not in self.removed]

    def append(self, cells: dict[str, Cell]) -> int:
        """Add a record at the end and return its position."""
        child = cells["CHILD"]
        self.of(child)
        assert self._by_child is not None
        for name, column in self.columns.items():
            column.append(cells.get(name))
        self._by_child.setdefault(child, []).append(len(self) - 1)
        return len(self) - 1

    def frame(self) -> pd.DataFrame:
        """The table without the records that were removed."""
        frame = pd.DataFrame(self.columns, dtype="str")
        return frame.drop(index=self._gone).reset_index(drop=True)

    def row(self, position: int) -> int:
        """The spreadsheet row a record will have in `frame`."""
        return 2 + position - bisect_left(self._gone, position)

    def remove(self, position: int) -> None:
        """Take a record out."""
        if position not in self.removed:
            self.removed.add(position)
            insort(self._gone, position)


class Returns:
    """Both years' tables.

    Attributes:
        year: the collection year.
        chance: draws, for errors that need some.
    """

    def __init__(self, dataset: Dataset, year: Collection, chance: Chance) -> None:
        self.year = year
        self.chance = chance
        self.this = {name: Sheet(frame) for name, frame in dataset.items()}
        last = dataset.last_year
        self.last = {name: Sheet(frame) for name, frame in last.items()} if last else {}

    def sheet(self, table: str, *, last_year: bool = False) -> Sheet:
        """One table."""
        return (self.last if last_year else self.this)[table]


class Record:
    """One record of a table, and through it everything else about the child.

    Reading and setting a column works with the cell's text; `day` reads a date as a day number,
    and setting a day number writes it as dd/mm/yyyy.
    """

    def __init__(
        self, returns: Returns, table: str, position: int, *, last_year: bool = False
    ) -> None:
        self.returns = returns
        self.table = table
        self.position = position
        self.last_year = last_year
        self._sheet = returns.sheet(table, last_year=last_year)

    def __getitem__(self, column: str) -> Cell:
        return self._sheet.columns[column][self.position]

    def __setitem__(self, column: str, value: str | int | None) -> None:
        text = TEXT[value] if isinstance(value, int) else value
        self._sheet.columns[column][self.position] = text

    @property
    def child(self) -> str:
        """The child's identifier."""
        child = self["CHILD"]
        assert child is not None
        return child

    @property
    def year(self) -> Collection:
        """The collection year."""
        return self.returns.year

    def day(self, column: str) -> int:
        """A date as a day number; 0 when blank."""
        text = self[column]
        return _day(text) if text else 0

    def turns(self, age: int) -> int:
        """The child's birthday, by Header."""
        return birthday(self.born, age)

    @property
    def born(self) -> int:
        """The child's date of birth, by Header of either year."""
        for last_year in (False, True):
            for record in self.others("Header", last_year=last_year):
                return record.day("DOB")
        raise LookupError("the child stands in no Header")

    def others(self, table: str, *, last_year: bool = False) -> list[Record]:
        """The child's records in a table, in the order of the table."""
        tables = self.returns.last if last_year else self.returns.this
        if table not in tables:
            return []
        positions = tables[table].of(self.child)
        return [
            Record(self.returns, table, position, last_year=last_year) for position in positions
        ]

    def before(self) -> Record:
        """The child's record directly above."""
        mine = self._sheet.of(self.child)
        position = mine[mine.index(self.position) - 1]
        return Record(self.returns, self.table, position, last_year=self.last_year)

    def add(self, table: str, **values: str | int | None) -> Record:
        """Add a record of the same child to this year's return; what it repeats fills itself."""
        sheet = self.returns.sheet(table)
        about = {"CHILD": self.child, "DOB": TEXT[self.born]}
        if table == "UASC":
            about["SEX"] = self.others("Header")[0]["SEX"] or ""
        cells = {name: about.get(name) for name in sheet.columns}
        record = Record(self.returns, table, sheet.append(cells))
        record.put(**values)
        return record

    def copy(self, **values: str | int | None) -> Record:
        """Add a record like this one to the same table, with some cells changed."""
        cells = {name: column[self.position] for name, column in self._sheet.columns.items()}
        position = self._sheet.append(cells)
        record = Record(self.returns, self.table, position, last_year=self.last_year)
        record.put(**values)
        return record

    def put(self, **values: str | int | None) -> None:
        """Set several cells."""
        for column, value in values.items():
            self[column] = value

    def remove(self) -> None:
        """Take this record out of the return."""
        self._sheet.remove(self.position)

    def remove_all(self, table: str, *, last_year: bool = False) -> None:
        """Take all the child's records out of one table."""
        for record in self.others(table, last_year=last_year):
            record.remove()


def _cells(column: pd.Series[str]) -> list[Cell]:
    """The cells as a list; equal ones are one object, which keeps large returns small."""
    codes, values = pd.factorize(column)
    known: list[Cell] = [*values.tolist(), None]
    return [known[code] for code in codes.tolist()]


def _day(text: str) -> int:
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day)).toordinal()
