"""Typed columns: codes as small integers over a vocabulary, dates as numpy days.

A rule compares columns with ``==``, ``<``, `Codes.isin` and gets a boolean mask. Blank follows one
policy everywhere: an ordering or equality test with a blank is False, ``!=`` with a blank is True,
and a blank is in no code list.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa

from cstools.standard.shape import NO_DATE

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    Mask: TypeAlias = NDArray[np.bool_]
    Dates: TypeAlias = NDArray[np.datetime64]
else:
    Mask = Dates = np.ndarray

DAY = np.dtype("datetime64[D]")


def days(number: int) -> np.timedelta64:
    """A number of days, to add to a date."""
    return np.timedelta64(number, "D")


def add_years(dates: Dates, years: int) -> Dates:
    """The same day and month `years` later; 29 February becomes 28 February in a common year.

    Blank stays blank. `years` may be negative.
    """
    first, last = np.fmin.reduce(dates, initial=NO_DATE), np.fmax.reduce(dates, initial=NO_DATE)
    if np.isnat(first) or (last - first) > days(len(dates)):
        return _moved(dates, years)
    # The dates fall on far fewer days than there are rows: move each day once and look it up.
    moved = np.append(_moved(np.arange(first, last + days(1)), years), NO_DATE)
    place = np.where(np.isnat(dates), len(moved) - 1, (dates - first).astype(np.int64))
    later: Dates = moved.take(place)
    return later


def _moved(dates: Dates, years: int) -> Dates:
    month = dates.astype("datetime64[M]")
    target = month + np.timedelta64(12 * years, "M")
    moved: Dates = target.astype(DAY) + (dates - month.astype(DAY)).astype("timedelta64[D]")
    overflow = moved.astype("datetime64[M]") != target
    return np.where(overflow & ~np.isnat(moved), moved - days(1), moved)


class Codes:
    """A text column: one integer per row into a list of distinct words, -1 for blank.

    Attributes:
        codes: the integers; read-only.
        words: the distinct texts.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, codes: NDArray[np.int32], words: list[str]) -> None:
        self.codes = codes
        self.words = words

    @classmethod
    def of(cls, column: pd.Series) -> Codes:
        """Encode a text column."""
        text = pa.array(column, type=pa.large_string(), from_pandas=True)
        return cls.encoded(text.dictionary_encode())

    @classmethod
    def encoded(cls, encoded: pa.DictionaryArray) -> Codes:
        """Take over a text column that is encoded already."""
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
        codes.flags.writeable = False
        return cls(codes, encoded.dictionary.to_pylist())

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, index: NDArray[np.intp]) -> Codes:
        """The rows at `index`; -1 gives a blank."""
        return Codes(_at(self.codes, index, np.int32(-1)), self.words)

    @cached_property
    def blank(self) -> Mask:
        """Rows without a value."""
        return self.codes < 0

    @cached_property
    def filled(self) -> Mask:
        """Rows with a value, valid or not."""
        return self.codes >= 0

    def isin(self, *values: str) -> Mask:
        """Rows whose text is one of `values`."""
        allowed = set(values)
        return self.where(lambda word: word in allowed)

    def startswith(self, *prefixes: str) -> Mask:
        """Rows whose text begins with one of `prefixes`."""
        return self.where(lambda word: word.startswith(prefixes))

    def matches(self, pattern: str) -> Mask:
        """Rows whose whole text matches a regular expression."""
        compiled = re.compile(pattern)
        return self.where(lambda word: compiled.fullmatch(word) is not None)

    def where(self, test: Callable[[str], bool]) -> Mask:
        """Rows whose text passes `test`; the test sees each distinct text once."""
        return self.map(test, False, np.bool_)

    def map(self, function: Callable[[str], Any], blank: Any, dtype: Any) -> NDArray[Any]:
        """One value per row from a function of its text; `blank` where there is none."""
        lookup = np.array([*(function(word) for word in self.words), blank], dtype=dtype)
        return lookup.take(self.codes)

    @cached_property
    def number(self) -> NDArray[np.float64]:
        """The text read as a number; NaN where blank or not a number."""
        return self.map(_number, np.nan, np.float64)

    @cached_property
    def date(self) -> Dates:
        """The text read as a day, dd/mm/yyyy; blank where it is none."""
        return self.map(_day, NO_DATE, DAY)

    def respelt(self, spell: Callable[[str], str]) -> Codes:
        """The same rows with each text as `spell` writes it, in capitals say."""
        spellings = {word: spell(word) for word in self.words}
        if list(spellings.values()) == self.words:
            return self
        place = {text: number for number, text in enumerate(dict.fromkeys(spellings.values()))}
        codes = self.map(lambda word: place[spellings[word]], -1, np.int32)
        return Codes(codes, list(place))

    def same(self, other: Codes) -> Mask:
        """Rows where both texts are equal or both are blank."""
        same: Mask = self._aligned(other) == self.codes
        return same

    def __eq__(self, other: object) -> Mask:  # type: ignore[override]
        if isinstance(other, Codes):
            return self.same(other) & self.filled
        return self.isin(str(other))

    def __ne__(self, other: object) -> Mask:  # type: ignore[override]
        return ~(self == other)

    def _aligned(self, other: Codes) -> NDArray[np.int32]:
        """The other column's rows as integers of this one's vocabulary; -2 for words it lacks."""
        if other.words is self.words:
            return other.codes
        place = {word: number for number, word in enumerate(self.words)}
        lookup = np.array([*(place.get(word, -2) for word in other.words), -1], dtype=np.int32)
        return lookup.take(other.codes)


