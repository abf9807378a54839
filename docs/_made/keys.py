"""Tables of the keys of a file, from the classes that hold what stands in it."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from docstring_parser import parse

from _made.markdown import table
from cstools.io.tables import fields_of
from cstools.lock import lockfile
from cstools.lock.read import EnvironmentTable
from cstools.plugin.manifest import Manifest, Param
from cstools.plugin.manifest_keys import _KEYS, _PARAM_KEYS, RESERVED
from cstools.registry.entry import Entry, Release

if TYPE_CHECKING:
    from collections.abc import Mapping

Kinds = dict[str, type | tuple[type, ...]]
_WORDS: dict[type | tuple[type, ...], str] = {
    str: "text",
    bool: "yes or no",
    int: "whole number",
    list: "list",
    (int, float): "number",
    (str, int, float, bool, list): "as the type",
}


def registry_tool() -> str:
    """The keys of ``[[tool]]`` in a registry."""
    return _registry(Entry)


def registry_release() -> str:
    """The keys of ``[[tool.release]]`` in a registry."""
    return _registry(Release)


def manifest_tool() -> str:
    """The keys of ``[tool]`` in a manifest."""
    return _manifest(Manifest, _KEYS)


def manifest_params() -> str:
    """The keys of ``[params.NAME]`` in a manifest."""
    return _manifest(Param, _PARAM_KEYS)


def reserved() -> str:
    """The names that no parameter may have, as a sentence."""
    return f"These names are taken: {', '.join(f'`{name}`' for name in sorted(RESERVED))}."


def lock_tool() -> str:
    """The keys of ``[[tool]]`` in a lock file."""
    return _attributes(lockfile.LockedTool)


def lock_environment() -> str:
    """The keys of ``[[environment]]`` in a lock file."""
    return _attributes(EnvironmentTable)


def lock_package() -> str:
    """The keys of ``[[package]]`` in a lock file."""
    return _attributes(lockfile.LockedPackage)


def meanings(values: type[Any]) -> Mapping[str, str]:
    """What the docstring of a class says of its attributes, by name."""
    found = parse(values.__doc__ or "")
    return {one.arg_name: code(one.description or "") for one in found.params}


def code(docstring: str) -> str:
    """A part of a docstring as Markdown."""
    return docstring.replace("``", "`")


def _registry(values: type[Entry] | type[Release]) -> str:
    meaning = meanings(values)
    return _table(
        [
            [f"`{field.key}`", field.words, _yes(field.required), meaning[field.name]]
            for field in fields_of(values)
        ]
    )


def _manifest(values: type[Manifest] | type[Param], kinds: Kinds) -> str:
    said = meanings(values)
    required = {
        one.name
        for one in fields(values)
        if one.default is MISSING and one.default_factory is MISSING
    }
    rows = [[f"`{key}`", _WORDS[kinds[key]], _yes(key in required), said[key]] for key in kinds]
    return _table(rows)


def _attributes(values: type[Any]) -> str:
    rows = [[f"`{key}`", meaning] for key, meaning in meanings(values).items()]
    return table(["key", "meaning"], rows)


def _table(rows: list[list[str]]) -> str:
    return table(["key", "kind", "required", "meaning"], rows)


def _yes(required: bool) -> str:
    return "yes" if required else "no"
