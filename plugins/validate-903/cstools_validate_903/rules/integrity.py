"""Integrity between the tables: every child in Header, the same birth date, one row a child."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import Skip, both, repeated_key, rule
from cstools_validate_903.blocks.integrity import other_birth_date, unknown_to_header

if TYPE_CHECKING:
    from cstools.rules import Flags, Return

_RECORDS = {
    "AD1": "an adoption",
    "PlacedAdoption": "a placed-for-adoption",
    "Episodes": "an episode",
    "Missing": "a missing-period",
    "OC2": "a health (OC2)",
    "OC3": "a care leaver (OC3)",
    "PrevPerm": "a previous-permanence",
    "Reviews": "a review",
    "UASC": "an asylum-seeker (UASC)",
}


def _unknown(code: str, table: str) -> None:
    @rule(
        code,
        f"Child with {_RECORDS[table]} record is absent from Header",
        tables=["Header", table],
        fields=["CHILD"],
        fix="Add the child to Header, or correct the identifier.",
    )
    def unknown(ret: Return) -> Flags:
        """CHILD is on no row of this year's Header."""
        return unknown_to_header(ret, table)


def _birth_date(code: str, table: str) -> None:
    @rule(
        code,
        f"Birth date on the {_RECORDS[table].split(' ', 1)[1]} record disagrees with Header",
        tables=["Header", table],
        fields=["DOB"],
        fix="Give the child the same date of birth in every table.",
    )
    def birth_date(ret: Return) -> Flags:
        """DOB is readable and differs from a readable DOB of the child in Header."""
        return other_birth_date(ret, table)


def _repeated(code: str, table: str) -> None:
    @rule(
        code,
        f"Child has more than one {_RECORDS[table].split(maxsplit=1)[1]} record",
        tables=[table],
        fields=["CHILD"],
        fix="Keep one record a child.",
    )
    def repeated(ret: Return) -> Flags:
        """CHILD occurs on more than one row of the table."""
        return repeated_key(ret, table)


for _code, _table in (
    ("INT01", "AD1"),
    ("INT02", "PlacedAdoption"),
    ("INT03", "Episodes"),
    ("INT04", "Missing"),
    ("INT05", "OC2"),
    ("INT06", "OC3"),
    ("INT07", "PrevPerm"),
    ("INT08", "Reviews"),
    ("INT09", "UASC"),
):
    _unknown(_code, _table)

for _code, _table in (
    ("INT11", "AD1"),
    ("INT12", "PlacedAdoption"),
    ("INT13", "Missing"),
    ("INT14", "OC2"),
    ("INT15", "OC3"),
    ("INT16", "PrevPerm"),
    ("INT17", "Reviews"),
    ("INT18", "UASC"),
):
    _birth_date(_code, _table)

for _code, _table in (
    ("INT31", "AD1"),
    ("INT33", "OC2"),
    ("INT34", "OC3"),
    ("INT35", "PrevPerm"),
    ("INT36", "UASC"),
):
    _repeated(_code, _table)


@rule(
    "INT21",
    "Sex on the asylum-seeker (UASC) record disagrees with Header",
    tables=["Header", "UASC"],
    fields=["SEX"],
    fix="Give the child the same sex, 1 or 2, in both tables.",
)
def sex_differs(ret: Return) -> Flags:
    """SEX is filled in here and in Header and is not the same code; 1 and M are not the same.

    Both tables are of one return and so have the codes of one year. Rule 202, which compares two
    years, takes 1 and M, 2 and F for the same.
    """
    uasc, header = ret.UASC.join(ret.Header)
    both_filled = uasc.SEX.filled & header.SEX.filled
    return uasc.flag(both_filled & ~uasc.SEX.same(header.SEX))


sex_differs.version(2025, fix="Give the child the same sex in both tables: M, F or U.")(
    sex_differs.versions[0].logic
)


@rule(
    "INT32",
    "Child has more than one row in Header",
    tables=["Header"],
    fields=["CHILD"],
    fix="Keep one row a child.",
)
def child_twice_in_header(ret: Return) -> Flags:
    """CHILD occurs on more than one row of Header."""
    return repeated_key(ret, "Header")


@rule(
    "EPI",
    "Child in Header has neither an episode nor a care leaver record",
    tables=["Header", "Episodes", "OC3"],
    fields=["CHILD"],
    optional=["Episodes", "OC3"],
    severity="query",
    fix="Add the child's episodes or care leaver record, or take the child out of Header.",
)
def nothing_but_header(ret: Return) -> Flags:
    """CHILD is in neither Episodes nor OC3; a table that was not given counts as empty."""
    header = ret.Header
    alone = np.ones(len(header), dtype=bool)
    for table in filter(ret.has, ("Episodes", "OC3")):
        alone &= ~header.among(getattr(ret, table).children())
    return header.flag(alone)


_NEED_EPISODE = ("PlacedAdoption", "Missing", "Reviews", "AD1", "PrevPerm", "OC2")


@rule(
    "1012",
    "Other records returned for a child without an episode this year",
    tables=["Episodes", *_NEED_EPISODE],
    fields=["CHILD"],
    optional=_NEED_EPISODE,
    fix="Add the child's episodes, or take the record out.",
)
def record_without_episode(ret: Return) -> Flags:
    """CHILD of an adoption, missing, review, permanence or health (OC2) record has no episode.

    Tables that were not given are passed over.
    """
    cared_for = ret.Episodes.children()
    tables = [getattr(ret, table) for table in _NEED_EPISODE if ret.has(table)]
    if not tables:
        raise Skip(f"None of {', '.join(_NEED_EPISODE)} was given.")
    return both(*(records.flag(~records.among(cared_for)) for records in tables))
