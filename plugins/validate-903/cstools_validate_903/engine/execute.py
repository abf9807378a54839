"""Run the rules of one collection year on a prepared return.

A rule whose tables are absent is skipped with the reason. A rule that breaks is listed as failed
and stops nothing: not the other rules, not the report.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from cstools import Check, CstoolsError, Flagged, describe
from cstools_validate_903.engine.prepared import Return, Skip
from cstools_validate_903.engine.view import LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cstools import State
    from cstools_validate_903.engine.base import Base
    from cstools_validate_903.engine.rule import Rule, Version
    from cstools_validate_903.engine.view import Flags, View


def execute(ret: Return, rules: Iterable[Rule]) -> Iterator[tuple[Check, list[Flagged]]]:
    """Yield, rule by rule, how it went and what it flags."""
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
    missing = missing_for(ret, rule)
    if missing:
        return "skipped", missing, []
    try:
        return "done", "", _flagged(ret, rule, version.logic(ret))
    except Skip as skip:
        return "skipped", str(skip), []
    except CstoolsError:
        # What a rule asked for cannot be read (a provider list, say): that is the user's to mend.
        raise
    except Exception as error:
        # One rule's defect must not cost the user the other rules' findings.
        return "failed", describe(error, "cstools_validate_903"), []


def missing_for(ret: Return, rule: Rule) -> str:
    """Why a rule cannot run on this return, or an empty text."""
    this_year = [t for t in rule.tables if t not in rule.optional and not ret.has(t)]
    last_year = [
        t for t in rule.last_year if f"last {t}" not in rule.optional and not ret.last.has(t)
    ]
    if this_year:
        return f"{_list(this_year)} not given."
    if last_year:
        return f"Last year's {_list(last_year)} not given."
    # A table may come with PL_LOCATION filled in; if not, working it out asks for the authority.
    asks_late = "postcodes" in rule.needs
    authority = ret.reference.local_authority
    if "local_authority" in rule.needs and authority is None and not asks_late:
        return "It needs the local authority: give --local-authority."
    return ""


def _flagged(ret: Return, rule: Rule, flags: Flags) -> list[Flagged]:
    parts = []
    for name, mask in flags.items():
        base = _table(ret, name)
        positions = np.flatnonzero(mask)
        own = tuple(field for field in rule.fields if field in base.headings)
        parts.append(
            Flagged(
                rule.code,
                rule.severity,
                base.name,
                base.rows[positions],
                base.names(positions, ret.names),
                own or ("CHILD",),
                rule.title,
            )
        )
    return parts


def _table(ret: Return, name: str) -> Base:
    of_year = ret.last if name.startswith(LAST_YEAR) else ret
    view: View = getattr(of_year, name.removeprefix(LAST_YEAR))
    return view.base


def _list(tables: list[str]) -> str:
    return " and ".join(tables) + (" was" if len(tables) == 1 else " were")
