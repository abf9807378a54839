"""The schema of a data standard, written as data: tables, columns and code lists by period.

A package that defines a standard carries a ``schema.toml``; it is read here without importing the
package, so that ``cstools info`` can show it. The form::

    [standard]
    name = "visits"
    title = "..."
    period = "collection year"
    year_ends = "31 March"
    first_year = 2023
    last_year = 2027

    [codes.SEX]                       # a code list
    title = "Sex"
    [codes.SEX.values]
    1 = { means = "male", until = 2024 }
    M = { means = "male", since = 2025 }

    [tables.Visits]
    title = "Visits"
    [tables.Visits.columns]
    CHILD = { title = "Child identifier", role = "child" }
    SEX = { title = "Sex", codes = "SEX" }
    VISIT = { title = "Day of the visit", type = "date", role = "event date" }
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from cstools.errors import ToolError, UsageError
from cstools.standard.period import CollectionYear, PeriodKind, kind_of
from cstools.standard.table import (
    ROLES,
    TYPES,
    Code,
    CodeList,
    Column,
    ColumnType,
    Role,
    Table,
    Years,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.data.period import Period

__all__ = [
    "Code",
    "CodeList",
    "Column",
    "ColumnType",
    "Role",
    "Schema",
    "Table",
    "Years",
    "read_schema",
]


@dataclass(frozen=True)
class Schema:
    """A data standard's tables and code lists.

    Attributes:
        name: the standard's name.
        title: what a reader calls it.
        first_year: first collection year that has rules and code lists here; None where the
            standard has no years, or names none.
        last_year: last one.
        tables: by name, in the official order.
        codes: code lists by name.
        period: what its data are of: a collection year, a snapshot date, a span, many or nothing.
        sample_period: what samples are of when nothing else is asked for; None where data have no
            period.
    """

    name: str
    title: str
    first_year: int | None
    last_year: int | None
    tables: dict[str, Table]
    codes: dict[str, CodeList]
    period: PeriodKind = field(default_factory=CollectionYear)
    sample_period: Period | None = None

    @property
    def years(self) -> range:
        """The collection years known; none where the standard has or names none."""
        if self.first_year is None or self.last_year is None:
            return range(0)
        return range(self.first_year, self.last_year + 1)

    @property
    def sample_year(self) -> int:
        """The collection year samples are of when none is named.

        Raises:
            UsageError: the standard has no collection years.
        """
        if not isinstance(self.sample_period, int):
            raise UsageError(
                f"The standard {self.name} has no collection years.", "Ask for sample_period."
            )
        return self.sample_period

    @property
    def known(self) -> str:
        """The periods that have code lists here, in words; empty where nothing bounds them."""
        return f"{self.first_year} to {self.last_year}" if self.years else ""

    def allowed(self, table: str, column: str, period: Period | None = None) -> tuple[str, ...]:
        """The codes a column may hold in a period; without one, those of any.

        Collection years outside `years` read as the nearest year known.

        Raises:
            UsageError: the table, column or its code list is not in the schema.
        """
        for candidate in self.tables[table].columns if table in self.tables else ():
            if candidate.name == column and candidate.codes:
                near = self.nearest(period) if isinstance(period, int) else period
                return self.codes[candidate.codes].values(near)
        raise UsageError(f"The schema {self.name} has no code list for {table}.{column}.")

    def nearest(self, year: int) -> int:
        """The known collection year closest to `year`; `year` itself where none is known."""
        return min(max(year, self.years[0]), self.years[-1]) if self.years else year

    def child_of(self, table: str) -> str | None:
        """The column of a table that identifies the child; None where there is none."""
        return self.tables[table].child if table in self.tables else None


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
    except (ValueError, UsageError) as error:
        raise ToolError(f"The schema {path}: {error}.", "See the page 'Schema'.") from None


def _schema(raw: dict[str, Any]) -> Schema:
    head = raw["standard"]
    kind = kind_of(head)
    by_year = isinstance(kind, CollectionYear)
    first, last = (head.get(key) if by_year else None for key in ("first_year", "last_year"))
    if (first is None) != (last is None):
        raise KeyError("first_year" if first is None else "last_year")
    bound = int if by_year else dt.date
    codes = {n: _code_list(n, body, bound) for n, body in raw.get("codes", {}).items()}
    tables = {name: _table(name, body, bound) for name, body in raw["tables"].items()}
    for table in tables.values():
        for column in table.columns:
            if column.codes is not None and column.codes not in codes:
                raise KeyError(f"codes.{column.codes}")
    sample = _sample_period(head, kind)
    return Schema(head["name"], head["title"], first, last, tables, codes, kind, sample)


def _sample_period(head: dict[str, Any], kind: PeriodKind) -> Period | None:
    if "sample_period" in head:
        return kind.parse(head["sample_period"])
    if isinstance(kind, CollectionYear) and "first_year" in head:
        # The last but one: the last known year is often not yet the one in use.
        return max(int(head["first_year"]), int(head["last_year"]) - 1)
    return kind.sample_period


def _code_list(name: str, body: dict[str, Any], bound: type) -> CodeList:
    codes = []
    for value, entry in body["values"].items():
        about = {"means": entry} if isinstance(entry, str) else entry
        codes.append(Code(value, about["means"], _years(about, f"codes.{name}.{value}", bound)))
    return CodeList(name, body["title"], tuple(codes))


def _table(name: str, body: dict[str, Any], bound: type) -> Table:
    columns = tuple(
        _column(heading, entry, f"{name}.{heading}", bound)
        for heading, entry in body["columns"].items()
    )
    return Table(
        name,
        body["title"],
        columns,
        _years(body, name, bound),
        body.get("element", ""),
        _patterns(name, [body.get("sheet", "")])[0],
        body.get("essential", False),
    )


def _column(heading: str, entry: dict[str, Any], place: str, bound: type) -> Column:
    return Column(
        heading,
        entry["title"],
        _among(TYPES, entry.get("type", "text"), f"type of {place}"),
        entry.get("codes"),
        _years(entry, place, bound),
        entry.get("derived", False),
        tuple(entry.get("aliases", ())),
        _among(ROLES, entry.get("role", ""), f"role of {place}"),
        _patterns(place, entry.get("patterns", ())),
    )


def _among(known: tuple[str, ...], word: Any, place: str) -> Any:
    if word not in known:
        raise ValueError(f"the {place} has to be one of {', '.join(filter(None, known))}")
    return word


def _patterns(place: str, patterns: Any) -> tuple[str, ...]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error:
            raise ValueError(f"a pattern of {place} is no regular expression") from None
    return tuple(patterns)


def _years(entry: dict[str, Any], place: str, bound: type) -> Years:
    years = Years(entry.get("since"), entry.get("until"))
    for value in (years.since, years.until):
        if value is not None and type(value) is not bound:
            words = "a collection year" if bound is int else "a day such as 2025-04-01"
            raise ValueError(f"since and until of {place} have to be {words}")
    return years
