"""Load a return from files: CSV tables or the XML form, this year's and last year's."""

from __future__ import annotations

import csv
import io
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

import pyarrow as pa

from cstools.dataset import Dataset, Source
from cstools.errors import InputError
from cstools.io.delimited import read_delimited
from cstools.io.files import gather
from cstools_ssda903 import tables
from cstools_ssda903.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from cstools.context import Progress
    from cstools.io.files import Content
    from cstools.schema import Schema

LAST_YEAR = ("last-year", "last_year", "last year", "previous-year", "previous year")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_TEXT = (".csv", ".txt")


@dataclass
class Loader:
    """Loads one return; see `load`."""

    schema: Schema
    progress: Progress | None = None
    notes: list[str] = field(default_factory=list)

    def load(self, paths: Sequence[Path]) -> tuple[Dataset, Dataset | None]:
        """Read paths and give this year's return and, if a ``last-year`` folder is there, last's.

        Raises:
            InputError: nothing recognisable is there, or a file of the return cannot be read.
        """
        contents = gather(paths, LAST_YEAR)
        before = [c for c in contents if set(c.folder) & set(LAST_YEAR)]
        current = [c for c in contents if c not in before]
        named = {str(path) for path in paths}
        this_year = self._dataset(current, named)
        if not before:
            return this_year, None
        self.notes = []
        last_year = self._dataset(before, named)
        folder = before[0].folder[-1]
        this_year.notes.append(f"Last year's return was read from the folder '{folder}'.")
        return this_year, last_year

    def _dataset(self, contents: list[Content], named: set[str]) -> Dataset:
        text = [content for content in contents if content.suffix in _TEXT]
        xml = [content for content in contents if content.suffix == ".xml"]
        for content in contents:
            if content not in text and content not in xml:
                self._other(content, named)
        if text and xml:
            self._mixed(xml, named)
        dataset = Dataset({}, standard="ssda903", adopted=True, notes=self.notes)
        dataset.format = "csv" if text or not xml else "xml"
        if text:
            self._load_text(dataset, text)
        elif xml:
            self._load_xml(dataset, xml)
        if not dataset.tables:
            raise self._nothing(contents)
        dataset.tables = {n: dataset.tables[n] for n in self.schema.tables if n in dataset.tables}
        return dataset

    def _other(self, content: Content, named: set[str]) -> None:
        if content.name in named and content.suffix in _WORKBOOKS:
            raise InputError(
                f"{content.name} is an Excel workbook, but the return is read from CSV or XML.",
                "Open it in Excel and save each sheet as 'CSV UTF-8 (comma delimited)'; "
                "give provider lists with --providers.",
            )
        self.notes.append(f"{_short(content)} is neither CSV nor XML: left out.")

    def _mixed(self, xml: list[Content], named: set[str]) -> None:
        if any(content.name in named for content in xml):
            raise InputError(
                f"The return was given both as CSV and as XML ({_short(xml[0])}).",
                "Give one form only; last year's return goes with --last-year.",
            )
        for content in xml:
            self.notes.append(f"{_short(content)} was left out: the return is also there as CSV.")

    def _load_text(self, dataset: Dataset, contents: list[Content]) -> None:
        sources = []
        origin: dict[str, str] = {}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            # The largest first, so that none is left over to be waited for at the end.
            by_size = sorted(contents, key=lambda content: len(content.data), reverse=True)
            started = {content.name: pool.submit(self._read, content) for content in by_size}
            reading = [started[content.name] for content in contents]
            for ahead in self.progress.track(reading, "Reading") if self.progress else reading:
                read = ahead.result()
                self.notes.extend(read.notes)
                if read.shaped is None:
                    continue
                name = read.shaped.name
                if name in origin:
                    raise InputError(
                        f"{origin[name]} and {_short(read.content)} both hold the table {name}.",
                        "Leave one of them out; join them first if they are two halves.",
                    )
                origin[name] = _short(read.content)
                tables.put(dataset, read.shaped)
                rows = len(read.shaped.frame)
                sources.append(Source(read.content.name, read.sha256, rows, (name,)))
        dataset.sources = tuple(sources)

    def _read(self, content: Content) -> _Read:
        """Read one file; several are read at the same time, so nothing of the loader is changed."""
        if not content.data or content.data.isspace():
            return _Read(content, [f"{_short(content)} is empty: left out."])
        headings = _headings(content.data)
        if not headings:
            read_delimited(content.data, content.name)  # says why it is not text
        name = recognise(self.schema, headings)
        if name is None:
            return _Read(content, [self._unknown(content, headings)])
        read = read_delimited(content.data, content.name)
        _check_headings(read.headings, content.name)
        columns = {
            heading: tables.tidy(read.table.column(place))
            for place, heading in enumerate(read.headings)
            if heading
        }
        shaped = tables.shape(self.schema.tables[name], columns, read.rows)
        notes = _notes(content, read.encoding, shaped)
        return _Read(content, notes, shaped, content.sha256)

    def _unknown(self, content: Content, headings: list[str]) -> str:
        # Only headings the schema knows are repeated: without a heading row they are data.
        known = {heading for table in self.schema.tables.values() for heading in table.headings}
        found = [heading.upper() for heading in headings if heading.upper() in known]
        which = f"only {', '.join(found[:8])}" if found else "none"
        return (
            f"{_short(content)} is not a table of the return: left out. Of its {len(headings)} "
            f"headings the return knows {which}."
        )

    def _load_xml(self, dataset: Dataset, contents: list[Content]) -> None:
        from cstools_ssda903.returns_xml import read_xml

        if len(contents) > 1:
            raise InputError(
                f"{_short(contents[0])} and {_short(contents[1])} are both XML returns.",
                "Give one; last year's goes with --last-year.",
            )
        content = contents[0]
        found = read_xml(content.data, content.name)
        self.notes.extend(found.notes)
        for name, frame in found.tables.items():
            rows = frame.pop("row").to_numpy()
            columns = {c: tables.tidy(_chunked(frame[c])) for c in frame.columns}
            shaped = tables.shape(self.schema.tables[name], columns, rows)
            tables.put(dataset, shaped)
        total = sum(dataset.rows.values())
        dataset.sources = (Source(content.name, content.sha256, total, tuple(dataset.tables)),)

    def _nothing(self, contents: list[Content]) -> InputError:
        seen = "; ".join(self.notes) or f"{len(contents)} files"
        return InputError(
            f"No table of the SSDA903 return was found. {seen}",
            "A table is recognised by its headings; 'cstools info ssda903' lists them.",
        )


