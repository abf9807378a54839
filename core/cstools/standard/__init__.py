"""What a data standard is made of: its schema, its readers, its generator of made-up data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.data.period import Period, Span
    from cstools.io.delimited import find_heading, read_delimited
    from cstools.io.files import Content, gather, short_names
    from cstools.io.markup import check_pieces
    from cstools.io.workbook import read_sheets
    from cstools.standard.period import (
        CollectionYear,
        Many,
        PeriodKind,
        SnapshotDate,
        SpanOfDays,
    )
    from cstools.standard.schema import Schema, read_schema
    from cstools.standard.standard import Planted, Sample, Standard
    from cstools.standard.table import Code, CodeList, Column, Table, Years

__all__ = [
    "Code",
    "CodeList",
    "CollectionYear",
    "Column",
    "Content",
    "Many",
    "Period",
    "PeriodKind",
    "Planted",
    "Sample",
    "Schema",
    "SnapshotDate",
    "Span",
    "SpanOfDays",
    "Standard",
    "Table",
    "Years",
    "check_pieces",
    "find_heading",
    "gather",
    "read_delimited",
    "read_schema",
    "read_sheets",
    "short_names",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "cstools.data.period": (
            "Period",
            "Span",
        ),
        "cstools.io.delimited": (
            "find_heading",
            "read_delimited",
        ),
        "cstools.io.files": (
            "Content",
            "gather",
            "short_names",
        ),
        "cstools.io.markup": ("check_pieces",),
        "cstools.io.workbook": ("read_sheets",),
        "cstools.standard.period": (
            "CollectionYear",
            "Many",
            "PeriodKind",
            "SnapshotDate",
            "SpanOfDays",
        ),
        "cstools.standard.schema": (
            "Schema",
            "read_schema",
        ),
        "cstools.standard.standard": (
            "Planted",
            "Sample",
            "Standard",
        ),
        "cstools.standard.table": (
            "Code",
            "CodeList",
            "Column",
            "Table",
            "Years",
        ),
    },
)
