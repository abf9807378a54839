"""Turn the run's parameters into what the validator has to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cstools import UsageError
from cstools_d2i_903 import sector

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cstools import Context, Dataset

# In the validator's list of April 2021, but not in its postcodes, which are newer: no postcode lies
# in these counties and districts, made anew or renumbered since.
RENUMBERED = frozenset({"E10000006", "E10000023", "E10000027", "E08000016", "E08000019"})


@dataclass(frozen=True)
class Settings:
    """What the validator has to be told.

    Attributes:
        year: the collection year.
        ruleset: the year whose rules are used.
        authority: nine-character code of the authority whose return it is; None when not given.
        lack: why the rules that need the authority cannot run; empty when they can.
    """

    year: int
    ruleset: int
    authority: str | None = None
    lack: str = ""


def settle(dataset: Dataset, context: Context) -> Settings:
    """The settings of a run; what the person should know of them goes into the notes.

    Raises:
        UsageError: the validator has no rules for the year.
    """
    year = context.params["collection_year"]
    ruleset = context.params["ruleset"] or year
    check_year(ruleset, sector.years())
    authority = context.params["local_authority"]
    lack = authority_lack(authority, sector.authorities())
    if authority is None:
        context.notes.append(
            "The local authority was not given, so the rules that need it were skipped."
        )
    elif lack:
        context.warnings.append(
            f"{lack} Its list is of April 2021, so the rules that need the authority were skipped."
        )
    return Settings(year, ruleset, authority, lack)


def check_year(year: int, years: Sequence[int]) -> None:
    """Raise UsageError when there are no rules for the year."""
    if year not in years:
        raise UsageError(
            f"The sector's validator has no rules for collection year {year}.",
            f"It has rules for {years[0]} to {years[-1]}. For a return of another year give "
            "--ruleset with one of these years as well.",
        )


def authority_lack(code: str | None, known: Collection[str]) -> str:
    """Why the rules that need the authority cannot run; empty when they can.

    Args:
        code: nine-character code of the authority, or None when it was not given.
        known: the codes that the validator knows.
    """
    if code is None:
        return "It needs the local authority: give --local-authority."
    if code not in known or code in RENUMBERED:
        return f"The sector's validator does not know the authority {code} as it is now."
    return ""
