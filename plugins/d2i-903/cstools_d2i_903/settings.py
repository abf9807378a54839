"""Turn the run's parameters into what the validator has to be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cstools.errors import UsageError
from cstools_d2i_903 import sector

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cstools.context import Context
    from cstools.dataset import Dataset

_CODE = re.compile(r"E\d{8}")


@dataclass(frozen=True)
class Settings:
    """What the validator has to be told.

    Attributes:
        year: the collection year.
        ruleset: the year whose rules are used.
        authority: nine-character code of the authority whose return it is.
    """

    year: int
    ruleset: int
    authority: str


def settle(dataset: Dataset, context: Context) -> Settings:
    """The settings of a run; what the person should know of them goes into the notes.

    Raises:
        UsageError: the validator has no rules for the year, or the authority is unknown.
    """
    year = context.params["collection_year"]
    ruleset = context.params["ruleset"] or year
    check_year(ruleset, sector.years())
    known = sector.authorities()
    authority = authority_code(context.params["local_authority"], known)
    if authority not in known:
        context.notes.append(
            f"The sector's validator does not know the authority {authority}: its list is of April "
            "2021. To it every placement is outside the authority."
        )
    return Settings(year, ruleset, authority)


def check_year(year: int, years: Sequence[int]) -> None:
    """Raise UsageError when there are no rules for the year."""
    if year not in years:
        raise UsageError(
            f"The sector's validator has no rules for collection year {year}.",
            f"It has rules for {years[0]} to {years[-1]}. For a return of another year give "
            "--ruleset with one of these years as well.",
        )


def authority_code(given: str, known: Mapping[str, str]) -> str:
    """The code of an authority, from its code or name.

    Args:
        given: what the person typed.
        known: names by code.

    Raises:
        UsageError: it is no code, and no authority has this name.
    """
    typed = " ".join(given.split())
    by_name = {name.upper(): code for code, name in known.items() if _CODE.fullmatch(code)}
    if _CODE.fullmatch(typed.upper()):
        return typed.upper()
    if typed.upper() in by_name:
        return by_name[typed.upper()]
    near = [known[by_name[one]] for one in get_close_matches(typed.upper(), by_name, 3)]
    hint = f"Did you mean {' or '.join(near)}?" if near else "Give its nine-character code."
    raise UsageError(f"The sector's validator knows no English authority '{typed}'.", hint)
