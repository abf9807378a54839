"""Integrity between the tables: every child in Header, the same birth date, one row a child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_validate_903.blocks.integrity import (
    other_birth_date,
    repeated_child,
    unknown_to_header,
)
from cstools_validate_903.engine import rule

if TYPE_CHECKING:
    from cstools_validate_903.engine import Flags, Return

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
        f"Birth date on {_RECORDS[table]} record disagrees with Header",
        tables=["Header", table],
        fields=["DOB"],
        fix="Give the child the same date of birth in every table.",
    )
    def birth_date(ret: Return) -> Flags:
        """DOB is readable and differs from a readable DOB of the child in Header."""
        return other_birth_date(ret, table)


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


@rule(
    "INT32",
    "Child has more than one row in Header",
    tables=["Header"],
    fields=["CHILD"],
    fix="Keep one row a child.",
)
def child_twice_in_header(ret: Return) -> Flags:
    """CHILD occurs on more than one row of Header."""
    return repeated_child(ret, "Header")
