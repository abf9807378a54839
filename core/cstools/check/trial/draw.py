"""Write a run's panels as users get them, and say which could not be drawn."""

from __future__ import annotations

import re
import tempfile
from typing import TYPE_CHECKING, Any

from cstools.check.trial.answers import Drawn
from cstools.check.trial.observer import logging_heard, printing
from cstools.errors import CstoolsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cstools.data.result import Result

_COULD_NOT = re.compile(r"\b(cannot be shown|could not be drawn)\b")


def draw(result: Result, scratch: Path) -> Drawn:
    """Write the page and the workbook of a result.

    Args:
        result: it has panels.
        scratch: a folder to write in.
    """
    problems = [
        f"The panel '{panel.title}' takes data from an address; put the data inside."
        for panel in result.panels
        if panel.spec is not None and any(_addresses(panel.spec))
    ]
    if problems:
        return Drawn(problems)
    noted = len(result.notes)
    with (
        tempfile.TemporaryDirectory(prefix="résultats ", dir=scratch) as folder,
        logging_heard() as heard,
        printing(),
    ):
        try:
            result.export(f"{folder}/report", ["html", "xlsx"])
        except CstoolsError as error:
            return Drawn([error.problem])
    said = [text for _, text in heard.lines] + result.notes[noted:]
    return Drawn([_sentence(text) for text in said if _COULD_NOT.search(text)])


def _addresses(body: Any) -> Iterator[str]:
    """Every address of data in a specification."""
    if isinstance(body, dict):
        data = body.get("data")
        if isinstance(data, dict) and isinstance(data.get("url"), str):
            yield data["url"]
        for value in body.values():
            yield from _addresses(value)
    elif isinstance(body, list):
        for value in body:
            yield from _addresses(value)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
