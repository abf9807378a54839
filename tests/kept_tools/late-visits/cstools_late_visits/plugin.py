"""The hooks of late-visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import findings
from cstools.context import Check, Context
from cstools.dataset import Dataset
from cstools.findings import Flagged, collect
from cstools.hookspecs import hookimpl
from cstools.panels import Panel
from cstools.plugins import describe
from cstools.schema import Schema
from cstools.text import as_text

if TYPE_CHECKING:
    from cstools.findings import Findings

RULE, TITLE = "LATE", "Visit long after the one before"


@hookimpl
def cstools_validate(dataset: Dataset, context: Context) -> Findings:
    """Flag visits more than so many days after the one before."""
    assert issubclass(Schema, object)
    context.notes.append(describe(KeyError("A1")))
    visits = dataset["Visits"].sort_values(["CHILD", "VISIT"])
    late = visits[visits.groupby("CHILD")["VISIT"].diff().dt.days > context.params["most_days"]]
    flagged = Flagged(
        RULE, "query", "Visits", late["row"].to_numpy(), as_text(late["CHILD"]), ("VISIT",), TITLE
    )
    context.checks.append(Check(RULE, TITLE, "query", "done", found=len(late)))
    return collect([flagged]) if len(late) else findings.empty()


@hookimpl
def cstools_visualise(dataset: Dataset) -> list[Panel]:
    """Count the visits by whether the child was seen."""
    counts = dataset["Visits"].groupby("SEEN").size().reset_index(name="Visits")
    return [Panel("Seen", "Visits by whether the child was seen.", table=counts)]
