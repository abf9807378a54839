"""What a data standard is made of: its schema, its readers, its generator of made-up data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.lazy import attach

if TYPE_CHECKING:
    from cstools.io.delimited import find_heading, read_delimited
    from cstools.io.files import Content, gather, short_names
    from cstools.io.markup import check_pieces
    from cstools.io.workbook import read_sheets
    from cstools.standard.schema import Code, CodeList, Column, Schema, Table, Years, read_schema
    from cstools.standard.standard import Planted, Sample, Standard

__all__ = [
    "Code",
    "CodeList",
    "Column",
    "Content",
    "Planted",
    "Sample",
    "Schema",
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
        "cstools.standard.schema": (
            "Code",
            "CodeList",
            "Column",
            "Schema",
            "Table",
            "Years",
            "read_schema",
        ),
        "cstools.standard.standard": (
            "Planted",
            "Sample",
            "Standard",
        ),
    },
)
