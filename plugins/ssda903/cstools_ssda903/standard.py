"""The SSDA903 standard: its schema, and what is its own besides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools.standard import (
    Reader,
    Sample,
    TableStandard,
    clear_period,
    dates_of,
    gather,
    read_schema,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cstools import Dataset, Progress
    from cstools.standard import Content

LAST_YEAR = "last-year"
_LAST_YEAR = (LAST_YEAR, "last_year", "last year", "previous-year", "previous year")
# What a return holds only if it happened in its year, and what it also holds if it did before.
_IN_YEAR = (("Episodes", "DEC"), ("Reviews", "REVIEW"))
_STARTS = (("Episodes", "DECOM"),)


class SSDA903(TableStandard):
    """The return of children looked after, one collection year from April to March."""

    schema = read_schema(Path(__file__).with_name("schema.toml"))
    forms = written_as = ("csv", "xml")
    capitals = True
    called = "SSDA903 return"
    workbook_advice = (
        "Open it in Excel and save each sheet as 'CSV UTF-8 (comma delimited)'; give provider "
        "lists with --providers."
    )
    beside_advice = "; last year's return goes with --last-year"

    def load(self, paths: Sequence[Path], progress: Progress | None = None) -> Dataset:
        """Read CSV or XML files, a folder of them, or a zip.

        A sub-folder ``last-year`` is read as last year's return.
        """
        contents = gather(paths, _LAST_YEAR)
        before = [content for content in contents if set(content.folder) & set(_LAST_YEAR)]
        current = [content for content in contents if content not in before]
        named = {str(path) for path in paths}
        this_year = Reader(self, progress, named).read(current)
        if before:
            reader = Reader(self, progress, named, "last year's ")
            this_year.last_year = _retell(reader.read(before), before)
        return self.finish(this_year)

    def sample(self, *, size: int, seed: int, errors: float, period: Any) -> Sample:
        """Make a synthetic return and last year's return to go with it."""
        from cstools_ssda903.sample import make

        return make(children=size, seed=seed, errors=errors, year=period)

    def write(self, dataset: Dataset, folder: Path, form: str = "csv") -> list[Path]:
        """Write this year's return and, in a sub-folder ``last-year``, last year's."""
        paths = self._write_year(dataset, folder, form)
        if dataset.last_year is not None:
            paths += self._write_year(dataset.last_year, folder / LAST_YEAR, form)
        return paths

    def understand(self, name: str, value: Any) -> Any:
        """The code of an authority given by name, number or abbreviation."""
        if name != "local_authority":
            return value
        from cstools_geography import find_authority

        return find_authority(str(value), self.schema.last_year).ons

    def write_extras(self, sample: Sample, folder: Path) -> dict[str, Any]:
        """Write the provider list of a sample as a workbook that ``--providers`` reads."""
        from cstools_ssda903.provider_file import write_providers

        params = super().write_extras(sample, folder)
        providers = sample.params.get("providers")
        if providers is not None:
            path = folder / "providers.xlsx"
            write_providers(providers, path)
            params["providers"] = path.name
        return params

    def read_xml(
        self, content: bytes, name: str
    ) -> tuple[dict[str, dict[str, pd.Series]], list[str]]:
        """The tables of the XML form, where most records have a place of their own."""
        from cstools_ssda903.returns_xml import read_xml

        xml = read_xml(content, name)
        tables = {
            table: {str(column): frame[column] for column in frame.columns.drop("row")}
            for table, frame in xml.tables.items()
        }
        return tables, xml.notes

    def finish(self, dataset: Dataset) -> Dataset:
        """Add what the files imply: the UASC marker of Header, the collection year."""
        for one_year in (dataset, dataset.last_year):
            if one_year is not None:
                _mark_uasc(one_year)
                kind = self.schema.period
                one_year.dates = dates_of(one_year, kind, _IN_YEAR, _STARTS)
                one_year.period = one_year.period or clear_period(one_year.dates, kind)
        return dataset

    def _write_year(self, dataset: Dataset, folder: Path, form: str) -> list[Path]:
        if form != "xml":
            return super().write(dataset, folder, form)
        from cstools_ssda903.returns_xml import write_xml

        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "ssda903.xml"
        # The form has a place for the UASC marker, so it goes along with the columns of the files.
        write_xml({name: dataset.typed(name) for name in dataset}, path)
        return [path]


def _retell(last_year: Dataset, contents: Sequence[Content]) -> Dataset:
    """Last year's return with its sentences as they stand alone, and where it was read from."""
    last_year.notes = [
        f"Last year's return was read from the folder '{contents[0].folder[-1]}'.",
        *map(_begun, last_year.notes),
    ]
    last_year.warnings = [_begun(warning) for warning in last_year.warnings]
    return last_year


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _mark_uasc(dataset: Dataset) -> None:
    """Give Header the UASC marker: 1 for a child with a row in UASC, else 0."""
    header, uasc = dataset.tables.get("Header"), dataset.tables.get("UASC")
    if header is None or uasc is None or "UASC" in header:
        return
    member = header["CHILD"].isin(uasc["CHILD"].dropna())
    marker = pd.array(["0", "1"], dtype="str").take(member.to_numpy(dtype="intp"))
    dataset.tables["Header"] = header.assign(UASC=marker)
