"""Checks of single values for the formats of `cstools.io.tables`, to stand in ``Annotated``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.io.tables import Wrong
from cstools.io.toml_lines import NOT_UNDERSTOOD

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Collection

    from cstools.io.tables import Check


def matching(pattern: re.Pattern[str], problem: str = "", advice: str = "") -> Check:
    """A check that a text fits a pattern as a whole."""
    return holding(lambda value: pattern.fullmatch(value) is not None, problem, advice)


def among(values: Collection[str], problem: str = "", advice: str = "") -> Check:
    """A check that a text is one of some."""
    return holding(lambda value: value in values, problem, advice)


def taken_by(make: Check, problem: str = "", advice: str = "") -> Check:
    """A check that a function takes the value, whatever it makes of it."""

    def takes(value: Any) -> bool:
        try:
            make(value)
        except NOT_UNDERSTOOD:
            return False
        return True

    return holding(takes, problem, advice)


def holding(test: Callable[[Any], bool], problem: str = "", advice: str = "") -> Check:
    """A check that something holds of a value.

    Args:
        test: whether it does.
        problem: what is wrong where it does not, in which ``{value}`` stands for a text's begin.
        advice: what to do.
    """

    def check(value: Any) -> Any:
        if not test(value):
            problem_text = problem or "{key} is not as it should be"
            raise Wrong(problem_text.replace("{value}", str(value)[:80]), advice)
        return value

    return check


def each(check: Check) -> Check:
    """A check of every item of a list."""

    def check_all(values: Any) -> Any:
        return tuple(check(value) for value in values)

    return check_all


def at_most(letters: int) -> Check:
    """A check that a text is no longer than that."""

    def check(text: str) -> str:
        if len(text) > letters:
            problem = f"{{key}} has {len(text):,} letters"
            raise Wrong(problem, f"No more than {letters:,} are read.")
        return text

    return check