@dataclass(frozen=True)
class _Read:
    """One file as read: its table if it holds one, and what to tell of it."""

    content: Content
    notes: list[str]
    shaped: tables.Shaped | None = None
    sha256: str = ""


def _notes(content: Content, encoding: str, shaped: tables.Shaped) -> list[str]:
    notes = []
    if encoding in {"cp1252", "utf-16"}:
        notes.append(f"{_short(content)} was read as {encoding}, not UTF-8.")
    if shaped.lacking:
        notes.append(f"{_short(content)} lacks {', '.join(shaped.lacking)}: read as blank.")
    if shaped.extra:
        notes.append(
            f"{_short(content)} has columns the return does not know: "
            f"{', '.join(shaped.extra)}. They were left out."
        )
    return notes


def _headings(data: bytes) -> list[str]:
    """The first line's cells, read leniently; empty when it is not text."""
    start = data[:65536]
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return []
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = start.decode(encoding, "ignore").lstrip("\r\n")
    if "\x00" in text:
        return []
    try:
        return [cell.strip() for cell in next(csv.reader(io.StringIO(text, newline="")), [])]
    except csv.Error:
        return []


def _check_headings(headings: Sequence[str], name: str) -> None:
    upper = [heading.strip().upper() for heading in headings]
    twice = sorted({heading for heading in upper if heading and upper.count(heading) > 1})
    if twice:
        raise InputError(f"{name} has the heading {twice[0]} twice.", "Take one of them out.")


def _short(content: Content) -> str:
    return PurePath(content.name).name


def _chunked(series: pd.Series) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(series, pa.string(), from_pandas=True)])
