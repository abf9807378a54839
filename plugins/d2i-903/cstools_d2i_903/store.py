"""Hand the return to the validator and take what its rules will be given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools import InputError, ToolError, as_text, describe
from cstools_d2i_903 import sector
from cstools_d2i_903.rulebook import LAST_YEAR
from cstools_d2i_903.uploads import LAST_YEAR as LAST_YEARS_BOX
from cstools_d2i_903.uploads import THIS_YEAR, provider_files, return_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cstools import Dataset
    from cstools_d2i_903.settings import Settings

_TEXTS = ("URN", "LA_NAME_FROM_FILE", "PLACE_CODES", "PROVIDER_CODES", "POSTCODE", "source")
_DERIVED = ("LA_CODE_INFERRED", "LA_NAME_INFERRED")


def data_store(
    dataset: Dataset, last_year: Dataset | None, providers: Any, settings: Settings
) -> dict[str, Any]:
    """The tables as the validator reads them, last year's under ``NAME_last``, and ``metadata``.

    Args:
        dataset: the return.
        last_year: last year's, or None to use the one that came with the return, if any.
        providers: paths of provider lists, a DataFrame that is one, or None.
        settings: what the validator has to be told.

    Raises:
        InputError: the provider lists cannot be used.
        UsageError: what was given for them is no file.
        ToolError: the validator cannot read the return.
    """
    years = {"": dataset, LAST_YEAR: last_year or dataset.last_year}
    returns = {suffix: part for suffix, part in years.items() if part is not None}
    is_table = isinstance(providers, pd.DataFrame)
    tables, metadata = _read(returns, [] if is_table or not providers else list(providers))
    if is_table:
        metadata["provider_info"] = provider_info(providers)
    for suffix, part in returns.items():
        _check_records(part, suffix, tables)
        mark_uasc(part, f"Header{suffix}", tables)
    metadata |= {
        "file_format": dataset.format or "csv",
        "collectionYear": str(settings.year),
        "localAuthority": settings.authority or "",
    }
    return sector.create_store(tables, metadata)


def provider_info(table: pd.DataFrame) -> pd.DataFrame:
    """A provider list given in Python in the form that the rules expect.

    URNs and codes are text, the end of registration is a date. The authority is worked out from
    the postcode where it was not given.

    Raises:
        InputError: there is no column URN.
    """
    known = {name.upper(): name for name in (*_TEXTS, *_DERIVED, "REG_END")}
    columns = {known.get(str(name).strip().upper(), str(name)): table[name] for name in table}
    if "URN" not in columns:
        raise InputError("The provider table has no column URN.", f"Expected {', '.join(_TEXTS)}.")
    blank = pd.Series(None, index=table.index, dtype=object)
    info = pd.DataFrame({name: as_text(columns.get(name, blank)).str.upper() for name in _TEXTS})
    info["POSTCODE"] = info["POSTCODE"].str.replace(" ", "", regex=False)
    info["REG_END"] = _dates(columns.get("REG_END", blank))
    for name in _DERIVED:
        info[name] = as_text(columns.get(name, blank))
    info = info[info["URN"].notna()].reset_index(drop=True)
    return info if info["LA_CODE_INFERRED"].notna().any() else sector.with_authorities(info)


def mark_uasc(dataset: Dataset, header: str, tables: dict[str, pd.DataFrame]) -> None:
    """Take over the UASC marker of Header where it was in the return.

    It is in an XML return. In a CSV return it is not, and the validator tells it from UASC.
    """
    of_return = "Header" in dataset and "UASC" in dataset["Header"]
    if of_return and (dataset.format == "xml" or "UASC" not in tables[header]):
        tables[header]["UASC"] = dataset["Header"]["UASC"].to_numpy(dtype=object)


def _read(
    returns: Mapping[str, Dataset], lists: list[Any]
) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    boxes = {"": THIS_YEAR, LAST_YEAR: LAST_YEARS_BOX}
    headings = sector.headings()
    files: list[dict[str, Any]] = []
    tables: dict[str, pd.DataFrame] = {}
    for suffix, part in returns.items():
        known = dict(headings)
        if "Header" in part and part["Header"].empty:
            # The validator stops on a Header without records, where there is a UASC.
            tables[f"Header{suffix}"] = pd.DataFrame(columns=known.pop("Header"), dtype=object)
        files += return_files(part, boxes[suffix], known)
    if not files:
        return tables, {}
    files += provider_files(lists)
    try:
        read, extras = sector.read(files)
    except Exception as error:
        if not lists:
            raise
        # The files of the return were made here, so it is the lists that cannot be read.
        raise InputError(
            "The sector's validator cannot use the provider lists "
            f"({describe(error, sector.PACKAGE).removesuffix('.')}).",
            "Give both lists, or one that holds both, sheets and headings just as Ofsted has them.",
        ) from error
    return tables | read, extras


def _check_records(dataset: Dataset, suffix: str, tables: Mapping[str, pd.DataFrame]) -> None:
    """Raise ToolError when a table has another number of records than the return."""
    for name in sector.headings():
        read = tables.get(f"{name}{suffix}")
        if name in dataset and (read is None or len(read) != len(dataset[name])):
            raise ToolError(
                f"The sector's validator read another number of records from {name} than there are."
            )


def _dates(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column
    return pd.to_datetime(as_text(column), format="%d/%m/%Y", errors="coerce")
