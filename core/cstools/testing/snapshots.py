"""Compare panels and tables with files that were looked at once and kept beside the test."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools.data.panel import Panel
from cstools.data.result import Result
from cstools.errors import UsageError
from cstools.testing import _plain, _words

if TYPE_CHECKING:
    from pathlib import Path

OPTION = "--cstools-update-snapshots"
FOLDER = "snapshots"
_ODD = re.compile(r"[^\w.=-]+")


class PanelSnapshot:
    """Compares what a test shows with a file. The fixture ``panel_snapshot`` is one for each test.

    Args:
        test: the test, as pytest names it.
        folder: where its file is; the snapshots are in a folder beside it.
        name: the name of a snapshot when the test gives none.
        update: whether to write the files instead of comparing with them.
        users: which test uses which file, of all the tests of the session.
    """

    def __init__(
        self, test: str, folder: Path, name: str, *, update: bool, users: dict[str, str]
    ) -> None:
        self.written: list[str] = []
        self._mine: set[str] = set()
        self._test, self._folder, self._name = test, folder / FOLDER, name
        self._update, self._users = update, users

    def __call__(
        self, shown: Panel | Iterable[Panel] | Result | pd.DataFrame, name: str | None = None
    ) -> None:
        """Assert that panels or a table are what ``snapshots/NAME.json`` holds.

        Args:
            shown: a panel, several, a result (then all its panels) or a DataFrame.
            name: the file's name without ``.json``; None for the name of the test.

        Raises:
            UsageError: `shown` is something else, or the file belongs to another snapshot.
        """
        __tracebackhide__ = True
        path = self._path(self._name if name is None else name)
        text = _plain.layout(_values(shown))
        before = _read(path)
        if before == text:
            return
        if self._update:
            _write(path, text)
            self.written.append(f"{FOLDER}/{path.name}")
        elif before is None:
            raise AssertionError(self._missing(path, text))
        else:
            raise AssertionError(self._changed(path, before, text))

    def _path(self, name: str) -> Path:
        path = self._folder / f"{_ODD.sub('-', name).strip('-.')}.json"
        # Two names that differ in capitals only are one file on Windows.
        user = self._users.setdefault(str(path).casefold(), self._test)
        if user != self._test or path.name in self._mine:
            raise UsageError(
                f"The snapshot {FOLDER}/{path.name} is used already, in {user}.",
                "Give each a name of its own: panel_snapshot(shown, name=...).",
            )
        self._mine.add(path.name)
        return path

    def _missing(self, path: Path, text: str) -> str:
        lines = text.splitlines()
        more = len(lines) - _plain.MOST_LINES
        first = [*lines[: _plain.MOST_LINES], *([f"... and {more} more lines"] if more > 0 else [])]
        return "\n".join(
            [
                f"There is no snapshot {FOLDER}/{path.name} yet. It would hold:",
                _words.indented("\n".join(first)),
                f"If that is right, write it: {self._command()}",
            ]
        )

    def _changed(self, path: Path, before: str, text: str) -> str:
        difference = _plain.difference(before, text, f"{FOLDER}/{path.name}", "this run")
        return "\n".join(
            [
                f"What is shown is not what {FOLDER}/{path.name} holds.",
                _words.indented(difference),
                f"If this run is right, write it: {self._command()}",
            ]
        )

    def _command(self) -> str:
        return f'python -m pytest {OPTION} "{self._test}"'


def _values(content: Any) -> Any:
    if isinstance(content, Panel):
        return _plain.panel(content)
    if isinstance(content, pd.DataFrame):
        return _plain.table(content)
    panels = content.panels if isinstance(content, Result) else content
    several = list(panels) if isinstance(panels, Iterable) else [panels]
    if not all(isinstance(panel, Panel) for panel in several):
        raise UsageError(
            f"{type(content).__name__} is nothing that a snapshot can be made of.",
            "Give a Panel, a list of them, a Result or a DataFrame.",
        )
    return [_plain.panel(panel) for panel in several]


def _read(path: Path) -> str | None:
    """The snapshot as this run would lay it out, however the file came to be laid out."""
    try:
        return _plain.layout(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except ValueError:
        raise UsageError(
            f"{path} is no JSON.", "Take it back from version control, or delete it."
        ) from None


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
