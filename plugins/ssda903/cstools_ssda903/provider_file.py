"""Write the list of providers that goes with a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def write_providers(providers: pd.DataFrame, path: Path) -> None:
    """Write a provider list as the combined workbook of one sheet that Ofsted sends."""
    import pandas as pd

    homes = providers["source"].str.contains("home", case=False, na=False)
    table = pd.DataFrame(
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
        table.to_excel(book, index=False)
