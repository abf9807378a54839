"""What a wrapped script is given in place of the files it reads and writes.

`cstools new --from` puts calls of `ScriptFiles` where a script read or wrote a file. What it reads
comes as its own ``read_csv`` would have made it of the file; what it writes becomes a table.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools.io.resemblance import likely

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cstools.data.dataset import Dataset

# Said of the bytes of a file, which cstools has read already.
_OF_BYTES = {
    *("sep", "delimiter", "delim_whitespace", "encoding", "encoding_errors", "compression"),
    *("engine", "quotechar", "quoting", "escapechar", "dialect", "lineterminator", "memory_map"),
    *("skiprows", "skip_blank_lines", "sheet_name", "storage_options", "on_bad_lines"),
}
_DATE = "%d/%m/%Y"


def find_tables(
    dataset: Mapping[str, pd.DataFrame], columns_read: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """The table for each thing that a script reads; what cannot be told is left out.

    Args:
        dataset: the tables.
        columns_read: the columns that are certainly read, by the name the script has for a table.
    """
    names = {key: name for key in columns_read if (name := likely(key, dataset)) is not None}
    for key, columns in columns_read.items():
        left = [name for name in dataset if name not in names.values()]
        fits = [name for name in left if set(columns) <= set(dataset[name].columns)]
        if key not in names and len(fits) == 1 and (columns or len(columns_read) == len(dataset)):
            names[key] = fits[0]
    return names


def with_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """A table with numbers for text, as read_csv gives it, but for codes such as 007."""
    columns = table.drop(columns="row", errors="ignore")
    for column in columns.select_dtypes(["object", "string"]):
        numbers = pd.to_numeric(columns[column], errors="coerce")
        is_code = columns[column].astype("str").str.match(r"0\d")
        if (numbers.notna() | columns[column].isna()).all() and not is_code.any():
            columns[column] = numbers
    return columns


def with_tables(dataset: Dataset, outputs: Mapping[str, Any]) -> Dataset:
    """A dataset with the tables that a script made; a table of the same name is replaced."""
    tables = {name: _numbered(table) for name, table in outputs.items()}
    unread = {key: typed for key, typed in dataset.unread.items() if key[0] not in tables}
    return replace(dataset, tables={**dataset.tables, **tables}, unread=unread)


def tables_of(answer: Any, name: str) -> dict[str, pd.DataFrame]:
    """The tables in what a function returned: one, several in a dictionary, or several in a row.

    Args:
        answer: what it returned.
        name: what to call a table that has no name of its own.
    """
    if isinstance(answer, dict):
        named = {str(key): value for key, value in answer.items()}
    elif isinstance(answer, tuple | list):
        named = {f"{name} {place}": value for place, value in enumerate(answer, 1)}
    else:
        named = {name: answer}
    return {key: _framed(table) for key, table in named.items() if _is_table(table)}


@dataclass
class ScriptFiles:
    """The files of a script, by the names it has for them.

    Attributes:
        tables: what it reads.
        unread: text typed as a date or number that is none, by (name, column), by position of the
            record.
    """

    tables: Mapping[str, pd.DataFrame]
    unread: Mapping[tuple[str, str], pd.Series] = field(default_factory=dict)
    _written: dict[str, pd.DataFrame] = field(default_factory=dict)
    _printed: dict[str, pd.DataFrame] = field(default_factory=dict)

    @classmethod
    def of(cls, dataset: Dataset, names: Mapping[str, str]) -> ScriptFiles:
        """The tables of a dataset under the script's names for them."""
        unread = {
            (key, column): typed
            for key, name in names.items()
            for (table, column), typed in dataset.unread.items()
            if table == name
        }
        return cls({key: dataset[name] for key, name in names.items()}, unread)

    def read_csv(self, key: str | None, path: Any = "", *_: Any, **options: Any) -> Any:
        """What ``pandas.read_csv`` gives of the file with these options."""
        others = {name: value for name, value in options.items() if name not in _OF_BYTES}
        return pd.read_csv(io.StringIO(self._text(key, path)), **others)

    read_table = read_csv

    def read_excel(self, key: str | None, path: Any = "", *_: Any, **options: Any) -> Any:
        """The sheet as a script reads it: texts that are numbers are numbers, dates are dates."""
        frame = self._frame(key, path)
        if all(_is_text(frame[name]) for name in frame):
            return self.read_csv(key, path, **options)
        copy = frame.drop(columns="row", errors="ignore").copy()
        return copy[options["usecols"]] if isinstance(options.get("usecols"), list) else copy

    def read_parquet(self, key: str | None, path: Any = "", *_: Any, **options: Any) -> Any:
        """The table with its types."""
        frame = self._frame(key, path).drop(columns="row", errors="ignore").copy()
        return frame[options["columns"]] if options.get("columns") else frame

    read_feather = read_parquet

    def open(self, key: str | None, path: Any = "", mode: str = "r", *_: Any, **__: Any) -> Any:
        """A text file to read from, or one whose lines become a table once it is closed."""
        if "r" in mode:
            return io.StringIO(self._text(key, path))
        return _Written(self, self._key(key, path))

    def keep(self, key: str | None, table: Any, *args: Any, **options: Any) -> None:
        """Take a table that the script writes to a file; those of one name are put together."""
        name = str(options.get("sheet_name") or self._key(key, args[0] if args else ""))
        frame = _framed(table, index=bool(options.get("index", True)))
        if options.get("columns") is not None:
            frame = frame[list(options["columns"])]
        before = [self._written[name]] if name in self._written else []
        self._written[name] = pd.concat([*before, frame], ignore_index=True)

    def workbook(self, _: str | None, *__: Any, **___: Any) -> _Workbook:
        """What stands for a workbook that sheets are written to."""
        return _Workbook()

    def show(self, name: str, *values: Any, **_: Any) -> None:
        """Take a table that the script prints; other prints reach nobody."""
        for value in values:
            if _is_table(value):
                self._printed[name] = _framed(value)

    def result(self, names: Mapping[str, Any], order: Sequence[str]) -> dict[str, pd.DataFrame]:
        """What the script gives: tables it wrote, else those it printed, else the last it made.

        Args:
            names: what its names stand for at the end.
            order: its names, the one that was given a value last first.
        """
        if self._written or self._printed:
            return self._written or self._printed
        last = next((name for name in order if _is_table(names.get(name))), None)
        return {} if last is None else {last: _framed(names[last])}

    def _key(self, key: str | None, path: Any) -> str:
        return key or PurePosixPath(str(path).replace("\\", "/")).stem

    def _frame(self, key: str | None, path: Any) -> pd.DataFrame:
        return self.tables[self._key(key, path)]

    def _text(self, key: str | None, path: Any) -> str:
        name = self._key(key, path)
        frame = self.tables[name].drop(columns="row", errors="ignore").copy()
        for (table, column), typed in self.unread.items():
            if table == name and column in frame:
                cells = frame[column]
                is_date = cells.dtype.kind == "M"
                texts = (cells.dt.strftime(_DATE) if is_date else cells).astype(object)
                texts.iloc[typed.index.to_numpy()] = typed.to_numpy()
                frame[column] = texts
        return str(frame.to_csv(index=False, date_format=_DATE))


