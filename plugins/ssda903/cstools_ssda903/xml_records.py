"""The XML form of the return: which element holds which column, gathered while a file is parsed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.handler import ContentHandler

from cstools.standard import read_schema

if TYPE_CHECKING:
    from cstools.standard import Schema

# Elements that make a record of their own, and the table it belongs to.
GROUPS = {
    "EPISODE": "Episodes",
    "AREVIEW": "Reviews",
    "AMISSING": "Missing",
    "OC2": "OC2",
    "PERMANENCE": "PrevPerm",
    "AD_PLACED": "PlacedAdoption",
}
# Tables whose one record a child stands as plain elements among those of the child.
PLAIN = ("Header", "UASC", "OC3", "AD1")
# The form has no place for these.
CSV_ONLY = ("SWEpisodes", "DoLo")
# Columns of the child that a record of a group takes over unless it has its own.
INHERITED = ("CHILD", "SEX", "DOB")
ELEMENTS = {"CHILD": "CHILDID", "PLACE": "PL"}
_HEADINGS = {"CHILDID": "CHILD", "PL": "PLACE", "UASC_STATUS": "UASC"}
# A return nests five elements; some exports put an envelope around it.
_DEEPEST = 50


class TooDeepError(Exception):
    """Elements lie in one another deeper than those of a return."""


@cache
def schema() -> Schema:
    """Give the SSDA903 schema."""
    return read_schema(Path(__file__).with_name("schema.toml"))


@cache
def headings(table: str) -> tuple[str, ...]:
    """List the columns the form has for a table, the UASC marker of Header included."""
    return (*schema().tables[table].headings, *(("UASC",) if table == "Header" else ()))


@cache
def own(table: str) -> tuple[str, ...]:
    """List the columns of a table that it does not take over from the child."""
    return tuple(heading for heading in headings(table) if heading not in INHERITED)


@dataclass
class _Child:
    """The elements of one CHILD: plain ones by heading, and the records of groups by table."""

    plain: dict[str, str] = field(default_factory=dict)
    groups: list[tuple[str, dict[str, str]]] = field(default_factory=list)


class Records(ContentHandler):
    """Gathers the cells of every table, column by column, as the parser meets them.

    Attributes:
        children: number of CHILD elements met.
        cells: for each table and heading the cells as text, blank ones empty.
        unknown: names of the elements that belong to no table.
    """

    def __init__(self) -> None:
        super().__init__()
        self.children = 0
        self.unknown: set[str] = set()
        self.cells: dict[str, dict[str, list[str]]] = {
            table: {heading: [] for heading in headings(table)}
            for table in schema().tables
            if table not in CSV_ONLY
        }
        self._fields = {table: {*headings(table), *INHERITED} for table in GROUPS.values()}
        self._fields[""] = {heading for table in PLAIN for heading in headings(table)}
        self._child: _Child | None = None
        self._depth = self._nesting = 0
        self._table = ""
        self._group: dict[str, str] = {}
        self._text: list[str] = []
        self._leaf = False
        # A return repeats its codes and dates; keeping one copy of each halves the memory.
        self._same: dict[str, str] = {}

    def startElement(self, name: str, _attributes: object) -> None:  # noqa: N802
        """Begin an element."""
        self._nesting += 1
        if self._nesting > _DEEPEST:
            raise TooDeepError
        self._leaf = True
        self._text = []
        if self._child is not None:
            self._depth += 1
            if not self._table and (tag := _local(name)) in GROUPS:
                self._table, self._group = GROUPS[tag], {}
        elif _local(name) == "CHILD":
            self._child, self._depth = _Child(), 0

    def characters(self, content: str) -> None:
        """Take in a piece of text."""
        self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        """End an element: a cell, a record of a group, or a child."""
        self._nesting -= 1
        child = self._child
        if child is None:
            return
        tag = _local(name)
        if self._depth == 0:
            self._keep(child)
            self._child = None
        elif tag in GROUPS and GROUPS[tag] == self._table:
            child.groups.append((self._table, self._group))
            self._table = ""
        elif self._leaf and tag != "HEADER":
            self._cell(tag, child)
        self._depth -= 1
        self._leaf = False

    def _cell(self, tag: str, child: _Child) -> None:
        heading = _HEADINGS.get(tag, tag)
        cells = self._group if self._table else child.plain
        if heading not in self._fields[self._table]:
            self.unknown.add(tag)
        elif not cells.get(heading):
            text = "".join(self._text).strip()
            cells[heading] = self._same.setdefault(text, text)

    def _keep(self, child: _Child) -> None:
        self.children += 1
        plain = child.plain
        self._add("Header", plain)
        # A date the status ended counts even without the marker: rules look for just that.
        if plain.get("UASC") == "1" or plain.get("DUC"):
            self._add("UASC", plain)
        for table in ("OC3", "AD1"):
            if any(plain.get(heading) for heading in own(table)):
                self._add(table, plain)
        inherited = {heading: plain.get(heading, "") for heading in INHERITED}
        for table, group in child.groups:
            self._add(table, {**inherited, **group})

    def _add(self, table: str, record: dict[str, str]) -> None:
        for heading, cells in self.cells[table].items():
            cells.append(record.get(heading, ""))


def _local(name: str) -> str:
    """Leave off the prefix of a namespace."""
    return name.rpartition(":")[2] if ":" in name else name
