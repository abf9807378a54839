"""The SSDA903 standard: load, adopt, sample and write returns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cstools.dataset import Dataset
from cstools.errors import InputError
from cstools.schema import read_schema
from cstools.standard import Sample, Standard
from cstools_ssda903 import tables
from cstools_ssda903.loading import Loader
from cstools_ssda903.recognise import recognise
from cstools_ssda903.years import infer_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cstools.context import Progress

LAST_YEAR = "last-year"


class SSDA903(Standard):
    """The return of children looked after, one collection year from April to March."""

    schema = read_schema(Path(__file__).with_name("schema.toml"))

    def load(self, paths: Sequence[Path], progress: Progress | None = None) -> Dataset:
        """Read CSV or XML files, a folder of them, or a zip.

        A sub-folder ``last-year`` is read as last year's return.
        """
        this_year, last_year = Loader(self.schema, progress).load(paths)
        this_year.last_year = last_year
        return self._finish(this_year)

    def adopt(self, dataset: Dataset | Mapping[str, pd.DataFrame]) -> Dataset:
        """Take in tables given in Python, as they stand; a record's row is its position plus 2."""
        if isinstance(dataset, Dataset) and dataset.adopted:
            return dataset
        adopted = Dataset({}, standard=self.name, adopted=True)
        if isinstance(dataset, Dataset):
            adopted.period, adopted.format = dataset.period, dataset.format
            adopted.notes = list(dataset.notes)
            if dataset.last_year is not None:
                adopted.last_year = self.adopt(dataset.last_year)
        for given, frame in dataset.items():
            self._adopt_table(adopted, str(given), frame)
        if not adopted.tables and len(dataset):
            raise InputError(
                "None of the tables given belongs to the SSDA903 return.",
                f"Call them {', '.join(self.schema.tables)}.",
            )
        adopted.tables = {n: adopted.tables[n] for n in self.schema.tables if n in adopted.tables}
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
        from cstools_ssda903.authorities import check_authority

        return check_authority(str(value)).code

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

    def _adopt_table(self, adopted: Dataset, given: str, frame: pd.DataFrame) -> None:
        names = {name.upper(): name for name in self.schema.tables}
        name = names.get(given.strip().upper()) or recognise(self.schema, map(str, frame.columns))
        if name is None:
            adopted.notes.append(f"The table {given} is not part of the SSDA903 return: left out.")
            return
        if name in adopted.tables:
            raise InputError(f"Two of the tables given are {name}.", "Give each table once.")
        rows = np.arange(2, len(frame) + 2)
        shaped = tables.shape(self.schema.tables[name], tables.of_frame(frame), rows)
        tables.put(adopted, shaped)

    def _finish(self, dataset: Dataset) -> Dataset:
        """Add what the files imply: the UASC marker of Header, the collection year."""
        for one in (dataset, dataset.last_year):
            if one is not None:
                _mark_uasc(one)
        if dataset.period is None:
            dataset.period = infer_year(dataset)
        return dataset


def _mark_uasc(dataset: Dataset) -> None:
    """Give Header the UASC marker: 1 for a child with a row in UASC, else 0."""
    header, uasc = dataset.tables.get("Header"), dataset.tables.get("UASC")
    if header is None or uasc is None or "UASC" in header:
        return
    member = header["CHILD"].isin(uasc["CHILD"].dropna())
    marker = pd.array(["0", "1"], dtype="str").take(member.to_numpy(dtype=np.intp))
    dataset.tables["Header"] = header.assign(UASC=marker)
