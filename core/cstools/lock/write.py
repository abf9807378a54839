"""Write a lock: our list of tools, and beside it the packages of each environment (PEP 751)."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import tomlkit

from cstools.errors import InputError
from cstools.io.files import put_text
from cstools.lock import pylock
from cstools.lock.lockfile import BESIDE, FORMAT, Lock, digest_of, tables_of
from cstools.lock.read import read_list

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = (
    "Made by 'cstools lock'; 'cstools sync' installs exactly this.",
    "Do not edit it, make it anew: its digest would not fit any more.",
    "The packages of each environment are in the files that it names; keep them together.",
)


def write(lock: Lock, path: Path) -> list[str]:
    """Write a lock; gives the names of its files, the list of tools first.

    The list comes last, so that one that was there before stays until all else is written. Files
    of packages that it named and that are none of this lock go.

    Raises:
        OSError: a file cannot be written.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    former, named = _pylocks(path), texts(lock, path.name)
    for name, text in reversed(named.items()):
        put_text(path.with_name(name), text)
    for name in former - named.keys():
        path.with_name(name).unlink(missing_ok=True)
    return list(named)


def _pylocks(path: Path) -> set[str]:
    """The files of packages that a list of tools names; none where there is no such list."""
    try:
        whole = read_list(path)[0]
    except InputError:
        return set()
    return {environment.packages for environment in whole.environment if environment.packages}


def texts(lock: Lock, name: str) -> dict[str, str]:
    """The text of each file of a lock, by its name; the list of tools has the one it is given."""
    stem = name.removesuffix(".lock").replace(".", "-")
    names = {
        environment.name: _name(stem, environment.name) for environment in lock.sorted.environments
    }
    packages = {names[environment]: pylock.dump(lock, environment) for environment in names}
    return {name: _list(lock.sorted, names), **packages}


def _name(stem: str, environment: str) -> str:
    return f"pylock.{stem if environment == BESIDE else f'{stem}-{environment}'}.toml"


def _list(lock: Lock, names: dict[str, str]) -> str:
    document = tomlkit.document()
    for line in _HEAD:
        document.add(tomlkit.comment(line))
    head = {"format": FORMAT, "core": lock.core, "python": lock.python, "system": lock.system}
    document["lock"] = {**head, "digest": digest_of(lock)}
    if lock.tools:
        document["tool"] = tables_of(lock.tools)
    if lock.environments:
        tables = tables_of(lock.environments)
        for table in tables:
            table["packages"] = names[table["name"]]
        document["environment"] = tables
    siblings = [package for package in lock.packages if package.registry]
    if siblings:
        document["package"] = tables_of(siblings)
    return tomlkit.dumps(document)
