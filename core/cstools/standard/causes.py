"""Causes that hold for many cells of a table at once, told once instead of cell by cell.

A spreadsheet or an export damages whole columns: ``.0`` behind identifiers, dates year first, NULL
for blanks. The cells stay as they are, since the standard says how they are written (dates as
dd/mm/yyyy, codes as listed); the sentence says where the findings come from. No cell is quoted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from cstools.standard.schema import Schema
    from cstools.standard.shape import Shaped
    from cstools.standard.table import Table

# From this share of the filled cells on a cause is more than a slip, and comes before the results.
WEIGHTY = 0.1
_MANY = 3


@dataclass(frozen=True)
class Cause:
    """One cause and how far it reaches in one table.

    Attributes:
        what: what is so, to go on after "N of M filled cells in COLUMNS".
        remedy: what to do.
        columns: the columns in which it is so; none where it is so of records.
        number: how many cells or records it is so of.
        total: of how many.
    """

    what: str
    remedy: str
    columns: tuple[str, ...]
    number: int
    total: int

    @property
    def weighty(self) -> bool:
        """Whether it decides what the results are worth."""
        return self.number >= WEIGHTY * self.total

    @property
    def extent(self) -> str:
        """How many cells or records of the table it is so of."""
        where = f" in {', '.join(self.columns)}" if self.columns else ""
        return f"{self.number:,} of {self.total:,} {self.things}{where}"

    @property
    def things(self) -> str:
        """What is counted."""
        return "filled cells" if self.columns else "records"


def sentences(causes: Iterable[tuple[str, Cause]]) -> Iterator[tuple[str, bool]]:
    """Each cause as one sentence, however many files or tables it is so of.

    Args:
        causes: the names of files or tables, each with what is so of it.

    Yields:
        The sentence, and whether it decides what the results are worth.
    """
    together: dict[str, list[tuple[str, Cause]]] = {}
    for name, cause in causes:
        together.setdefault(cause.what, []).append((name, cause))
    for what, alike in together.items():
        causes_of_it = [cause for _, cause in alike]
        first = causes_of_it[0]
        many = sum(cause.number for cause in causes_of_it) >= _MANY
        weighty = many and any(cause.weighty for cause in causes_of_it)
        if len(alike) == 1:
            yield f"{alike[0][0]}: {first.extent} {what}. {first.remedy}", weighty
        else:
            number = sum(cause.number for cause in causes_of_it)
            total = sum(cause.total for cause in causes_of_it)
            places = "; ".join(f"{name}: {cause.extent}" for name, cause in alike)
            counted = f"{number:,} of {total:,} {first.things}"
            yield f"{counted} {what}. {first.remedy} They are: {places}.", weighty


@dataclass(frozen=True)
class _Form:
    """A form in which cells are damaged.

    Attributes:
        pattern: what the whole of such a cell looks like, in capitals.
        what: what is so, after "N of M cells in COLUMNS".
        remedy: what to do.
        written: whether nothing but a date looks like that, so that it is looked for in text too.
    """

    pattern: str
    what: str
    remedy: str
    written: bool = False


_DATES = (
    _Form(
        r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?Z?)?",
        "are dates written year first (yyyy-mm-dd); the return has dd/mm/yyyy, so they count as "
        "unreadable",
        "Have the export write dates as dd/mm/yyyy.",
        written=True,
    ),
    _Form(
        r"\d{1,2}/\d{1,2}/\d{4}[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?[AP]M)?",
        "are dates with a time behind them; the return has dd/mm/yyyy alone, so they count as "
        "unreadable",
        "Have the export write dates without a time.",
        written=True,
    ),
    _Form(
        r"\d{1,2}[-/. ][A-Z]{3,9}[-/., ]+(\d{2}|\d{4})",
        "are dates with the month as a word; the return has dd/mm/yyyy, so they count as "
        "unreadable",
        "Have the export write dates as dd/mm/yyyy.",
        written=True,
    ),
    _Form(
        r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}",
        "are dates with a year of two digits; the return has dd/mm/yyyy, so they count as "
        "unreadable",
        "Have the export write years with four digits.",
    ),
    _Form(
        r"\d{1,2}[-.]\d{1,2}[-.]\d{4}",
        "are dates with dots or dashes; the return has dd/mm/yyyy, so they count as unreadable",
        "Have the export write dates as dd/mm/yyyy.",
    ),
    _Form(
        r"[1-6]\d{4}(\.0+)?",
        "are numbers, as a spreadsheet keeps dates; the return has dd/mm/yyyy, so they count as "
        "unreadable",
        "Format the columns as dates before saving, or export again.",
    ),
)
_ANY = (
    _Form(
        r"\(?<?(NULL|NAN|NAT|NONE|N/A|#N/A|<NA|NIL)>?\)?",
        "hold a word for nothing, such as NULL; the return has an empty cell there, so they "
        "count as "
        "filled",
        "Have the export leave blanks empty.",
    ),
    _Form(
        r"'.+|=\".*\"",
        'begin with an apostrophe or =", as some exports mark text for a spreadsheet',
        "Export the file again as plain CSV.",
    ),
)
_IDENTIFIERS = (
    _Form(
        r"\d+\.0+",
        'end in ".0", as spreadsheets and pandas write numbers, so they are other identifiers than '
        "those without",
        "Export the file again with the column as text.",
    ),
    _Form(
        r"\d(\.\d+)?E\+?\d+",
        "are in the short form of large numbers (1.2E+11), so digits are lost",
        "Export the file again; do not save it from a spreadsheet.",
    ),
)
_CODES = (
    _Form(
        r"\d+\.0+",
        'end in ".0", as spreadsheets and pandas write numbers; that is no code of the return',
        "Export the file again with these columns as text.",
    ),
)


def causes_in(schema: Table, shaped: Shaped) -> Iterator[Cause]:
    """The causes that show in a table, each once."""
    texts = {name: _Column(words) for name, words in shaped.encoded.items()}
    unread = {name: _Column.of(odd) for name, odd in shaped.unread.items()}
    dates = {name: column for name, column in unread.items() if name in schema.dates}
    filled = {name: int(shaped.frame[name].notna().sum()) for name in unread}
    key = schema.child
    identifiers = {name: column for name, column in texts.items() if name == key}
    others = {name: column for name, column in texts.items() if name != key}
    free = {column.name for column in schema.columns if column.codes is None}
    for form in _ANY:
        yield from _cause(form, {**texts, **unread}, filled)
    for form in _DATES:
        # Some dates are kept as text, since part of them may be unknown.
        written = {name: others[name] for name in others if name in free and form.written}
        yield from _cause(form, {**dates, **written}, filled)
    for form in _IDENTIFIERS:
        yield from _cause(form, identifiers, filled)
    for form in _CODES:
        yield from _cause(form, others, filled)
    yield from _copies(shaped)


def zeros_lost(schema: Schema, tables: Mapping[str, Shaped]) -> dict[str, int]:
    """For each table how many of its children's identifiers another has with zeros in front.

    A spreadsheet drops the zeros that a number begins with; then the records belong to nobody.
    Identifiers that one table has in both forms are those of two children.
    """
    key_of = {name: schema.child_of(name) for name in tables}
    identifiers = {
        name: set(shaped.encoded[key].dictionary.drop_null().to_pylist())
        for name, shaped in tables.items()
        if (key := key_of[name]) in shaped.encoded and key is not None
    }
    lost: dict[str, int] = {}
    for name, texts in identifiers.items():
        padded = {
            text.lstrip("0")
            for other, more in identifiers.items()
            for text in more
            if text[:1] == "0" and other != name and text.lstrip("0") not in more
        }
        own = {text.lstrip("0") for text in texts if text[:1] == "0"}
        number = len((texts & padded) - own)
        if number:
            lost[name] = number
    return lost


class _Column:
    """The distinct texts of a column and how often each stands there."""

    def __init__(self, words: pa.DictionaryArray) -> None:
        self.words = words.dictionary
        codes = words.indices.drop_null().to_numpy(zero_copy_only=False)
        self.counts = np.bincount(codes, minlength=len(self.words))
        self.filled = len(codes)

    @classmethod
    def of(cls, odd: pd.Series) -> _Column:
        """The column of texts that are no dates."""
        upper = odd.str.strip().str.upper()
        return cls(pa.array(upper, pa.large_string()).dictionary_encode())

    def count(self, pattern: str) -> int:
        """How many cells are wholly of a pattern."""
        match = pc.match_substring_regex(self.words, f"^({pattern})$")
        return int(self.counts[match.fill_null(False).to_numpy(zero_copy_only=False)].sum())


def _cause(
    form: _Form, columns: Mapping[str, _Column], readable: Mapping[str, int]
) -> Iterator[Cause]:
    counts = {name: column.count(form.pattern) for name, column in columns.items()}
    hit = {name: number for name, number in counts.items() if number}
    if hit:
        total = sum(columns[name].filled + readable.get(name, 0) for name in hit)
        yield Cause(form.what, form.remedy, tuple(hit), sum(hit.values()), total)


def _copies(shaped: Shaped) -> Iterator[Cause]:
    total = len(shaped.frame)
    copies = int(_as_typed(shaped).duplicated().sum()) if total > 1 else 0
    if copies:
        remedy = "If the export was added to itself, export it again."
        yield Cause("repeat an earlier one word for word", remedy, (), copies, total)


def _as_typed(shaped: Shaped) -> pd.DataFrame:
    """The table with texts as numbers, which are compared quickly, and dates as they were typed."""
    table = shaped.frame.drop(columns="row")
    for name, words in shaped.encoded.items():
        table[name] = words.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    for name, odd in shaped.unread.items():
        table[f"{name} as typed"] = odd.reindex(table.index)
    for name, cells in shaped.surplus.items():
        words = isinstance(cells, pa.DictionaryArray)
        table[f"{name} left out"] = (
            cells.indices.fill_null(-1).to_numpy(zero_copy_only=False) if words else cells
        )
    return table
