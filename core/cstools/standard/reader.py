"""Read the files of a standard: text, workbooks and XML, each table by its headings."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.data.dataset import Dataset, Source
from cstools.errors import InputError
from cstools.io.delimited import find_heading, read_delimited
from cstools.io.files import short_names
from cstools.io.grid import read_grids
from cstools.io.workbook import SUFFIXES
from cstools.standard import shape as shaping
from cstools.standard.causes import zeros_lost
from cstools.standard.recognition import Recognition, heading_key
from cstools.standard.remarks import Remarks
from cstools.standard.sheet import heading_row, table_below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools.data.context import Progress
    from cstools.io.files import Content
    from cstools.io.grid import Grid
    from cstools.standard.shape import Shaped
    from cstools.standard.table_standard import TableStandard

# What files of each form are called.
FORMS = {"csv": "CSV", "workbook": "workbooks", "xml": "XML"}


def form_of(content: Content) -> str:
    """The form of a file by its name: ``csv``, ``workbook``, ``xml``, or an empty text."""
    if content.suffix in (".csv", ".txt"):
        return "csv"
    if content.suffix in SUFFIXES:
        return "workbook"
    return "xml" if content.suffix == ".xml" else ""


@dataclass
class Reader:
    """Reads the files of one dataset.

    Attributes:
        standard: whose they are.
        progress: reports progress.
        named: the paths the user gave.
        whose: what to put before the name of a file, to tell it from one of another dataset.
        remarks: what was seen so far.
    """

    standard: TableStandard
    progress: Progress | None
    named: set[str]
    whose: str = ""
    remarks: Remarks = field(default_factory=Remarks)
    _short: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._recognition = Recognition(self.standard.schema)

    def read(self, contents: Sequence[Content]) -> Dataset:
        """The dataset that some files hold, of this standard's tables only.

        Raises:
            InputError: nothing recognisable is there, or a file of the standard cannot be read;
                what was seen of the other files goes with it as notes.
        """
        self._short = short_names([content.name for content in contents])
        try:
            return self._read(contents)
        except InputError as error:
            self.remarks.note_causes()
            for sentence in (*self.remarks.warnings, *self.remarks.notes):
                error.add_note(sentence)
            raise

    def _read(self, contents: Sequence[Content]) -> Dataset:
        forms = self.standard.forms
        tables = [c for c in contents if form_of(c) in ("csv", "workbook") and form_of(c) in forms]
        xml = [c for c in contents if form_of(c) == "xml" and "xml" in forms]
        for content in contents:
            if content not in tables and content not in xml:
                self._leave_out(content)
        if tables and xml:
            self._mixed(xml)
        schema = self.standard.schema
        dataset = Dataset({}, standard=schema.name, adopted=True)
        dataset.format = "xml" if xml and not tables else form_of(tables[0]) if tables else "csv"
        if tables:
            self._read_tables(dataset, tables)
        elif xml:
            self._read_xml(dataset, xml)
        if not dataset.tables:
            raise self._nothing(contents)
        dataset.tables = {n: dataset.tables[n] for n in schema.tables if n in dataset.tables}
        self.remarks.note_causes()
        dataset.notes, dataset.warnings = self.remarks.notes, self.remarks.warnings
        return dataset

    def _name(self, content: Content) -> str:
        """What to call a file: as short as tells it from the others of this dataset."""
        return f"{self.whose}{self._short[content.name]}"

    @property
    def _forms(self) -> list[str]:
        return [FORMS[form] for form in self.standard.forms]

    def _leave_out(self, content: Content) -> None:
        if form_of(content) != "workbook":
            *others, last = self._forms
            words = f"neither {', '.join(others)} nor {last}" if others else f"no {last}"
            self.remarks.notes.append(f"{self._name(content)} is {words}: left out.")
            return
        read_from = f"read from {' or '.join(self._forms)}"
        advice = self.standard.workbook_advice
        if content.name in self.named:
            raise InputError(
                f"{content.name} is an Excel workbook, but the return is {read_from}.", advice
            )
        self.remarks.notes.append(
            f"{self._name(content)} is an Excel workbook: left out. The return is {read_from}. "
            f"{advice}"
        )

    def _mixed(self, xml: list[Content]) -> None:
        given_as = "CSV" if "workbook" not in self.standard.forms else "tables"
        if any(content.name in self.named for content in xml):
            raise InputError(
                f"The return was given both as {given_as} and as XML ({self._name(xml[0])}).",
                f"Give one form only{self.standard.beside_advice}.",
            )
        for content in xml:
            self.remarks.notes.append(
                f"{self._name(content)} was left out: the return is also there as {given_as}."
            )

    def _read_tables(self, dataset: Dataset, contents: list[Content]) -> None:
        sources = []
        origin: dict[str, str] = {}
        shaped: dict[str, Shaped] = {}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            # The largest first, so that none is left over to be waited for at the end.
            by_size = sorted(contents, key=lambda content: len(content.data), reverse=True)
            started = {content.name: pool.submit(self._read_file, content) for content in by_size}
            reading = [started[content.name] for content in contents]
            for ahead in self.progress.track(reading, "Reading") if self.progress else reading:
                file = ahead.result()
                self.remarks.add(file.remarks)
                for name, table in file.tables:
                    self._put(dataset, origin, name, table)
                    shaped[table.name] = table
                if file.tables:
                    rows = sum(len(table.frame) for _, table in file.tables)
                    names = tuple(table.name for _, table in file.tables)
                    sources.append(Source(file.content.name, file.sha256, rows, names))
        dataset.sources = tuple(sources)
        lost = zeros_lost(self.standard.schema, shaped)
        self.remarks.note_zeros({origin[name]: n for name, n in lost.items()})

    def _put(self, dataset: Dataset, origin: dict[str, str], name: str, table: Shaped) -> None:
        if table.name in origin:
            raise InputError(
                f"{origin[table.name]} and {name} both hold the table {table.name}.",
                "Leave one of them out; join them first if they are two halves.",
            )
        origin[table.name] = name
        shaping.put(dataset, table)

    def _read_file(self, content: Content) -> _File:
        """Read one file; several are read at the same time, so nothing of the reader is changed."""
        if not content.data or content.data.isspace():
            remarks = Remarks()
            remarks.warnings.append(f"{self._name(content)} is empty: no table was read from it.")
            return _File(content, remarks)
        return self._read_text(content) if form_of(content) == "csv" else self._read_book(content)

    def _read_text(self, content: Content) -> _File:
        name, remarks, standard = self._name(content), Remarks(), self.standard
        fits = self._recognition.share_known
        heading = find_heading(content.data, fits)
        if heading is None:
            read_delimited(content.data, content.name)  # says why it is not text
        headings = heading.cells if heading else ()
        table = self._recognition.table_of(headings, content.name)
        if table is None:
            remarks.notes.append(self._unknown(content, name, headings))
            return _File(content, remarks)
        delimited = read_delimited(content.data, content.name, fits)
        _check_headings(delimited.headings, content.name)
        columns = {
            heading: shaping.tidy(delimited.table.column(place), capitals=standard.capitals)
            for place, heading in enumerate(delimited.headings)
            if heading
        }
        remarks.note_form(name, delimited.remarks)
        shaped = self._shaped(name, table, columns, delimited.rows, remarks)
        return _File(content, remarks, [(name, shaped)], content.sha256)

    def _read_book(self, content: Content) -> _File:
        name, remarks = self._name(content), Remarks()
        grids = read_grids(content.data, content.name)
        tables = []
        for grid in grids:
            where = f"{name}, sheet {grid.name}" if len(grids) > 1 else name
            shaped = self._read_sheet(where, grid, remarks)
            if shaped is not None:
                tables.append((where, shaped))
        if not tables and content.name in self.named:
            raise InputError(
                f"{content.name} has no sheet that is a table of the return.",
                f"{self._see_headings(' recognised by their headings')}.",
            )
        return _File(content, remarks, tables, content.sha256)

    def _read_sheet(self, where: str, grid: Grid, remarks: Remarks) -> Shaped | None:
        """The table on a sheet; None, with a note unless it is empty, where it is none of ours."""
        standard = self.standard
        place = heading_row(grid, self._recognition.share_known)
        below = None if place is None else table_below(grid, place)
        headings = below.headings if below else ()
        table = self._recognition.table_of(filter(None, headings), where, grid.name)
        if table is None or below is None:
            if grid.cells:
                remarks.notes.append(f"{where} is not a table of the return: left out.")
            return None
        _check_headings(headings, where)
        columns = {
            heading: shaping.of_cells(cells, capitals=standard.capitals)
            for heading, cells in zip(headings, below.columns, strict=True)
            if heading
        }
        remarks.note_form(where, below.remarks)
        return self._shaped(where, table, columns, below.rows, remarks)

    def _shaped(
        self, name: str, table: str, columns: dict[str, Any], rows: np.ndarray, remarks: Remarks
    ) -> Shaped:
        schema = self.standard.schema.tables[table]
        shaped = shaping.shape(schema, columns, rows, derived=False)
        remarks.note_table(name, schema, shaped)
        return shaped

    def _unknown(self, content: Content, name: str, headings: Sequence[str]) -> str:
        """The note on a file that is no table; an error for one that the user gave by name."""
        # Only headings the schema knows are repeated: without a heading row they are data.
        known = self._recognition.known_among(headings)
        which = f"only {', '.join(known[:8])}, which several tables have" if known else "none"
        sentence = (
            f"{name} is not a table of the return: of its {len(headings)} headings the return "
            f"knows {which}"
        )
        if content.name in self.named:
            raise InputError(
                f"{sentence}.", f"Leave it out; {self._see_headings(' and their headings')}."
            )
        return f"{sentence}: left out."

    def _see_headings(self, rest: str) -> str:
        return f"'cstools info {self.standard.name}' lists the tables{rest}"

    def _read_xml(self, dataset: Dataset, contents: list[Content]) -> None:
        if len(contents) > 1:
            raise InputError(
                f"{self._name(contents[0])} and {self._name(contents[1])} are both XML returns.",
                f"Give one{self.standard.beside_advice}.",
            )
        content = contents[0]
        tables, notes = self.standard.read_xml(content.data, content.name)
        self.remarks.notes.extend(notes)
        for table, cells in tables.items():
            rows = np.arange(2, 2 + max(map(len, cells.values()), default=0))
            columns = {
                heading: shaping.of_texts(column, capitals=self.standard.capitals)
                for heading, column in cells.items()
            }
            schema = self.standard.schema.tables[table]
            shaped = shaping.shape(schema, columns, rows)
            self.remarks.note_cells(f"{self._name(content)}, table {table}", schema, shaped)
            shaping.put(dataset, shaped)
        total = sum(dataset.rows.values())
        dataset.sources = (Source(content.name, content.sha256, total, tuple(dataset.tables)),)

    def _nothing(self, contents: Sequence[Content]) -> InputError:
        of = self.whose.strip() or "the"
        number = f"{len(contents)} file{'s' if len(contents) != 1 else ''}"
        return InputError(
            f"No table of {of} {self.standard.called} was found in {number}.",
            "A table is recognised by its headings; "
            f"'cstools info {self.standard.name}' lists them.",
        )


@dataclass(frozen=True)
class _File:
    """One file as read: the tables it holds, by what each is called, and what to tell of it."""

    content: Content
    remarks: Remarks
    tables: list[tuple[str, Shaped]] = field(default_factory=list)
    sha256: str = ""


def _check_headings(headings: Sequence[str], name: str) -> None:
    seen: set[str] = set()
    for heading in map(heading_key, headings):
        if heading and heading in seen:
            raise InputError(f"{name} has the heading {heading} twice.", "Take one of them out.")
        seen.add(heading)