def take_dates(dates: Dates, index: NDArray[np.intp]) -> Dates:
    """The dates at `index`; -1 gives a blank."""
    return _at(dates, index, NO_DATE)


def take_numbers(numbers: NDArray[np.float64], index: NDArray[np.intp]) -> NDArray[np.float64]:
    """The numbers at `index`; -1 gives NaN."""
    return _at(numbers, index, np.float64(np.nan))


def in_order(columns: list[NDArray[Any]]) -> NDArray[np.intp]:
    """Places in the order of these columns, the first counting most.

    Blank dates come last; ties stay as they are.
    """
    ranks = [_from_zero(column) for column in columns if len(column)]
    spans = [int(rank.max()) + 1 for rank in ranks]
    if not ranks or prod(spans) > np.iinfo(np.int64).max:
        return np.lexsort([_from_zero(column) for column in reversed(columns)])
    # One number made of all columns is sorted at once, and quickly: files are nearly in order.
    combined = ranks[0]
    for rank, span in zip(ranks[1:], spans[1:], strict=True):
        combined = combined * span + rank
    return combined.argsort(kind="stable")


def _from_zero(column: NDArray[Any]) -> NDArray[np.int64]:
    """Whole numbers that sort as whole numbers, dates or spans of days do, from 0."""
    numbers = column.astype(np.int64)
    blank = np.isnat(column) if column.dtype.kind in "mM" else np.zeros(len(column), dtype=bool)
    known = numbers[~blank]
    lowest, highest = known.min(initial=0), known.max(initial=0)
    ranks: NDArray[np.int64] = np.where(blank, highest - lowest + 1, numbers - lowest)
    return ranks


def _at(values: NDArray[Any], index: NDArray[np.intp], blank: Any) -> NDArray[Any]:
    if not len(values):
        return np.full(len(index), blank, dtype=values.dtype)
    rows = values.take(index)
    absent = index < 0
    if absent.any():
        rows[absent] = blank
    return rows


def _number(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        return float("nan")


def _day(word: str) -> np.datetime64:
    try:
        return np.datetime64(dt.datetime.strptime(word, "%d/%m/%Y").date(), "D")
    except ValueError:
        return NO_DATE
