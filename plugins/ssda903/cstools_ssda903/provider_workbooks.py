"""Recognise Ofsted's provider workbooks by their sheets and pick out the columns needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools import InputError
from cstools.standard import read_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_HEADING_WITHIN = 20
_SAVE_AS = "Open it in Excel and save it as an 'Excel Workbook (*.xlsx)'"
_POSTCODES = ("setting postcode", "setting address postcode")


@dataclass(frozen=True)
class ProviderList:
    """One workbook as read.

    Attributes:
        name: its file name.
        kind: ``"CH"``, ``"SCP"`` or ``"CH and SCP"``.
        rows: its settings, cells as they stand, under the names of the result's columns.
    """

    name: str
    kind: str
    rows: pd.DataFrame


@dataclass(frozen=True)
class Layout:
    """The headings of one sheet: for each result column those it may have, the usual one first."""

    required: Mapping[str, tuple[str, ...]]
    optional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def take(self, sheet: pd.DataFrame, where: str) -> pd.DataFrame:
        """The sheet's columns under the result's names.

        Raises:
            InputError: needed ones are not there; lists them.
        """
        heading_of = {
            name: next((heading for heading in headings if heading in sheet), None)
            for name, headings in {**self.optional, **self.required}.items()
        }
        absent = [names[0] for name, names in self.required.items() if heading_of[name] is None]
        if absent:
            raise InputError(
                f"{where} lacks the column{'s' if len(absent) > 1 else ''} {', '.join(absent)}.",
                "Use the list as Ofsted sends it; capitals in headings do not matter.",
            )
        return pd.DataFrame({n: sheet[heading] for n, heading in heading_of.items() if heading})


# The homes list calls placement codes 'Provider Code' and provider codes 'Provider Placement Code'.
_HOMES_SETTINGS = {
    "URN": ("urn",),
    "LA_NAME_FROM_FILE": ("local authority",),
    "PLACE_CODES": ("provider code",),
    "PROVIDER_CODES": ("provider placement code",),
    "REG_END": ("closed date",),
}
_HOMES = Layout({**_HOMES_SETTINGS, "POSTCODE": _POSTCODES})
_HOMES_INSPECTION = Layout(_HOMES_SETTINGS)
_HOMES_ADDRESS = Layout({"URN": ("urn",), "POSTCODE": _POSTCODES})
_PROVIDERS = {
    "URN": ("urn",),
    "LA_NAME_FROM_FILE": ("local authority",),
    "PLACE_CODES": ("placement code",),
    "PROVIDER_CODES": ("placement provider code",),
    "POSTCODE": _POSTCODES,
}
_CURRENT = Layout(_PROVIDERS)
_CLOSED = Layout({**_PROVIDERS, "REG_END": ("deregistration date", "closed date")})
_COMBINED = Layout(
    {
        **_PROVIDERS,
        "REG_END": ("deregistration date",),
        "POSTCODE": ("setting address postcode", "setting postcode", "provider postcode"),
    }
)
_SUPPORTED = Layout(
    {
        "URN": ("urn",),
        "REG_END": ("closed date",),
        "POSTCODE": ("setting address postcode", "setting postcode"),
    },
    {"PROVIDER_CODES": ("placement provider code",)},
)

_ONE_SHEET = "provider information"
_INSPECTION = "settings and inspection info"
_ADDRESS = "address details"
_FIRST = "providers"
_SECOND = "sa providers"


def read_workbook(path: Path) -> ProviderList:
    """Read one workbook.

    Raises:
        InputError: it is no readable .xlsx workbook, is neither of the lists, or lacks sheets or
            columns; names the file, the sheet and what is lacking.
    """
    book = _Book(path.name, _sheets(path))
    if _FIRST in book.sheets and _SECOND in book.sheets:
        return ProviderList(book.name, "CH and SCP", _source(_two_combined(book), "CH and SCP"))
    if _ONE_SHEET in book.sheets or {_INSPECTION, _ADDRESS} & set(book.sheets):
        return ProviderList(book.name, "CH", _source(_homes(book), "CH"))
    for title, sheet in book.listed.items():
        if _is_combined(sheet):
            rows = _COMBINED.take(sheet, book.where(title))
            return ProviderList(book.name, "CH and SCP", _source(rows, "CH and SCP"))
        if "provider placement code" in sheet:
            rows = _HOMES.take(sheet, book.where(title))
            return ProviderList(book.name, "CH", _source(rows, "CH"))
        if {"placement code", "placement provider code"} & set(sheet):
            return ProviderList(book.name, "SCP", _source(_social_care(book), "SCP"))
    raise InputError(
        f"{book.name} is not one of Ofsted's provider lists: its sheets are {book.titles}.",
        "Expected 'Provider information', or 'Settings and Inspection Info' with 'Address "
        "Details', or 'Providers' with 'SA Providers', or a sheet with a column 'Placement code'.",
    )


class _Book:
    """The sheets of a workbook by name in small letters, headings in small letters."""

    def __init__(self, name: str, sheets: Mapping[str, pd.DataFrame]) -> None:
        self.name = name
        self.titles = ", ".join(f"'{title}'" for title in sheets)
        self.sheets = {_plain(title): _headed(sheet) for title, sheet in sheets.items()}
        # A cover page or a page of notes has no headings.
        self.listed = {title: sheet for title, sheet in self.sheets.items() if len(sheet.columns)}

    def where(self, title: str) -> str:
        return f"{self.name}, sheet '{title}',"

    def needs(self, title: str, beside: str) -> pd.DataFrame:
        if title not in self.sheets:
            raise InputError(
                f"{self.name} has a sheet '{beside}' but no sheet '{title}'; it has {self.titles}.",
                "Use the workbook as Ofsted sends it, with both sheets.",
            )
        return self.sheets[title]


def _homes(book: _Book) -> pd.DataFrame:
    if _ONE_SHEET in book.sheets:
        return _HOMES.take(book.sheets[_ONE_SHEET], book.where(_ONE_SHEET))
    settings = _HOMES_INSPECTION.take(book.needs(_INSPECTION, _ADDRESS), book.where(_INSPECTION))
    address = _HOMES_ADDRESS.take(book.needs(_ADDRESS, _INSPECTION), book.where(_ADDRESS))
    # The same URN may be a number on one sheet and text on the other.
    left = settings.assign(key=settings["URN"].map(_key)).dropna(subset="key")
    right = address.assign(key=address["URN"].map(_key)).dropna(subset="key")
    right = right.drop_duplicates(["key", "POSTCODE"]).drop(columns="URN")
    return left.merge(right, on="key").drop(columns="key")


def _social_care(book: _Book) -> pd.DataFrame:
    if len(book.listed) == 1:
        raise InputError(
            f"{book.name} has one sheet with a list; the social care providers list has two: "
            "current "
            "providers, then those that closed.",
            "Use the workbook as Ofsted sends it, with both sheets.",
        )
    (first, now), (second, before), *_ = book.listed.items()
    current = _CURRENT.take(now, book.where(first))
    closed = _CLOSED.take(before, book.where(second))
    return pd.concat([current.astype(object), closed.astype(object)], ignore_index=True)


def _two_combined(book: _Book) -> pd.DataFrame:
    first = _COMBINED.take(book.sheets[_FIRST], book.where(_FIRST))
    second = _SUPPORTED.take(book.sheets[_SECOND], book.where(_SECOND)).assign(PLACE_CODES="K3")
    if "PROVIDER_CODES" not in second:
        second["PROVIDER_CODES"] = "PR4"
    return pd.concat([first.astype(object), second.astype(object)], ignore_index=True)


def _is_combined(sheet: pd.DataFrame) -> bool:
    if "placement provider code" not in sheet or "provider type" not in sheet:
        return False
    types = sheet["provider type"].map(_plain).str.replace("’", "'")
    return bool(types.isin(["children's home", "childrens home"]).any())


def _source(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    return rows.astype(object).assign(source=kind)


def _plain(cell: object) -> str:
    return " ".join(str(cell).split()).lower()


def _key(cell: Any) -> str | None:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    word = _plain("" if pd.isna(cell) else cell)
    return word.removesuffix(".0") or None


def _headed(sheet: pd.DataFrame) -> pd.DataFrame:
    """The sheet below its headings; a title may stand above them."""
    for row in range(min(_HEADING_WITHIN, len(sheet))):
        headings = [_plain(cell) for cell in sheet.iloc[row]]
        if "urn" in headings:
            below = sheet.iloc[row + 1 :].set_axis(headings, axis=1)
            return below.loc[:, ~below.columns.duplicated()].reset_index(drop=True)
    return pd.DataFrame()


def _sheets(path: Path) -> dict[str, pd.DataFrame]:
    content = _content(path)
    return read_sheets(content, path.name, header=None, dtype=object, keep_default_na=False)


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise InputError(
            f"{path} cannot be read: {reason}.",
            "Check the path, and that the workbook is not open in Excel.",
        ) from None
    if content.startswith(b"PK\x03\x04"):
        return content
    if not content:
        raise InputError(f"{path.name} is empty.", "Download the provider list anew.")
    if content.startswith(_OLD_EXCEL):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise InputError(
                f"{path.name} is protected by a password.",
                f"{_SAVE_AS} without a password.",
            )
        raise InputError(f"{path.name} is in the old Excel form (.xls).", f"{_SAVE_AS}.")
    raise InputError(
        f"{path.name} is not an Excel workbook.",
        "Provider lists are read as Ofsted sends them, as .xlsx; a CSV copy lacks the sheets.",
    )
