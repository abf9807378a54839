"""Records of an XML file through a schema: its elements are rows, what lies in them are cells.

A table with an ``element`` has a record for each element of that name. Its columns are the elements
in it that hold nothing but text, by heading or alias, namespaces and capitals aside; what a record
lacks it takes from the record it lies in, as an identifier given once for all.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from cstools.errors import InputError
from cstools.io.markup import check_pieces
from cstools.standard.recognition import claims, heading_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from cstools.standard.schema import Schema

Cells = dict[str, list[str | None]]
_DEEPEST = 40
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T00:00:00(?:\.0+)?)?Z?")


def read_records(schema: Schema, content: bytes, name: str) -> dict[str, Cells]:
    """The cells of each table that an XML file has records of, by column.

    Args:
        schema: the standard's; tables without an ``element`` are passed over.
        content: the file's bytes.
        name: what to call it in messages.

    Raises:
        InputError: it is no well-formed XML, refers to other files, or is far too deep.
    """
    check_pieces(content, name)
    tables = {table.element.upper(): table.name for table in schema.tables.values()}
    tables.pop("", None)
    records: dict[str, list[dict[str, str]]] = {}
    for record in _outermost(content, name, tables):
        for table, cells in _walk(record, tables, {}):
            records.setdefault(table, []).append(cells)
    return {table: _columns(schema, table, rows) for table, rows in records.items()}


def _outermost(content: bytes, name: str, tables: Mapping[str, str]) -> Iterator[Element]:
    """Each record that lies in no other, emptied once it was looked at."""
    depth = within = 0
    try:
        for event, element in iterparse(
            io.BytesIO(content), events=("start", "end"), forbid_dtd=True
        ):
            is_record = _tag(element) in tables
            if event == "start":
                depth, within = depth + 1, within + is_record
                if depth > _DEEPEST:
                    raise _unsafe(name, "has elements within elements far deeper than a return")
                continue
            depth, within = depth - 1, within - is_record
            if is_record and not within:
                yield element
                element.clear()
    except DefusedXmlException as error:
        raise _unsafe(name, "has a document type or refers to outside files") from error
    except ParseError as error:
        line, _ = error.position
        raise InputError(
            f"{name} is not well-formed XML: it breaks at line {line}.",
            "It may be cut off or edited by hand. Export it again and check it was copied whole.",
        ) from None
    except (ValueError, LookupError):
        raise InputError(
            f"{name} cannot be read as XML: its encoding is unknown or not as it declares.",
            "Export it again as UTF-8.",
        ) from None


def _unsafe(name: str, problem: str) -> InputError:
    return InputError(
        f"{name} {problem}; it is not read.",
        "A return needs none of that: export it again from the system it came from.",
    )


def _walk(
    record: Element, tables: Mapping[str, str], outer: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """A record and those in it, in the order of the file."""
    nested: list[Element] = []
    cells = {**outer, **dict(_leaves(record, tables, nested))}
    yield tables[_tag(record)], cells
    for inner in nested:
        yield from _walk(inner, tables, cells)


def _leaves(
    element: Element, tables: Mapping[str, str], nested: list[Element]
) -> Iterator[tuple[str, str]]:
    """The texts of a record by heading; records that lie in it are put aside."""
    for inner in element:
        if _tag(inner) in tables:
            nested.append(inner)
        elif len(inner):
            yield from _leaves(inner, tables, nested)
        elif inner.text and inner.text.strip():
            yield heading_key(_tag(inner)), inner.text.strip()


def _columns(schema: Schema, table: str, rows: list[dict[str, str]]) -> Cells:
    described = schema.tables[table]
    keys = dict.fromkeys(key for cells in rows for key in cells)
    key_of = claims(described, keys, derived=True)
    columns: Cells = {column: [cells.get(key) for cells in rows] for column, key in key_of.items()}
    for column in set(described.dates) & set(columns):
        columns[column] = [_as_typed(cell) for cell in columns[column]]
    return columns


def _as_typed(cell: str | None) -> str | None:
    """A day as a person types it, where XML writes it year first."""
    return None if cell is None else _ISO.sub(r"\3/\2/\1", cell)


def _tag(element: Any) -> str:
    name: str = element.tag
    return name.rpartition("}")[2].upper()
