"""The look-ups the rules rely on: authority, postcodes, provider lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools import UsageError
from cstools_validate_903.engine.prepared import Skip

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from cstools import Context, Dataset


def authority_code(given: str | None, dataset: Dataset, context: Context) -> str | None:
    """The authority's code, from its code or name.

    Raises:
        UsageError: a return read from files is said to be of an authority that does not exist.
    """
    if given is None:
        return None
    from cstools_geography import find_authority, notice

    try:
        authority = find_authority(given, context.params["collection_year"])
    except UsageError:
        if dataset.sources:
            raise
        # Tables made in Python may be of an invented authority, in a test or a lesson.
        context.notes.append("The local authority given is not a known one.")
        return given
    remark = notice(authority)
    if authority.valid_to is not None:
        remark += " No postcode lies in it any more: every placement counts as outside."
    if remark:
        context.notes.append(remark)
    return str(authority.ons)


def derivation(authority: str | None) -> Callable[[pd.DataFrame, str], pd.Series]:
    """How a derived column of Episodes (PL_LA, PL_LOCATION, PL_DISTANCE) is worked out.

    The columns come together, so each table is looked up once.
    """
    # The table itself is kept beside its outcome: an id alone can be used again.
    done: dict[int, tuple[pd.DataFrame, pd.DataFrame]] = {}

    def derive(episodes: pd.DataFrame, column: str) -> pd.Series:
        if column == "PL_LOCATION" and authority is None and column not in episodes:
            raise Skip("It needs the local authority: give --local-authority.")
        if id(episodes) not in done:
            from cstools_ssda903 import whereabouts

            done[id(episodes)] = (episodes, whereabouts.derive(episodes, authority))
        return done[id(episodes)][1][column]

    return derive


def provider_list(given: Any, context: Context) -> Callable[[], pd.DataFrame | None]:
    """How the provider list is read; None when none was given.

    What of it could not be understood goes to the context, once it is read.
    """

    def read() -> pd.DataFrame | None:
        if given is None:
            return None
        from cstools_ssda903 import providers
        from cstools_ssda903.remarks import Remarks

        remarks = Remarks(context.notes, context.warnings)
        if hasattr(given, "columns"):
            return providers.adopt_providers(given, remarks=remarks)
        return providers.read_providers(given, remarks=remarks)

    return read


def provider_authorities(providers: pd.DataFrame) -> pd.Series:
    """The authority code of each listed provider, by its postcode where it was not given."""
    from cstools_ssda903.providers import with_authorities

    return with_authorities(providers)["LA_CODE_INFERRED"]
