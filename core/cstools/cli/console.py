"""What commands print with: tables and text on standard output, progress and notes on error.

Whatever a command prints goes through one function, `cstools.io.characters.visible`: names of
files, headings and texts of others may hold what a terminal obeys, or hides. Only styles of ours
pass.

Rich is imported when something is printed, not when a command is looked up.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cstools.io.characters import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

T = TypeVar("T")

_SOON = 0.5
# Bold, faint, italic, underlined, a colour of the letters, and back; never hidden or black.
_STYLE = re.compile(r"(\x1b\[(?:(?:[0-4]|2[2-4]|3[1-79]|9[0-7]|49)(?:;|(?=m)))*m)")


class Printable:
    """A stream for people on which what a terminal would obey or hide is written out.

    Args:
        stream: where it goes.
    """

    # Without one below, click writes here and not around it.
    buffer = None

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text, made visible."""
        if not self._stream.isatty():
            return int(self._stream.write(visible(text)) or 0)
        parts = _STYLE.split(text)
        clean = (part if place % 2 else visible(part) for place, part in enumerate(parts))
        return int(self._stream.write("".join(clean)) or 0)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write lines, made visible."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def printable() -> Iterator[None]:
    """Have all that is printed inside made visible."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (None if stream is None else Printable(stream) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def quiet_option(command: Any) -> Any:
    """Add ``--quiet``."""
    return click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")(command)


def verbose_option(command: Any) -> Any:
    """Add ``--verbose``."""
    return click.option("-v", "--verbose", is_flag=True, help="Print more detail.")(command)


def json_option(command: Any) -> Any:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")(
        command
    )


def print_json(body: Any) -> None:
    """Print a value as JSON, in ASCII so that every terminal and pipe takes it."""
    click.echo(json.dumps(body, indent=2, default=str))


def console(*, stderr: bool = False) -> Console:
    """A rich console; plain text without colour when output is no terminal or NO_COLOR is set."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else 100
    return Console(stderr=stderr, width=width, highlight=False, soft_wrap=False)


def print_table(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], right: Sequence[int] = ()
) -> None:
    """Print a table; the columns in `right` are aligned to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(visible(title)) if title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD if any(headings) else box.SIMPLE,
        title_style="bold",
        show_header=any(headings),
    )
    for place, heading in enumerate(headings):
        table.add_column(
            Text(visible(heading)),
            justify="right" if place in right else "left",
            overflow="fold",
            no_wrap=place == 0,
        )
    for row in rows:
        table.add_row(*(Text(visible(_cell(value))) for value in row))
    console().print(table)


def _cell(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "" if value is None else str(value)


@contextmanager
def progress(*, quiet: bool) -> Iterator[TerminalProgress | None]:
    """A progress reporter for a person who watches; None when nobody does."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    printable = TerminalProgress()
    try:
        yield printable
    finally:
        printable.close()


class TerminalProgress:
    """Progress on the terminal, shown once work has taken half a second.

    It has a way of its own to the terminal: while a tool runs, the usual ones lead nowhere.
    """

    def __init__(self) -> None:
        self._stream = _own_way_to(sys.stderr)
        self._label = ""
        self._task: TaskID | None = None

    @cached_property
    def _bar(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(file=self._stream, force_terminal=True, highlight=False),
            transient=True,
        )
        bar.start()
        return bar

    def say(self, label: str) -> None:
        """Show what is being done now, without a count."""
        self._label = visible(label, lines=False)
        if self._task is not None:
            self._bar.update(self._task, description=self._label, total=None, completed=0)

    def track(self, items: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
        """Yield `items`, showing how many are done."""
        started = time.monotonic()
        label = visible(label, lines=False)
        if total is None and isinstance(items, Sequence):
            total = len(items)
        for number, item in enumerate(items, start=1):
            yield item
            if self._task is not None or time.monotonic() - started > _SOON:
                self._show(label, number, total)

    def _show(self, label: str, number: int, total: int | None) -> None:
        if self._task is None:
            self._task = self._bar.add_task(label, total=total)
        self._bar.update(self._task, description=label, total=total, completed=number)

    def close(self) -> None:
        """Take the progress off the terminal."""
        if "_bar" in self.__dict__:
            self._bar.stop()
        if self._stream is not sys.stderr:
            self._stream.close()


def _own_way_to(stream: Any) -> Any:
    """Where a stream leads, by a way that stays open; on Windows consoles it stays open itself."""
    if sys.platform == "win32":
        return getattr(stream, "_stream", stream)
    return os.fdopen(os.dup(stream.fileno()), "w", encoding="utf-8", errors="replace")
