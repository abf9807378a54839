"""Finds records that repeat an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import Check, Flagged, InputError, UsageError, hookimpl
from cstools.findings import collect

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
    params = context.params
    if params["refuse"]:
        raise UsageError("It was told to refuse.", "Leave out --refuse.")
    if params["most"] > 100:
        raise InputError("There are more than a hundred.", "Give less.")
    context.progress.say("Comparing")
    context.log.info("compares %s tables", len(dataset))
    context.kept["tables"] = list(dataset)
    context.notes.append(f"Share {params['share']}, since {params['from_day']}, {params['kind']}.")
    if params["lookup"] is not None:
        context.notes.append(f"{len(params['lookup'].read_text('utf-8').splitlines())} look-ups.")
    flagged = []
    for name, table in context.progress.track(list(dataset.items()), "Comparing"):
        columns = compared(table, params["columns"])
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
