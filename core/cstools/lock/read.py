"""Read a lock file. What is wrong in it is named with line and key."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, TypeVar

from packaging.markers import InvalidMarker, Marker
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from cstools.errors import InputError, reason_of
from cstools.install.pins import HASH
from cstools.io.toml_lines import NOT_UNDERSTOOD, Lines, loads
from cstools.lock.lockfile import (
    BESIDE,
    FORMAT,
    Lock,
    LockedEnvironment,
    LockedPackage,
    LockedTool,
    digest_of,
)
from cstools.plugin.manifest import NAME
from cstools.plugin.receipt import OWN, SHARED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T", LockedTool, LockedEnvironment, LockedPackage)
_HEAD = ("format", "core", "python", "system", "digest")
_LARGEST = 20_000_000
_AGAIN = "Make it anew where it was made: cstools lock"


def read_lock(path: Path) -> Lock:
    """Read a lock file.

    Raises:
        InputError: it cannot be read, was edited, or is of a newer format; says where.
    """
    text = _text_of(path)
    try:
        raw = loads(text)
    except ValueError as error:
        raise InputError(f"The lock file {path} is not valid TOML: {error}.", _AGAIN) from error
    try:
        return _Reader(path, text).lock(raw)
    except NOT_UNDERSTOOD as error:
        raise InputError(
            f"The lock file {path} is not understood: {type(error).__name__}.", _AGAIN
        ) from error


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError(
            f"There is no lock file {path}.", "Make one where the tools are: cstools lock"
        ) from error
    except OSError as error:
        reason = reason_of(error)
        raise InputError(f"The lock file {path} cannot be read: {reason}.") from error
    try:
        if len(data) <= _LARGEST:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    raise InputError(f"{path} is no lock file.", "Give a file that 'cstools lock' made.")


class _Reader:
    """Turns the tables of one file into values."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    def lock(self, raw: dict[str, Any]) -> Lock:
        head = raw.get("lock")
        if not isinstance(head, dict):
            raise InputError(
                f"{self._path} is no lock file: the table [lock] is missing.",
                "Give a file that 'cstools lock' made.",
            )
        self._check_head(head)
        for key in raw.keys() - {"lock", "tool", "environment", "package"}:
            raise self._wrong(key, 0, "", f"there is an unknown table [{key}]")
        tools = self._tables(raw, "tool", LockedTool)
        environments = self._tables(raw, "environment", LockedEnvironment)
        packages = self._tables(raw, "package", LockedPackage)
        known = {one.name for one in environments}
        for number, one in enumerate(packages, 1):
            if one.environment not in known:
                raise self._wrong("package", number, "environment", "there is no such environment")
        parts = {key: head[key] for key in ("core", "python", "system")}
        found = Lock(
            **parts, tools=tuple(tools), environments=tuple(environments), packages=tuple(packages)
        )
        if digest_of(found) != head["digest"]:
            raise self._wrong(
                "lock", 0, "digest", "the file was changed after it was made: its digest is another"
            )
        return found

    def _check_head(self, head: dict[str, Any]) -> None:
        number = head.get("format")
        if number != FORMAT:
            newer = isinstance(number, int) and number > FORMAT
            advice = "Upgrade cstools to read it." if newer else _AGAIN
            problem = f"it is of format {number}, and this version reads format {FORMAT}"
            raise self._wrong("lock", 0, "format", problem, advice)
        for key in dict.fromkeys((*_HEAD, *head)):
            if key not in _HEAD:
                raise self._wrong("lock", 0, key, f"unknown key '{key}'")
            if key not in head:
                raise self._wrong("lock", 0, "", f"the key '{key}' is missing")
            if key != "format" and not isinstance(head[key], str):
                raise self._wrong("lock", 0, key, f"{key} is no text")

    def _tables(self, raw: dict[str, Any], table: str, kind: type[T]) -> list[T]:
        bodies = raw.get(table, [])
        if not isinstance(bodies, list) or not all(isinstance(one, dict) for one in bodies):
            raise self._wrong(table, 0, "", f"'{table}' is no list of tables")
        return [self._values(table, n, body, kind) for n, body in enumerate(bodies, 1)]

    def _values(self, table: str, number: int, body: dict[str, Any], kind: type[T]) -> T:
        known = {one.name: one for one in fields(kind)}
        for key, value in body.items():
            if key not in known:
                raise self._wrong(table, number, key, f"unknown key '{key}'")
            # A line break within could pass for a line of its own where pip or uv reads it.
            texts = value if isinstance(value, list) else [value]
            if not _CHECKS[key](value) or not all(str(one).isprintable() for one in texts):
                raise self._wrong(table, number, key, f"{key} is not as it should be")
        for key, one in known.items():
            if key not in body and one.default is MISSING:
                raise self._wrong(table, number, "", f"the key '{key}' is missing")
        plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in body.items()}
        return kind(**plain)

    def _wrong(
        self, table: str, number: int, key: str, problem: str, advice: str = _AGAIN
    ) -> InputError:
        line = Lines(self._text).of(table, *filter(None, (number,)), key=key) or 1
        where = f"[[{table}]] number {number}" if number else f"[{table}]"
        return InputError(f"{self._path}, line {line}: {where}: {problem}.", advice)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _made_by(make: Callable[[str], object], *errors: type[Exception]) -> Callable[[object], bool]:
    """A check that a value is a text that `make` takes."""

    def check(value: object) -> bool:
        try:
            return isinstance(value, str) and make(value) is not None
        except errors:
            return False

    return check


def _is_tool(value: object) -> bool:
    return isinstance(value, str) and bool(NAME.fullmatch(value) or value == BESIDE)


def _is_package(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[A-Za-z0-9][\w.-]*", value))


def _are_hashes(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, str) and HASH.fullmatch(one) for one in value
    )


_CHECKS: dict[str, Callable[[object], bool]] = {
    "name": lambda value: _is_tool(value) or _is_package(value),
    "environment": _is_tool,
    "package": _is_package,
    "version": _made_by(Version, InvalidVersion),
    "python": _made_by(lambda text: SpecifierSet(_specifier(text)), InvalidSpecifier),
    "marker": _made_by(Marker, InvalidMarker),
    "isolation": lambda value: value in (OWN, SHARED),
    "hashes": _are_hashes,
    **dict.fromkeys(("registry", "origin", "systems", "digest", "unlocked"), _is_text),
}


def _specifier(text: str) -> str:
    """A version such as ``3.11`` as a specifier; a specifier as it is."""
    return f"=={text}.*" if text[:1].isdigit() else text
