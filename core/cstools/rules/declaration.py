"""How a rule is declared.

A rule has a code, a title, the tables and fields it is about and one small function for each
version of its logic::

    @rule("301", "Date of birth is after the period", tables=["People"], fields=["DOB"])
    def born_after_the_period(ret):
        \"\"\"DOB is later than the last day of the period.\"\"\"
        return ret.People.flag(ret.People.DOB > ret.end)

    @born_after_the_period.version(2026)
    def born_after_the_period_2026(ret): ...

The docstring of the function is the logic in plain English, as ``cstools info`` shows it.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from cstools.data.difference import Difference
from cstools.rules.flags import Flags
from cstools.rules.tables import Return

if TYPE_CHECKING:
    from cstools.data.findings import Severity
    from cstools.rules.needs import Needed

Logic: TypeAlias = Callable[[Return], Flags]

# What a module is given that declares rules: they stand with it, so that no two tools share any.
DECLARED = "__cstools_rules__"


@dataclass(frozen=True)
class Version:
    """One version of a rule and the periods it holds in.

    Attributes:
        since: the first of these periods, such as a collection year; None for all before.
        until: the last of them; None while it holds.
        logic: what it flags.
        fix: what to do about a flagged row in these periods.
    """

    since: int | None
    until: int | None
    logic: Logic
    fix: str

    @property
    def explained(self) -> str:
        """The logic in plain English."""
        return inspect.getdoc(self.logic) or ""

    def __contains__(self, period: int) -> bool:
        return (self.since is None or self.since <= period) and (
            self.until is None or period <= self.until
        )


@dataclass
class Rule:
    """One validation rule.

    Attributes:
        code: the rule's code as whoever set it writes it.
        title: what is wrong when it fires, in a line.
        tables: the tables to check that it reads.
        fields: the columns it is about; findings name those that the flagged table has.
        last_year: tables of the period before that it reads.
        optional: what of `tables`, `last_year` and `needs` it can do without; a table of the
            period before is written with ``last`` before its name.
        needs: look-ups and worked out columns it needs.
        severity: ``error``, ``query`` (may be right, must be looked at) or ``info``.
        fix: what to do about it, where a version does not say otherwise.
        differs: how and why it differs from other tools, and on which rows.
        versions: its logic by period.
    """

    code: str
    title: str
    tables: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    last_year: tuple[str, ...] = ()
    optional: tuple[str | Needed, ...] = ()
    needs: tuple[Needed, ...] = ()
    severity: Severity = "error"
    fix: str = ""
    differs: tuple[Difference, ...] = ()
    versions: list[Version] = field(default_factory=list)

    def version(
        self, since: int | None, until: int | None = None, *, fix: str = ""
    ) -> Callable[[Logic], Logic]:
        """Declare the logic from a period on; the version before ends the period before.

        Args:
            since: the first period it holds in.
            until: the last one; None for all that follow.
            fix: what to do about a flagged row, where it names codes that are not of all periods.
        """

        def declare(logic: Logic) -> Logic:
            if self.versions and since is not None:
                self.versions[-1] = _ended(self.versions[-1], since)
            self.versions.append(Version(since, until, logic, fix or self.fix))
            return logic

        return declare

    def logic(self, period: int | None) -> Version | None:
        """The version for a period, or None when the rule does not exist then.

        Without a period it is the latest.
        """
        if period is None:
            return self.versions[-1]
        return next((version for version in self.versions if period in version), None)


def _ended(version: Version, since: int) -> Version:
    """A version that ends before another begins, where it does not already."""
    if version.until is not None and version.until < since:
        return version
    return replace(version, until=since - 1)


def rule(
    code: str,
    title: str,
    *,
    tables: Sequence[str] = (),
    fields: Sequence[str] = (),
    last_year: Sequence[str] = (),
    optional: Sequence[str | Needed] = (),
    needs: Sequence[Needed] = (),
    severity: Severity = "error",
    since: int | None = None,
    until: int | None = None,
    fix: str = "",
    differs: str | Difference | Sequence[Difference] = (),
) -> Callable[[Logic], Rule]:
    """Declare a rule. The decorated name becomes the `Rule`, which says what the arguments are.

    It exists in the periods from `since` to `until`; without these in all that the tool's rules
    are of.

    Raises:
        ValueError: the module declares a rule of that code already.
    """

    def declare(logic: Logic) -> Rule:
        declared = vars(sys.modules[logic.__module__]).setdefault(DECLARED, {})
        if code in declared:
            raise ValueError(f"Rule {code} is declared twice.")
        declared[code] = Rule(
            code,
            title,
            tuple(tables),
            tuple(fields),
            tuple(last_year),
            tuple(optional),
            tuple(needs),
            severity,
            fix,
            Difference.several(differs if isinstance(differs, str | Difference) else [*differs]),
        )
        declared[code].version(since, until)(logic)
        return declared[code]  # type: ignore[no-any-return]

    return declare
