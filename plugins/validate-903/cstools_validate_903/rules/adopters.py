"""Who adopts (AD1): number, sex and legal status of the adopters, and how these fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.rules import rule, unknown_code

if TYPE_CHECKING:
    from cstools.rules import Flags, Return


def _code_list(code: str, title: str, column: str, fix: str) -> None:
    @rule(code, title, tables=["AD1"], fields=[column], fix=fix)
    def not_in_code_list(ret: Return) -> Flags:
        """The field is filled in with a code that is not in its code list."""
        return unknown_code(ret, "AD1", column)


for _code, _title, _column, _fix in (
    ("175", "Number of adopters is not 1 or 2", "NB_ADOPTR", "Give 1 or 2 adopters."),
    (
        "176",
        "Sex of adopters is not an allowed code",
        "SEX_ADOPTR",
        "Give M1 or F1 for one adopter, MM, FF or MF for a couple.",
    ),
    (
        "177",
        "Legal status of adopters is not an allowed code",
        "LS_ADOPTR",
        "Give L0, L11, L12, L2, L3 or L4.",
    ),
):
    _code_list(_code, _title, _column, _fix)


@rule(
    "511",
    "Two adopters reported with a single-adopter gender code",
    tables=["AD1"],
    fields=["NB_ADOPTR", "SEX_ADOPTR"],
    fix="Correct the number of adopters, or give a couple's code: MM, FF or MF.",
)
def couple_with_one_sex(ret: Return) -> Flags:
    """NB_ADOPTR is 2 and SEX_ADOPTR is M1 or F1, the codes of a single adopter."""
    adoptions = ret.AD1
    return adoptions.flag((adoptions.NB_ADOPTR == "2") & adoptions.SEX_ADOPTR.isin("M1", "F1"))


def _status_and_sex(code: str, title: str, status: str, *sexes: str) -> None:
    @rule(
        code,
        title,
        tables=["AD1"],
        fields=["LS_ADOPTR", "SEX_ADOPTR"],
        fix=f"Correct the legal status, or give the sex of the adopters as {' or '.join(sexes)}.",
    )
    def status_does_not_fit_sex(ret: Return) -> Flags:
        """LS_ADOPTR is the status named, and SEX_ADOPTR is blank or no code that goes with it."""
        adoptions = ret.AD1
        return adoptions.flag((adoptions.LS_ADOPTR == status) & ~adoptions.SEX_ADOPTR.isin(*sexes))


for _code, _title, _status, _sexes in (
    ("514", "Adopter's legal status is single but gender code is not", "L0", ("M1", "F1")),
    ("517", "Adopters' legal status L3 requires gender code MF", "L3", ("MF",)),
    ("518", "Adopters' legal status L4 requires gender code MM or FF", "L4", ("MM", "FF")),
    ("519", "Civil partnership (L2) requires a couple's gender code", "L2", ("MM", "FF", "MF")),
    ("520", "Different-gender marriage (L11) requires gender code MF", "L11", ("MF",)),
    ("524", "Same-gender marriage (L12) requires gender code MM or FF", "L12", ("MM", "FF")),
):
    _status_and_sex(_code, _title, _status, *_sexes)
