"""Read ``registry.toml``. What is wrong in it is named with file, line and key."""

from __future__ import annotations

import stat
from dataclasses import MISSING, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cstools.errors import InputError, reason_of
from cstools.io.characters import visible
from cstools.io.toml_lines import NOT_UNDERSTOOD, Lines, loads
from cstools.registry import allowed
from cstools.registry.allowed import DATES
from cstools.registry.entry import FILE, FORMAT, Entry, Registry, Release
from cstools.registry.tool_names import seen

if TYPE_CHECKING:
    from cstools.registry.allowed import Complaint

LARGEST = 1_000_000
# What a key is called in the file, where that is no name in Python.
_WRITTEN = {"origin": "from", "releases": "release"}
# Letters of a problem that are told: what is wrong may be a key without end.
_TOLD = 200
_TEXTS = ("name", "description", "public_key", "id")


def keys_of(values: type[Entry] | type[Release]) -> dict[str, bool]:
    """The keys of a table of the file, and whether each is required."""
    return {
        _WRITTEN.get(one.name, one.name): one.default is MISSING and one.name != "releases"
        for one in fields(values)
    }


def kinds_of(values: type[Entry] | type[Release]) -> dict[str, str]:
    """In words what each key of a table of the file has to be."""
    return {
        _WRITTEN.get(one.name, one.name): "a date"
        if one.name in DATES
        else allowed.KINDS[str(one.type)][1]
        for one in fields(values)
    }


def bundled() -> Registry:
    """The registry that comes with the core, or that of the checkout it runs from.

    The wheels of its releases lie beside it (on the *shelf*); in a checkout it is their folders.
    """
    core = Path(__file__).resolve().parents[1]
    shelf = core / "shelf" / FILE
    return read_registry(shelf if shelf.exists() else core.parents[1] / FILE)


def read_registry(path: Path) -> Registry:
    """Read a registry file.

    Raises:
        InputError: it cannot be read, is not TOML, or a key is lacking or wrong; says which, and
            in which line.
    """
    return parse(text_of(path), path)


def text_of(path: Path) -> str:
    """The text of a registry file; raises as `bytes_of` and `text_in`."""
    return text_in(bytes_of(path), path)


