"""What rules need besides the tables: look-ups and columns worked out, lazily and once a run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from cstools.rules.tables import OnePeriod

T = TypeVar("T")
P = TypeVar("P", bound="OnePeriod")

WorkOut: TypeAlias = "Callable[[OnePeriod, str], pd.Series]"


class Skip(Exception):  # noqa: N818 - it is a message to the engine, not an error
    """Raised by a rule, or by what it asks for, when what it needs is not there."""


@dataclass(frozen=True, eq=False)
class Need(Generic[T]):
    """Something looked up for a run, when a rule first asks for it; see `need`.

    Called with the tables of the run it gives the value.

    Attributes:
        name: what the catalogue calls it.
        load: looks it up; None where it was not given.
        absent: why a rule is skipped without it, in a sentence.
        note: what the reader is told of a run without it, if a rule of the run needs it.
    """

    name: str
    load: Callable[[OnePeriod], T | None]
    absent: str
    note: str = ""

    def get(self, ret: OnePeriod) -> T | None:
        """The value, or None where it was not given."""
        values = ret.lookups
        if self not in values:
            values[self] = self.load(ret)
        return cast("T | None", values[self])

    def __call__(self, ret: OnePeriod) -> T:
        """The value.

        Raises:
            Skip: it was not given.
        """
        value = self.get(ret)
        if value is None:
            raise Skip(self.absent)
        return value

    def missing(self, ret: OnePeriod) -> str:
        """Why a rule that needs it cannot run, or an empty text."""
        return self.absent if self.get(ret) is None else ""


def need(absent: str, *, note: str = "") -> Callable[[Callable[[OnePeriod], T | None]], Need[T]]:
    """Make a `Need` of a function that looks something up; it bears the function's name.

    The function gets the tables of the run, with ``params`` and ``context``.

    Args:
        absent: why a rule is skipped where the function gives None.
        note: what the reader of the run is then told besides.
    """
    return lambda load: Need(load.__name__, load, absent, note)


@dataclass(frozen=True, eq=False)
class Derivation:
    """Columns that are worked out where the tables came without them; see `derives`.

    Attributes:
        name: what the catalogue calls it.
        table: the table that gets the columns.
        columns: their names, as in the schema.
        work_out: gives one of them, aligned with the table of the period.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    work_out: WorkOut

    def missing(self, ret: OnePeriod) -> str:
        """Nothing: the tables may have the columns, and what is lacking shows on working out."""
        return ""


def derives(table: str, *columns: str) -> Callable[[WorkOut], Derivation]:
    """Make a `Derivation` of a function that works out columns of a table.

    The function gets the tables of a period and the name of a column, and gives a Series. It may
    raise `Skip` with the reason why it cannot.
    """
    return lambda work_out: Derivation(work_out.__name__, table, columns, work_out)


def shared(function: Callable[[P], T]) -> Callable[[P], T]:
    """Mark a building block: worked out once for the tables of a period, then shared by rules."""

    @wraps(function)
    def once(ret: P) -> T:
        if function not in ret.shared:
            ret.shared[function] = function(ret)
        return cast("T", ret.shared[function])

    return once


Needed: TypeAlias = Need[Any] | Derivation
