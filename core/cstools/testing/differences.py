"""What differs between two runs, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools.data.findings import COLUMNS
from cstools.testing import _plain, _words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools.data.findings import Findings
    from cstools.data.result import Result


def between(result: Result, other: Result) -> list[str]:
    """What differs, a text for each thing; nothing when the two runs gave the same."""
    listings = [
        {listing.name: listing.table for listing in run.listings} for run in (result, other)
    ]
    return [
        *_findings(result.findings, other.findings),
        *_checks(result, other),
        *_panels(result, other),
        *_tables("table", result.dataset.tables, other.dataset.tables),
        *_tables("list", *listings),
    ]


def _findings(findings: Findings, other: Findings) -> list[str]:
    joined = _texts(findings).merge(_texts(other), how="outer", indicator="only in", sort=True)
    sentences = []
    for side, name in (("left_only", "this run"), ("right_only", "the other run")):
        only = joined.loc[joined["only in"] == side, list(COLUMNS)]
        if len(only):
            sentences += [f"Found in {name} only:", _words.indented(_words.lines(only))]
    return sentences


def _texts(findings: Findings) -> pd.DataFrame:
    return findings.astype(dict.fromkeys(COLUMNS, "object"))


def _checks(result: Result, other: Result) -> list[str]:
    states = [{check.rule: check.state for check in run.checks} for run in (result, other)]
    names = [name for name in states[0] | states[1] if states[0].get(name) != states[1].get(name)]
    return [
        f"Rule {name} was {states[0].get(name, 'not there')} in this run, "
        f"{states[1].get(name, 'not there')} in the other."
        for name in names[: _words.MOST_ROWS]
    ]


def _panels(result: Result, other: Result) -> list[str]:
    texts = [
        _plain.layout([_plain.panel(panel) for panel in run.panels]) for run in (result, other)
    ]
    if texts[0] == texts[1]:
        return []
    return [
        "The panels differ:",
        _words.indented(_plain.difference(texts[0], texts[1], "this run", "other")),
    ]


def _tables(
    kind: str, tables: Mapping[str, pd.DataFrame], other: Mapping[str, pd.DataFrame]
) -> list[str]:
    sentences = []
    if list(tables) != list(other):
        sentences.append(
            f"This run has the {kind}s {_words.names(tables) or 'none'}; "
            f"the other has {_words.names(other) or 'none'}."
        )
    for name in [name for name in tables if name in other]:
        try:
            pd.testing.assert_frame_equal(tables[name], other[name], obj=f"The {kind} {name}")
        except AssertionError as error:
            sentences.append(f"{error}\n(left is this run, right the other)")
    return sentences
