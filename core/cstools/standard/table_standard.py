"""A standard that is its schema and its exceptions: reading, typing, writing, samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.data.dataset import Dataset
from cstools.errors import InputError, ToolError, UsageError
from cstools.io.files import gather
from cstools.io.names import file_names
from cstools.standard import shape as shaping
from cstools.standard.causes import zeros_lost
from cstools.standard.events import clear_period, dates_of, event_columns
from cstools.standard.reader import Reader
from cstools.standard.recognition import Recognition
from cstools.standard.remarks import Remarks
from cstools.standard.sample import draw
from cstools.standard.standard import Standard
from cstools.standard.xml_records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from cstools.data.context import Progress
    from cstools.standard.chance import Chance
    from cstools.standard.sample import Record
    from cstools.standard.shape import Shaped
    from cstools.standard.standard import Sample

    Tables = Mapping[str, Mapping[str, Sequence[Any] | pd.Series]]


class TableStandard(Standard):
    """A standard whose tables are recognised by their headings, as its schema has them.

    A package sets `schema` and gives `sample_records`; it overrides what is different.

    Attributes:
        schema: its tables, columns and code lists.
        forms: what it is read from: ``csv``, ``workbook``, ``xml`` (for tables with an
            ``element``).
        written_as: the forms that `write` knows.
        capitals: whether texts are put in capitals.
        workbook_advice: what to do about a workbook, where it is not read from one.
        beside_advice: how data of another time are given, to go on after "Give one form only".
    """

    forms: tuple[str, ...] = ("csv", "workbook", "xml")
    written_as: tuple[str, ...] = ("csv",)
    capitals: bool = False
    workbook_advice: str = "Open it in Excel and save each sheet as 'CSV UTF-8 (comma delimited)'."
    beside_advice: str = ""

    @property
    def called(self) -> str:
        """What a reader calls a whole dataset, after "the"."""
        return self.schema.title

    def load(self, paths: Sequence[Path], progress: Progress | None = None) -> Dataset:
        """Read files, a folder or an archive; a sheet of a workbook is as good as a file."""
        named = {str(path) for path in paths}
        return self.finish(Reader(self, progress, named).read(gather(paths)))

    def adopt(self, dataset: Dataset | Mapping[str, pd.DataFrame]) -> Dataset:
        """Take in tables given in Python; a record's row is its position plus 2.

        Text is brought into the form it has from files, unless the dataset is `verbatim`.
        """
        if isinstance(dataset, Dataset) and dataset.adopted:
            return dataset
        adopted = Dataset({}, standard=self.name, adopted=True)
        remarks = Remarks()
        if isinstance(dataset, Dataset):
            adopted.period, adopted.format = dataset.period, dataset.format
            adopted.verbatim = dataset.verbatim
            remarks = Remarks(list(dataset.notes), list(dataset.warnings))
            if dataset.last_year is not None:
                adopted.last_year = self.adopt(dataset.last_year)
        shaped: dict[str, Shaped] = {}
        for name, frame in dataset.items():
            self._take_in(str(name), frame, shaped, remarks, verbatim=adopted.verbatim)
        if not shaped and len(dataset):
            raise InputError(
                f"None of the tables given belongs to the {self.called}.",
                f"Call them {', '.join(self.schema.tables)}.",
            )
        for name in self.schema.tables:
            if name in shaped:
                shaping.put(adopted, shaped[name])
        lost = zeros_lost(self.schema, shaped)
        remarks.note_zeros({f"The table {name}": number for name, number in lost.items()})
        remarks.note_causes()
        adopted.notes, adopted.warnings = remarks.notes, remarks.warnings
        return self.finish(adopted)

    def finish(self, dataset: Dataset) -> Dataset:
        """Add what tables that were read or taken in imply: when events happened, the period."""
        kind = self.schema.period
        dataset.dates = dates_of(dataset, kind, event_columns(self.schema))
        dataset.period = dataset.period or clear_period(dataset.dates, kind)
        return dataset

    def read_xml(self, content: bytes, name: str) -> tuple[Tables, list[str]]:
        """The cells of each table by column, of an XML file, and notes on it.

        Args:
            content: the file's bytes.
            name: what to call it in messages.

        Raises:
            InputError: it cannot be read.
        """
        return read_records(self.schema, content, name), []

    def write(self, dataset: Dataset, folder: Path, form: str = "csv") -> list[Path]:
        """Write one CSV file a table, headings in the official order."""
        if form != "csv":
            raise UsageError(
                f"The {self.called} has no form '{form}'.",
                f"Choose {' or '.join(self.written_as)}.",
            )
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for name, stem in zip(dataset, file_names(dataset), strict=True):
            table = dataset.typed(name)
            official = [h for h in self.schema.tables[name].headings if h in table]
            paths.append(folder / f"{stem.lower()}.csv")
            table[official].to_csv(paths[-1], index=False, encoding="utf-8", lineterminator="\r\n")
        return paths

    def sample(self, *, size: int, seed: int, errors: float, period: Any) -> Sample:
        """Make synthetic data of `sample_records`, some of its cells damaged."""
        return draw(self, size=size, seed=seed, errors=errors, period=period)

    def sample_records(self, size: int, chance: Chance, period: Any) -> Iterable[Record]:
        """Records of made-up data: the table of each, and its cells by column.

        Args:
            size: number of children, or of whatever else the standard is about.
            chance: draws days, codes and numbers, the same for the same seed.
            period: what the data are of.
        """
        raise ToolError(
            f"The standard {self.name} makes no made-up data.",
            "Its author gives it a method sample_records.",
        )

    def _take_in(
        self,
        given_as: str,
        frame: pd.DataFrame,
        shaped: dict[str, Shaped],
        remarks: Remarks,
        *,
        verbatim: bool,
    ) -> None:
        """Put one table given in Python beside those shaped already."""
        headings = [str(heading) for heading in frame.columns]
        names = {name.upper(): name for name in self.schema.tables}
        name = names.get(given_as.strip().upper()) or Recognition(self.schema).table_of(
            headings, f"The table {given_as}"
        )
        if name is None:
            remarks.notes.append(
                f"The table {given_as} is not part of the {self.called}: left out."
            )
            return
        if name in shaped:
            raise InputError(f"Two of the tables given are {name}.", "Give each table once.")
        table = self.schema.tables[name]
        rows = np.arange(2, len(frame) + 2)
        columns = shaping.of_frame(frame, verbatim=verbatim, capitals=self.capitals)
        shaped[name] = shaping.shape(table, columns, rows)
        remarks.note_table(f"The table {name}", table, shaped[name])
        key = table.child
        if key in shaped[name].lacking and str(frame.index.name).strip().upper() == key.upper():
            remarks.warnings.append(
                f"The table {name} has {key} as its index: give it with reset_index()."
            )
