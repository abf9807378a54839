"""The standard visits: load, adopt, sample and write."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cstools import Dataset, InputError, Sample, Standard
from cstools.dataset import Source
from cstools.io.delimited import read_delimited
from cstools.io.files import gather
from cstools.schema import read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cstools.context import Progress

HEADINGS = ["CHILD", "VISIT", "SEEN"]


class Visits(Standard):
    """Visits of one year, in one CSV file."""

    schema = read_schema(Path(__file__).with_name("schema.toml"))

    def load(self, paths: Sequence[Path], progress: Progress | None = None) -> Dataset:
        """Read the CSV file that has the headings; others are left out with a note."""
        dataset = Dataset({}, standard=self.name, format="csv", adopted=True)
        for content in gather(paths):
            read = read_delimited(content.data, content.name)
            if not set(HEADINGS) <= set(read.headings):
                dataset.notes.append(f"{content.name} is not a table of visits: left out.")
                continue
            if dataset.tables:
                raise InputError(f"{content.name} is a second table of visits.", "Join them first.")
            typed = read.table.rename_columns(list(read.headings)).to_pandas()[HEADINGS]
            _take_in(dataset, typed, read.rows)
            dataset.sources = (Source(content.name, content.sha256, len(typed), ("Visits",)),)
        if not dataset.tables:
            raise InputError("No table of visits was found.", f"Headings: {', '.join(HEADINGS)}.")
        return dataset

    def adopt(self, dataset: Dataset | Mapping[str, pd.DataFrame]) -> Dataset:
        """Take in a table called Visits; its first record is row 2."""
        if isinstance(dataset, Dataset) and dataset.adopted:
            return dataset
        if "Visits" not in dataset:
            raise InputError("There is no table Visits.", "Call the table Visits.")
        adopted = Dataset({}, standard=self.name, adopted=True)
        typed = dataset["Visits"].reindex(columns=HEADINGS)
        _take_in(adopted, typed, np.arange(2, len(typed) + 2))
        return adopted

    def sample(self, *, children: int, seed: int, errors: float, year: int) -> Sample:
        """Make one visit a child on a random day; errors are codes that do not exist."""
        chance = random.Random(seed)
        first = pd.Timestamp(year - 1, 4, 1)
        records = []
        for number in range(children):
            day = first + pd.Timedelta(days=chance.randrange(365))
            seen = "?" if chance.random() < errors else chance.choice("YN")
            records.append([f"V{number:05}", day.strftime("%d/%m/%Y"), seen])
        return Sample(Dataset({"Visits": pd.DataFrame(records, columns=HEADINGS)}))

    def write(self, dataset: Dataset, folder: Path, form: str = "csv") -> list[Path]:
        """Write ``visits.csv``."""
        path = folder / "visits.csv"
        dataset.typed("Visits").to_csv(path, index=False, lineterminator="\r\n", encoding="utf-8")
        return [path]


def _take_in(dataset: Dataset, typed: pd.DataFrame, rows: np.ndarray) -> None:
    """Text stays text, dates become dates, blank becomes missing; what is no date is kept aside."""
    table = typed.astype("str").apply(lambda column: column.str.strip())
    table = table.where(table.ne("")).reset_index(drop=True)
    text = table["VISIT"]
    table["VISIT"] = pd.to_datetime(text, format="%d/%m/%Y", errors="coerce")
    odd = text[text.notna() & table["VISIT"].isna()]
    if len(odd):
        dataset.unread["Visits", "VISIT"] = odd
    dataset.tables["Visits"] = table.assign(row=rows)
