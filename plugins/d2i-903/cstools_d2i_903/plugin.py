"""The hook of the sector's validator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import collect, hookimpl

if TYPE_CHECKING:
    from cstools import Context, Dataset, Findings


@hookimpl
def cstools_validate(dataset: Dataset, context: Context) -> Findings:
    """Check a return by the sector's own validator."""
    from cstools_d2i_903 import sector
    from cstools_d2i_903.outcomes import run
    from cstools_d2i_903.rulebook import rules_for
    from cstools_d2i_903.settings import settle
    from cstools_d2i_903.store import data_store

    params = context.params
    settings = settle(dataset, context)
    rules = rules_for(settings.ruleset, params["rules"], params["exclude"])
    context.progress.say("Handing the return to the sector's validator")
    store = data_store(dataset, params["last_year"], params["providers"], settings)
    parts = []
    outcomes = run(
        rules,
        store,
        dataset,
        sector.headings(),
        isolated=bool(params["isolate_rules"]),
        no_authority=settings.lack,
    )
    for outcome in context.progress.track(outcomes, "Checking rules", total=len(rules)):
        context.checks.append(outcome.check)
        if outcome.check.state == "failed":
            # Some of its rules break on every return: told in the report, no alarm.
            context.log.info("rule %s failed: %s", outcome.check.rule, outcome.check.reason)
        if outcome.nowhere:
            context.notes.append(outcome.note)
        parts.extend(outcome.flagged)
    return collect(parts)
