"""A journal of a change beside the core: what was there, so that it can be put back.

It is written before anything is changed. So also a change that was killed half-way is undone, by
the next command that changes something.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import json
import shutil
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cstools import home, packages
from cstools.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator


def note(names: Collection[str]) -> None:
    """Write down what is there, and save the files of the packages about to be replaced.

    Raises:
        OutputError: there is no space for that; nothing was changed.
    """
    forget()
    try:
        files = {}
        for number, source in enumerate(_files(names)):
            copy = _saved() / str(number)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy)
            files[copy.name] = str(source)
        there = {name: one.version for name, one in packages.installed().items()}
        saved = [name for name in names if name in there]
        body = {"versions": there, "saved": saved, "files": files}
        _journal().parent.mkdir(parents=True, exist_ok=True)
        half = _journal().with_suffix(".part")
        half.write_text(json.dumps(body), encoding="utf-8")
        half.replace(_journal())
    except OSError as error:
        forget()
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(
            f"What is there now could not be saved in {_saved().parent}: {reason}.",
            f"Make space there, or set {home.VARIABLE} to another folder.",
        ) from error


def undo(remove: Callable[[list[str]], None]) -> None:
    """Put back what was there before a change that failed or was killed; else do nothing.

    Args:
        remove: takes packages away.
    """
    try:
        before = json.loads(_journal().read_text(encoding="utf-8"))
        there, saved, files = (before[key] for key in ("versions", "saved", "files"))
    except (OSError, ValueError, KeyError, TypeError):
        return
    now = packages.installed()
    going = [name for name in now if name not in there or name in saved]
    if going:
        remove(going)
    for number, place in files.items():
        target = Path(place)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(_saved() / number, target)
    importlib.invalidate_caches()
    forget()


def forget() -> None:
    """Remove the journal: the change is done, or undone."""
    with contextlib.suppress(OSError):
        _journal().unlink(missing_ok=True)
    shutil.rmtree(_saved(), ignore_errors=True)


def _files(names: Collection[str]) -> Iterator[Path]:
    """The files of packages, their commands in the scripts folder included."""
    seen = set()
    for one in distributions():
        name = canonicalize_name(one.metadata["Name"] or "")
        if name in names and name not in seen:
            seen.add(name)
            places = (Path(str(one.locate_file(file))) for file in one.files or ())
            yield from (place for place in places if place.is_file() and place.suffix != ".pyc")


def _journal() -> Path:
    """The journal of this Python: several may share the user's cstools folder."""
    place = hashlib.sha256(sys.prefix.encode()).hexdigest()[:12]
    return home.home() / "journal" / f"{place}.json"


def _saved() -> Path:
    return _journal().with_suffix("")
