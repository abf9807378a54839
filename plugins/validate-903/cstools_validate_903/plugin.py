"""The hooks of the SSDA903 pre-validator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import hookimpl
from cstools.data import findings

if TYPE_CHECKING:
    from cstools import Context, Dataset, Findings, Panel


@hookimpl
def cstools_validate(dataset: Dataset, context: Context) -> Findings:
    """Check a return by the rules of its collection year."""
    from cstools_validate_903.catalogue import chosen
    from cstools_validate_903.engine.execute import execute
    from cstools_validate_903.settings import prepare

    ret = prepare(dataset, context)
    rules = chosen(ret.ruleset, context.params["rules"], context.params["exclude"])
    if ret.reference.local_authority is None and any("local_authority" in r.needs for r in rules):
        context.notes.append(
            "The local authority was not given, so the rules that need it were skipped."
        )
    parts = []
    for check, flagged in context.progress.track(
        execute(ret, rules), "Checking rules", total=len(rules)
    ):
        context.checks.append(check)
        if check.state == "failed":
            context.log.error("rule %s failed: %s", check.rule, check.reason)
        parts.extend(flagged)
    return findings.collect(parts)


@hookimpl
def cstools_visualise(dataset: Dataset, context: Context) -> list[Panel]:
    """Show the return the way the published statistics count it.

    A check of a few rules only is not a look at the return, so it shows nothing.
    """
    if context.params["rules"]:
        return []
    from cstools_validate_903.settings import prepare
    from cstools_validate_903.statistics import panels

    context.progress.say("Counting as the published statistics do")
    ret = prepare(dataset, context)
    shown, left_out = panels(ret, context.params["suppress"])
    context.notes.extend(left_out)
    return shown
