"""A return prepared for the rules: made once, everything in it lazy and shared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, wraps
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa

from cstools import Dataset
from cstools_validate_903.engine.base import Base
from cstools_validate_903.engine.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from cstools.standard import Schema

T = TypeVar("T")
Y = TypeVar("Y", bound="OneYear")


class Skip(Exception):  # noqa: N818 - it is a message to the engine, not an error
    """Raised by a rule, or by what it asks for, when what it needs is not there."""


class Reference:
    """The look-ups rules may ask for, loaded when first asked.

    Attributes:
        local_authority: code of the authority whose return it is, or None.
        derive: gives a derived column of Episodes.
        providers: gives the provider list, or None when there is none.
        provider_authorities: gives the authority code of each row of a provider list.
    """

    def __init__(
        self,
        local_authority: str | None,
        derive: Callable[[pd.DataFrame, str], pd.Series],
        providers: Callable[[], pd.DataFrame | None],
        provider_authorities: Callable[[pd.DataFrame], pd.Series] = itemgetter("LA_CODE_INFERRED"),
    ) -> None:
        self.local_authority = local_authority
        self.derive = derive
        self.provider_authorities = provider_authorities
        self._read_providers = providers

    @cached_property
    def providers(self) -> pd.DataFrame | None:
        """The provider list, one row per listed setting."""
        return self._read_providers()


@dataclass(frozen=True)
class Children:
    """One number per child over all tables of both years.

    Attributes:
        numbers: the number of each row's child, -1 for a blank, by the id of the table.
        names: the identifiers by number.
    """

    numbers: dict[int, NDArray[np.int32]]
    names: pd.CategoricalDtype

    @classmethod
    def of(cls, datasets: Iterable[Dataset]) -> Children:
        """Number the children of these datasets."""
        columns = {
            id(frame): dataset.encoded(name, "CHILD")
            for dataset in datasets
            for name, frame in dataset.items()
        }
        if not columns:
            return cls({}, pd.CategoricalDtype([]))
        # Only the distinct names of each table are compared, not those of each row.
        names = pa.chunked_array([column.dictionary for column in columns.values()])
        known = names.combine_chunks().dictionary_encode()
        ends = np.cumsum([len(column.dictionary) for column in columns.values()])[:-1]
        parts = np.split(known.indices.to_numpy(), ends)
        numbers = {
            key: _renumbered(column.indices, part)
            for (key, column), part in zip(columns.items(), parts, strict=True)
        }
        return cls(numbers, pd.CategoricalDtype(pd.Index(pd.array(known.dictionary, dtype="str"))))


def _renumbered(indices: pa.Array, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
    """The new number of each row, given the new number of each old one; -1 for a blank."""
    places = indices.fill_null(-1).to_numpy(zero_copy_only=False)
    found: NDArray[np.int32] = np.append(numbers, np.int32(-1)).take(places)
    found.flags.writeable = False
    return found


class OneYear:
    """One year's tables, ready for the rules: ``ret.Episodes``, ``ret.Header``, ...

    Attributes:
        year: collection year, the year it ends in.
        start: 1 April that opens the collection year.
        end: 31 March that closes it.
        format: ``"csv"``, ``"xml"`` or None when unknown.
        children: how many children the return knows, both years together.
        shared: building blocks already worked out; see `shared`.
    """

    def __init__(
        self,
        dataset: Dataset | None,
        schema: Schema,
        reference: Reference,
        children: Children,
        *,
        year: int,
        last_year: bool,
    ) -> None:
        self.schema = schema
        self.reference = reference
        self.year = year
        self.start = np.datetime64(f"{year - 1}-04-01", "D")
        self.end = np.datetime64(f"{year}-03-31", "D")
        self.children = len(children.names.categories)
        self.shared: dict[Any, Any] = {}
        dataset = dataset if dataset is not None else Dataset({})
        self.format = dataset.format
        self._frames = dict(dataset)
        self._bases = {
            name: Base(
                schema.tables[name],
                dataset,
                children.numbers[id(frame)],
                self.children,
                last_year=last_year,
                derive=self._derive,
            )
            for name, frame in self._frames.items()
        }
        self._views = {name: View(base) for name, base in self._bases.items()}

    def __getattr__(self, name: str) -> View:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._bases:
            raise Skip(f"{name} was not given.")
        return self._views[name]

    def has(self, table: str) -> bool:
        """Whether a table was given, be it with no rows."""
        return table in self._bases

    @property
    def tables(self) -> Iterable[str]:
        """The tables given."""
        return self._bases

    def has_column(self, table: str, column: str) -> bool:
        """Whether a table was given with, or can be given, a derived column."""
        return self.has(table) and (column in self._bases[table].given or column.startswith("PL_"))

    def _derive(self, table: str, column: str) -> pd.Series:
        if table != "Episodes":
            raise Skip(f"{table} has no {column} marker: it needs the UASC table as well.")
        return self.reference.derive(self._frames[table], column)


class Return(OneYear):
    """This year's return, and last year's as ``ret.last``.

    Attributes:
        ruleset: collection year whose rules are used.
        names: the identifiers of all children, by their number.
        last: last year's return, with no tables when it was not given.
    """

    def __init__(
        self,
        dataset: Dataset,
        schema: Schema,
        reference: Reference,
        *,
        year: int,
        ruleset: int | None = None,
    ) -> None:
        before = dataset.last_year
        children = Children.of([dataset] if before is None else [dataset, before])
        super().__init__(dataset, schema, reference, children, year=year, last_year=False)
        self.ruleset = year if ruleset is None else ruleset
        self.names = children.names
        self.last = OneYear(before, schema, reference, children, year=year - 1, last_year=True)

    def allowed(self, table: str, column: str) -> tuple[str, ...]:
        """The codes a column may hold under the ruleset in use."""
        return self.schema.allowed(table, column, self.ruleset)

    @property
    def local_authority(self) -> str:
        """Code of the authority; raises Skip when it was not given."""
        if self.reference.local_authority is None:
            raise Skip("It needs the local authority: give --local-authority.")
        return self.reference.local_authority

    @property
    def providers(self) -> pd.DataFrame:
        """The provider list; raises Skip when it was not given."""
        if self.reference.providers is None:
            raise Skip("It needs Ofsted's provider lists: give --providers.")
        return self.reference.providers

    @cached_property
    def provider_authorities(self) -> pd.Series:
        """The authority code of each row of `providers`, looked up by postcode."""
        return self.reference.provider_authorities(self.providers)


def shared(function: Callable[[Y], T]) -> Callable[[Y], T]:
    """Mark a building block: worked out once for a return and then shared by the rules."""

    @wraps(function)
    def once(ret: Y) -> T:
        if function not in ret.shared:
            ret.shared[function] = function(ret)
        return ret.shared[function]  # type: ignore[no-any-return]

    return once
