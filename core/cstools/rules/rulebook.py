"""All rules of a tool, and which of them a run uses."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cached_property
from typing import TYPE_CHECKING

from cstools.data.rule_info import RuleInfo, RuleVersion
from cstools.errors import UsageError
from cstools.io.resemblance import did_you_mean
from cstools.rules.declaration import DECLARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cstools.rules.declaration import Rule


class Rulebook:
    """The rules that a module, or the modules of a package, declare.

    Args:
        where: the dotted name of the module or package. It is imported when a rule is asked for.
        periods: the periods that the rules are of, such as collection years; None for rules that
            hold at any time.
    """

    def __init__(self, where: str, periods: range | None = None) -> None:
        self.where = where
        self.periods = periods

    @property
    def package(self) -> str:
        """The import package of the tool."""
        return self.where.split(".")[0]

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Each rule of any period by code, in the order of their codes.

        Raises:
            ValueError: two modules declare a rule of the same code.
        """
        rules: dict[str, Rule] = {}
        for module in _modules(self.where):
            declared: dict[str, Rule] = getattr(importlib.import_module(module), DECLARED, {})
            if twice := sorted(rules.keys() & declared.keys()):
                raise ValueError(f"Rule {twice[0]} is declared twice.")
            rules |= declared
        return {code: rules[code] for code in sorted(rules)}

    def of(self, period: int | None) -> list[Rule]:
        """The rules of one period; without one, all in their latest version."""
        if self.periods is not None and period is not None and period not in self.periods:
            return []
        return [rule for rule in self.rules.values() if rule.logic(period) is not None]

    def choose(
        self,
        period: int | None,
        rules: Sequence[str] | None = None,
        exclude: Sequence[str] | None = None,
    ) -> list[Rule]:
        """The rules of a period, narrowed to `rules` when given, without those in `exclude`.

        Codes may be written in capitals or small letters.

        Raises:
            UsageError: a code is unknown, or is no rule of that period.
        """
        of_period = self.of(period)
        codes = {rule.code for rule in of_period}
        if rules:
            codes = {self._code(text, period) for text in rules}
        codes -= {self._code(text, period) for text in exclude or ()}
        return [rule for rule in of_period if rule.code in codes]

    def catalogue(self, period: int | None = None) -> list[RuleInfo]:
        """What users are told of the rules.

        Args:
            period: a period, or None for each rule of any period.
        """
        return [self._info(rule, period) for rule in self.of(period)]

    def _info(self, rule: Rule, period: int | None) -> RuleInfo:
        first = None if self.periods is None else self.periods.start
        return RuleInfo(
            rule.code,
            rule.title,
            rule.severity,
            rule.tables,
            rule.fields,
            rule.last_year,
            tuple(need.name for need in rule.needs),
            tuple(
                RuleVersion(
                    first if version.since is None else version.since,
                    version.until,
                    version.explained,
                )
                for version in rule.versions
            ),
            (rule.logic(period) or rule.versions[-1]).fix,
            rule.differs,
        )

    def _code(self, text: str, period: int | None) -> str:
        by_upper = {code.upper(): code for code in self.rules}
        # 197a and 197B: try the code as written before ignoring capitals.
        code = text if text in self.rules else by_upper.get(text.upper())
        if code is None:
            hint = did_you_mean(text.upper(), by_upper, "'cstools info' lists them.", most=3)
            raise UsageError(f"There is no rule {text}.", hint)
        if self.rules[code].logic(period) is None:
            raise UsageError(
                f"Rule {code} is not part of the {period} rules.",
                "Leave the rule out, or choose the rules of another period.",
            )
        return code


def _modules(where: str) -> Iterator[str]:
    """A module, or a package with all the modules in it."""
    yield where
    for module in pkgutil.iter_modules(getattr(importlib.import_module(where), "__path__", ())):
        yield f"{where}.{module.name}"
