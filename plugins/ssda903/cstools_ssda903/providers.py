"""Ofsted's lists of providers: which placements and provider types a URN may have, and until when.

Analysts get them as workbooks: a children's homes list and a social care providers list, or both in
one workbook. Which is which is told from the sheets, not from the order or the names of the files.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cstools import InputError
from cstools_geography import authorities
from cstools_geography.postcodes import compact, locate
from cstools_ssda903.days import day_of
from cstools_ssda903.provider_workbooks import read_workbook
from cstools_ssda903.xml_records import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cstools.standard import Remarks
    from cstools_ssda903.provider_workbooks import ProviderList

COLUMNS = (
    "URN",
    "LA_NAME_FROM_FILE",
    "PLACE_CODES",
    "PROVIDER_CODES",
    "REG_END",
    "POSTCODE",
    "source",
    "LA_CODE_INFERRED",
    "LA_NAME_INFERRED",
)
_INFERRED = ("LA_CODE_INFERRED", "LA_NAME_INFERRED")
_TITLES = {
    "CH": "children's homes list",
    "SCP": "social care providers list",
    "CH and SCP": "combined list of children's homes and social care providers",
}
_BLANKS = ("", "-", "–", "NAN", "NAT", "NONE", "<NA>")
_CODES = (
    ("PLACE_CODES", "PLACE", "placement code"),
    ("PROVIDER_CODES", "PLACE_PROVIDER", "provider code"),
)


def read_providers(
    paths: Sequence[Path], *, infer_authority: bool = False, remarks: Remarks | None = None
) -> pd.DataFrame:
    """Read Ofsted's provider lists.

    Args:
        paths: the children's homes list and the social care providers list, in any order, or one
            workbook that holds both.
        infer_authority: whether to look up the authority of each provider's postcode; without it
            the two columns are blank. See `with_authorities`.
        remarks: takes down what could not be understood.

    Returns:
        One row for each setting listed, columns `COLUMNS`: text but for REG_END, which is a date.

    Raises:
        InputError: no file was given, a file is no readable .xlsx workbook, is no provider list,
            lacks sheets or columns, or the lists do not make up a whole.
    """
    lists = [read_workbook(path) for path in paths]
    _check_whole(lists)
    for part in lists:
        _note_not_understood(part.name, part.rows, remarks)
    rows = pd.concat([part.rows for part in lists], ignore_index=True)
    return adopt_providers(rows, infer_authority=infer_authority)


def adopt_providers(
    providers: pd.DataFrame, *, infer_authority: bool = False, remarks: Remarks | None = None
) -> pd.DataFrame:
    """Take in a provider list given in Python.

    Args:
        providers: any of `COLUMNS`; those lacking are added blank. URNs may be numbers, REG_END may
            be dates or dd/mm/yyyy text, lists of codes may be parted by commas, blanks or slashes.
        infer_authority: see `read_providers`. Columns given with any value stay as they are.
        remarks: takes down what could not be understood.

    Returns:
        The columns `COLUMNS` in that order; rows without a URN are left out.

    Raises:
        InputError: there is no column URN.
    """
    table = providers.rename(columns=_known_headings(providers))
    table = table.loc[:, ~table.columns.duplicated()]
    if "URN" not in table:
        raise InputError(
            "The provider table has no column URN.", f"Its columns are {', '.join(COLUMNS)}."
        )
    _note_not_understood("The provider table", table, remarks)
    columns = {
        name: _TIDIED.get(name, _text)(table[name]) if name in table else _blank(name, len(table))
        for name in COLUMNS
    }
    tidy = pd.DataFrame({name: column.to_numpy() for name, column in columns.items()})
    tidy = tidy.astype(dict.fromkeys(set(COLUMNS) - {"REG_END"}, "str"))
    tidy = tidy[tidy["URN"].notna()].reset_index(drop=True)
    return with_authorities(tidy) if infer_authority else tidy


def with_authorities(providers: pd.DataFrame) -> pd.DataFrame:
    """Fill LA_CODE_INFERRED and LA_NAME_INFERRED from the postcodes.

    The code is that of the upper-tier authority, or WAL, SCO, NIR outside England, as for PL_LA. A
    column that has any value is left as it is; if both have, no directory is read.
    """
    blank = [name for name in _INFERRED if not providers[name].notna().any()]
    if not blank:
        return providers
    postcodes = providers["POSTCODE"]
    codes = locate(postcodes.dropna().unique())["authority"].reindex(postcodes)
    codes = codes.set_axis(providers.index)
    names = codes.map({authority.ons: authority.name for authority in authorities()}).astype("str")
    inferred = {"LA_CODE_INFERRED": codes, "LA_NAME_INFERRED": names}
    return providers.assign(**{name: inferred[name] for name in blank})


def _check_whole(lists: list[ProviderList]) -> None:
    if not lists:
        raise InputError(
            "No provider list was given.",
            "Give the children's homes list and the social care providers list.",
        )
    for part in lists:
        again = [other for other in lists if other.kind == part.kind and other is not part]
        if again:
            raise InputError(
                f"{part.name} and {again[0].name} are both a {_TITLES[part.kind]}.",
                "Give each list once.",
            )
    kinds = {part.kind: part for part in lists}
    combined = kinds.get("CH and SCP")
    if combined is not None and len(lists) > 1:
        other = next(part for part in lists if part is not combined)
        raise InputError(
            f"{combined.name} holds both provider lists already, but {other.name} was given too.",
            "Give the combined workbook alone, or the two single lists without it.",
        )
    if combined is None and len(kinds) == 1:
        absent = next(kind for kind in ("CH", "SCP") if kind not in kinds)
        raise InputError(
            f"Only the {_TITLES[lists[0].kind]} was given ({lists[0].name}).",
            f"Give the {_TITLES[absent]} as well, or one workbook that combines them.",
        )


def _known_headings(providers: pd.DataFrame) -> dict[str, str]:
    known = {name.upper(): name for name in COLUMNS}
    headings = {str(heading): str(heading).strip().upper() for heading in providers.columns}
    return {heading: known[upper] for heading, upper in headings.items() if upper in known}


def _blank(name: str, rows: int) -> pd.Series:
    if name == "REG_END":
        return pd.Series(np.full(rows, np.datetime64("NaT", "s")))
    return pd.Series([None] * rows, dtype="str")


def _text(cells: pd.Series) -> pd.Series:
    words = [_word(cell) for cell in cells.astype(object)]
    return pd.Series([None if word.upper() in _BLANKS else word for word in words], dtype="str")


def _word(cell: Any) -> str:
    """Text of a cell; a whole number loses the decimals that spreadsheets and pandas give it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _urn(cells: pd.Series) -> pd.Series:
    urns: pd.Series = _text(cells).str.upper().str.replace(r"\.0+$", "", regex=True)
    return urns


