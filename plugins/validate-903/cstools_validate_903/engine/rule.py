"""How a rule is declared.

A rule has a code, a title, the tables and fields it is about and one small function for each
version of its logic::

    @rule("301", "Date of birth is after the collection year", tables=["Header"], fields=["DOB"])
    def born_after_the_year(ret):
        \"\"\"DOB is later than 31 March of the collection year.\"\"\"
        return ret.Header.flag(ret.Header.DOB > ret.end)

    @born_after_the_year.version(2026)
    def born_after_the_year_2026(ret): ...

The docstring of the function is the logic in plain English, as ``cstools info`` shows it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from cstools import Difference
from cstools_validate_903.engine.prepared import Return
from cstools_validate_903.engine.view import Flags

if TYPE_CHECKING:
    from cstools import Severity

Logic: TypeAlias = Callable[[Return], Flags]

REGISTRY: dict[str, Rule] = {}


@dataclass(frozen=True)
class Version:
    """One version of a rule and the collection years it holds in.

    Attributes:
        since: the first of these years.
        until: the last of them; None while it holds.
        logic: what it flags.
        fix: what to do about a flagged row in these years.
    """

    since: int
    until: int | None
    logic: Logic
    fix: str

    @property
    def explained(self) -> str:
        """The logic in plain English."""
        return inspect.getdoc(self.logic) or ""

    def __contains__(self, year: int) -> bool:
        return self.since <= year and (self.until is None or year <= self.until)


@dataclass
class Rule:
    """One validation rule.

    Attributes:
        code: the rule's code as the Department or the sector writes it.
        title: what is wrong when it fires, in a line.
        tables: this year's tables it reads, in the order of the specification.
        fields: the columns it is about; findings name those that the flagged table has.
        last_year: tables of last year's return it reads.
        optional: tables of `tables` and `last_year` it can do without ("UASC", "last UASC").
        needs: look-ups it needs: ``"local_authority"``, ``"postcodes"``, ``"providers"``.
        severity: ``error`` or ``query`` (may be right, must be looked at).
        fix: what to do about it, where a version does not say otherwise.
        differs: how and why it differs from the sector's existing validator, and on which rows.
        versions: its logic by collection year.
    """

    code: str
    title: str
    tables: tuple[str, ...]
    fields: tuple[str, ...]
    last_year: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    severity: Severity = "error"
    fix: str = ""
    differs: tuple[Difference, ...] = ()
    versions: list[Version] = field(default_factory=list)

    def version(
        self, since: int, until: int | None = None, *, fix: str = ""
    ) -> Callable[[Logic], Logic]:
        """Declare the logic from a collection year on; the version before ends the year before.

        Args:
            since: the first collection year it holds in.
            until: the last one; None for all that follow.
            fix: what to do about a flagged row, where it names codes that are not of every year.
        """

        def declare(logic: Logic) -> Logic:
            if self.versions and (self.versions[-1].until or since) >= since:
                self.versions[-1] = replace(self.versions[-1], until=since - 1)
            self.versions.append(Version(since, until, logic, fix or self.fix))
            return logic

        return declare

    def logic(self, year: int) -> Version | None:
        """The version for a collection year, or None when the rule does not exist then."""
        return next((version for version in self.versions if year in version), None)


def rule(
    code: str,
    title: str,
    *,
    tables: Sequence[str],
    fields: Sequence[str],
    last_year: Sequence[str] = (),
    optional: Sequence[str] = (),
    needs: Sequence[str] = (),
    severity: Severity = "error",
    since: int = 2023,
    until: int | None = None,
    fix: str = "",
    differs: str | Difference | Sequence[Difference] = (),
) -> Callable[[Logic], Rule]:
    """Declare a rule; see `Rule` for the arguments. The decorated name becomes the `Rule`."""

    def declare(logic: Logic) -> Rule:
        if code in REGISTRY:
            raise ValueError(f"Rule {code} is declared twice.")
        made = Rule(
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
        made.version(since, until)(logic)
        REGISTRY[code] = made
        return made

    return declare
