"""Codes of an episode: reason for it, legal status, need, placement, reason it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools_validate_903.blocks.entries import unknown_code
from cstools_validate_903.engine import rule

if TYPE_CHECKING:
    from cstools_validate_903.engine import Flags, Return


def _codes_of(code: str, column: str, title: str, known: str, differs: str = "") -> None:
    @rule(
        code,
        title,
        tables=["Episodes"],
        fields=[column],
        fix=f"Correct {column}: {known}.",
        differs=differs,
    )
    def known_code(ret: Return) -> Flags:
        """Code filled in is not in the code list of the collection year; blank passes."""
        return unknown_code(ret, "Episodes", column)


for _rule in (
    ("143", "RNE", "Reason for new episode is not an allowed code", "S, P, L, T, U or B"),
    (
        "144",
        "LS",
        "Legal status is not an allowed code",
        "C1, C2, D1, E1, V2 to V4, J1 to J3 or L1 to L3",
    ),
    ("145", "CIN", "Category of need is not an allowed code", "N1 to N8"),
    (
        "146",
        "PLACE",
        "Placement type is not an allowed code for the collection year",
        "use the placement types of the collection year (K3 from 2025; Z11 to Z14 instead of Z1, "
        "and no H5 or P2, from 2026)",
        "K3 is accepted in 2025; the existing tool's list has it in small letters and refuses it.",
    ),
    (
        "149",
        "REC",
        "Reason episode ended is not an allowed code",
        "X1 when another episode followed at once, otherwise one of the codes that begin with E",
    ),
):
    _codes_of(*_rule)
