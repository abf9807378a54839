"""The SSDA903 standard: load, adopt, sample and write returns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cstools import Dataset, InputError
from cstools.standard import Sample, Standard, read_schema
from cstools_ssda903 import tables
from cstools_ssda903.causes import zeros_lost
from cstools_ssda903.loading import load
from cstools_ssda903.recognise import KEY, recognise
from cstools_ssda903.remarks import Remarks
from cstools_ssda903.years import dates_of, infer_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cstools import Progress

LAST_YEAR = "last-year"


class SSDA903(Standard):
    """The return of children looked after, one collection year from April to March."""

    schema = read_schema(Path(__file__).with_name("schema.toml"))

    def load(self, paths: Sequence[Path], progress: Progress | None = None) -> Dataset:
        """Read CSV or XML files, a folder of them, or a zip.

        A sub-folder ``last-year`` is read as last year's return.
        """
        this_year, last_year = load(self.schema, paths, progress)
        this_year.last_year = last_year
        return self._finish(this_year)

    def adopt(self, dataset: Dataset | Mapping[str, pd.DataFrame]) -> Dataset:
        """Take in tables given in Python; a record's row is its position plus 2.

        Text is trimmed and put in capitals as from files, unless the dataset is `verbatim`.
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
        shaped: dict[str, tables.Shaped] = {}
        for given, frame in dataset.items():
            self._shape(str(given), frame, shaped, remarks, verbatim=adopted.verbatim)
        if not shaped and len(dataset):
            raise InputError(
                "None of the tables given belongs to the SSDA903 return.",
                f"Call them {', '.join(self.schema.tables)}.",
            )
        for name in self.schema.tables:
            if name in shaped:
                tables.put(adopted, shaped[name])
        lost = zeros_lost(shaped)
        remarks.note_zeros({f"The table {name}": number for name, number in lost.items()})
        remarks.note_causes()
        adopted.notes, adopted.warnings = remarks.notes, remarks.warnings
        return self._finish(adopted)

    def sample(self, *, children: int, seed: int, errors: float, year: int) -> Sample:
        """Make a synthetic return and last year's return to go with it."""
        from cstools_ssda903.sample import make

        return make(children=children, seed=seed, errors=errors, year=year)

    def write(self, dataset: Dataset, folder: Path, form: str = "csv") -> list[Path]:
        """Write this year's return and, in a sub-folder ``last-year``, last year's."""
        from cstools_ssda903.writing import write_return

        written = write_return(self.schema, dataset, folder, form)
        if dataset.last_year is not None:
            written += write_return(self.schema, dataset.last_year, folder / LAST_YEAR, form)
        return written

    def understand(self, name: str, value: Any) -> Any:
        """The code of an authority given by name, number or abbreviation."""
        if name != "local_authority":
            return value
        from cstools_geography import find_authority

        return find_authority(str(value), self.schema.last_year).ons

    def write_extras(self, sample: Sample, folder: Path) -> dict[str, Any]:
        """Write the provider list of a sample as a workbook that ``--providers`` reads."""
        from cstools_ssda903.writing import write_providers

        params = super().write_extras(sample, folder)
        providers = sample.params.get("providers")
        if providers is not None:
            path = folder / "providers.xlsx"
            write_providers(providers, path)
            params["providers"] = path.name
        return params

    def _shape(
        self,
        given: str,
        frame: pd.DataFrame,
        shaped: dict[str, tables.Shaped],
        remarks: Remarks,
        *,
        verbatim: bool,
    ) -> None:
        """Put one table given in Python beside those shaped already."""
        headings = [str(heading) for heading in frame.columns]
        names = {name.upper(): name for name in self.schema.tables}
        name = names.get(given.strip().upper()) or recognise(
            self.schema, headings, f"The table {given}"
        )
        if name is None:
            remarks.notes.append(f"The table {given} is not part of the SSDA903 return: left out.")
            return
        if name in shaped:
            raise InputError(f"Two of the tables given are {name}.", "Give each table once.")
        table = self.schema.tables[name]
        rows = np.arange(2, len(frame) + 2)
        columns = tables.of_frame(frame, verbatim=verbatim)
        shaped[name] = tables.shape(table, columns, rows)
        remarks.note_table(f"The table {name}", table, shaped[name])
        if KEY in shaped[name].lacking and str(frame.index.name).strip().upper() == KEY:
            remarks.warnings.append(
                f"The table {name} has {KEY} as its index: give it with reset_index()."
            )

    def _finish(self, dataset: Dataset) -> Dataset:
        """Add what the files imply: the UASC marker of Header, the collection year."""
        for one in (dataset, dataset.last_year):
            if one is not None:
                _mark_uasc(one)
        for one in (dataset, dataset.last_year):
            if one is not None:
                one.dates = dates_of(one)
                one.period = one.period or infer_year(one.dates)
        return dataset


def _mark_uasc(dataset: Dataset) -> None:
    """Give Header the UASC marker: 1 for a child with a row in UASC, else 0."""
    header, uasc = dataset.tables.get("Header"), dataset.tables.get("UASC")
    if header is None or uasc is None or "UASC" in header:
        return
    member = header["CHILD"].isin(uasc["CHILD"].dropna())
    marker = pd.array(["0", "1"], dtype="str").take(member.to_numpy(dtype=np.intp))
    dataset.tables["Header"] = header.assign(UASC=marker)
