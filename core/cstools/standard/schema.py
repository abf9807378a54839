"""The schema of a data standard, written as data: tables, columns and code lists by year.

A package that defines a standard carries a ``schema.toml``; it is read here without importing the
package, so that ``cstools info`` can show it. The form::

    [standard]
    name = "ssda903"
    title = "..."
    first_year = 2023
    last_year = 2027

    [codes.SEX]                       # a code list
    title = "Sex"
    [codes.SEX.values]
    1 = { means = "male", until = 2024 }
    M = { means = "male", since = 2025 }

    [tables.Header]
    title = "Child details"
    [tables.Header.columns]
    CHILD = { title = "Child identifier" }
    SEX = { title = "Sex", codes = "SEX" }
    DOB = { title = "Date of birth", type = "date" }
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from cstools.errors import ToolError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

ColumnType = Literal["text", "date", "number"]
# What a column is to everything that knows nothing of the standard: the core, pages, rules.
Role = Literal["child", "birth date", "sex", "team", "worker", "area", "event date", ""]


@dataclass(frozen=True)
class Years:
    """The collection years in which something holds; None means no bound."""

    since: int | None = None
    until: int | None = None

    def __contains__(self, year: object) -> bool:
        if not isinstance(year, int):
            return False
        return (self.since is None or year >= self.since) and (
            self.until is None or year <= self.until
        )

    def __str__(self) -> str:
        if self.since is None and self.until is None:
            return "all years"
        if self.since == self.until:
            return str(self.since)
        if self.until is None:
            return f"from {self.since}"
        if self.since is None:
            return f"to {self.until}"
        return f"{self.since} to {self.until}"


@dataclass(frozen=True)
class Code:
    """One allowed value of a code list."""

    value: str
    means: str
    years: Years


@dataclass(frozen=True)
class CodeList:
    """The allowed values of a column, by year."""

    name: str
    title: str
    codes: tuple[Code, ...]

    def values(self, year: int) -> tuple[str, ...]:
        """The values allowed in a collection year, in the order of the schema."""
        return tuple(code.value for code in self.codes if year in code.years)


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: the heading.
        title: what it holds.
        type: ``text``, ``date`` or ``number``; numbers travel as text until a tool reads them.
        codes: name of its code list, or None.
        years: the collection years whose files carry it.
        derived: True when it is worked out on loading and not part of the files.
        aliases: other headings it is known by; used when the true one is absent.
        role: what it is to everything that knows nothing of the standard, such as ``child`` for
            the identifier of the child; or an empty text.
    """

    name: str
    title: str
    type: ColumnType = "text"
    codes: str | None = None
    years: Years = Years()
    derived: bool = False
    aliases: tuple[str, ...] = ()
    role: Role = ""


@dataclass(frozen=True)
class Table:
    """One table of the standard."""

    name: str
    title: str
    columns: tuple[Column, ...]
    years: Years = Years()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings its files carry, in the official order."""
        return tuple(column.name for column in self.columns if not column.derived)

    def with_role(self, role: Role) -> tuple[str, ...]:
        """The columns that have a role, in their order."""
        return tuple(column.name for column in self.columns if column.role == role)

    @property
    def child(self) -> str | None:
        """The column that identifies the child, or None where the table is about none."""
        return next(iter(self.with_role("child")), None)

    @property
    def dates(self) -> tuple[str, ...]:
        """The date columns."""
        return tuple(column.name for column in self.columns if column.type == "date")


@dataclass(frozen=True)
class Schema:
    """A data standard's tables and code lists.

    Attributes:
        name: the standard's name.
        title: what a reader calls it.
        first_year: first collection year that has rules and code lists here.
        last_year: last one.
        tables: by name, in the official order.
        codes: code lists by name.
    """

    name: str
    title: str
    first_year: int
    last_year: int
    tables: dict[str, Table]
    codes: dict[str, CodeList]

    @property
    def years(self) -> range:
        """The collection years known."""
        return range(self.first_year, self.last_year + 1)

    @property
    def sample_year(self) -> int:
        """The collection year samples are of when none is named: the last but one known."""
        return max(self.first_year, self.last_year - 1)

    def allowed(self, table: str, column: str, year: int) -> tuple[str, ...]:
        """The codes a column may hold in a collection year.

        Years outside `years` read as the nearest year known.

        Raises:
            UsageError: the table, column or its code list is not in the schema.
        """
        for one in self.tables[table].columns if table in self.tables else ():
            if one.name == column and one.codes:
                return self.codes[one.codes].values(self.nearest(year))
        raise UsageError(f"The schema {self.name} has no code list for {table}.{column}.")

    def nearest(self, year: int) -> int:
        """The known collection year closest to `year`."""
        return min(max(year, self.first_year), self.last_year)


@cache
def read_schema(path: Path) -> Schema:
    """Read a ``schema.toml``.

    Raises:
        ToolError: the file is lacking or is not a schema; says where.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ToolError(f"The schema {path} does not exist.", "Reinstall the package.") from None
    except tomllib.TOMLDecodeError as error:
        raise ToolError(f"The schema {path} is not valid TOML: {error}.") from None
    try:
        return _schema(raw)
    except (KeyError, TypeError, AttributeError) as error:
        raise ToolError(f"The schema {path} lacks or misuses the key {error}.") from None


def _schema(raw: dict[str, Any]) -> Schema:
    head = raw["standard"]
    codes = {name: _code_list(name, body) for name, body in raw.get("codes", {}).items()}
    tables = {name: _table(name, body) for name, body in raw["tables"].items()}
    for table in tables.values():
        for column in table.columns:
            if column.codes is not None and column.codes not in codes:
                raise KeyError(f"codes.{column.codes}")
    return Schema(head["name"], head["title"], head["first_year"], head["last_year"], tables, codes)


def _code_list(name: str, body: dict[str, Any]) -> CodeList:
    codes = []
    for value, entry in body["values"].items():
        about = {"means": entry} if isinstance(entry, str) else entry
        codes.append(Code(value, about["means"], _years(about)))
    return CodeList(name, body["title"], tuple(codes))


def _table(name: str, body: dict[str, Any]) -> Table:
    columns = tuple(
        Column(
            heading,
            entry["title"],
            entry.get("type", "text"),
            entry.get("codes"),
            _years(entry),
            entry.get("derived", False),
            tuple(entry.get("aliases", ())),
            entry.get("role", ""),
        )
        for heading, entry in body["columns"].items()
    )
    return Table(name, body["title"], columns, _years(body))


def _years(entry: dict[str, Any]) -> Years:
    return Years(entry.get("since"), entry.get("until"))