class _Workbook:
    """A workbook that sheets are written to; each sheet becomes a table."""

    def __enter__(self) -> _Workbook:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left to do."""

    def close(self) -> None:
        """Nothing is left to do."""

    save = close


class _Written(io.StringIO):
    """A text file that a script writes line by line."""

    def __init__(self, files: ScriptFiles, name: str) -> None:
        super().__init__()
        self._files, self._name = files, name

    def close(self) -> None:
        text = "" if self.closed else self.getvalue()
        if text.strip():
            table = pd.read_csv(io.StringIO(text), dtype="str")
            self._files.keep(self._name, table, index=False)
        super().close()


def _is_table(value: Any) -> bool:
    return isinstance(value, pd.DataFrame | pd.Series)


def _is_text(column: pd.Series) -> bool:
    return column.name == "row" or pd.api.types.infer_dtype(column, skipna=True) in (
        "string",
        "empty",
    )


def _framed(value: Any, *, index: bool = True) -> pd.DataFrame:
    """A table without an index of its own, and with columns that have one name each."""
    frame = value.to_frame() if isinstance(value, pd.Series) else value
    counted = isinstance(frame.index, pd.RangeIndex) or frame.index.names == [None]
    frame = frame.reset_index(drop=not index or counted)
    if isinstance(frame.columns, pd.MultiIndex):
        frame.columns = [
            " ".join(str(part) for part in heading if str(part)) for heading in frame.columns
        ]
    return frame.rename(columns=str)


def _numbered(table: pd.DataFrame) -> pd.DataFrame:
    return table.reset_index(drop=True).assign(row=range(2, len(table) + 2))
