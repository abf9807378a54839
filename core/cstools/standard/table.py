"""What a schema is made of: tables, columns, code lists, and when each holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from cstools.data.period import Span, in_words

if TYPE_CHECKING:
    from cstools.data.period import Period

ColumnType = Literal["text", "date", "number"]
# What a column is to everything that knows nothing of the standard: the core, pages, rules.
Role = Literal["child", "birth date", "sex", "team", "worker", "area", "event date", ""]
TYPES: tuple[str, ...] = get_args(ColumnType)
ROLES: tuple[str, ...] = get_args(Role)


@dataclass(frozen=True)
class Years:
    """The periods in which something holds; None means no bound.

    Attributes:
        since: the first collection year, or the first day where the standard has no years.
        until: the last one.
    """

    since: int | dt.date | None = None
    until: int | dt.date | None = None

    def __contains__(self, period: object) -> bool:
        first, last = (period.first, period.last) if isinstance(period, Span) else (period, period)
        return _ordered(self.since, last) and _ordered(first, self.until)

    def __str__(self) -> str:
        if self.since is None and self.until is None:
            return "all years"
        since, until = ("" if end is None else in_words(end) for end in (self.since, self.until))
        if since == until:
            return since
        if not until:
            return f"from {since}"
        return f"{since} to {until}" if since else f"to {until}"


def _ordered(first: object, last: object) -> bool:
    """Whether a bound and a period are in order; what cannot be compared is not."""
    if isinstance(first, int | None) and isinstance(last, int | None):
        return first is None or last is None or first <= last
    if isinstance(first, dt.date | None) and isinstance(last, dt.date | None):
        return first is None or last is None or first <= last
    return False


@dataclass(frozen=True)
class Code:
    """One allowed value of a code list."""

    value: str
    means: str
    years: Years


@dataclass(frozen=True)
class CodeList:
    """The allowed values of a column, by period."""

    name: str
    title: str
    codes: tuple[Code, ...]

    def values(self, period: Period | None = None) -> tuple[str, ...]:
        """The values allowed in a period, in the order of the schema; in any without one."""
        return tuple(code.value for code in self.codes if period is None or period in code.years)


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: the heading.
        title: what it holds.
        type: ``text``, ``date`` or ``number``.
        codes: name of its code list, or None.
        years: the periods whose files carry it.
        derived: True when it is worked out on loading and not part of the files.
        aliases: other headings it is known by; used when the true one is absent.
        role: what it is to everything that knows nothing of the standard, such as ``child`` for
            the identifier of the child; or an empty text.
        patterns: regular expressions of whole headings it is known by, capitals or not; used when
            neither the true one nor an alias is there.
    """

    name: str
    title: str
    type: ColumnType = "text"
    codes: str | None = None
    years: Years = Years()
    derived: bool = False
    aliases: tuple[str, ...] = ()
    role: Role = ""
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table of the standard.

    Attributes:
        name: what datasets call it.
        title: what a record is.
        columns: in the official order.
        years: the periods it belongs to.
        element: the XML element that is a record; empty where the form has none.
        sheet: a regular expression of whole names of sheets it stands on; empty for any.
        essential: whether data in which it has no record are worth nothing.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    years: Years = Years()
    element: str = ""
    sheet: str = ""
    essential: bool = False

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
    def birth_date(self) -> str | None:
        """The column of the child's date of birth, or None."""
        return next(iter(self.with_role("birth date")), None)

    @property
    def dates(self) -> tuple[str, ...]:
        """The date columns."""
        return tuple(column.name for column in self.columns if column.type == "date")
