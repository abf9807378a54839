"""Clean tables seen as whole columns, to find the records an error can be planted in."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from cstools_ssda903.sample.dates import birthday

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cstools import Dataset
    from cstools_ssda903.sample.dates import Collection

Mask: TypeAlias = "pd.Series[bool]"
Days: TypeAlias = "pd.Series[float]"
_EPOCH = 719163


class Views:
    """The clean returns, table by table; each column is worked out once.

    Args:
        dataset: this year's return with last year's.
        year: the collection year.
    """

    def __init__(self, dataset: Dataset, year: Collection) -> None:
        self.year = year
        self._datasets = {False: dataset, True: dataset.last_year}
        self._views: dict[tuple[str, bool], View] = {}
        self._numbers: dict[str, int] = {}

    def view(self, table: str, *, last_year: bool = False) -> View:
        """One table; without records when the return has no such table."""
        key = (table, last_year)
        if key not in self._views:
            dataset = self._datasets[last_year]
            frame = dataset.tables.get(table) if dataset is not None else None
            if frame is None:
                frame = pd.DataFrame({"CHILD": pd.Series([], dtype="str")})
            self._views[key] = View(self, frame)
        return self._views[key]

    def number(self, children: pd.Series[str]) -> NDArray[np.int64]:
        """A number for each child, the same in every table: quicker to compare than text."""
        codes, distinct = pd.factorize(children)
        numbers = [self._numbers.setdefault(child, len(self._numbers)) for child in distinct]
        return np.array(numbers, dtype=np.int64)[codes]


class View:
    """One table.

    Args:
        views: all tables of both years.
        frame: this table, as text.
    """

    def __init__(self, views: Views, frame: pd.DataFrame) -> None:
        self.views = views
        self.year = views.year
        self.frame = frame
        self._days: dict[str, Days] = {}
        self._birthdays: dict[int, Days] = {}

    def __getitem__(self, column: str) -> pd.Series[str]:
        return self.frame[column]

    def filled(self, column: str) -> Mask:
        """Records where the cell holds something."""
        return self.frame[column].notna()

    def blank(self, column: str) -> Mask:
        """Records where the cell is empty."""
        return self.frame[column].isna()

    def day(self, column: str) -> Days:
        """Dates as day numbers; not a number where blank."""
        if column not in self._days:
            self._days[column] = _days(self.frame[column])
        return self._days[column]

    def turns(self, age: int) -> Days:
        """Each record's child's birthday, by Header."""
        if age not in self._birthdays:
            known = {dob: float(birthday(int(dob), age)) for dob in self.born.dropna().unique()}
            self._birthdays[age] = self.born.map(known).astype("float64")
        return self._birthdays[age]

    @cached_property
    def born(self) -> Days:
        """Each record's child's date of birth, by Header."""
        header = self.views.view("Header")
        known = pd.Series(header.day("DOB").to_numpy(), index=header["CHILD"])
        return self.frame["CHILD"].map(known).astype("float64")

    def of_child(self, column: str, *, last_year: bool = False) -> pd.Series[Any]:
        """A cell of each record's child's Header row; missing where there is none."""
        header = self.views.view("Header", last_year=last_year).frame
        if column not in header:
            return pd.Series(None, index=self.frame.index, dtype="str")
        return self.frame["CHILD"].map(header.set_index("CHILD")[column])

    def among(self, table: str, *, last_year: bool = False, where: Mask | None = None) -> Mask:
        """Records whose child has a record in another table, or one that fits a condition."""
        children = self.views.view(table, last_year=last_year).number
        linked = children if where is None else children[where.to_numpy(dtype=bool)]
        return pd.Series(np.isin(self.number, linked), index=self.frame.index)

    @cached_property
    def number(self) -> NDArray[np.int64]:
        """Each record's child as a number."""
        return self.views.number(self.frame["CHILD"])

    @cached_property
    def has_before(self) -> Mask:
        """Records with one of the same child directly above."""
        return self.frame["CHILD"].eq(self.frame["CHILD"].shift(1))

    @cached_property
    def has_next(self) -> Mask:
        """Records with one of the same child directly below."""
        return self.frame["CHILD"].eq(self.frame["CHILD"].shift(-1))

    def before(self, column: str) -> pd.Series[Any]:
        """The cell directly above, missing when that is another child."""
        return self.frame[column].shift(1).where(self.has_before)

    def day_before(self, column: str) -> Days:
        """The date directly above."""
        return self.day(column).shift(1).where(self.has_before)

    def day_next(self, column: str) -> Days:
        """The date directly below."""
        return self.day(column).shift(-1).where(self.has_next)

    @cached_property
    def per_child(self) -> pd.Series[int]:
        """How many records the child has in this table."""
        return self.frame.groupby("CHILD")["CHILD"].transform("size").astype("int64")

    @cached_property
    def carried(self) -> Mask:
        """Episodes that were open when the year began: the child's first this year."""
        return self.day("DECOM").lt(self.year.start) & ~self.has_before


def positions(mask: Mask) -> NDArray[np.int64]:
    """Positions where a mask is true."""
    return np.flatnonzero(mask.fillna(False).to_numpy(dtype=bool))


def _days(text: pd.Series[str]) -> Days:
    days = pd.to_datetime(text, format="%d/%m/%Y", errors="coerce")
    numbers = days.to_numpy().astype("datetime64[D]").astype("float64") + _EPOCH
    return pd.Series(np.where(days.isna(), np.nan, numbers), index=text.index)
