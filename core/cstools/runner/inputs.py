"""Turn what the user points at into a Dataset."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.call import by_standard, load_standard
from cstools.data.dataset import Dataset, Source
from cstools.errors import InputError, UsageError
from cstools.io.delimited import read_delimited
from cstools.io.files import gather, path_in
from cstools.io.workbook import SUFFIXES, read_sheets

if TYPE_CHECKING:
    import pandas as pd

    from cstools.data.context import Progress
    from cstools.io.files import Content
    from cstools.plugin.manifest import Manifest
    from cstools.standard.standard import Standard


def read(manifest: Manifest, data: Any, progress: Progress) -> Dataset:
    """Read paths, or take in tables given in Python, by the standards the tool reads.

    Raises:
        UsageError: no input was given.
        InputError: it cannot be read.
    """
    if _is_nothing(data):
        raise UsageError(
            f"{manifest.name} needs something to read.",
            "Give files or a folder, or --sample to try it on generated data.",
        )
    return _read(manifest.reads, data, progress)


def read_by(names: Sequence[str], data: Any, progress: Progress, option: str) -> Dataset:
    """The same by any standards, of a parameter.

    Raises:
        UsageError: nothing was given, or a standard is not installed.
        InputError: it cannot be read.
    """
    if _is_nothing(data):
        raise UsageError(f"{option} names nothing to read.", "Give files or a folder.")
    return _read(names, data, progress)


def _is_nothing(data: Any) -> bool:
    return data is None or (isinstance(data, Sequence) and not isinstance(data, str) and not data)


def _read(names: Sequence[str], data: Any, progress: Progress) -> Dataset:
    standards = [load_standard(name) for name in names]
    if isinstance(data, Mapping):
        return _adopt(standards, data)
    paths = _paths(data)
    if not standards:
        return load_tables(paths)
    return load_with(standards, paths, progress)


def load_with(standards: Sequence[Standard], paths: list[Path], progress: Progress) -> Dataset:
    """Load paths by the first standard that recognises them."""
    failures = []
    for standard in standards:
        try:
            with by_standard(standard.name, "reading the files"):
                return standard.load(paths, progress)
        except InputError as error:
            failures.append(error)
    raise failures[0]


def _adopt(standards: Sequence[Standard], data: Mapping[str, pd.DataFrame]) -> Dataset:
    known = [standard.name for standard in standards]
    if (
        isinstance(data, Dataset)
        and data.adopted
        and (not known or data.standard in (None, *known))
    ):
        return data
    for name, frame in data.items():
        if not hasattr(frame, "columns"):
            raise InputError(f"The table {name} is not a DataFrame.", "Give a pandas DataFrame.")
    named = data.standard if isinstance(data, Dataset) else None
    for standard in standards:
        if named in (None, standard.name):
            with by_standard(standard.name, "taking in the tables"):
                return standard.adopt(data)
    if named is not None and standards:
        advice = f"This tool reads {', '.join(known)}."
        raise InputError(f"The data are of the standard {named}.", advice)
    if isinstance(data, Dataset):
        return data
    return Dataset({name: _with_rows(frame) for name, frame in data.items()}, adopted=True)


def _paths(data: Any) -> list[Path]:
    several = [data] if isinstance(data, str | os.PathLike) else data
    try:
        return [Path(place) for place in several]
    except TypeError:
        raise UsageError(
            f"The input is {type(data).__name__}, which cannot be read.",
            "Give a path, several paths, a Dataset, or a mapping of table name to DataFrame.",
        ) from None


def as_loose_tables(standard: Standard, dataset: Dataset) -> Dataset:
    """A dataset with its tables as a tool that reads any table gets them from files.

    A sample of a standard has dates where files have text; a tool tried on it has to see the text.
    """
    with tempfile.TemporaryDirectory() as folder:
        standard.write(replace(dataset, last_year=None), Path(folder))
        loose = load_tables([Path(folder)])
    names = {name.lower(): name for name in dataset}
    tables = {names.get(name.lower(), name): table for name, table in loose.items()}
    return Dataset(tables, standard=dataset.standard, period=dataset.period, adopted=True)


def load_tables(paths: list[Path]) -> Dataset:
    """Read CSV files and workbooks that belong to no standard, one table a file or sheet."""
    tables: dict[str, pd.DataFrame] = {}
    sources = []
    notes: list[str] = []
    for content in gather(paths):
        loaded = _tables(content, notes)
        for name in loaded:
            if name in tables:
                raise InputError(f"Two files give a table called {name}.", "Rename one of them.")
        tables.update(loaded)
        rows = sum(len(frame) for frame in loaded.values())
        sources.append(Source(content.name, content.sha256, rows, tuple(loaded)))
    return Dataset(tables, sources=tuple(sources), notes=notes, adopted=True)


def _tables(content: Content, notes: list[str]) -> dict[str, pd.DataFrame]:
    stem = path_in(content.name).stem
    if content.suffix in {".csv", ".txt"}:
        read = read_delimited(content.data, content.name)
        frame = read.table.rename_columns(_distinct(read.headings)).to_pandas()
        frame = frame.astype("str").replace("", None)
        frame["row"] = read.rows
        notes += [f"{content.name} {remark}." for remark in read.remarks]
        return {stem: frame}
    if content.suffix in SUFFIXES:
        sheets = read_sheets(content.data, content.name)
        return {title: _with_rows(frame) for title, frame in sheets.items()}
    raise InputError(f"{content.name} is neither CSV nor a workbook.", "Give .csv or .xlsx files.")


def _with_rows(frame: pd.DataFrame) -> pd.DataFrame:
    if "row" in frame.columns:
        return frame
    return frame.assign(row=np.arange(2, len(frame) + 2))


def _distinct(headings: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    names = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        names.append(heading if seen[heading] == 1 else f"{heading} {seen[heading]}")
    return names
