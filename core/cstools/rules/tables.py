"""The tables of a run prepared for the rules: made once, everything in them lazy and shared."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from cstools.data.context import Context
from cstools.data.dataset import Dataset
from cstools.rules.base import Base
from cstools.rules.children import Children
from cstools.rules.needs import Skip
from cstools.rules.period import before, bounds
from cstools.rules.shape import described
from cstools.rules.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from cstools.data.period import Period
    from cstools.rules.columns import Dates, Mask
    from cstools.rules.needs import Derivation
    from cstools.standard.schema import Schema, Table


@dataclass
class Frame:
    """What the tables of all periods of a run have in common.

    Attributes:
        schema: the standard of the tables, or None.
        key: the column that names the child: one for all tables, or by table; where it says
            nothing, the schema does.
        derivations: how columns are worked out that the tables came without.
        context: parameters, notes and log of the run.
        lookups: what was looked up already, by `Need`.
    """

    schema: Schema | None = None
    key: str | Mapping[str, str] = ""
    derivations: Sequence[Derivation] = ()
    context: Context = field(default_factory=Context)
    lookups: dict[Any, Any] = field(default_factory=dict)

    def key_of(self, table: str) -> str | None:
        """The column that names the child of a table's rows; None where none does."""
        named = self.key if isinstance(self.key, str) else self.key.get(table, "")
        if named or self.schema is None:
            return named or None
        return self.schema.child_of(table)

    def described(self, table: str, frame: pd.DataFrame) -> Table:
        """A table's columns and their types: as the schema says, or as they are."""
        if self.schema is not None and table in self.schema.tables:
            return self.schema.tables[table]
        return described(table, frame)

    def derivation(self, table: str, column: str) -> Derivation | None:
        """How a column is worked out, or None."""
        fitting = (d for d in self.derivations if d.table == table and column in d.columns)
        return next(fitting, None)


class OnePeriod:
    """One period's tables, ready for the rules: ``ret.Reviews``, or ``ret["Reviews"]``.

    Attributes:
        dataset: the tables as they came.
        period: what they are of: a collection year, a day or a span; None where nothing says.
        start: the first day of the period; blank without one.
        end: the last day of the period; blank without one.
        format: ``"csv"``, ``"xml"`` or None when unknown.
        children: how many children the run knows, all periods together.
        context: parameters, notes and log of the run.
        params: the parameters of the tool as attributes: ``ret.params.most_days``.
        lookups: what was looked up already, by `Need`.
        shared: building blocks already worked out; see `shared`.
    """

    def __init__(
        self,
        dataset: Dataset | None,
        frame: Frame,
        children: Children,
        *,
        period: Period | None,
        earlier: bool,
    ) -> None:
        self.period = period
        self.start, self.end = bounds(frame.schema, period)
        self.context = frame.context
        self.params = SimpleNamespace(**frame.context.params)
        self.lookups = frame.lookups
        self.children = len(children.names.categories)
        self.shared: dict[Any, Any] = {}
        self.dataset = Dataset({}) if dataset is None else dataset
        self.format = self.dataset.format
        self._frame = frame
        self._views = {
            name: View(
                Base(
                    frame.described(name, table),
                    self.dataset,
                    children.of_rows(table),
                    self.children,
                    key=frame.key_of(name),
                    earlier=earlier,
                    derive=self._derive,
                )
            )
            for name, table in self.dataset.items()
        }

    def __getitem__(self, table: str) -> View:
        if table not in self._views:
            raise Skip(f"{table} was not given.")
        return self._views[table]

    def __getattr__(self, table: str) -> View:
        if table.startswith("_"):
            raise AttributeError(table)
        return self[table]

    @property
    def schema(self) -> Schema:
        """The schema of the standard the tables are of.

        Raises:
            Skip: the tool reads any table, so there is none.
        """
        if self._frame.schema is None:
            raise Skip("It needs tables of a data standard.")
        return self._frame.schema

    @property
    def year(self) -> int:
        """The calendar year in which the period ends.

        Raises:
            Skip: the period is not known.
        """
        if np.isnat(self.end):
            raise Skip("It needs to know which period the tables are of.")
        return int(self.end.astype("datetime64[Y]").astype(int)) + 1970

    def outside(self, dates: Dates) -> Mask:
        """Dates before the period begins or after it ends; never a blank one."""
        return (dates < self.start) | (dates > self.end)

    def has(self, table: str) -> bool:
        """Whether a table was given, be it with no rows."""
        return table in self._views

    @property
    def tables(self) -> Iterable[str]:
        """The names of the tables given."""
        return self._views.keys()

    @property
    def views(self) -> Iterable[View]:
        """The tables given, each as a whole."""
        return self._views.values()

    def has_column(self, table: str, column: str) -> bool:
        """Whether a table was given with a column, or the column can be worked out."""
        return self.has(table) and (
            column in self.dataset[table] or self._frame.derivation(table, column) is not None
        )

    def _derive(self, table: str, column: str) -> pd.Series:
        derivation = self._frame.derivation(table, column)
        if derivation is None:
            raise Skip(f"{table} came without {column}, and it cannot be worked out.")
        return derivation.work_out(self, column)


class Return(OnePeriod):
    """The tables to check, and those of the period before as ``ret.last``.

    Attributes:
        ruleset: the collection year whose rules are used; None where the data have no years.
        names: the identifiers of all children, by their number.
        last: the tables of the period before; without any when they were not given.
    """

    def __init__(
        self, dataset: Dataset, frame: Frame, *, period: Period | None, ruleset: int | None = None
    ) -> None:
        earlier = dataset.last_year
        datasets = [dataset] if earlier is None else [dataset, earlier]
        children = Children.of(datasets, frame.key_of)
        super().__init__(dataset, frame, children, period=period, earlier=False)
        year = period if isinstance(period, int) else None
        self.ruleset = year if ruleset is None else ruleset
        self.names = children.names
        self.last = OnePeriod(
            earlier, frame, children, period=before(frame.schema, period), earlier=True
        )

    def allowed(self, table: str, column: str) -> tuple[str, ...]:
        """The codes a column may hold under the rules in use.

        Raises:
            UsageError: the column has no code list.
            Skip: the tool reads any table.
        """
        return self.schema.allowed(table, column, self.ruleset or self.period)
