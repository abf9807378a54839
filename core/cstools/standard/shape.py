"""Bring tables into the standard's shape: its columns, its types, blanks missing.

Text is trimmed, and put in capitals where the standard writes it so, from files as from tables
given in Python, unless these are to be taken as they stand.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cstools.data.text import arrow_text
from cstools.standard.recognition import claims, heading_key

if TYPE_CHECKING:
    from cstools.data.dataset import Dataset
    from cstools.standard.table import Column, Table

_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_USUAL_DATE = r"^[0-9]{2}/[0-9]{2}/[0-9]{4}$"
NO_DATE = np.datetime64("NaT", "D")


@dataclass
class Shaped:
    """One table in the standard's shape.

    Attributes:
        name: the table's name.
        frame: the schema's columns (derived ones only if they were given) and ``row``.
        encoded: for each text column, its texts as integers over the distinct ones.
        unread: for each column of dates or numbers, typed text that is none, by position.
        lacking: columns of the files that were not there; they are blank in `frame`.
        surplus: columns the schema does not know, by heading; they are left out.
    """

    name: str
    frame: pd.DataFrame
    encoded: dict[str, pa.DictionaryArray] = field(default_factory=dict)
    unread: dict[str, pd.Series] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    surplus: dict[str, Any] = field(default_factory=dict)

    @property
    def extra(self) -> list[str]:
        """Headings the schema does not know."""
        return sorted(self.surplus)


def shape(
    schema: Table, columns: dict[str, Any], rows: np.ndarray, *, derived: bool = True
) -> Shaped:
    """Put columns, by heading, into the standard's shape.

    Args:
        schema: the table as it should be.
        columns: by heading; text comes encoded, see `tidy`.
        rows: the spreadsheet row of each record.
        derived: take columns that are derived on loading where they are given, as XML and tests do.
    """
    by_key = {heading_key(heading): values for heading, values in columns.items()}
    key_of = claims(schema, by_key, derived=derived)
    shaped = Shaped(schema.name, pd.DataFrame(index=range(len(rows))))
    typed: dict[str, Any] = {}
    for column in schema.columns:
        if column.name in key_of:
            values = by_key.pop(key_of[column.name])
        elif column.derived:
            continue
        else:
            shaped.lacking.append(column.name)
            values = pa.nulls(len(rows), pa.large_string()).dictionary_encode()
        typed[column.name] = _typed(column, values, shaped)
    shaped.surplus = by_key
    shaped.frame = pd.DataFrame({**typed, "row": rows.astype(np.int64)})
    return shaped


def put(dataset: Dataset, shaped: Shaped) -> None:
    """Put a table into a dataset, with what is kept beside it."""
    name = shaped.name
    dataset.tables[name] = shaped.frame
    dataset.keep_encoded(name, shaped.encoded)
    dataset.unread.update({(name, column): odd for column, odd in shaped.unread.items()})


def _typed(column: Column, values: Any, shaped: Shaped) -> pd.Series | np.ndarray:
    if isinstance(values, np.ndarray):  # dates given as such in Python
        if column.type == "date":
            return values
        days = pd.Series(pd.DatetimeIndex(values).strftime("%d/%m/%Y"), dtype="str")
        values = pa.array(days, pa.large_string(), from_pandas=True).dictionary_encode()
    if column.type == "number":
        texts = pd.Series(values.dictionary_decode().to_pandas(), dtype="str")
        numbers: np.ndarray = pd.to_numeric(texts, errors="coerce").to_numpy(float)
        no_number = texts[np.isnan(numbers) & texts.notna().to_numpy()]
        if len(no_number):
            shaped.unread[column.name] = no_number
        return numbers
    if column.type != "date":
        shaped.encoded[column.name] = values
        return pd.Series(pd.array(values.dictionary_decode(), dtype="str"))
    dates, odd = read_dates(values)
    if len(odd):
        shaped.unread[column.name] = odd
    return dates.astype("datetime64[s]")


def read_dates(values: pa.DictionaryArray) -> tuple[np.ndarray, pd.Series]:
    """Read dd/mm/yyyy text.

    Returns:
        Days, blank where the text is blank or no date; and the texts that are no date, by position.
    """
    lookup = np.append(_days(values.dictionary), NO_DATE)
    codes = values.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    dates = lookup[codes]
    odd = np.flatnonzero(np.isnat(dates) & (codes >= 0))
    return dates, pd.Series(values.take(pa.array(odd)).to_pylist(), index=odd, dtype="str")


def _days(words: pa.Array) -> np.ndarray:
    """The day that each text names; as `read_date`, but dates written out in full all at once."""
    usual = pc.match_substring_regex(words, _USUAL_DATE)
    written = "".join(words.filter(usual).to_pylist()).encode()
    digits = np.frombuffer(written, np.uint8).reshape(-1, 10).astype(np.int64) - ord("0")
    day, month = digits[:, :2] @ (10, 1), digits[:, 3:5] @ (10, 1)
    year = digits[:, 6:] @ (1000, 100, 10, 1)
    first = (12 * (year - 1970) + month - 1).astype("datetime64[M]")
    named = first.astype("datetime64[D]") + (day - 1)
    # Where the calendar has no such day, `named` has run on into another month.
    real = (month >= 1) & (month <= 12) & (year >= 1) & (named.astype("datetime64[M]") == first)
    days = np.full(len(words), NO_DATE)
    places = usual.to_numpy(zero_copy_only=False).astype(bool)
    days[places] = np.where(real, named, NO_DATE)
    unusual = [read_date(word) for word in words.filter(pc.invert(usual)).to_pylist()]
    days[~places] = np.array(unusual, dtype="datetime64[D]")
    return days


def read_date(text: str) -> np.datetime64:
    """The day that dd/mm/yyyy text names, blank if it names none."""
    parts = _DATE.fullmatch(text)
    if parts is None:
        return NO_DATE
    try:
        day, month, year = map(int, parts.groups())
        return np.datetime64(dt.date(year, month, day), "D")
    except ValueError:
        return NO_DATE


def tidy(column: pa.ChunkedArray, *, capitals: bool = True) -> pa.DictionaryArray:
    """Trim text read from a file, put it in capitals or not, and make empty cells missing.

    Returns:
        Integers over the distinct texts; a column is handled in this form as long as possible.
    """
    joined = column.combine_chunks()
    if isinstance(joined, pa.ChunkedArray):
        joined = pa.concat_arrays(joined.chunks) if joined.num_chunks else pa.array([], pa.string())
    if not pa.types.is_dictionary(joined.type):
        # A column without any value can arrive without a type of its own.
        joined = joined.cast(pa.string()).dictionary_encode()
    trimmed = pc.utf8_trim_whitespace(joined.dictionary)
    words = (pc.utf8_upper(trimmed) if capitals else trimmed).cast(pa.large_string())
    distinct = pc.if_else(pc.equal(words, ""), None, words).dictionary_encode()
    indices = distinct.indices.take(joined.indices)
    return pa.DictionaryArray.from_arrays(indices, distinct.dictionary)


def of_frame(
    frame: pd.DataFrame, *, verbatim: bool = False, capitals: bool = True
) -> dict[str, Any]:
    """The columns of a DataFrame given in Python: text encoded, dates as they are.

    A missing value and an empty text are both the blank, whatever else the table holds.

    Args:
        frame: text as in the files, dates also as dates, numbers also as numbers.
        verbatim: take texts as they stand, neither trimmed nor in capitals.
        capitals: put texts in capitals.
    """
    return {
        str(name): _column(frame.iloc[:, place], verbatim=verbatim, capitals=capitals)
        for place, name in enumerate(frame.columns)
    }


def of_texts(texts: Any, *, capitals: bool = True) -> pa.DictionaryArray:
    """A column of texts, blank where one is missing, as a list or a Series."""
    array = pa.array(texts, pa.string(), from_pandas=True)
    return tidy(pa.chunked_array([array]), capitals=capitals)


def of_cells(cells: list[Any], *, capitals: bool = True) -> pa.DictionaryArray:
    """A column of cells as a workbook has them: dates, numbers and text, all as text."""
    texts = pa.array([_text(cell) for cell in cells], pa.large_string())
    return tidy(pa.chunked_array([texts]), capitals=capitals)


def _column(series: pd.Series, *, verbatim: bool, capitals: bool) -> Any:
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        return series.dt.tz_localize(None).to_numpy().astype("datetime64[s]")
    # Only what may hold something other than text is looked at cell by cell: that takes long.
    is_text = isinstance(series.dtype, pd.StringDtype)
    cells = series if is_text else pd.Series(map(_text, series.tolist()), dtype=object)
    texts = arrow_text(cells)
    if not verbatim:
        return tidy(pa.chunked_array([texts]), capitals=capitals)
    return pc.if_else(pc.equal(texts, ""), None, texts).dictionary_encode()


def _text(value: Any) -> str | None:
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, bool | np.bool_):
        return str(int(value))
    if isinstance(value, float | np.floating):
        if np.isnan(value):
            return None
        return str(int(value)) if float(value).is_integer() else str(float(value))
    if isinstance(value, dt.date | dt.datetime | np.datetime64):
        return pd.Timestamp(value).strftime("%d/%m/%Y")
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
