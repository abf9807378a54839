"""Finds reviews held late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import Check, Flagged, collect, hookimpl

if TYPE_CHECKING:
    import pandas as pd
    from cstools import Context, Dataset, Findings

RULE = "LATE"
TITLE = "Review held too long after the one before"
FIX = "Check both dates. If they are right, record why the review was late."


def late(reviews: pd.DataFrame, most_days: int) -> pd.DataFrame:
    """The reviews more than so many days after the one before of the same child."""
    in_order = reviews.sort_values(["CHILD", "REVIEW"])
    days = in_order.groupby("CHILD")["REVIEW"].diff().dt.days
    return in_order[days > most_days]


@hookimpl
def cstools_validate(dataset: Dataset, context: Context) -> Findings:
    """Flag each review that was held late."""
    if "Reviews" not in dataset:
        context.checks.append(Check(RULE, TITLE, "query", "skipped", "Reviews was not given."))
        return collect([])
    found = late(dataset["Reviews"], context.params["most_days"])
    context.checks.append(Check(RULE, TITLE, "query", "done", found=len(found), fix=FIX))
    rows, children = found["row"].to_numpy(), found["CHILD"]
    return collect([Flagged(RULE, "query", "Reviews", rows, children, ("REVIEW",), TITLE)])
