"""Finds records that repeat an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import Check, Flagged, collect, hookimpl

if TYPE_CHECKING:
    import pandas as pd
    from cstools import Context, Dataset, Findings

RULE = "REPEAT"
TITLE = "The record repeats an earlier one"
FIX = "Take one of the two out, unless both are meant."


def compared(table: pd.DataFrame, wanted: list[str] | None) -> list[str]:
    """The columns to compare: those wanted, or all but the row number."""
    known = table.columns.drop("row")
    return [column for column in known if not wanted or column in wanted]


@hookimpl
def cstools_validate(dataset: Dataset, context: Context) -> Findings:
    """Flag each record that is the same as an earlier one of its table."""
    flagged = []
    for name, table in dataset.items():
        columns = compared(table, context.params["columns"])
        if columns:
            rows = table.loc[table.duplicated(columns), "row"].to_numpy()
            fields = tuple(map(str, columns))
            flagged.append(Flagged(RULE, "query", name, rows, [None] * len(rows), fields, TITLE))
    if not flagged:
        context.checks.append(Check(RULE, TITLE, "query", "skipped", "No table has the columns."))
        return collect([])
    found = sum(len(one.rows) for one in flagged)
    context.checks.append(Check(RULE, TITLE, "query", "done", found=found, fix=FIX))
    return collect(flagged)
