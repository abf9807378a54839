"""The rules: each a module of `cstools.check.rules`, described by its docstring.

A rule's module has a function ``look(subject)`` that yields what is wrong: a sentence, or a
`Problem` where the fix differs from the rule's own. Its docstring begins with what has to hold and
names ``Level``, ``Why`` and ``Fix``. The module's name is the rule's id.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from cstools.check import rules as folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cstools.check.report import Level
    from cstools.check.subject import Subject

_ORDER: dict[str, int] = {"error": 0, "warning": 1, "advice": 2}
_PART = re.compile(r"^(Level|Why|Fix): ", re.MULTILINE)


class Problem(NamedTuple):
    """Something that is wrong, and what to do about just that."""

    text: str
    fix: str = ""


class NotApplyingError(Exception):
    """The rule says nothing about this kind of package; the text says why."""


class NotSeenError(Exception):
    """What the rule looks at could not be had, because another rule failed; the text says which."""


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        id: its name, as in ``[checks.skip]``.
        title: what has to hold.
        level: ``"error"``, ``"warning"`` or ``"advice"``.
        why: why it matters, in a sentence.
        fix: what to do when it fails.
        look: yields what is wrong with a project.
    """

    id: str
    title: str
    level: Level
    why: str
    fix: str
    look: Callable[[Subject], Iterable[str | Problem]]


@cache
def every_rule() -> tuple[Rule, ...]:
    """Every rule, errors first."""
    rules = [_read(module.name) for module in pkgutil.iter_modules(folder.__path__)]
    return tuple(sorted(rules, key=lambda rule: (_ORDER[rule.level], rule.id)))


def _read(name: str) -> Rule:
    module = importlib.import_module(f"{folder.__name__}.{name}")
    title, *rest = _PART.split(inspect.getdoc(module) or "")
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    level, why, fix = (" ".join(parts[key].split()) for key in ("Level", "Why", "Fix"))
    title = " ".join(title.split())
    return Rule(name.replace("_", "-"), title, cast("Level", level), why, fix, module.look)
