"""Read and write the XML form of the return.

A file is read in one pass and never held as a tree, so a large return needs little more memory than
its tables. Document types, entities and references to other files are refused.
"""

from __future__ import annotations

import html
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.sax import SAXException, SAXParseException

import pandas as pd
from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.sax import make_parser

from cstools import InputError
from cstools.standard import check_pieces
from cstools_ssda903.xml_records import (
    CSV_ONLY,
    ELEMENTS,
    GROUPS,
    INHERITED,
    PLAIN,
    Records,
    TooDeepError,
    headings,
    own,
    schema,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    Record = dict[str, str]
    ByChild = dict[str, list[Record]]

_ISO = r"^(\d{4})-(\d\d)-(\d\d)(?:T00:00:00(?:\.0+)?Z?)?$"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMED = 8
_LONGEST_NAME = 40
# The order in which exports give the parts of a HEADER.
_FIRST = ("CHILD", "UPN", "SEX", "DOB", "ETHNIC", "UASC", "DUC", *own("OC3"), *own("AD1"))
_MOTHER = ("MOTHER", "MC_DOB")


class XmlReturn(NamedTuple):
    """What an XML return holds.

    Attributes:
        tables: the ten tables of the form by name, text as it stands with dates as dd/mm/yyyy and
            blanks missing; ``row`` numbers the records of each table from 2 in document order.
        notes: what was not understood, one sentence each.
    """

    tables: dict[str, pd.DataFrame]
    notes: list[str]


def read_xml(source: Path | bytes, name: str | None = None) -> XmlReturn:
    """Read an XML return.

    Args:
        source: the file or its content.
        name: what to call it in messages; by default the file's name.

    Raises:
        InputError: it cannot be read, is no well-formed XML, holds a document type, entities or
            references, or holds no child.
    """
    called = name or (source.name if isinstance(source, Path) else "The XML return")
    records = Records()
    content = source if isinstance(source, bytes) else _content(source)
    check_pieces(content, called)
    _parse(BytesIO(content), records, called)
    if not records.children:
        raise InputError(
            f"{called} holds no child: it is not an SSDA903 return.",
            "Expected a root element with one CHILD element for each child, in capitals.",
        )
    tables = {table: _table(table, columns) for table, columns in records.cells.items()}
    return XmlReturn(tables, _notes(records.unknown, called))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InputError(f"{path} cannot be read: {reason}.", "Check the path.") from None


def write_xml(tables: Mapping[str, pd.DataFrame], path: Path) -> None:
    """Write a return in the XML form.

    Records are put under their child, children in the order of Header, then those that Header
    lacks. The form has no place for SWEpisodes, DoLo, a second UASC, OC3 or AD1 record of a child,
    or a date of birth or sex of one of these that differs from Header's; they are left out.

    Args:
        tables: by name; dates as ``datetime64`` or as text.
        path: the file to write.
    """
    by_child = {
        name: _by_child(name, table) for name, table in tables.items() if name not in CSV_ONLY
    }
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<EXPSSDA903>\n')
        file.writelines(_children(by_child))
        file.write("</EXPSSDA903>\n")


def _parse(file: BinaryIO, records: Records, called: str) -> None:
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(records)
    try:
        parser.parse(file)
    except DefusedXmlException as error:
        danger = "a document type (DTD)" if isinstance(error, DTDForbidden) else "outside files"
        raise InputError(
            f"{called} refers to {danger}; files that do can be made to harm, so it is not read.",
            "A return needs none of that: export it again from the system it came from.",
        ) from None
    except TooDeepError:
        raise InputError(
            f"{called} has elements within elements far deeper than a return has.",
            "Do not use it. If it is yours, export it again from the system it came from.",
        ) from None
    except SAXParseException as error:
        raise InputError(
            f"{called} is not well-formed XML: it breaks at line {error.getLineNumber()}.",
            "It may be cut off or edited by hand. Export it again and check it was copied whole.",
        ) from None
    except (SAXException, ValueError, LookupError):
        raise InputError(
            f"{called} cannot be read as XML: its encoding is unknown or not as it declares.",
            "Export it again as UTF-8.",
        ) from None


def _table(name: str, columns: dict[str, list[str]]) -> pd.DataFrame:
    frame = pd.DataFrame({heading: _column(cells) for heading, cells in columns.items()})
    for heading in {*schema().tables[name].dates, "DATE_PERM"} & set(frame.columns):
        frame[heading] = frame[heading].str.replace(_ISO, r"\3/\2/\1", regex=True)
    return frame.assign(row=range(2, len(frame) + 2))


def _column(cells: list[str]) -> pd.Series:
    column = pd.Series(cells, dtype="str")
    return column.where(column.ne(""))


def _notes(unknown: set[str], called: str) -> list[str]:
    if not unknown:
        return []
    names = sorted(tag[:_LONGEST_NAME] for tag in unknown)
    more = len(names) - _NAMED
    elements = ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    return [f"{called} has elements the return does not know: {elements}. They were left out."]


def _by_child(name: str, table: pd.DataFrame) -> ByChild:
    columns = {heading: _texts(table[heading]) for heading in headings(name) if heading in table}
    records: ByChild = {}
    for cells in zip(*columns.values(), strict=True):
        record = dict(zip(columns, cells, strict=True))
        records.setdefault(record.get("CHILD", ""), []).append(record)
    return records


def _texts(column: pd.Series) -> list[str]:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        column = column.dt.strftime("%d/%m/%Y")
    return ["" if pd.isna(cell) else str(cell) for cell in column.astype(object)]


def _children(by_child: dict[str, ByChild]) -> Iterator[str]:
    for child in dict.fromkeys(
        child for name in schema().tables for child in by_child.get(name, ())
    ):
        records = {name: table[child] for name, table in by_child.items() if child in table}
        first, *again = records.get("Header", [{"CHILD": child}])
        yield _child(_marked(_plain(records, first), by_child, "UASC" in records), records)
        for header in again:
            yield _child(header, {})


def _plain(records: Mapping[str, list[Record]], header: Record) -> Record:
    """The plain elements of a child; what Header says of it counts before the other tables."""
    plain: Record = {}
    for name in reversed(PLAIN[1:]):
        plain.update(records[name][0] if name in records else {})
    return {**plain, **header}


def _marked(plain: Record, by_child: Mapping[str, ByChild], member: bool) -> Record:
    if "UASC" in plain or "UASC" not in by_child:
        return plain
    return {**plain, "UASC": "1" if member else "0"}


def _child(plain: Record, records: Mapping[str, list[Record]]) -> str:
    groups = {tag: "".join(_groups(tag, plain, records.get(GROUPS[tag], ()))) for tag in GROUPS}
    episodes = groups.pop("EPISODE")
    header = (
        f"{_elements(plain, _FIRST)}{groups.pop('AMISSING')}{groups.pop('AREVIEW')}"
        f"{_elements(plain, _MOTHER)}{''.join(groups.values())}"
    )
    return f"<CHILD><HEADER>{header}</HEADER>{episodes}</CHILD>\n"


def _groups(tag: str, plain: Record, records: Iterable[Record]) -> Iterator[str]:
    name = GROUPS[tag]
    for record in records:
        differing = [
            _element(heading, record[heading])
            for heading in INHERITED
            if heading in record and record[heading] != plain.get(heading, "")
        ]
        yield f"<{tag}>{''.join(differing)}{_elements(record, own(name))}</{tag}>"


def _elements(record: Record, names: Iterable[str]) -> str:
    return "".join(_element(heading, record[heading]) for heading in names if record.get(heading))


def _element(heading: str, text: str) -> str:
    tag = ELEMENTS.get(heading, heading)
    return f"<{tag}>{html.escape(_NOT_XML.sub('', text), quote=False)}</{tag}>"
