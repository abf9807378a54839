"""Which reason, if any, explains each row that the tools judge differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cstools.comparison.conditions import Apart
from cstools.comparison.rule_line import BOTH, FIRST, REASON, SECOND, Fitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.comparison.side import Side
    from cstools.data.dataset import Dataset
    from cstools.data.difference import Difference


def explain(
    matched: pd.DataFrame,
    first: Side,
    second: Side,
    dataset: Dataset,
    last_year: Dataset | None = None,
) -> tuple[pd.DataFrame, dict[str, list[Fitting]]]:
    """Find for each row that only one tool flags a reason that fits it.

    Args:
        matched: findings of both, as `cstools.comparison.rule_line.match` gives them.
        first: one tool.
        second: the other.
        dataset: the data both were given.
        last_year: the data of the year before, where they were given.

    Returns:
        The findings with the reason that fits (the first of several; missing where none does and
        where both found the row), and by rule how far each of its reasons goes.
    """
    reasons = pd.Series(pd.NA, index=matched.index, dtype="str")
    fitting: dict[str, list[Fitting]] = {}
    apart = matched.loc[matched["by"] != BOTH, ["rule", "by", "table", "row"]]
    apart["by"] = apart["by"].astype("str")
    rows_of = dict(iter(apart.groupby("rule")))
    for rule in first.codes | second.codes:
        rows = rows_of.get(rule, apart.iloc[:0])
        data = Apart(rows[["by", "table", "row"]], dataset, last_year)
        fitting[rule] = []
        for giver, name, difference in _differences(rule, first, second):
            fits = data.fit(difference.fits, giver)
            text = difference.reason
            fitting[rule].append(Fitting(name, text, int(fits.sum()), bool(difference.fits)))
            free = rows.index[fits & reasons.loc[rows.index].isna().to_numpy()]
            reasons.loc[free] = f"{name} says: {text}"
    return matched.assign(**{REASON: reasons}), fitting


def _differences(rule: str, *sides: Side) -> Iterator[tuple[str, str, Difference]]:
    for giver, side in zip((FIRST, SECOND), sides, strict=True):
        for difference in side.status(rule).explains:
            yield giver, side.name, difference
