"""Ask a person for what was not given on the command line."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from cstools.errors import CstoolsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def somebody() -> bool:
    """Whether a person is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@dataclass(frozen=True)
class Asking:
    """Takes answers from options, else from a person, else from defaults.

    Attributes:
        on: whether to ask.
    """

    on: bool

    def __call__(
        self,
        question: str,
        option: str,
        given: str | None,
        default: str | None,
        check: Callable[[str], Any],
    ) -> Any:
        """An answer as `check` gives it; a person is asked again after one that it refuses.

        Raises:
            UsageError: it is lacking and nobody is asked.
            CstoolsError: what was given is refused.
        """
        if given is None and self.on:
            return click.prompt(question, default=default, value_proc=_again(check), err=True)
        if given is None and default is None:
            raise UsageError(f"The {option} is lacking.", f"Give it with --{option}.")
        return check(given if given is not None else str(default))

    def choice(self, question: str, names: Sequence[str]) -> str | None:
        """One of several names; None when nobody is asked."""
        if not self.on:
            return None
        answer: str = click.prompt(question, type=click.Choice(names), err=True)
        return answer


def _again(check: Callable[[str], Any]) -> Callable[[str], Any]:
    def tried(text: str) -> Any:
        try:
            return check(text)
        except CstoolsError as error:
            raise click.BadParameter(str(error)) from error

    return tried
