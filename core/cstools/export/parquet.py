"""The format ``parquet``: findings, figures and tables with their types, for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cstools.data.period import plain
from cstools.export._unread import missing_cells
from cstools.hookspecs import hookimpl
from cstools.io.names import file_names

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target


@hookimpl
def cstools_export(result: Result, target: Target, context: Context) -> list[Path]:
    """Write ``findings.parquet`` and what goes with it.

    That is ``figures.parquet`` if there are figures, a file for each listing, and the tables of a
    wrangling tool in ``tables/``.

    The tables keep the column ``row`` and have dates as timestamps; a note tells of dates that
    could not be read. The files' metadata has a key ``cstools`` with the tool, its version and the
    period as JSON.
    """
    about = _about(result)
    files = [_write(result.findings, target.folder / "findings.parquet", about)]
    if len(result.figures):
        files.append(_write(result.figures, target.folder / "figures.parquet", about))
    for listing in result.listings:
        path = target.folder / f"{listing.name}.parquet"
        files.append(_write(_uniform(listing.table), path, about))
    if "tables" not in result.tool.produces:
        return files
    for table, name in zip(result.dataset, file_names(result.dataset), strict=True):
        path = target.folder / "tables" / f"{name}.parquet"
        files.append(_write(_uniform(result.dataset[table]), path, about))
    context.notes += missing_cells(result.dataset, "Parquet")
    return files


def _about(result: Result) -> bytes:
    period = plain(result.dataset.period)
    about = {"tool": result.tool.name, "version": result.version, "period": period}
    return json.dumps(about).encode()


def _write(frame: pd.DataFrame, path: Path, about: bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    # The metadata pandas adds stays: it brings the same dtypes back when read.
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), b"cstools": about})
    pq.write_table(table, path)
    return path


def _uniform(table: pd.DataFrame) -> pd.DataFrame:
    """Turn columns of mixed values into text: a Parquet column has one type."""
    whole = table.copy()
    whole.columns = [str(heading) for heading in table.columns]
    for number, dtype in enumerate(table.dtypes):
        if pd.api.types.is_object_dtype(dtype):
            whole.isetitem(number, table.iloc[:, number].astype("str").array)
    return whole
