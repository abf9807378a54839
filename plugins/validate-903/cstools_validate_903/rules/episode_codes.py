"""Codes of an episode: reason for it, legal status, need, placement, reason it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.rules import because, row, rule, unknown_code

if TYPE_CHECKING:
    from cstools.rules import Flags, Return, Rule


def _codes_of(code: str, column: str, title: str, known: str, **more: Any) -> Rule:
    @rule(
        code,
        title,
        tables=["Episodes"],
        fields=[column],
        fix=f"Correct {column}: {known}.",
        **more,
    )
    def known_code(ret: Return) -> Flags:
        """Code filled in is not in the code list of the collection year; blank passes."""
        return unknown_code(ret, "Episodes", column)

    return known_code


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
        "149",
        "REC",
        "Reason episode ended is not an allowed code",
        "X1 when another episode followed at once, otherwise E2, E3, E4A, E4B, E5 to E9, E11 to "
        "E17, E41 or E45 to E48",
    ),
):
    _codes_of(*_rule)

_OF_ALL_YEARS = "A3 to A6, K1, K2, P1, P3, R1, R2, R3, R5, S1, T0 to T4, U1 to U6"
_placement = _codes_of(
    "146",
    "PLACE",
    "Placement type is not an allowed code for the collection year",
    f"{_OF_ALL_YEARS}, H5, P2 or Z1",
    differs=because(
        "K3 is accepted in 2025; the existing tool's list has it in small letters and refuses it.",
        row("other", codes={"PLACE": ("K3",)}),
    ),
)
_known_placement = _placement.versions[0].logic
for _year, _codes in (
    (2025, f"{_OF_ALL_YEARS}, H5, K3, P2 or Z1"),
    (2026, f"{_OF_ALL_YEARS}, K3 or Z11 to Z14"),
):
    _placement.version(_year, fix=f"Correct PLACE: {_codes}.")(_known_placement)
