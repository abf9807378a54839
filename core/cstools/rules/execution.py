"""Run the rules of one period on prepared tables.

A rule whose tables are absent is skipped with the reason. A rule that breaks is listed as failed
and stops nothing: not the other rules, not the report.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from cstools.data.context import Check
from cstools.data.findings import Flagged
from cstools.errors import CstoolsError, describe
from cstools.rules.flags import EARLIER
from cstools.rules.needs import Skip
from cstools.rules.period import EARLIER as EARLIER_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cstools.data.context import State
    from cstools.rules.base import Base
    from cstools.rules.declaration import Rule, Version
    from cstools.rules.flags import Flags
    from cstools.rules.tables import Return


def execute(ret: Return, rules: Iterable[Rule]) -> Iterator[tuple[Check, list[Flagged]]]:
    """Yield, rule by rule, how it went and what it flags.

    Raises:
        CstoolsError: what a rule asked for cannot be read.
    """
    for rule in rules:
        started = time.perf_counter()
        version = rule.logic(ret.ruleset)
        assert version is not None
        state, reason, parts = _judge(ret, rule, version)
        yield (
            Check(
                rule.code,
                rule.title,
                rule.severity,
                state,
                reason,
                found=sum(len(part.rows) for part in parts),
                seconds=time.perf_counter() - started,
                fix=version.fix,
            ),
            parts,
        )


def _judge(ret: Return, rule: Rule, version: Version) -> tuple[State, str, list[Flagged]]:
    if reason := missing_for(ret, rule):
        return "skipped", reason, []
    try:
        return "done", "", _flagged(ret, rule, version.logic(ret))
    except Skip as skip:
        return "skipped", str(skip), []
    except CstoolsError:
        # What a rule asked for cannot be read (a list of places, say): the user can mend that.
        raise
    except Exception as error:
        # One rule's defect must not cost the user the other rules' findings.
        return "failed", describe(error, version.logic.__module__.split(".")[0]), []


def missing_for(ret: Return, rule: Rule) -> str:
    """Why a rule cannot run on these tables, or an empty text."""
    absent = [t for t in rule.tables if t not in rule.optional and not ret.has(t)]
    if absent:
        return f"{_list(absent)} not given."
    absent = [
        t for t in rule.last_year if f"{EARLIER}{t}" not in rule.optional and not ret.last.has(t)
    ]
    if absent:
        return f"{EARLIER_NAME.capitalize()}'s {_list(absent)} not given."
    required = (need for need in rule.needs if need not in rule.optional)
    return next(filter(None, (need.missing(ret) for need in required)), "")


def _flagged(ret: Return, rule: Rule, flags: Flags) -> list[Flagged]:
    parts = []
    for name, mask in flags.items():
        base = _base(ret, name)
        positions = np.flatnonzero(mask)
        own = tuple(field for field in rule.fields if field in base.headings)
        parts.append(
            Flagged(
                rule.code,
                rule.severity,
                base.name,
                base.rows[positions],
                base.names(positions, ret.names),
                own or ((base.key,) if base.key else ()),
                rule.title,
            )
        )
    return parts


def _base(ret: Return, name: str) -> Base:
    tables = ret.last if name.startswith(EARLIER) else ret
    return tables[name.removeprefix(EARLIER)].base


def _list(tables: list[str]) -> str:
    return " and ".join(tables) + (" was" if len(tables) == 1 else " were")