def bytes_of(path: Path) -> bytes:
    """What stands in a registry file.

    Raises:
        InputError: it cannot be read, or is larger than any registry is.
    """
    try:
        # What is no file, such as a pipe that nobody writes to, would be waited for.
        if path.exists() and not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise OSError(None, "it is no file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # a path with a zero character is a ValueError
        reason = reason_of(error)
        raise InputError(
            f"The registry {path} cannot be read: {reason}.",
            "Check that it is there, that the drive is connected and that you may read it.",
        ) from error
    if len(data) > LARGEST:
        raise InputError(
            f"The registry {path} is larger than {LARGEST // 1_000_000} MB, which no registry is.",
            f"Give the folder that holds {FILE}, or that file.",
        )
    return data


def text_in(data: bytes, path: Path) -> str:
    """The text that the bytes of a registry are.

    Raises:
        InputError: they are no UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(
            f"{path}, line {line}: the file is not UTF-8 text.", "Save it as UTF-8."
        ) from error


def parse(text: str, path: Path) -> Registry:
    """Read the text of a registry; `path` is the file it came from.

    Raises:
        InputError: as `read_registry`.
    """
    try:
        raw = loads(text)
    except ValueError as error:
        raise InputError(
            f"The registry {path} is not valid TOML: {error}.", "Correct that line."
        ) from error
    try:
        return _Reader(path, text).registry(raw)
    except NOT_UNDERSTOOD as error:
        raise InputError(
            f"The registry {path} is not understood: {type(error).__name__}.",
            "Tell whoever keeps it.",
        ) from error


class _Reader:
    """Turns the tables of one file into values."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    @cached_property
    def _lines(self) -> Lines:
        """Where each key stands, for the one error that is told."""
        return Lines(self._text)

    def registry(self, raw: dict[str, Any]) -> Registry:
        head = raw.get("registry")
        complain = self._at("registry", "[registry]")
        if not isinstance(head, dict):
            raise complain("", "the table [registry] is missing", "Is this a registry?")
        self._check_head(head, complain)
        for key in raw.keys() - {"registry", "tool"}:
            raise complain("", f"there is an unknown table [{key}]", "Known: registry, tool.")
        tools = raw.get("tool", [])
        if not isinstance(tools, list) or not all(isinstance(one, dict) for one in tools):
            raise complain("", "'tool' is no list of tables", "Write [[tool]] for each.")
        if len(tools) > allowed.MOST_TOOLS:
            most = f"No more than {allowed.MOST_TOOLS:,} are read."
            raise complain("", f"it lists {len(tools):,} tools", most)
        entries = tuple(self._entry(number, body) for number, body in enumerate(tools, 1))
        self._check_names(entries)
        known = {key: value for key, value in head.items() if key != "format"}
        return Registry(**{**dict.fromkeys(_TEXTS, ""), **known}, entries=entries, path=self._path)

    def _check_head(self, head: dict[str, Any], complain: Complaint) -> None:
        if head.get("format") != FORMAT:
            raise complain(
                "format",
                f"this is a registry of format {head.get('format')}",
                f"This version reads format {FORMAT}; upgrade cstools.",
            )
        for key, value in head.items():
            if key not in {*_TEXTS, "format", "serial"}:
                raise complain(key, f"unknown key '{key}'")
            allowed.value(key, value, "str" if key in _TEXTS else "int", complain)

    def _check_names(self, entries: tuple[Entry, ...]) -> None:
        known: dict[str, str] = {}
        for number, entry in enumerate(entries, 1):
            complain = self._at("tool", f"[[tool]] number {number}", number)
            if seen(entry.name) in known:
                other = known[seen(entry.name)]
                if other == entry.name:
                    raise complain("name", f"the registry lists {entry.name} twice")
                raise complain(
                    "name",
                    f"the name {entry.name} looks like {other}",
                    "One of the two may be meant to be taken for the other.",
                )
            known[seen(entry.name)] = entry.name

    def _entry(self, number: int, body: dict[str, Any]) -> Entry:
        complain = self._at("tool", f"[[tool]] number {number}", number)
        values = _values(body, Entry, complain)
        allowed.check_entry(values, complain)
        found = [
            self._release(number, place, one) for place, one in enumerate(values["releases"], 1)
        ]
        return Entry(**{**values, "releases": tuple(found)})

    def _release(self, tool: int, number: int, body: object) -> Release:
        version = body.get("version", "") if isinstance(body, dict) else ""
        where = f"[[tool]] number {tool}, release {version or f'number {number}'}"
        complain = self._at("tool.release", where, tool, number)
        if not isinstance(body, dict):
            raise complain("", "it is no table", "Write [[tool.release]].")
        values = _values(body, Release, complain)
        values["origin"] = allowed.origin(values["origin"], complain)
        values["sha256"] = values.get("sha256", "").lower()
        allowed.check_release(values, complain)
        return Release(**values)

    def _at(self, table: str, where: str, *numbers: int) -> Complaint:
        def complain(key: str, problem: str, advice: str = "") -> InputError:
            line = self._lines.of(table, *numbers, key=key)
            place = f"{self._path}, line {line}" if line else str(self._path)
            # Keys are somebody else's text too, and are named before anything has checked them.
            told = [visible(text, lines=False) for text in (where, problem)]
            short = [one if len(one) <= _TOLD else f"{one[:_TOLD]} ..." for one in told]
            return InputError(f"{place}: {': '.join(short)}.", advice)

        return complain


def _values(
    body: dict[str, Any], values: type[Entry] | type[Release], complain: Complaint
) -> dict[str, Any]:
    """The values of a table by field name, each of the kind the field has."""
    known = keys_of(values)
    for key in body:
        if key not in known:
            raise complain(key, f"unknown key '{key}'", f"Known: {', '.join(known)}.")
    found = {}
    for one in fields(values):
        key = _WRITTEN.get(one.name, one.name)
        if key in body:
            found[one.name] = allowed.value(key, body[key], str(one.type), complain)
        elif known[key]:
            raise complain("", f"the key '{key}' is missing", "Add it.")
    if values is Entry:
        found.setdefault("releases", [])
    return found
