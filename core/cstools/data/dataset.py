"""A Dataset: the tables of one return, and where they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd
    import pyarrow as pa

    from cstools.data.period import Period


@dataclass(frozen=True)
class Source:
    """One file that was read.

    Attributes:
        path: the file as the user named it; members of a zip as ``archive.zip/member.csv``.
        sha256: digest of the file's bytes, hexadecimal.
        rows: records read, headings not counted.
        tables: names of the tables it gave.
    """

    path: str
    sha256: str
    rows: int
    tables: tuple[str, ...]


@dataclass(frozen=True)
class Dates:
    """When the events of a return happened, told from its dates alone.

    Attributes:
        first: the earliest day.
        last: the latest day.
        by_period: number of dated events by what the standard's kind of period counts them by:
            the collection year, or else the calendar month as a `Span`.
    """

    first: dt.date
    last: dt.date
    by_period: Mapping[Period, int]


@dataclass
class Dataset(Mapping[str, "pd.DataFrame"]):
    """An ordered mapping of table name to DataFrame, as one standard reads it.

    After a standard has taken it in, text columns hold text, date columns hold ``datetime64``,
    blank is missing, and every table has a column ``row``: the number a spreadsheet shows for the
    record (headings are row 1). A date or a number that cannot be read is missing in its table;
    what was typed stands in `unread`.

    Attributes:
        tables: table name to DataFrame.
        standard: name of the data standard, e.g. ``"ssda903"``; None for loose tables.
        period: the time covered, as the standard has it: a collection year as a number, a snapshot
            date, or a `Span`; None if unknown, and where data have no period.
        sources: the files the tables were read from; empty for tables given in Python.
        format: the form the data came in, e.g. ``"csv"`` or ``"xml"``; None if unknown.
        last_year: the same return one year earlier, when it was given or found alongside.
        unread: for each (table, column of dates or numbers), the text that is none as it was typed,
            by position of the record.
        notes: what the reader should know about how the files were read, one sentence each.
        warnings: what the reader has to know before any result, as it decides what the results
            are worth; one sentence each, shown first and in red.
        dates: when the events of the return happened; None when no date can be read.
        verbatim: take the texts of tables given in Python as they stand, neither trimmed nor put in
            capitals.
        adopted: True once a standard has put the tables into its own shape.
    """

    tables: dict[str, pd.DataFrame]
    standard: str | None = None
    period: Period | None = None
    sources: tuple[Source, ...] = ()
    format: str | None = None
    last_year: Dataset | None = None
    unread: dict[tuple[str, str], pd.Series] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    dates: Dates | None = None
    verbatim: bool = False
    adopted: bool = False
    _encoded: dict[tuple[str, str], _Encoded] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    def __repr__(self) -> str:
        # Sizes only: a repr ends up in notebooks and logs, cells must not.
        sizes = ", ".join(f"{name}: {len(table)}" for name, table in self.tables.items())
        return f"<Dataset {self.standard or 'tables'} {self.period or ''} ({sizes})>"

    @property
    def rows(self) -> dict[str, int]:
        """Number of records by table."""
        return {name: len(table) for name, table in self.tables.items()}

    def encoded(self, name: str, column: str) -> pa.DictionaryArray:
        """A text column as integers over its distinct texts; blank is null.

        It is worked out once, and again when the column has been changed since.
        """
        from cstools.data.text import arrow_text

        text = arrow_text(self.tables[name][column])
        encoded = self._encoded.get((name, column))
        if encoded is None or not encoded.text.equals(text):
            encoded = self._encoded[name, column] = _Encoded(text, text.dictionary_encode())
        return encoded.numbers

    def keep_encoded(self, name: str, columns: Mapping[str, pa.DictionaryArray]) -> None:
        """Keep the encoded form of text columns, where whoever read them has it already."""
        from cstools.data.text import arrow_text

        for column, numbers in columns.items():
            text = arrow_text(self.tables[name][column])
            self._encoded[name, column] = _Encoded(text, numbers)

    def typed(self, name: str) -> pd.DataFrame:
        """One table as a person typed it: dates as dd/mm/yyyy text, unreadable cells as they stood.

        The column ``row`` is left out. Blank stays missing.
        """
        import pandas as pd

        from cstools.data.text import as_text

        table = self.tables[name].drop(columns="row", errors="ignore").copy()
        for column in table.columns:
            if pd.api.types.is_datetime64_any_dtype(table[column].dtype):
                text = as_text(table[column].dt.strftime("%d/%m/%Y"))
            elif (name, str(column)) in self.unread:
                numbers = table[column]
                text = as_text(numbers.map("{:.15g}".format).where(numbers.notna()))
            else:
                continue
            odd = self.unread.get((name, str(column)))
            if odd is not None:
                text.iloc[odd.index.to_numpy()] = odd.to_numpy()
            table[column] = text
        return table


@dataclass(frozen=True)
class _Encoded:
    """A text column as it was when it was encoded, and its encoded form."""

    text: pa.Array
    numbers: pa.DictionaryArray


def rows_by_table(datasets: Iterable[Dataset]) -> dict[str, int]:
    """Total number of records by table over several datasets."""
    totals: dict[str, int] = {}
    for dataset in datasets:
        for name, count in dataset.rows.items():
            totals[name] = totals.get(name, 0) + count
    return totals
