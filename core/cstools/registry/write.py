"""Write ``registry.toml``: whole from values, or one change that leaves the rest as it is typed."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import tomlkit

from cstools.io.tables import fields_of
from cstools.io.toml_lines import Lines
from cstools.registry.entry import FORMAT, Entry, Origin, Registry, Release

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tomlkit.items import Table

    from cstools.io.tables import Field

_HEAD = "# A registry of tools for cstools. 'cstools publish' keeps it."


def dump(registry: Registry) -> str:
    """The text of ``registry.toml`` for a registry."""
    document = tomlkit.document()
    document.add(tomlkit.comment(_HEAD.removeprefix("# ")))
    head = tomlkit.table()
    head.update({"name": registry.name, "description": registry.description, "format": FORMAT})
    if registry.id:
        head["id"] = registry.id
    if registry.serial:
        head["serial"] = registry.serial
    if registry.public_key:
        head["public_key"] = registry.public_key
    document["registry"] = head
    tools = tomlkit.aot()
    for entry in registry.entries:
        tools.append(_tool(entry))
    if registry.entries:
        document["tool"] = tools
    return tomlkit.dumps(document)


def change(text: str, entry: Entry, serial: int) -> str:
    """The text of a registry with one entry put in, or in the place of the one of that name.

    What others typed stays as it is: comments, order, the other entries.
    """
    document: Any = tomlkit.parse(set_head(text, serial=serial))
    tools: Any = document.setdefault("tool", tomlkit.aot())
    names = [entry["name"] for entry in tools]
    if entry.name in names:
        _update(tools[names.index(entry.name)], entry)
    else:
        tools.append(_tool(entry))
    return tomlkit.dumps(document)


def set_head(text: str, **values: str | int) -> str:
    """The text of a registry with keys of its ``[registry]`` table set; new ones after 'format'."""
    for key, value in values.items():
        line = f"{key} = {tomlkit.item(value).as_string()}"
        places, lines = Lines(text), re.findall(r".*\n|.+", text)
        place = places.of("registry", key=key) - 1
        if place >= 0 and lines[place].lstrip().startswith(key):
            lines[place] = f"{line}\n"
        else:
            lines.insert(places.of("registry", key="format"), f"{line}\n")
        text = "".join(lines)
    return text


def _tool(entry: Entry) -> Table:
    table = tomlkit.table()
    table.update(_plain(entry))
    _add(table, entry.releases)
    return table


def _update(table: Any, entry: Entry) -> None:
    plain = _plain(entry)
    for key in [key for key in table if key not in plain and key != "release"]:
        del table[key]
    for key, value in plain.items():
        if table.get(key) != value:
            table[key] = value
    releases = {release["version"]: release for release in table.get("release", [])}
    for release in entry.releases:
        for key, value in _plain(release).items() if release.version in releases else ():
            if releases[release.version].get(key) != value:
                releases[release.version][key] = value
    _add(table, [release for release in entry.releases if release.version not in releases])


def _add(table: Any, releases: Sequence[Release]) -> None:
    if not releases:
        return
    if not table.get("release"):
        table.pop("release", None)  # an empty list would be written in one line
        table["release"] = tomlkit.aot()
    for release in releases:
        table["release"].append(_release(release))


def _release(release: Release) -> Table:
    table = tomlkit.table()
    plain = _plain(release)
    origin = tomlkit.inline_table()
    origin[release.origin.kind] = release.origin.value
    table.update({key: plain.pop(key) for key in ("version", "requires")})
    table["from"] = origin
    table.update(plain)
    return table


def _plain(values: Entry | Release) -> dict[str, Any]:
    """Fields by key; what is empty, false or 0 is left out where it may be."""
    table = {}
    for field in fields_of(type(values)):
        value = getattr(values, field.name)
        if isinstance(value, Origin) or field.name == "releases":
            continue
        if value or field.required:
            table[field.key] = _form(field, value)
    return table


def _form(field: Field, value: Any) -> Any:
    """A value as TOML has it: a date where it is one."""
    if field.is_date:
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(value)
    return list(value) if isinstance(value, tuple) else value
