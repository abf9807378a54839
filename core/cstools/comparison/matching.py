"""Two lists of findings on the same input, matched by rule, table and row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.data.findings import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

    from cstools.data.findings import Findings

BOTH, FIRST, SECOND = "both", "first", "second"
KEY = ["rule", "table", "row"]
_OTHERS = ["child", "fields", "title"]
_SIDES = {"both": BOTH, "left_only": FIRST, "right_only": SECOND}
MATCHED = ("by", *KEY, *_OTHERS, "severity_first", "severity_second")


def match(first: Findings, second: Findings) -> pd.DataFrame:
    """Every finding of either list once, with who found it.

    Args:
        first: findings of one tool, in canonical form.
        second: findings of the other, on the same rows.

    Returns:
        The columns of `MATCHED`, sorted by rule, table and row. ``by`` is ``both``, ``first`` or
        ``second``; the severity of the tool that did not find it is missing. Child, fields and
        title are the first tool's where both found it.
    """
    matched = _plain(first).merge(
        _plain(second),
        on=KEY,
        how="outer",
        suffixes=("_first", "_second"),
        indicator="by",
        validate="one_to_one",
    )
    for column in _OTHERS:
        matched[column] = matched[f"{column}_first"].fillna(matched[f"{column}_second"])
    matched["by"] = matched["by"].cat.rename_categories(_SIDES)
    return matched[list(MATCHED)].sort_values(KEY, ignore_index=True)


def _plain(findings: Findings) -> pd.DataFrame:
    return findings.astype({column: "str" for column in COLUMNS if column != "row"})
