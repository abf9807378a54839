"""What a data standard is made of: its schema, its readers, its generator of made-up data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.data.period import Period, Span
    from cstools.io.delimited import find_heading, read_delimited
    from cstools.io.files import Content, gather, short_names
    from cstools.io.grid import Grid, Merged, read_grids
    from cstools.io.markup import check_pieces
    from cstools.io.workbook import read_sheets
    from cstools.standard.chance import Chance, Weighted
    from cstools.standard.events import clear_period, dates_of, event_columns
    from cstools.standard.period import (
        CollectionYear,
        Many,
        PeriodKind,
        SnapshotDate,
        SpanOfDays,
    )
    from cstools.standard.reader import Reader
    from cstools.standard.recognition import Recognition
    from cstools.standard.remarks import Remarks
    from cstools.standard.schema import Schema, read_schema
    from cstools.standard.shape import NO_DATE, Shaped, read_date
    from cstools.standard.standard import Planted, Sample, Standard
    from cstools.standard.table import Code, CodeList, Column, Table, Years
    from cstools.standard.table_standard import TableStandard

__all__ = [
    "NO_DATE",
    "Chance",
    "Code",
    "CodeList",
    "CollectionYear",
    "Column",
    "Content",
    "Grid",
    "Many",
    "Merged",
    "Period",
    "PeriodKind",
    "Planted",
    "Reader",
    "Recognition",
    "Remarks",
    "Sample",
    "Schema",
    "Shaped",
    "SnapshotDate",
    "Span",
    "SpanOfDays",
    "Standard",
    "Table",
    "TableStandard",
    "Weighted",
    "Years",
    "check_pieces",
    "clear_period",
    "dates_of",
    "event_columns",
    "find_heading",
    "gather",
    "read_date",
    "read_delimited",
    "read_grids",
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
        "cstools.io.grid": (
            "Grid",
            "Merged",
            "read_grids",
        ),
        "cstools.standard.chance": (
            "Chance",
            "Weighted",
        ),
        "cstools.standard.events": (
            "clear_period",
            "dates_of",
            "event_columns",
        ),
        "cstools.standard.reader": ("Reader",),
        "cstools.standard.recognition": ("Recognition",),
        "cstools.standard.remarks": ("Remarks",),
        "cstools.standard.shape": (
            "NO_DATE",
            "Shaped",
            "read_date",
        ),
        "cstools.standard.table_standard": ("TableStandard",),
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
