"""A return as the files the validator is used to: CSV, dates dd/mm/yyyy, blank cells empty.

It reads these itself, so whatever it makes of a file, of blanks or of capitals is as ever.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from cstools import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cstools import Dataset

# What the validator calls the boxes that files are put into.
THIS_YEAR, LAST_YEAR = "This year", "Prev year"
HOMES, CARE = "CH lookup", "SCP lookup"
# The children's homes list is told from the other by its sheets, which it has in two forms.
_HOMES_SHEETS = ({"Provider information"}, {"Settings and Inspection Info", "Address Details"})


def return_files(
    dataset: Dataset, box: str, headings: Mapping[str, Sequence[str]]
) -> list[dict[str, Any]]:
    """The tables of a return as files; record by record in the same order.

    Args:
        dataset: the return.
        box: the box they go into.
        headings: the columns of each table that the validator knows; others are left out, and the
            columns that are derived from others as well, for it derives them itself.
    """
    return [
        _file(f"{name}.csv", _csv(dataset, name, columns), box)
        for name, columns in headings.items()
        if name in dataset
    ]


def provider_files(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Ofsted's workbooks in the boxes they belong to: two lists, or one that holds both.

    Raises:
        UsageError: there are more than two, or one is a folder.
        InputError: one is no workbook, or it cannot be told which is the children's homes list.
    """
    folders = [path for path in paths if path.is_dir()]
    if folders or len(paths) > 2:
        raise UsageError(
            f"{folders[0].name} is a folder." if folders else f"{len(paths)} files are too many.",
            "Give the children's homes list and the social care provider list, or one combined "
            "list, as .xlsx files.",
        )
    homes = [_is_homes_list(path) for path in paths]
    if len(paths) == 2 and sum(homes) != 1:
        raise InputError(
            f"It cannot be told which of {paths[0].name} and {paths[1].name} is the children's "
            "homes list.",
            "That list has a sheet 'Provider information', or 'Settings and Inspection Info' and "
            "'Address Details'. Give the lists as Ofsted sends them.",
        )
    # A combined list goes into the box of the homes.
    boxes = [HOMES if is_homes or len(paths) == 1 else CARE for is_homes in homes]
    return [
        _file(path.name, path.read_bytes(), box) for path, box in zip(paths, boxes, strict=True)
    ]


def _csv(dataset: Dataset, name: str, columns: Sequence[str]) -> bytes:
    table = dataset.typed(name).reindex(columns=list(columns))
    # All cells are quoted: a line of blanks would be passed over, and one in a cell end the record.
    text = table.to_csv(index=False, quoting=csv.QUOTE_ALL, lineterminator="\n")
    return str(text).encode("utf-8", "replace")


def _file(name: str, data: bytes, box: str) -> dict[str, Any]:
    return {"name": name, "description": box, "file_content": data}


def _is_homes_list(path: Path) -> bool:
    # Not at the top: most runs have no provider lists.
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True)
    except Exception as error:
        raise InputError(
            f"{path.name} cannot be read as an Excel workbook.",
            "Open it in Excel, save it as an 'Excel Workbook (*.xlsx)' without a password, and try "
            "again.",
        ) from error
    sheets = set(book.sheetnames)
    book.close()
    return any(needs <= sheets for needs in _HOMES_SHEETS)
