"""Cells nobody could overlook: put into data, and searched for in everything that is said."""

from __future__ import annotations

import datetime as dt
import re
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cstools.data.text import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cstools.data.context import Check
    from cstools.errors import CstoolsError

_WORD = "Qzxvj"
# A day in a year of which nobody in the data can be; as it is typed, and as it is printed.
DAY = "21/03/1807"
# Numbers that nothing counted or measured in the data comes near.
_NUMBER = 987_654_000
_SEARCH = re.compile(
    rf"{_WORD}\d|987[ ,_.]?654[ ,_.]?\d\d\d|21/0?3/1807|0?3/21/1807|1807-?0?3-?21"
    r"|21.{0,8}Mar\w*.{0,3}1807|Mar\w*.{0,2}21.{0,5}1807",
    re.IGNORECASE,
)


_RAISE = re.compile(r"\braise\b")


class Marker:
    """Replaces texts: equal ones by equal marks, so that records still fit together."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}

    def mark(self, column: pd.Series) -> pd.Series:
        """The column with a mark for each text; blank stays blank."""
        texts = column.map(lambda value: self._of(str(value)), na_action="ignore")
        return as_text(texts.to_list()).set_axis(column.index)

    def mark_every(self, column: pd.Series, step: int) -> pd.Series:
        """The column with a mark in one of `step` records, filled or not."""
        marked = column.astype(object)
        places = range(0, len(column), step)
        marked.iloc[list(places)] = [self._of(f"cell {place}") for place in places]
        return as_text(marked.to_list()).set_axis(column.index)

    def _of(self, text: str) -> str:
        return self._marks.setdefault(text, f"{_WORD}{len(self._marks):06}")


def numbers(column: pd.Series) -> pd.Series:
    """The column with a number nobody could overlook in each record; blank stays blank."""
    counted = _NUMBER + np.arange(len(column)) % 1000
    return pd.Series(counted, index=column.index).where(column.notna())


def typed_numbers(column: pd.Series) -> pd.Series:
    """The same for a column as it was typed."""
    typed = [None if pd.isna(number) else f"{int(number)}" for number in numbers(column)]
    return as_text(typed).set_axis(column.index)


def days(column: pd.Series) -> pd.Series:
    """The column of dates with the marked day in each record; blank stays blank."""
    day = dt.datetime.strptime(DAY, "%d/%m/%Y")
    return column.mask(column.notna(), pd.Timestamp(day))


def holds(text: object) -> bool:
    """Whether a text holds a mark."""
    return bool(_SEARCH.search(str(text)))


def in_error(error: CstoolsError) -> list[str]:
    """Where marks stand in an error."""
    return ["the text of an error"] if holds(f"{error.problem} {error.advice}") else []


def in_raised(error: BaseException, package: str) -> list[str]:
    """Where marks stand in what a package raised itself; a run keeps that from the user.

    What a library says of the data it was given is not of the package's making.
    """
    cause: BaseException | None = error.__cause__
    while cause is not None:
        frames = traceback.extract_tb(cause.__traceback__)
        own = bool(frames) and package in Path(frames[-1].filename).parts
        if own and _RAISE.search(str(frames[-1].line)) and holds(cause):
            return ["the text of an exception that it raises"]
        cause = cause.__cause__ or cause.__context__
    return []


def in_log(lines: Iterable[tuple[str, str]]) -> list[str]:
    """Where marks stand in what was logged."""
    return list(dict.fromkeys(f"the log ({place})" for place, text in lines if holds(text)))


def in_texts(texts: Iterable[str], name: str) -> list[str]:
    """The name of the texts, where one of them holds a mark."""
    return [name] if any(holds(text) for text in texts) else []


def in_checks(checks: Iterable[Check]) -> list[str]:
    """Where marks stand in a tool's account of its rules."""
    quoting = (
        check for check in checks if holds(f"{check.rule} {check.title} {check.reason} {check.fix}")
    )
    return [] if next(quoting, None) is None else ["the account of its rules (context.checks)"]
