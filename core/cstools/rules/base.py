"""One table prepared for the rules: typed columns, made when first asked for and then shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cstools.rules.children import encoded
from cstools.rules.columns import DAY, Codes, Mask
from cstools.rules.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cstools.data.dataset import Dataset
    from cstools.standard.schema import Table

    Derive = Callable[[str, str], pd.Series]


class Base:
    """A whole table.

    Attributes:
        name: the table's name.
        earlier: True for a table of the period before.
        key: the column that names the child, or None.
        child: the number of each row's child, -1 where it names none.
        children: how many children the run knows, all periods together.
        rows: spreadsheet row of each record.
    """

    def __init__(
        self,
        schema: Table,
        dataset: Dataset,
        child: NDArray[np.int32],
        children: int,
        *,
        key: str | None,
        earlier: bool,
        derive: Derive,
    ) -> None:
        self.name = schema.name
        self.earlier = earlier
        self.key = key
        self.child = child
        self.children = children
        self.rows = dataset[schema.name]["row"].to_numpy(dtype=np.int64)
        self._types = {column.name: column.type for column in schema.columns}
        self.headings = frozenset(self._types)
        self._dataset = dataset
        self._frame = dataset[schema.name]
        self._derive = derive
        self._columns: dict[str, Any] = {}
        self._orders: dict[tuple[str, ...], View] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Any:
        """A typed column: `Codes`, or an array of days or numbers; read-only."""
        if name not in self._columns:
            self._columns[name] = self._make(name)
        return self._columns[name]

    def filled(self, name: str) -> Mask:
        """Rows where the cell holds anything."""
        values = self.column(name)
        if isinstance(values, Codes):
            return values.filled
        known: Mask = ~(np.isnat(values) if values.dtype.kind == "M" else np.isnan(values))
        odd = self._dataset.unread.get((self.name, name))
        if odd is not None:
            known[odd.index.to_numpy()] = True
        return known

    def typed(self, name: str) -> Codes:
        """A date column as typed text."""
        key = f"{name} as typed"
        if key not in self._columns:
            self._columns[key] = self._typed(name)
        return self._columns[key]  # type: ignore[no-any-return]

    def _typed(self, name: str) -> Codes:
        codes, days = pd.factorize(self._frame[name])
        words = pd.DatetimeIndex(days).strftime("%d/%m/%Y").tolist()
        odd = self._dataset.unread.get((self.name, name))
        if odd is not None:
            more, texts = pd.factorize(odd)
            codes[odd.index.to_numpy()] = more + len(words)
            words.extend(texts)
        return Codes(_locked(codes.astype(np.int32)), words)

    def repeats(self, columns: Sequence[str] = ()) -> Mask:
        """Rows that hold the same as an earlier one, in these columns or in every cell."""
        own = self._frame[list(columns)] if columns else self._frame.drop(columns="row")
        own = own.copy(deep=False)
        for column in own:
            odd = self._dataset.unread.get((self.name, str(column)))
            if odd is not None:
                typed = pd.Series(None, index=range(len(own)), dtype="object")
                typed.iloc[odd.index.to_numpy()] = odd.to_numpy()
                own[f"{column} as typed"] = typed.to_numpy()
        again: Mask = own.duplicated().to_numpy(dtype=bool)
        return again

    def ordered(self, keys: tuple[str, ...]) -> View:
        """The whole table by child and then these date columns."""
        if keys not in self._orders:
            whole = View(self)
            order = whole._order([getattr(whole, key) for key in keys])
            order.flags.writeable = False
            self._orders[keys] = View(self, order)
        return self._orders[keys]

    def names(self, rows: NDArray[np.intp], names: pd.CategoricalDtype) -> pd.Categorical:
        """The child identifiers at these positions, given the names of all children."""
        return pd.Categorical.from_codes(self.child[rows], dtype=names)

    def _make(self, name: str) -> Any:
        if name not in self._types:
            raise KeyError(f"{self.name} has no column {name}")
        is_there = name in self._frame
        if is_there and self._types[name] == "text":
            return Codes.encoded(encoded(self._dataset, self.name, name))
        series = self._frame[name] if is_there else self._derive(self.name, name)
        if self._types[name] == "date":
            return _locked(series.to_numpy().astype(DAY))
        if self._types[name] == "number":
            return _locked(pd.to_numeric(series, errors="coerce").to_numpy(dtype=np.float64))
        return Codes.of(series)


def _locked(values: NDArray[Any]) -> NDArray[Any]:
    # No rule may change what another sees.
    values = values.copy() if not values.flags.owndata else values
    values.flags.writeable = False
    return values
