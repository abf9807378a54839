"""File formats of ours: each is a dataclass, and this turns what a file holds into one.

A field's annotation says what its value may be: its type, and behind it in ``Annotated`` what else
holds, each a `Key`, a `Date`, a `Raw` or a function that takes the value, gives it (or a corrected
one) and raises `Wrong`. What is wrong is named with file, line, table and key.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from itertools import pairwise
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin, get_type_hints

from cstools.errors import InputError
from cstools.io.characters import visible
from cstools.io.toml_lines import NOT_UNDERSTOOD, Lines, loads

T = TypeVar("T")
Check = Callable[[Any], Any]
_WORDS = {str: "a text", int: "a number", float: "a number", bool: "true or false"}
# Letters of a problem that are told: what is wrong may be a key without end.
_MOST_TOLD = 200


class Wrong(ValueError):  # noqa: N818 - of a value, and made an error with its place by who reads
    """A value that is not what it may be.

    Args:
        problem: what is wrong, a clause in which ``{key}`` stands for the key.
        advice: what to do; empty for the advice of the format.
        path: where it is: keys, and numbers in lists from 0.
    """

    def __init__(self, problem: str, advice: str = "", path: tuple[str | int, ...] = ()) -> None:
        super().__init__(problem)
        self.problem, self.advice, self.path = problem, advice, path


@dataclass(frozen=True)
class Key:
    """The key of a field in the file, where it is no name in Python."""

    name: str


@dataclass(frozen=True)
class Date:
    """A text that may be written as a TOML date."""


@dataclass(frozen=True)
class First:
    """A field that is looked at before all else of its table, such as the number of a format."""


@dataclass(frozen=True)
class Most:
    """How many items a list may have, where that is another number than elsewhere in the file."""

    number: int


@dataclass(frozen=True)
class Raw:
    """A value that is written as something else than what it is read as.

    Attributes:
        kind: what it is written as.
        words: that in words.
        make: turns it into what it is read as; raises `Wrong`.
    """

    kind: type
    words: str
    make: Check


@dataclass(frozen=True)
class Field:
    """A field of a format.

    Attributes:
        name: its name in Python.
        key: its name in the file.
        kind: its type, without what else holds.
        required: whether the file must have it.
        marks: what else holds.
    """

    name: str
    key: str
    kind: Any
    required: bool
    marks: tuple[Any, ...]

    @property
    def is_date(self) -> bool:
        """Whether it may be written as a TOML date."""
        return any(isinstance(mark, Date) for mark in self.marks)

    @property
    def words(self) -> str:
        """What it has to be, in words."""
        raw = next((mark for mark in self.marks if isinstance(mark, Raw)), None)
        if raw is not None or self.is_date:
            return raw.words if raw is not None else "a date"
        if get_origin(self.kind) is tuple:
            inner = get_args(self.kind)[0]
            return f"[[{self.key}]] tables" if is_dataclass(inner) else "a list of texts"
        return _WORDS.get(self.kind, "a table")


def fields_of(kind: type[Any]) -> tuple[Field, ...]:
    """The fields of a format, by their annotations."""
    return _fields_of(cast("Hashable", kind))


@functools.cache
def _fields_of(kind: Any) -> tuple[Field, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_field(field, hints[field.name]) for field in fields(kind))


def _field(field: Any, hint: Any) -> Field:
    plain, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    key = next((mark.name for mark in marks if isinstance(mark, Key)), field.name)
    required = field.default is MISSING and field.default_factory is MISSING
    return Field(field.name, key, plain, required, tuple(marks))


@dataclass(frozen=True)
class Format:
    """How the values of a file are read.

    Attributes:
        what: what the file is, such as ``registry``.
        advice: what to do besides, whatever is wrong.
        text: what every text of it goes through; raises `Wrong`.
        strict: whether a key that the format does not have is refused; else it is left out.
        longest: items that a list may have.
    """

    what: str
    advice: str = ""
    text: Check = str
    strict: bool = True
    longest: int | None = None

    def convert(self, raw: object, kind: type[T], path: tuple[str | int, ...] = ()) -> T:
        """A table as a value of its dataclass.

        Raises:
            Wrong: a key is unknown or missing, or a value is not what it may be.
        """
        if not isinstance(raw, Mapping):
            raise self._no_table(path)
        known = fields_of(kind)
        values: dict[str, Any] = {}
        for field in known:
            if any(isinstance(mark, First) for mark in field.marks):
                values[field.name] = self._value(raw.get(field.key), field, (*path, field.key))
        for field in known if not path else ():
            if field.required and field.key not in raw:
                raise self._missing(field, path)
        if self.strict:
            _check_keys(raw, [field.key for field in known], path)
        for field in known:
            if field.name not in values and field.key in raw:
                values[field.name] = self._value(raw[field.key], field, (*path, field.key))
            elif field.name not in values and field.required:
                raise self._missing(field, path)
        try:
            return kind(**values)
        except Wrong as error:
            raise Wrong(error.problem, error.advice, (*path, *error.path)) from error

    def _missing(self, field: Field, path: tuple[str | int, ...]) -> Wrong:
        if not path:
            return self._no_table((field.key,))
        return Wrong(f"the key '{field.key}' is missing", "Add it.", (*path, field.key))

    def _no_table(self, path: tuple[str | int, ...]) -> Wrong:
        if len(path) != 1:
            return Wrong("it is no table", path=path)
        return Wrong(f"the table [{path[0]}] is missing", f"Is this a {self.what}?", path)

    def _value(self, raw: Any, field: Field, path: tuple[str | int, ...]) -> Any:
        try:
            value = self._typed(raw, field, path)
            for mark in field.marks:
                if callable(mark):
                    value = mark(value)
        except Wrong as error:
            place = error.path if error.path[: len(path)] == path else (*path, *error.path)
            raise Wrong(error.problem, error.advice, place) from error
        return value

    def _typed(self, raw: Any, field: Field, path: tuple[str | int, ...]) -> Any:
        """A value of the type of its field."""
        for mark in field.marks:
            if isinstance(mark, First):
                return raw
            if isinstance(mark, Date) and isinstance(raw, dt.date):
                return raw.isoformat()
            if isinstance(mark, Raw):
                return mark.make(self._plain(raw, mark.kind, mark.words))
        if get_origin(field.kind) is tuple:
            return self._items(raw, field, get_args(field.kind)[0], path)
        if is_dataclass(field.kind) and isinstance(field.kind, type):
            return self.convert(raw, field.kind, path)
        return self._single(raw, field)

    def _single(self, raw: Any, field: Field) -> Any:
        if get_origin(field.kind) is not dict:
            return self._plain(raw, field.kind, field.words)
        pairs = self._plain(raw, dict, "a table").items()
        return {self.text(key): self._plain(item, str, "a text") for key, item in pairs}

    def _items(self, raw: Any, field: Field, kind: Any, path: tuple[str | int, ...]) -> Any:
        if not is_dataclass(kind):
            self._plain(raw, list, field.words)
        elif not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
            raise Wrong("'{key}' is no list of tables", f"Write {_heading(path)} for each.")
        most = next((mark.number for mark in field.marks if isinstance(mark, Most)), self.longest)
        if most is not None and len(raw) > most:
            raise Wrong(f"{{key}} lists {len(raw):,}", f"No more than {most:,} are read.")
        if is_dataclass(kind) and isinstance(kind, type):
            return tuple(self.convert(item, kind, (*path, at)) for at, item in enumerate(raw))
        if get_origin(kind) is tuple:
            return tuple(self._items(item, field, get_args(kind)[0], path) for item in raw)
        if not all(isinstance(item, kind) for item in raw):
            raise Wrong("{key} holds something that is no text", f"Expected {field.words}.")
        return tuple(self.text(item) for item in raw)

    def _plain(self, raw: Any, kind: type, words: str) -> Any:
        if not isinstance(raw, kind) or isinstance(raw, bool) != (kind is bool):
            raise Wrong(f"{{key}} is {type(raw).__name__}", f"Expected {words}.")
        return self.text(raw) if kind is str else raw


def read(text: str, kind: type[T], path: object, form: Format) -> T:
    """The value that a TOML text is.

    Args:
        text: the text.
        kind: its dataclass.
        path: the file, for messages.
        form: how its values are read.

    Raises:
        InputError: it is no TOML, or a key is unknown, missing or wrong; says which, and the line.
    """
    try:
        raw = loads(text)
    except ValueError as error:
        raise InputError(
            f"The {form.what} {path} is not valid TOML: {error}.",
            form.advice or "Correct that line.",
        ) from error
    try:
        return form.convert(raw, kind)
    except Wrong as error:
        raise complaint(error, text, path, form) from error
    except NOT_UNDERSTOOD as error:
        raise InputError(
            f"The {form.what} {path} is not understood: {type(error).__name__}.",
            form.advice or "Tell whoever keeps it.",
        ) from error


def complaint(error: Wrong, text: str, path: object, form: Format) -> InputError:
    """The error that says what is wrong in a TOML text, with file, line and table."""
    advice = " ".join(filter(None, (error.advice, form.advice)))
    return InputError(_located(error, loads(text), text, path), advice)


def _check_keys(raw: Mapping[str, Any], known: list[str], path: tuple[str | int, ...]) -> None:
    for key in raw:
        if key not in known and not path:
            raise Wrong(f"there is an unknown table [{key}]", f"Known: {', '.join(known)}.", (key,))
        if key not in known:
            raise Wrong(f"unknown key '{key}'", f"Known: {', '.join(known)}.", (*path, key))


def _located(error: Wrong, raw: Any, text: str, path: object) -> str:
    """The problem with file, line and table."""
    *tables, last = [part for part in error.path if isinstance(part, str)] or [""]
    key = last if tables and error.path[-1] == last else ""
    numbers = [part + 1 for part in error.path if isinstance(part, int)]
    line = Lines(text).of(".".join(tables if key else [*tables, last]), *numbers, key=key)
    problem = error.problem.replace("{key}", last)
    # Keys are somebody else's text too, and are named before anything has checked them.
    parts = [visible(part, lines=False) for part in (_table(error.path, raw), problem) if part]
    short = [part if len(part) <= _MOST_TOLD else f"{part[:_MOST_TOLD]} ..." for part in parts]
    return f"{path}{f', line {line}' if line else ''}: {': '.join(short)}."


def _heading(path: tuple[str | int, ...]) -> str:
    return f"[[{'.'.join(part for part in path if isinstance(part, str))}]]"


def _table(path: tuple[str | int, ...], raw: Any) -> str:
    """The table of a place in words: ``[registry]``, or ``[[tool]] number 3, release 1.2``."""
    words: list[str] = []
    for part, after in pairwise(path):
        raw = raw[part]
        if isinstance(after, int):
            number = f"number {after + 1}"
            words.append(
                f"{part} {raw[after].get('version') or number}" if words else f"[[{part}]] {number}"
            )
        elif not words:
            words.append(f"[{part}]")
    return ", ".join(words)
