"""Whether a row is one that a reason for a difference is about, told from the data themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from cstools.comparison.rule_line import FIRST, SECOND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from cstools.data.dataset import Dataset
    from cstools.data.difference import RowCondition

    Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True)
class Apart:
    """Rows that one tool flags and the other does not.

    Attributes:
        rows: columns ``by``, ``table`` and ``row``.
        dataset: the data both tools were given.
        last_year: the data of the year before, where they were given.
    """

    rows: pd.DataFrame
    dataset: Dataset
    last_year: Dataset | None = None

    def fit(self, conditions: Sequence[RowCondition], giver: str) -> Mask:
        """The rows that meet one of the conditions; all of them where there is no condition.

        Args:
            conditions: what a reason is about.
            giver: which tool gives it: ``first`` or ``second``.
        """
        if not conditions:
            return np.ones(len(self.rows), dtype=bool)
        return _any(self._meet(condition, giver) for condition in conditions)

    def _meet(self, condition: RowCondition, giver: str) -> Mask:
        other = SECOND if giver == FIRST else FIRST
        by = {"own": giver, "other": other}.get(condition.by)
        meets = np.ones(len(self.rows), dtype=bool)
        if by is not None:
            meets = (self.rows["by"] == by).to_numpy(dtype=bool)
        holds = self._among(condition) if condition.table else self._themselves(condition)
        fits: Mask = meets & (holds != condition.absent)
        return fits

    def _themselves(self, condition: RowCondition) -> Mask:
        """Rows that are themselves such records."""
        meets = np.zeros(len(self.rows), dtype=bool)
        for name, (places, records) in self._flagged.items():
            holds = _holding(condition, self.dataset, name)
            meets[places] = (records >= 0) & holds[records]
        return meets

    def _among(self, condition: RowCondition) -> Mask:
        """Rows to which such a record of another table belongs."""
        whole = self.last_year if condition.last_year else self.dataset
        meets = np.zeros(len(self.rows), dtype=bool)
        if whole is None or condition.table not in whole:
            return meets
        holds = _holding(condition, whole, condition.table)
        if not condition.same:
            return np.full(len(self.rows), bool(holds.any()))
        table = whole[condition.table]
        if not set(condition.same) <= set(table.columns):
            return meets
        keys = _keys(table[holds], condition.same)
        for name, (places, records) in self._flagged.items():
            own = self.dataset[name]
            if set(condition.same) <= set(own.columns):
                own_keys = _keys(own.iloc[np.maximum(records, 0)], condition.same, drop=False)
                meets[places] = (records >= 0) & own_keys.isin(keys)
        return meets

    @cached_property
    def _flagged(self) -> dict[str, tuple[NDArray[np.intp], NDArray[np.intp]]]:
        """For each table the places of its rows here, and of the records in it; -1 for none."""
        places = {}
        for name, rows in self.rows.reset_index(drop=True).groupby("table", observed=True):
            table = self.dataset.tables.get(str(name))
            if table is not None and len(table):
                numbers = pd.Index(table["row"].to_numpy())
                records = numbers.get_indexer_for(rows["row"].to_numpy())
                places[str(name)] = rows.index.to_numpy(), np.asarray(records, dtype=np.intp)
        return places


def _holding(condition: RowCondition, dataset: Dataset, name: str) -> Mask:
    """The records of a table that are as the condition says."""
    table = dataset[name]
    holds = np.ones(len(table), dtype=bool)
    if condition.missing:
        holds &= _any(_blank(table, column) for column in condition.missing)
    if condition.unreadable:
        holds &= _any(_odd(dataset, name, column) for column in condition.unreadable)
    for column in condition.filled:
        holds &= ~_blank(table, column)
    for column, codes in condition.codes.items():
        holds &= _texts(table, column).isin(codes).to_numpy(dtype=bool)
    for column, pattern in condition.matches.items():
        holds &= _texts(table, column).str.fullmatch(pattern).fillna(False).to_numpy(dtype=bool)
    if condition.repeated:
        holds &= _repeated(table, condition.repeated)
    if condition.every:
        holds = _every(table, condition.every, holds)
    return holds


def _any(masks: Iterable[Mask]) -> Mask:
    union: Mask = np.logical_or.reduce(list(masks))
    return union


def _blank(table: pd.DataFrame, column: str) -> Mask:
    """A column that the table lacks is blank throughout."""
    if column not in table:
        return np.ones(len(table), dtype=bool)
    return table[column].isna().to_numpy(dtype=bool)


def _odd(dataset: Dataset, name: str, column: str) -> Mask:
    odd = np.zeros(len(dataset[name]), dtype=bool)
    typed = dataset.unread.get((name, column))
    if typed is not None:
        odd[typed.index.to_numpy()] = True
    return odd


def _texts(table: pd.DataFrame, column: str) -> pd.Series:
    if column not in table:
        return pd.Series(pd.NA, index=table.index, dtype="str")
    return table[column].astype("str")


def _repeated(table: pd.DataFrame, columns: Sequence[str]) -> Mask:
    if not set(columns) <= set(table.columns):
        return np.zeros(len(table), dtype=bool)
    whole = table[list(columns)].notna().all(axis="columns")
    return (table.duplicated(list(columns), keep=False) & whole).to_numpy(dtype=bool)


def _every(table: pd.DataFrame, columns: Sequence[str], holds: Mask) -> Mask:
    if not set(columns) <= set(table.columns):
        return np.zeros(len(table), dtype=bool)
    grouped = pd.Series(holds, index=table.index).groupby([table[column] for column in columns])
    return grouped.transform("all").fillna(False).to_numpy(dtype=bool)


def _keys(records: pd.DataFrame, columns: Sequence[str], *, drop: bool = True) -> pd.Index:
    keys = records[list(columns)]
    if drop:
        keys = keys.dropna()
    return pd.MultiIndex.from_frame(keys)