def _codes(cells: pd.Series) -> pd.Series:
    parts: pd.Series = (
        _text(cells).str.upper().str.replace(r"[\s,;/]+", ",", regex=True).str.strip(",")
    )
    return parts.where(parts.ne(""))


def _dates(cells: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        days: pd.Series = cells.dt.tz_localize(None).dt.normalize()
        return days.astype("datetime64[s]").reset_index(drop=True)
    return pd.Series([_date(cell) for cell in cells.astype(object)], dtype="datetime64[s]")


def _date(cell: Any) -> dt.datetime | None:
    """The day that a cell names, as a date, a number of Excel's or text; see `day_of`."""
    if isinstance(cell, dt.date):  # NaT passes for one as well
        return None if pd.isna(cell) else dt.datetime(cell.year, cell.month, cell.day)
    return day_of(_word(cell))


def _note_not_understood(name: str, rows: pd.DataFrame, remarks: Remarks | None) -> None:
    """Take down how many closing dates and codes of a list mean nothing to the return."""
    if remarks is None:
        return
    if "REG_END" in rows:
        words = _text(rows["REG_END"])
        unread = int((words.notna() & _dates(rows["REG_END"]).isna()).sum())
        if unread:
            remarks.warnings.append(
                f"{name}: {unread:,} of {int(words.notna().sum()):,} closing dates cannot be "
                "read, so "
                "these providers count as open. Expected dates such as 30/06/2019 or 30 June 2019."
            )
    for column, codes, what in _CODES:
        if column in rows:
            known = {code.value for code in schema().codes[codes].codes}
            lists = _codes(rows[column]).dropna().str.split(",")
            strange = int(lists.map(lambda words, known=known: not known >= set(words)).sum())
            if strange:
                remarks.notes.append(
                    f"{name}: {strange:,} of {len(lists):,} settings have a {what} that the return "
                    "does not know."
                )


_TIDIED: dict[str, Callable[[pd.Series], pd.Series]] = {
    "URN": _urn,
    "PLACE_CODES": _codes,
    "PROVIDER_CODES": _codes,
    "REG_END": _dates,
    "POSTCODE": lambda cells: compact(_text(cells)),
}
