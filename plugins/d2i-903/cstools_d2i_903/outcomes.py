"""Run the validator's rules and bring what they flag back to the records of the return."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cstools import Check, Flagged, describe
from cstools_d2i_903.quiet import quiet
from cstools_d2i_903.rulebook import (
    LAST_YEAR,
    SEVERITY,
    needs_authority,
    needs_providers,
    tables,
    title,
)
from cstools_d2i_903.sector import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cstools import Dataset, State
    from cstools_d2i_903.sector import Rule


EPISODES = "Episodes"
# The rows that an end filled in by another rule can bear on: those of a child that has such an
# episode, in the form of the core's row conditions.
_OPEN_EPISODES: tuple[Mapping[str, Any], ...] = (
    {"table": EPISODES, "same": ["CHILD"], "missing": ["DEC"]},
)
_NOTHING: tuple[Mapping[str, Any], ...] = ()
_NO_ANSWER = "It gave no answer: what it looks at is not in this return, or not in this form of it."


@dataclass(frozen=True)
class Outcome:
    """What came of one rule.

    Attributes:
        check: how it went.
        flagged: the records it flags.
        nowhere: how many records it named that are not in the return.
    """

    check: Check
    flagged: list[Flagged] = field(default_factory=list)
    nowhere: int = 0

    @property
    def note(self) -> str:
        """What the person should know when it named records that are not there."""
        return (
            f"Rule {self.check.rule} named {self.nowhere:,} records that are not in the return; "
            "these were left out."
        )


def run(
    rules: Iterable[Rule],
    store: dict[str, Any],
    dataset: Dataset,
    known: Collection[str],
    *,
    isolated: bool,
    no_authority: str = "",
) -> Iterator[Outcome]:
    """Yield, rule by rule, how it went and what it flags.

    Args:
        rules: the rules in the order in which they run.
        store: what they are given; they may change it.
        dataset: the return whose tables `store` holds, record by record.
        known: names of the tables that a return can have.
        isolated: whether each rule gets data of its own.
        no_authority: why the rules that need the authority are skipped; empty when they run.
    """
    ended, filled_by = _ended(store), ""
    for rule in rules:
        if no_authority and needs_authority(rule):
            check = Check(rule.code, title(rule), SEVERITY, "skipped", no_authority)
            yield Outcome(check)
            continue
        started, fits = time.perf_counter(), _NOTHING
        state, reason, flagged, nowhere = _judge(rule, copied(store, isolated=isolated), dataset)
        if state == "skipped":
            reason = _why_skipped(rule, store, known)
        elif state == "done" and filled_by and EPISODES in tables(rule, known):
            reason = (
                f"Rule {filled_by} had filled blank ends of episodes before it ran; with "
                "--isolate-rules it sees the return as it is."
            )
            fits = _OPEN_EPISODES
        if not filled_by and _ended(store) != ended:
            filled_by = rule.code
        check = Check(
            rule.code,
            title(rule),
            SEVERITY,
            state,
            reason,
            found=sum(len(part.rows) for part in flagged),
            seconds=time.perf_counter() - started,
            fits=fits,
        )
        yield Outcome(check, flagged, nowhere)


def copied(store: dict[str, Any], *, isolated: bool) -> dict[str, Any]:
    """The store for one rule.

    The validator gives each rule tables of its own but not cells of its own: a column put into a
    table stays with the rule, a cell that is overwritten is overwritten for the rules after it.
    """
    copies: dict[str, Any] = {}
    for name, value in store.items():
        if isinstance(value, pd.DataFrame):
            copies[name] = value.copy(deep=isolated)
        elif isinstance(value, dict) and isolated:
            copies[name] = copied(value, isolated=True)
        else:
            copies[name] = value
    return copies


def _ended(store: dict[str, Any]) -> int:
    """How many episodes have an end, which a rule that overwrites cells changes for the others."""
    episodes = store.get(EPISODES)
    return 0 if episodes is None else int(episodes["DEC"].notna().sum())


def positions(values: Iterable[Any], records: int) -> tuple[np.ndarray, int]:
    """The places of the records that a rule names, each once, and how many are none.

    Args:
        values: the numbers of records from 0 as a rule gives them; missing ones are passed over.
        records: how many records there are.
    """
    named = pd.Series(list(values), dtype=object)
    named = named[named.notna()]
    numbers = pd.to_numeric(named, errors="coerce").to_numpy(dtype=float)
    present = (numbers >= 0) & (numbers < records) & (numbers == np.floor(numbers))
    return np.unique(numbers[present].astype("int64")), int((~present).sum())


def _judge(
    rule: Rule, store: dict[str, Any], dataset: Dataset
) -> tuple[State, str, list[Flagged], int]:
    try:
        with quiet():
            named = {name: list(values) for name, values in rule.func(store).items()}
    except Exception as error:
        # As in the validator itself, a rule that breaks stops nothing.
        return "failed", f"It stopped with {describe(error, PACKAGE)}", [], 0
    # The validator's rules name no table at all when they lack what they look at.
    if not named:
        return "skipped", "", [], 0
    flagged, nowhere = _flagged(rule, named, dataset)
    return "done", "", flagged, nowhere


def _flagged(
    rule: Rule, named: dict[str, list[Any]], dataset: Dataset
) -> tuple[list[Flagged], int]:
    flagged, nowhere = [], 0
    for name, values in named.items():
        table = dataset.tables.get(name)
        places, lost = positions(values, 0 if table is None else len(table))
        nowhere += lost
        if table is None or not len(places):
            continue
        records = table.iloc[places]
        rows, children = records["row"].to_numpy(), records["CHILD"]
        own = tuple(field for field in rule.affected_fields or () if field in table.columns)
        fields = own or ("CHILD",)
        flagged.append(Flagged(rule.code, SEVERITY, name, rows, children, fields, title(rule)))
    return flagged, nowhere


def _why_skipped(rule: Rule, store: dict[str, Any], known: Collection[str]) -> str:
    """What is not there of what the rule says it looks at."""
    missing = [name for name in tables(rule, known) if name not in store]
    parts = [_missing("", [name for name in missing if not name.endswith(LAST_YEAR)])]
    before = [name.removesuffix(LAST_YEAR) for name in missing if name.endswith(LAST_YEAR)]
    parts.append(_missing("Last year's ", before))
    if needs_providers(rule) and "provider_info" not in store["metadata"]:
        parts.append("It needs the provider lists: give --providers.")
    return " ".join(part for part in parts if part) or _NO_ANSWER


def _missing(whose: str, names: list[str]) -> str:
    if not names:
        return ""
    return f"{whose}{' and '.join(names)} {'was' if len(names) == 1 else 'were'} not given."
