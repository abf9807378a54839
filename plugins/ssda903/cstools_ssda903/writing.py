"""Write a return as CSV tables or in the XML form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from cstools import Dataset
    from cstools.standard import Schema


def write_return(schema: Schema, dataset: Dataset, folder: Path, form: str) -> list[Path]:
    """Write one year's tables into a folder and return the files.

    Args:
        schema: the SSDA903 schema.
        dataset: the tables.
        folder: made if it does not exist.
        form: ``"csv"`` gives one file a table, ``"xml"`` one file for all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if form == "xml":
        from cstools_ssda903.returns_xml import write_xml

        path = folder / "ssda903.xml"
        # The form has a place for the UASC marker, so it goes along with the columns of the files.
        write_xml({name: dataset.typed(name) for name in dataset}, path)
        return [path]
    if form != "csv":
        raise UsageError(f"The SSDA903 return has no form '{form}'.", "Choose csv or xml.")
    paths = []
    for name in dataset:
        path = folder / f"{name.lower()}.csv"
        _official(schema, dataset, name).to_csv(
            path, index=False, encoding="utf-8", lineterminator="\r\n"
        )
        paths.append(path)
    return paths


def write_providers(providers: pd.DataFrame, path: Path) -> None:
    """Write a provider list as the combined workbook of one sheet that Ofsted sends."""
    import pandas as pd

    homes = providers["source"].str.contains("home", case=False, na=False)
    listed = pd.DataFrame(
        {
            "Provider type": homes.map({True: "Children's Home", False: "Social Care Provider"}),
            "URN": providers["URN"],
            "Local authority": providers["LA_NAME_FROM_FILE"],
            "Placement code": providers["PLACE_CODES"],
            "Placement provider code": providers["PROVIDER_CODES"],
            "Deregistration date": providers["REG_END"],
            "Setting address postcode": providers["POSTCODE"],
        }
    )
    with pd.ExcelWriter(path, engine="xlsxwriter", datetime_format="dd/mm/yyyy") as book:
        listed.to_excel(book, index=False)


def _official(schema: Schema, dataset: Dataset, name: str) -> pd.DataFrame:
    table = dataset.typed(name)
    return table[[heading for heading in schema.tables[name].headings if heading in table]]
