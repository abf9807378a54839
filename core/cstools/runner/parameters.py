"""Check and convert a tool's parameters by its manifest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from cstools.data.dataset import Dataset
from cstools.errors import UsageError
from cstools.io.resemblance import did_you_mean
from cstools.plugin.manifest_keys import PATHS

if TYPE_CHECKING:
    from cstools.plugin.manifest import Manifest, Param

_TRUE = {"true", "yes", "y", "1", "on"}
_FALSE = {"false", "no", "n", "0", "off"}
_DATES = ("%Y-%m-%d", "%d/%m/%Y")


def convert(manifest: Manifest, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every parameter of a tool, converted; those not given take their default.

    A required parameter that is not given is left as None: it may still be inferred from the data.

    Raises:
        UsageError: a parameter is unknown or has a value of the wrong kind.
    """
    for name in given:
        if name not in manifest.params:
            raise _unknown(manifest, name)
    values: dict[str, Any] = {}
    for name, param in manifest.params.items():
        value = given.get(name)
        if value is None:
            value = list(param.default) if isinstance(param.default, tuple) else param.default
        values.update(convert_one(param, value))
    return values


def convert_one(param: Param, value: Any) -> dict[str, Any]:
    """One parameter, converted, ready to update the others with; None stays None."""
    return {param.name: None if value is None else _convert(param, value)}


def require(manifest: Manifest, values: Mapping[str, Any], known: str = "") -> None:
    """Raise UsageError when a required parameter still has no value.

    Args:
        manifest: the tool's.
        values: its parameters so far.
        known: what the data say of their period, for one that could not be told from them.
    """
    missing = [p for p in manifest.params.values() if p.required and values[p.name] is None]
    if missing:
        first = missing[0]
        inferred = " and it could not be told from the data" if first.infer else ""
        period = f" {known}" if first.infer and known else ""
        raise UsageError(
            f"{manifest.name} needs {first.name}{inferred}.{period}",
            f"Give {first.option} (in Python {first.name}=): {first.help}",
        )


def describe(values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as a receipt may show them: paths by file name, data by kind only."""
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _convert(param: Param, value: Any) -> Any:
    if param.is_data and param.many:
        return [_data(param, part) for part in _each(value)]
    if param.is_data or (param.load is not None and param.type in PATHS):
        return _data(param, value)
    if param.many:
        return [_single(param, part) for part in _several(value)]
    return _single(param, value)


def _data(param: Param, value: Any) -> Any:
    """What a standard is to read: tables as they are, or paths that are there."""
    return value if _is_data(value) else _paths(param, value)


def _each(value: Any) -> list[Any]:
    """What is given for each of several datasets: one for one, else the parts."""
    alone = isinstance(value, str | Path) or _is_data(value)
    return [value] if alone else list(value)


def _is_data(value: Any) -> bool:
    return isinstance(value, Mapping) or hasattr(value, "columns")


def _several(value: Any) -> Iterable[Any]:
    parts = [value] if isinstance(value, str | Path) or not isinstance(value, Iterable) else value
    for part in parts:
        if isinstance(part, str):
            yield from (piece.strip() for piece in part.split(",") if piece.strip())
        else:
            yield part


def _single(param: Param, value: Any) -> Any:
    try:
        converted = _KINDS[param.type](param, value)
    except (ValueError, TypeError):
        raise UsageError(
            f"{param.name} is not {_EXPECTED[param.type]}.", f"{param.option}: {param.help}"
        ) from None
    if param.minimum is not None and converted < param.minimum:
        raise UsageError(f"{param.name} is below {param.minimum}.", param.help)
    if param.maximum is not None and converted > param.maximum:
        raise UsageError(f"{param.name} is above {param.maximum}.", param.help)
    return converted


def _whole(_: Param, value: Any) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise ValueError
    return int(value)


def _switch(_: Param, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError
    return word in _TRUE


def _date(_: Param, value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    for form in _DATES:
        try:
            return dt.datetime.strptime(str(value).strip(), form).date()
        except ValueError:
            continue
    raise ValueError


def _choice(param: Param, value: Any) -> str:
    if str(value) not in param.choices:
        raise UsageError(f"{param.name} must be one of {', '.join(param.choices)}.", param.help)
    return str(value)


def _path(param: Param, value: Any) -> Path:
    path = Path(value)
    if not path.exists():
        raise UsageError(f"{param.name}: there is no file or folder {path}.", "Check the path.")
    if param.type == "directory" and not path.is_dir():
        raise UsageError(f"{param.name}: {path} is not a folder.", param.help)
    if param.type == "file" and not path.is_file():
        raise UsageError(f"{param.name}: {path} is not a file.", param.help)
    return path


def _paths(param: Param, value: Any) -> Any:
    several = [value] if isinstance(value, str | Path) else list(value)
    return [_path(param, path) for path in several]


_KINDS: dict[str, Any] = {
    "str": lambda _, value: str(value),
    "int": _whole,
    "float": lambda _, value: float(value),
    "bool": _switch,
    "date": _date,
    "choice": _choice,
    "file": _path,
    "files": _paths,
    "directory": _path,
}
_EXPECTED = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "yes or no",
    "date": "a date such as 2026-03-31 or 31/03/2026",
    "choice": "one of its choices",
    "file": "a path",
    "files": "one or more paths",
    "directory": "a path",
}


def _unknown(manifest: Manifest, name: str) -> UsageError:
    known = ", ".join(manifest.params) or "none"
    hint = did_you_mean(name, manifest.params, f"It takes: {known}.")
    return UsageError(f"{manifest.name} has no parameter '{name}'.", hint)


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Path):
        return value.name
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Dataset) and value.sources:
        return [PurePath(source.path).name for source in value.sources]
    if _is_data(value):
        return "tables given in Python"
    return value
