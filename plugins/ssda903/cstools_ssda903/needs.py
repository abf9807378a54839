"""What the rules need besides the return: the authority, Ofsted's lists, where placements are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools import UsageError
from cstools.rules import Skip, derives, need, shared

if TYPE_CHECKING:
    import pandas as pd

    from cstools.rules import OnePeriod


@need(
    "It needs the local authority: give --local-authority.",
    note="The local authority was not given, so the rules that need it were skipped.",
)
def local_authority(ret: OnePeriod) -> str | None:
    """The code of the authority whose return it is, from its code or name.

    Raises:
        UsageError: a return read from files is said to be of an authority that does not exist.
    """
    name: str | None = ret.params.local_authority
    if name is None:
        return None
    from cstools_geography import find_authority, notice

    try:
        authority = find_authority(name, ret.end.item())
    except UsageError:
        if ret.dataset.sources:
            raise
        # Tables made in Python may be of an invented authority, in a test or a lesson.
        ret.context.notes.append("The local authority given is not a known one.")
        return name
    remark = notice(authority)
    if authority.valid_to is not None:
        remark += " No postcode lies in it any more: every placement counts as outside."
    if remark:
        ret.context.notes.append(remark)
    return str(authority.ons)


@need("It needs Ofsted's provider lists: give --providers.")
def providers(ret: OnePeriod) -> pd.DataFrame | None:
    """Ofsted's provider lists, a row for each setting listed."""
    lists: Any = ret.params.providers
    if lists is None:
        return None
    from cstools.standard import Remarks
    from cstools_ssda903.providers import adopt_providers, read_providers

    remarks = Remarks(ret.context.notes, ret.context.warnings)
    read = adopt_providers if hasattr(lists, "columns") else read_providers
    return read(lists, remarks=remarks)


@shared
def provider_authorities(ret: OnePeriod) -> pd.Series:
    """The code of each listed provider's authority, by its postcode where it was not given."""
    from cstools_ssda903.providers import with_authorities

    return with_authorities(providers(ret))["LA_CODE_INFERRED"]


@derives("Episodes", "PL_LA", "PL_LOCATION", "PL_DISTANCE")
def postcodes(ret: OnePeriod, column: str) -> pd.Series:
    """Where each placement is, by its postcode; whether inside the authority, once that is known.

    Raises:
        Skip: the authority is needed and was not given.
    """
    if column == "PL_LOCATION" and local_authority.get(ret) is None:
        raise Skip(local_authority.absent)
    return _placements(ret)[column]


@shared
def _placements(ret: OnePeriod) -> pd.DataFrame:
    from cstools_ssda903.whereabouts import derive

    return derive(ret.dataset["Episodes"], local_authority.get(ret))


@derives("Header", "UASC")
def marker(_: OnePeriod, column: str) -> pd.Series:
    """The marker of asylum seekers, which only reading Header beside UASC can give.

    Raises:
        Skip: always; says what to give.
    """
    raise Skip(f"Header has no {column} marker: it needs the UASC table as well.")


DERIVATIONS = (postcodes, marker)
