"""Columns of a table taken apart into plain numbers and texts, and put together again.

Each column becomes an array or list of one plain type and a description of what it was. The
description is read by another version of pandas: a text column is of the type ``str`` in pandas 3
and of Python objects before, and before pandas 2 dates are nanoseconds from 1677 to 2262.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from cstools.call.worker.values import decode_cell, encode_cell
from cstools.data.text import OWN_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable

Plain: TypeAlias = Any  # a one-dimensional array of numbers, or a list of texts or numbers
Kind: TypeAlias = dict[str, Any]

# Numbers and switches that can be missing, as pandas names them.
_WITH_BLANKS = re.compile(r"U?Int\d+|Float\d+|boolean")
_MISSING = np.iinfo("int64").min
_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_ANY_UNIT = int(pd.__version__.split(".")[0]) >= 2


def take_apart(column: pd.Series) -> tuple[Kind, Plain]:
    """What a column is, and its values as plain numbers or texts.

    Raises:
        NotPlainError: a cell is of a type that has no form as a file.
    """
    for fits, apart in _APART:
        if fits(column.dtype):
            return apart(column)
    if pd.api.types.infer_dtype(column, skipna=True) in ("string", "empty"):
        return {"kind": "text", "type": "object" if OWN_TYPE else "str"}, _texts(column)
    return {"kind": "mixed"}, [encode_cell(cell) for cell in column.astype(object)]


def put_together(kind: Kind, values: Plain) -> pd.Series:
    """The column that `take_apart` took apart, in the types of this version of pandas."""
    return _TOGETHER[kind["kind"]](kind, values)


def _texts(column: pd.Series) -> Plain:
    cells = column.to_numpy(dtype=object)
    missing = column.isna().to_numpy()
    if missing.any():
        cells = cells.copy()
        cells[missing] = None
    return cells


def _apart_category(column: pd.Series) -> tuple[Kind, Plain]:
    kind, names = take_apart(pd.Series(column.cat.categories))
    texts = names.tolist() if isinstance(names, np.ndarray) else names
    described = {"kind": "category", "of": kind, "names": texts}
    return {**described, "ordered": bool(column.cat.ordered)}, column.cat.codes.to_numpy()


def _apart_time(column: pd.Series) -> tuple[Kind, Plain]:
    zone = getattr(column.dtype, "tz", None)
    if zone is not None:
        column = column.dt.tz_convert("UTC").dt.tz_localize(None)
    values = column.to_numpy()
    described = {
        "kind": "time",
        "since": values.dtype.kind,
        "unit": np.datetime_data(values.dtype)[0],
    }
    return {**described, "zone": None if zone is None else str(zone)}, values.view("int64")


def _apart_number(column: pd.Series) -> tuple[Kind, Plain]:
    return {"kind": "number", "type": column.dtype.name}, column.to_numpy()


def _apart_text(column: pd.Series) -> tuple[Kind, Plain]:
    return {"kind": "text", "type": str(column.dtype)}, _texts(column)


def _apart_nullable(column: pd.Series) -> tuple[Kind, Plain]:
    cells = column.astype(object).where(column.notna(), None)
    return {"kind": "nullable", "type": str(column.dtype)}, cells.tolist()


def _is_time(kind: Any) -> bool:
    return isinstance(kind, pd.DatetimeTZDtype) or _is_plain(kind, "mM")


def _is_plain(kind: Any, letters: str) -> bool:
    return isinstance(kind, np.dtype) and kind.kind in letters


_APART: tuple[tuple[Callable[[Any], bool], Callable[[pd.Series], tuple[Kind, Plain]]], ...] = (
    (lambda kind: isinstance(kind, pd.CategoricalDtype), _apart_category),
    (_is_time, _apart_time),
    (lambda kind: _is_plain(kind, "biuf"), _apart_number),
    (lambda kind: isinstance(kind, pd.StringDtype), _apart_text),
    (lambda kind: _WITH_BLANKS.fullmatch(str(kind)) is not None, _apart_nullable),
)


def _number(kind: Kind, values: Plain) -> pd.Series:
    return pd.Series(np.asarray(values, dtype=kind["type"]))


def _text(kind: Kind, values: Plain) -> pd.Series:
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    if kind["type"] == "str" and not OWN_TYPE:
        cells[pd.isna(cells)] = np.nan
        return pd.Series(cells, dtype=object)
    try:
        return pd.Series(cells, dtype=kind["type"])
    except (TypeError, ValueError):  # a way of keeping texts that only the other version has
        return pd.Series(cells, dtype="string")


def _category(kind: Kind, values: Plain) -> pd.Series:
    names = put_together(kind["of"], kind["names"])
    dtype = pd.CategoricalDtype(pd.Index(names), ordered=kind["ordered"])
    return pd.Series(pd.Categorical.from_codes(np.asarray(values, "int64"), dtype=dtype))


def _time(kind: Kind, values: Plain) -> pd.Series:
    numbers = np.array(values, dtype="int64")
    unit = kind["unit"]
    if not _ANY_UNIT and unit != "ns":
        factor = 10**9 // _PER_SECOND[unit]
        # A date that this version of pandas cannot hold is missing.
        fits = (numbers != _MISSING) & (np.abs(numbers) <= np.iinfo("int64").max // factor)
        numbers = np.where(fits, numbers, 0) * factor
        numbers[~fits] = _MISSING
        unit = "ns"
    column = pd.Series(numbers.view(f"{kind['since']}8[{unit}]"))
    if kind["zone"] is None:
        return column
    return column.dt.tz_localize("UTC").dt.tz_convert(kind["zone"])


def _nullable(kind: Kind, values: Plain) -> pd.Series:
    return pd.Series(pd.array(list(values), dtype=kind["type"]))


def _mixed(_: Kind, values: Plain) -> pd.Series:
    return pd.Series([decode_cell(text) for text in values], dtype=object)


_TOGETHER: dict[str, Callable[[Kind, Plain], pd.Series]] = {
    "number": _number,
    "text": _text,
    "category": _category,
    "time": _time,
    "nullable": _nullable,
    "mixed": _mixed,
}
