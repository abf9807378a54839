"""Which authority a district, borough or unitary lies in, as a postcode directory codes them."""

from __future__ import annotations

import re
from functools import cache

from cstools_geography import facts
from cstools_geography.register import areas, authorities

ONS_CODE = re.compile(r"[EW]\d{8}")
_OWN_UPPER_TIER = ("E06", "E08", "E09")


def upper_tier(code: str) -> str | None:
    """The ONS code of the authority in use that a district's code lies in; None when unknown.

    A code of a unitary, metropolitan district or London borough that is not listed is newer than
    the list, so it is its own upper tier.
    """
    over = _over().get(code)
    if over is None and ONS_CODE.fullmatch(code) and code.startswith(_OWN_UPPER_TIER):
        return code
    return over


@cache
def _over() -> dict[str, str]:
    over = {
        district: areas()[row["number"]].ons
        for row in facts.rows("districts.csv")
        for district in row["districts"].split()
    }
    for authority in authorities():
        now = [areas()[code] for code in authority.successors] or [authority]
        for code in (authority.ons, *authority.former_ons):
            if code.startswith(_OWN_UPPER_TIER) and len(now) == 1:
                over[code] = now[0].ons
    return over
