"""One number for each child over all tables of all periods of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from cstools.data.text import as_text, is_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from cstools.data.dataset import Dataset


@dataclass(frozen=True)
class Children:
    """The number of each child.

    Attributes:
        numbers: the number of each row's child, -1 for a blank, by the id of the table; tables
            without a column that names the child are left out.
        names: the identifiers by number.
    """

    numbers: dict[int, NDArray[np.int32]]
    names: pd.CategoricalDtype

    @classmethod
    def of(cls, datasets: Iterable[Dataset], key: Callable[[str], str | None]) -> Children:
        """Number the children of these datasets.

        Args:
            datasets: the tables.
            key: gives the column that names the child of a table's rows, or None.
        """
        columns = {
            id(frame): encoded(dataset, name, column)
            for dataset in datasets
            for name, frame in dataset.items()
            if (column := key(name)) is not None and column in frame
        }
        if not columns:
            return cls({}, pd.CategoricalDtype(pd.Index([], dtype="str")))
        # Only the distinct names of each table are compared, not those of each row.
        names = pa.chunked_array([column.dictionary for column in columns.values()])
        known = names.combine_chunks().dictionary_encode()
        ends = np.cumsum([len(column.dictionary) for column in columns.values()])[:-1]
        parts = np.split(known.indices.to_numpy(), ends)
        numbers = {
            place: _renumbered(column.indices, part)
            for (place, column), part in zip(columns.items(), parts, strict=True)
        }
        return cls(numbers, pd.CategoricalDtype(pd.Index(pd.array(known.dictionary, dtype="str"))))

    def of_rows(self, frame: pd.DataFrame) -> NDArray[np.int32]:
        """The number of the child of each row of a table; -1 where it names none."""
        numbers = self.numbers.get(id(frame))
        return np.full(len(frame), -1, dtype=np.int32) if numbers is None else numbers


def encoded(dataset: Dataset, table: str, column: str) -> pa.DictionaryArray:
    """A column as integers over its distinct texts; numbers and the like as they are written."""
    series = dataset[table][column]
    if is_text(series):
        return dataset.encoded(table, column)
    return pa.array(as_text(series), pa.large_string(), from_pandas=True).dictionary_encode()


def _renumbered(indices: pa.Array, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
    """The new number of each row, given the new number of each old one; -1 for a blank."""
    places = indices.fill_null(-1).to_numpy(zero_copy_only=False)
    renumbered: NDArray[np.int32] = np.append(numbers, np.int32(-1)).take(places)
    renumbered.flags.writeable = False
    return renumbered
