"""The data a tool is tried on, all of them made up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cstools.call import load_standard
from cstools.check.trial import canary
from cstools.check.trial.canary import DAY, Marker
from cstools.data.dataset import Dataset
from cstools.plugin import discovery
from cstools.runner.inputs import as_loose_tables, load_tables
from cstools.runner.parameters import convert_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cstools.check.trial.answers import Kind
    from cstools.data.period import Period
    from cstools.plugin.manifest import Manifest
    from cstools.standard.standard import Standard

SIZE = 60
ERRORS = 0.3
_STEP = 3
_ROWS = 24


@dataclass
class Data:
    """Something to run a tool on.

    Attributes:
        name: in words that follow "on".
        kind: what may be expected of the run.
        dataset: the tables, as a tool gets them.
        params: the parameters to run with.
    """

    name: str
    kind: Kind
    dataset: Dataset
    params: dict[str, Any] = field(default_factory=dict)


def samples(manifest: Manifest) -> Iterator[Data]:
    """What a tool is tried on: usual data first, then marked ones, then tables without records."""
    if not manifest.reads:
        yield from _any_table(manifest)
        return
    for name in manifest.reads:
        yield from _of_standard(manifest, load_standard(name))


def usual(manifest: Manifest) -> Iterator[Data]:
    """The usual data only."""
    return (data for data in samples(manifest) if data.kind == "usual")


def _of_standard(manifest: Manifest, standard: Standard) -> Iterator[Data]:
    period = standard.schema.sample_period
    clean = standard.sample(size=SIZE, seed=1, errors=0.0, period=period)
    damaged = standard.sample(size=SIZE, seed=2, errors=ERRORS, period=period)
    params = {name: value for name, value in clean.params.items() if name in manifest.params}
    params = {**manifest.examples(), **params, **_period_param(manifest, period)}
    of = f"sample of {standard.name}"
    broken = standard.adopt(damaged.dataset)
    yield Data(f"the clean {of}", "usual", standard.adopt(clean.dataset), params)
    yield Data(f"the damaged {of}", "usual", _another(broken), params)
    named = standard.adopt(marked(standard, damaged.dataset, codes=False))
    yield Data(f"a {of} with marked cells", "marked", named, params)
    coded = standard.adopt(marked(standard, damaged.dataset, codes=True))
    yield Data(f"a {of} with marked codes and dates", "marked", coded, params)
    yield Data(f"a {of} with text in every column", "marked", texts_only(broken), params)
    columns = {table.name: table.headings for table in standard.schema.tables.values()}
    empty = {
        name: pd.DataFrame(columns=list(headings), dtype="str")
        for name, headings in columns.items()
    }
    nothing = standard.adopt(Dataset(empty, standard=standard.name, period=period))
    yield Data(f"tables of {standard.name} without records", "empty", nothing, params)


def _period_param(manifest: Manifest, period: Period | None) -> dict[str, Any]:
    """The parameter that names the period, as the tool takes it."""
    values: dict[str, Any] = {}
    for param in manifest.params.values():
        if param.infer == "period":
            values |= convert_one(param, period)
    return values


def _any_table(manifest: Manifest) -> Iterator[Data]:
    params = manifest.examples()
    if manifest.example is None:
        dataset, name = generated(), "a table with every type of column"
    else:
        dataset, name = load_tables([manifest.folder / manifest.example]), "the tool's example"
    yield Data(name, "usual", _another(dataset), params)
    if manifest.example is None:
        yield from _of_files(params)
    yield Data(f"{name} with marked texts", "marked", _marked_texts(dataset), params)
    yield Data(f"{name} with marked numbers and dates", "marked", _marked_rest(dataset), params)
    yield Data(f"{name} with text in every column", "marked", texts_only(dataset), params)
    nothing = {name: table.iloc[:0] for name, table in dataset.items()}
    yield Data(f"{name} without records", "empty", Dataset(nothing, adopted=True), params)
    if manifest.example is not None:
        yield Data("a table it does not know", "unknown", generated(), params)


def _of_files(params: dict[str, Any]) -> Iterator[Data]:
    """The sample that ``--sample`` takes, as files give it: a date in a CSV file is text."""
    provided = (
        name
        for plugin in discovery.installed()
        if plugin.manifest
        for name in plugin.manifest.provides
    )
    for name in provided:
        standard = load_standard(name)
        period = standard.schema.sample_period
        sample = standard.sample(size=SIZE, seed=1, errors=0.0, period=period)
        loose = as_loose_tables(standard, standard.adopt(sample.dataset))
        yield Data(f"the sample of {name} as its files give it", "files", loose, params)
        return


def _another(dataset: Dataset) -> Dataset:
    """The same data once more: what a tool does to one is not in what is made of the other."""
    tables = {name: table.copy() for name, table in dataset.items()}
    return replace(dataset, tables=tables, unread=dict(dataset.unread))


def generated() -> Dataset:
    """A small table that has every type of column, with blanks, as if read from a workbook."""
    place = np.arange(_ROWS)
    day = pd.Series([dt.datetime(2025, 4, 1) + dt.timedelta(days=9 * int(n)) for n in place])
    blank = place % 6 == 5
    table = pd.DataFrame(
        {
            "Child": [f"C{n // 2:03}" for n in place],
            "Team": pd.Series(np.array(["North", "South", "Élan"])[place % 3]).mask(blank),
            "Visits": place % 5,
            "Score": (place / 7).round(2),
            "Hours": pd.Series(place * 1.5).mask(blank),
            "Open": place % 2 == 0,
            "Seen": day.mask(blank),
            "Kind": pd.Categorical(np.array(["a", "b"])[place % 2]),
            "Code": [f"{n:04}" for n in place],
            "Nothing": pd.Series([None] * _ROWS, dtype="object"),
        }
    )
    return Dataset({"Children": table.assign(row=place + 2)}, adopted=True)


def texts_only(dataset: Mapping[str, pd.DataFrame]) -> Dataset:
    """The tables with marks in place of whatever was in them: no column is what it should be."""
    marker = Marker()
    tables = {
        name: table.assign(
            **{
                str(column): marker.mark_every(table[column], 1)
                for column in table.columns
                if column != "row"
            }
        )
        for name, table in dataset.items()
    }
    known = dataset if isinstance(dataset, Dataset) else Dataset({})
    return Dataset(tables, standard=known.standard, period=known.period, adopted=True)


def _marked_texts(dataset: Dataset) -> Dataset:
    marker = Marker()
    tables = {
        name: table.assign(
            **{
                str(column): marker.mark(table[column])
                for column in table.columns
                if isinstance(table[column].dtype, pd.StringDtype)
            }
        )
        for name, table in dataset.items()
    }
    return Dataset(tables, adopted=True)


def _marked_rest(dataset: Dataset) -> Dataset:
    """Numbers and dates marked; the numbers in a file of text are text and were marked before."""
    tables = {}
    for name, table in dataset.items():
        columns = {
            str(column): _marked_column(table[column]) for column in table if column != "row"
        }
        tables[name] = table.assign(**columns)
    return Dataset(tables, adopted=True)


def _marked_column(column: pd.Series) -> pd.Series:
    types = pd.api.types
    if types.is_datetime64_any_dtype(column.dtype):
        return canary.days(column)
    if types.is_numeric_dtype(column.dtype) and not types.is_bool_dtype(column.dtype):
        return canary.numbers(column)
    return column


def marked(
    standard: Standard, dataset: Dataset, *, codes: bool, marker: Marker | None = None
) -> Dataset:
    """A sample, not taken in yet, with marks in its texts; with `codes` also where codes stand."""
    marker = marker or Marker()
    tables = {
        name: _marked_table(standard, name, table, marker, codes=codes)
        for name, table in dataset.items()
    }
    before = dataset.last_year
    return Dataset(
        tables,
        standard=dataset.standard,
        period=dataset.period,
        format=dataset.format,
        last_year=before and marked(standard, before, codes=codes, marker=marker),
    )


def _marked_table(
    standard: Standard, name: str, table: pd.DataFrame, marker: Marker, *, codes: bool
) -> pd.DataFrame:
    described = standard.schema.tables.get(name)
    columns = {} if described is None else {column.name: column for column in described.columns}
    marked = {}
    for heading in map(str, table.columns):
        column = columns.get(heading)
        if heading == "row":
            continue
        if column is not None and column.type == "number":
            if codes:
                marked[heading] = canary.typed_numbers(table[heading])
        elif column is not None and column.type == "date":
            marked[heading] = _other_days(table[heading], marker, unreadable=codes)
        elif column is None or column.codes is None:
            marked[heading] = marker.mark(table[heading])
        elif codes:
            marked[heading] = marker.mark_every(table[heading], _STEP)
    return table.assign(**marked)


def _other_days(column: pd.Series, marker: Marker, *, unreadable: bool) -> pd.Series:
    if unreadable:
        return marker.mark_every(column, _STEP)
    days = column.astype(object)
    days.iloc[::7] = DAY
    return pd.Series(days, dtype="str") if isinstance(column.dtype, pd.StringDtype) else column
