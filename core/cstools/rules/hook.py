"""The whole hook of a tool whose rules are all it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from cstools.data import findings
from cstools.errors import UsageError
from cstools.hookspecs import hookimpl
from cstools.rules.execution import execute
from cstools.rules.needs import Need
from cstools.rules.preparation import manifest_of, prepare
from cstools.rules.rulebook import Rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cstools.data.context import Context
    from cstools.data.dataset import Dataset
    from cstools.data.findings import Findings
    from cstools.rules.declaration import Rule
    from cstools.rules.needs import Derivation
    from cstools.rules.tables import Return


class Validate(Protocol):
    """The hook ``cstools_validate`` that `validator` gives.

    Attributes:
        rulebook: the tool's rules; ``cstools info NAME --rules`` lists them from here.
    """

    rulebook: Rulebook

    def __call__(self, dataset: Dataset, context: Context) -> Findings:
        """What the rules flag."""
        ...


def validator(
    where: str,
    *,
    periods: range | None = None,
    derivations: Sequence[Derivation] = (),
    key: str | Mapping[str, str] = "",
) -> Validate:
    """The hook ``cstools_validate`` of a tool, from its rules alone.

    ``cstools_validate = validator(__name__)`` is all that a tool writes beside its rules. The hook
    prepares the tables, runs the rules of the period, skips those that lack what they need and
    says why, and lists the rules for ``cstools info``. Where the manifest has the parameters
    ``rules`` and ``exclude``, they choose the rules of a run.

    Args:
        where: the module with the rules, or the package in whose modules they stand.
        periods: the periods that the rules are of, such as collection years; None for rules that
            hold at any time.
        derivations: how columns are worked out that the tables came without.
        key: the column that names the child, for all tables or by table; where it says nothing,
            the column of the role ``child`` in the standard's schema.
    """
    rulebook = Rulebook(where, periods)

    @hookimpl
    def cstools_validate(dataset: Dataset, context: Context) -> Findings:
        """Check the tables by the rules of their period."""
        ret = prepare(where, dataset, context, derivations=derivations, key=key)
        rules = _choose(rulebook, ret)
        context.notes.extend(_notes(ret, rules))
        parts = []
        for check, flagged in context.progress.track(
            execute(ret, rules), "Checking rules", total=len(rules)
        ):
            context.checks.append(check)
            if check.state == "failed":
                context.log.error("rule %s failed: %s", check.rule, check.reason)
            parts.extend(flagged)
        return findings.collect(parts)

    hook = cast("Validate", cstools_validate)
    hook.rulebook = rulebook
    return hook


def _choose(rulebook: Rulebook, ret: Return) -> list[Rule]:
    """The rules of the run.

    Raises:
        UsageError: there are none for the period, or a code chosen is unknown.
    """
    periods = rulebook.periods
    if periods is not None and ret.ruleset is not None and ret.ruleset not in periods:
        title = manifest_of(rulebook.where).title
        raise UsageError(
            f"{title}: there are no rules for {ret.ruleset}.",
            f"Rules exist for {periods[0]} to {periods[-1]}.{_instead(rulebook, periods)}",
        )
    params = ret.context.params
    return rulebook.choose(ret.ruleset, params.get("rules"), params.get("exclude"))


def _instead(rulebook: Rulebook, periods: range) -> str:
    if "ruleset" not in manifest_of(rulebook.where).params:
        return ""
    return f" For data of another period give --ruleset, {periods[-1]} say, as well."


def _notes(ret: Return, rules: list[Rule]) -> list[str]:
    """What the reader is told where the rules lack something that many of them need."""
    needs = dict.fromkeys(need for rule in rules for need in rule.needs if isinstance(need, Need))
    return [need.note for need in needs if need.note and need.get(ret) is None]
