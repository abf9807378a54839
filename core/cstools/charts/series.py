"""The data of a chart: which categories and series there are, what is hidden, what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools.charts.theme import number_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cstools.charts.chart import Records

STATUS = "status"
CATEGORY, SERIES, VALUE = "category", "series", "value"
HIDDEN = "hidden"
UNNAMED = "not known"
_SHOWN_AS = {"suppressed": HIDDEN}


@dataclass(frozen=True)
class Series:
    """Numbers by category, and by series where there are several.

    Attributes:
        frame: one row a number, with the columns below and perhaps ``status``.
        category: the column that names what is counted.
        value: the column of the numbers.
        series: the column that tells several numbers of a category apart, or an empty text.
        unit: one of the units of figures.
        dated: whether the categories are dates.
    """

    frame: pd.DataFrame
    category: str
    value: str
    series: str = ""
    unit: str = "count"
    dated: bool = False

    @classmethod
    def of(
        cls,
        data: pd.DataFrame | Iterable[Mapping[str, Any]],
        category: str,
        value: str,
        series: str = "",
        unit: str = "",
    ) -> Series:
        """Take figures, a DataFrame or records.

        Args:
            data: figures in the long form, any DataFrame, or one mapping a number. A row whose
                ``status`` is filled has no number to draw.
            category: the column that names what is counted.
            value: the column of the numbers.
            series: the column that tells numbers of a category apart.
            unit: the numbers' unit; figures say it themselves.

        Raises:
            ValueError: a column is not there, or two numbers have the same place.
        """
        frame = data if isinstance(data, pd.DataFrame) else pd.DataFrame(list(data))
        frame = frame.reset_index(drop=True)
        columns = [name for name in (category, value, series) if name]
        if frame.empty:
            frame = frame.reindex(columns=[*columns, STATUS])
        absent = [name for name in columns if name not in frame]
        if absent:
            raise ValueError(f"The data of the chart have no column {', '.join(absent)}.")
        units: Any = frame["unit"].dropna().unique() if "unit" in frame else []
        unit = unit or (units[0] if len(units) else "count")
        dated = frame[category].dtype.kind == "M"
        # A number and its text are two names to a scale, and a year is as often the one as the
        # other: whatever names a mark is text.
        texts = {name: _texts(frame[name]) for name in (category, series) if name}
        whole = cls(frame.assign(**texts), category, value, series, unit, dated)
        whole._check_places()
        return whole

    def _check_places(self) -> None:
        """Of two numbers in one place, such as of two areas, a drawing would show only one."""
        places = [name for name in (self.category, self.series) if name]
        twice = self.drawn[self.drawn.duplicated(places)]
        if len(twice):
            raise ValueError(
                f"The data of the chart have {len(twice):,} numbers more than places by "
                f"{' and '.join(places)}. Take one area and period, or name the column that tells "
                "them apart as series."
            )

    @property
    def drawn(self) -> pd.DataFrame:
        """The rows that have a number and are not hidden."""
        return self.frame[self.frame[self.value].notna() & self._status().eq("")]

    @property
    def hidden(self) -> pd.DataFrame:
        """The rows that have no number to draw."""
        return self.frame.drop(self.drawn.index)

    @property
    def categories(self) -> list[str]:
        """The categories in the order of the data."""
        return list(dict.fromkeys(self.frame[self.category]))

    @property
    def names(self) -> list[str]:
        """The series in the order of the data; one without a name where there is no such column."""
        return list(dict.fromkeys(self.frame[self.series])) if self.series else [""]

    def ordered(self, order: Sequence[str] | None) -> list[str]:
        """The categories in a wanted order, those it does not name at the end."""
        known = self.categories
        first = [name for name in map(str, order or ()) if name in known]
        return [*first, *(name for name in known if name not in first)]

    def ranked(self) -> list[str]:
        """The categories by the number of the first series, the largest first, hidden ones last."""
        rows = self.drawn
        if self.series:
            rows = rows[rows[self.series] == self.names[0]]
        sizes = dict(zip(rows[self.category], rows[self.value], strict=True))
        return sorted(self.categories, key=lambda name: (name not in sizes, -sizes.get(name, 0)))

    def records(self) -> Records:
        """The rows to draw as plain records, under names that no title can be mistaken for a path.

        A specification reads ``No. of children`` as a path into an object, so the fields are called
        ``category``, ``series`` and ``value`` whatever the columns are.
        """
        fields = {CATEGORY: self.category, SERIES: self.series, VALUE: self.value}
        columns = {field: column for field, column in fields.items() if column}
        rows = self.drawn[list(columns.values())]
        return [
            {field: _plain(cell) for field, cell in zip(columns, row, strict=True)}
            for row in rows.itertuples(index=False, name=None)
        ]

    @property
    def table(self) -> pd.DataFrame:
        """The data as a reader's table, with a word where a number is hidden."""
        columns = [name for name in (self.category, self.series, self.value) if name]
        table = self.frame[columns].copy()
        if len(self.hidden):
            words = self._status().replace(_SHOWN_AS).replace("", UNNAMED)
            texts = self.frame[self.value].map(self.said, na_action="ignore").astype(object)
            table[self.value] = texts.where(self.frame.index.isin(self.drawn.index), words)
        return table

    def largest(self, rows: pd.DataFrame) -> dict[str, Any]:
        """The row with the largest number; of equal ones the first."""
        return _row(rows, int(rows[self.value].to_numpy().argmax()))

    def smallest(self, rows: pd.DataFrame) -> dict[str, Any]:
        """The row with the smallest number; of equal ones the first."""
        return _row(rows, int(rows[self.value].to_numpy().argmin()))

    def said(self, number: float) -> str:
        """A number in words."""
        return number_in_words(float(number), self.unit)

    def hidden_in_words(self) -> str:
        """A sentence on what is not drawn, or an empty text."""
        number = len(self.hidden)
        if not number:
            return ""
        kinds = self._status().loc[self.hidden.index].replace(_SHOWN_AS).replace("", UNNAMED)
        counts = kinds.value_counts(sort=False)
        return " Not drawn: " + ", ".join(f"{n:,} {kind}" for kind, n in counts.items()) + "."

    def _status(self) -> pd.Series:
        if STATUS not in self.frame:
            return pd.Series("", index=self.frame.index)
        # A column in which nothing is filled may have come as one of numbers.
        status = self.frame[STATUS].astype(object)
        return status.where(status.notna(), "").astype(str)


def _row(rows: pd.DataFrame, place: int) -> dict[str, Any]:
    return {str(name): rows[name].iloc[place] for name in rows.columns}


def _texts(column: pd.Series) -> list[str]:
    """The names in a column: a day without its hours, and a word where there is none."""
    texts = column.dt.strftime("%Y-%m-%d") if column.dtype.kind == "M" else column
    return [UNNAMED if pd.isna(cell) else str(cell) for cell in texts]


def _plain(cell: Any) -> Any:
    """A cell as JSON has it."""
    return cell.item() if hasattr(cell, "item") else cell
