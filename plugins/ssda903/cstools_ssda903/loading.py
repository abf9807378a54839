"""Load a return from files: CSV tables or the XML form, this year's and last year's."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from cstools import Dataset, InputError, Source
from cstools.standard import find_heading, gather, read_delimited, short_names
from cstools_ssda903 import tables
from cstools_ssda903.causes import zeros_lost
from cstools_ssda903.recognise import known_headings, recognise, share_known
from cstools_ssda903.remarks import Remarks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from cstools import Progress
    from cstools.standard import Content, Schema

LAST_YEAR = ("last-year", "last_year", "last year", "previous-year", "previous year")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_TEXT = (".csv", ".txt")
_AS_CSV = (
    "Open it in Excel and save each sheet as 'CSV UTF-8 (comma delimited)'; give provider "
    "lists with "
    "--providers."
)


def load(
    schema: Schema, paths: Sequence[Path], progress: Progress | None = None
) -> tuple[Dataset, Dataset | None]:
    """Read paths and give this year's return and, if a ``last-year`` folder is there, last year's.

    Raises:
        InputError: nothing recognisable is there, or a file of the return cannot be read; what was
            seen of the other files goes with it as notes.
    """
    contents = gather(paths, LAST_YEAR)
    before = [content for content in contents if set(content.folder) & set(LAST_YEAR)]
    current = [content for content in contents if content not in before]
    named = {str(path) for path in paths}
    this_year = _Loader(schema, progress, named).load(current)
    if not before:
        return this_year, None
    last_year = _Loader(schema, progress, named, "last year's ").load(before)
    folder = before[0].folder[-1]
    last_year.notes = [_begun(note) for note in last_year.notes]
    last_year.warnings = [_begun(warning) for warning in last_year.warnings]
    last_year.notes.insert(0, f"Last year's return was read from the folder '{folder}'.")
    return this_year, last_year


@dataclass
class _Loader:
    """Loads the files of one return.

    Attributes:
        schema: the return's.
        progress: reports progress.
        named: the paths the user gave.
        whose: what to put before the name of a file, to tell it from one of the other year.
        remarks: what was seen so far.
    """

    schema: Schema
    progress: Progress | None
    named: set[str]
    whose: str = ""
    remarks: Remarks = field(default_factory=Remarks)
    _short: dict[str, str] = field(default_factory=dict)

    def load(self, contents: list[Content]) -> Dataset:
        self._short = short_names([content.name for content in contents])
        try:
            return self._load(contents)
        except InputError as error:
            self.remarks.note_causes()
            for sentence in (*self.remarks.warnings, *self.remarks.notes):
                error.add_note(sentence)
            raise

    def _load(self, contents: list[Content]) -> Dataset:
        text = [content for content in contents if content.suffix in _TEXT]
        xml = [content for content in contents if content.suffix == ".xml"]
        for content in contents:
            if content not in text and content not in xml:
                self._other(content)
        if text and xml:
            self._mixed(xml)
        dataset = Dataset({}, standard=self.schema.name, adopted=True)
        dataset.format = "csv" if text or not xml else "xml"
        if text:
            self._load_text(dataset, text)
        elif xml:
            self._load_xml(dataset, xml)
        if not dataset.tables:
            raise self._nothing(contents)
        dataset.tables = {n: dataset.tables[n] for n in self.schema.tables if n in dataset.tables}
        self.remarks.note_causes()
        dataset.notes, dataset.warnings = self.remarks.notes, self.remarks.warnings
        return dataset

    def _name(self, content: Content) -> str:
        """What to call a file: as short as tells it from the others of this return."""
        return f"{self.whose}{self._short[content.name]}"

    def _other(self, content: Content) -> None:
        if content.suffix not in _WORKBOOKS:
            self.remarks.notes.append(f"{self._name(content)} is neither CSV nor XML: left out.")
        elif content.name in self.named:
            raise InputError(
                f"{content.name} is an Excel workbook, but the return is read from CSV or XML.",
                _AS_CSV,
            )
        else:
            self.remarks.notes.append(
                f"{self._name(content)} is an Excel workbook: left out. The return is read "
                "from CSV "
                f"or XML. {_AS_CSV}"
            )

    def _mixed(self, xml: list[Content]) -> None:
        if any(content.name in self.named for content in xml):
            raise InputError(
                f"The return was given both as CSV and as XML ({self._name(xml[0])}).",
                "Give one form only; last year's return goes with --last-year.",
            )
        for content in xml:
            self.remarks.notes.append(
                f"{self._name(content)} was left out: the return is also there as CSV."
            )

    def _load_text(self, dataset: Dataset, contents: list[Content]) -> None:
        sources = []
        origin: dict[str, str] = {}
        shaped: dict[str, tables.Shaped] = {}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            # The largest first, so that none is left over to be waited for at the end.
            by_size = sorted(contents, key=lambda content: len(content.data), reverse=True)
            started = {content.name: pool.submit(self._read, content) for content in by_size}
            reading = [started[content.name] for content in contents]
            for ahead in self.progress.track(reading, "Reading") if self.progress else reading:
                read = ahead.result()
                self.remarks.add(read.remarks)
                if read.shaped is None:
                    continue
                name = read.shaped.name
                if name in origin:
                    raise InputError(
                        f"{origin[name]} and {self._name(read.content)} both hold the table "
                        f"{name}.",
                        "Leave one of them out; join them first if they are two halves.",
                    )
                origin[name] = self._name(read.content)
                shaped[name] = read.shaped
                tables.put(dataset, read.shaped)
                rows = len(read.shaped.frame)
                sources.append(Source(read.content.name, read.sha256, rows, (name,)))
        dataset.sources = tuple(sources)
        self.remarks.note_zeros({origin[name]: n for name, n in zeros_lost(shaped).items()})

    def _read(self, content: Content) -> _Read:
        """Read one file; several are read at the same time, so nothing of the loader is changed."""
        name = self._name(content)
        remarks = Remarks()
        if not content.data or content.data.isspace():
            remarks.warnings.append(f"{name} is empty: no table was read from it.")
            return _Read(content, remarks)
        fits = partial(share_known, self.schema)
        heading = find_heading(content.data, fits)
        if heading is None:
            read_delimited(content.data, content.name)  # says why it is not text
        headings = heading.cells if heading else ()
        table = recognise(self.schema, headings, content.name)
        if table is None:
            sentence = self._unknown(name, headings)
            if content.name in self.named:
                raise InputError(
                    f"{sentence}.",
                    "Leave it out; 'cstools info ssda903' lists the tables and their headings.",
                )
            remarks.notes.append(f"{sentence}: left out.")
            return _Read(content, remarks)
        delimited = read_delimited(content.data, content.name, fits)
        _check_headings(delimited.headings, content.name)
        columns = {
            heading: tables.tidy(delimited.table.column(place))
            for place, heading in enumerate(delimited.headings)
            if heading
        }
        schema = self.schema.tables[table]
        shaped = tables.shape(schema, columns, delimited.rows, derived=False)
        remarks.note_form(name, delimited.remarks)
        remarks.note_table(name, schema, shaped)
        return _Read(content, remarks, shaped, content.sha256)

    def _unknown(self, name: str, headings: Sequence[str]) -> str:
        # Only headings the schema knows are repeated: without a heading row they are data.
        known = known_headings(self.schema, headings)
        which = f"only {', '.join(known[:8])}, which several tables have" if known else "none"
        return (
            f"{name} is not a table of the return: of its {len(headings)} headings the return "
            "knows "
            f"{which}"
        )

    def _load_xml(self, dataset: Dataset, contents: list[Content]) -> None:
        from cstools_ssda903.returns_xml import read_xml

        if len(contents) > 1:
            raise InputError(
                f"{self._name(contents[0])} and {self._name(contents[1])} are both XML returns.",
                "Give one; last year's goes with --last-year.",
            )
        content = contents[0]
        xml = read_xml(content.data, content.name)
        self.remarks.notes.extend(xml.notes)
        for table, frame in xml.tables.items():
            rows = frame.pop("row").to_numpy()
            columns = {c: tables.tidy(_chunked(frame[c])) for c in frame.columns}
            schema = self.schema.tables[table]
            shaped = tables.shape(schema, columns, rows)
            self.remarks.note_cells(f"{self._name(content)}, table {table}", schema, shaped)
            tables.put(dataset, shaped)
        total = sum(dataset.rows.values())
        dataset.sources = (Source(content.name, content.sha256, total, tuple(dataset.tables)),)

    def _nothing(self, contents: list[Content]) -> InputError:
        of = self.whose.strip() or "the"
        number = f"{len(contents)} file{'s' if len(contents) != 1 else ''}"
        return InputError(
            f"No table of {of} SSDA903 return was found in {number}.",
            "A table is recognised by its headings; 'cstools info ssda903' lists them.",
        )


@dataclass(frozen=True)
class _Read:
    """One file as read: its table if it holds one, and what to tell of it."""

    content: Content
    remarks: Remarks
    shaped: tables.Shaped | None = None
    sha256: str = ""


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _check_headings(headings: Sequence[str], name: str) -> None:
    seen: set[str] = set()
    for heading in (heading.strip().upper() for heading in headings):
        if heading and heading in seen:
            raise InputError(f"{name} has the heading {heading} twice.", "Take one of them out.")
        seen.add(heading)


def _chunked(series: pd.Series) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(series, pa.string(), from_pandas=True)])
