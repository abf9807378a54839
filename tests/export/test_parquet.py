from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cstools.data import findings
from cstools.export import parquet

if TYPE_CHECKING:
    from collections.abc import Callable

    from cstools.data.context import Context
    from cstools.data.result import Result
    from cstools.data.target import Target


def test_findings_come_back_as_they_were(
    result: Result, target: Callable[..., Target], context: Context
) -> None:
    [path] = parquet.cstools_export(result, target("parquet"), context)
    assert path.name == "findings.parquet"
    pd.testing.assert_frame_equal(pd.read_parquet(path), result.findings)


def test_texts_are_dictionaries_and_the_tool_is_named(
    result: Result, target: Callable[..., Target], context: Context
) -> None:
    [path] = parquet.cstools_export(result, target("parquet"), context)
    schema = pq.read_schema(path)
    assert pa.types.is_dictionary(schema.field("rule").type)
    assert json.loads(schema.metadata[b"cstools"]) == {
        "tool": "check-visits",
        "version": "1.2.0",
        "period": 2026,
    }


def test_no_findings_keep_the_columns(
    result: Result, target: Callable[..., Target], context: Context
) -> None:
    result.findings = findings.empty()
    [path] = parquet.cstools_export(result, target("parquet"), context)
    assert tuple(pd.read_parquet(path).columns) == findings.COLUMNS


def test_tables_keep_types_and_say_what_could_not_be_read(
    wrangled: Result, target: Callable[..., Target], context: Context
) -> None:
    files = parquet.cstools_export(wrangled, target("parquet"), context)
    assert [path.name for path in files[1:]] == ["Children.parquet", "Visits_ 2025_26.parquet"]
    pd.testing.assert_frame_equal(pd.read_parquet(files[1]), wrangled.dataset["Children"])
    assert context.notes == [
        "Parquet: 1 dates in Children.DOB could not be read and are missing there."
    ]


def test_a_column_of_mixed_values_becomes_text(
    wrangled: Result, target: Callable[..., Target], context: Context
) -> None:
    wrangled.dataset.tables["Children"]["mixed"] = pd.Series([1, "two", None, 4.5], dtype=object)
    files = parquet.cstools_export(wrangled, target("parquet"), context)
    mixed = pd.read_parquet(files[1])["mixed"]
    assert mixed.tolist()[:2] == ["1", "two"]
    assert pd.isna(mixed[2])


def test_the_same_result_gives_the_same_bytes(
    result: Result, target: Callable[..., Target], context: Context
) -> None:
    [path] = parquet.cstools_export(result, target("parquet"), context)
    once = path.read_bytes()
    assert parquet.cstools_export(result, target("parquet"), context)[0].read_bytes() == once
