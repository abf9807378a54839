"""The one place where the sector's validator is imported."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from cstools import ToolError
from cstools_d2i_903.quiet import quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

    import pandas as pd

PACKAGE = "lac_validator"
# The package that holds the rules of 2025/26 is called lac2025_26.
_YEAR = re.compile(r"lac(\d{4})_\d{2}")


class Rule(Protocol):
    """What the validator says of one of its rules.

    Attributes:
        code: the rule's code.
        func: takes the data and gives the numbers of the records it flags, by table.
        message: what is wrong with a flagged record.
        affected_fields: the columns it is about.
        tables: the tables it looks at; these names are not used by any code, so some are misspelt.
    """

    code: str
    func: Callable[[dict[str, Any]], dict[str, Any]]
    message: str | None
    affected_fields: list[str] | None
    tables: list[str] | None


def years() -> list[int]:
    """The collection years it has rules for."""
    matches = [
        _YEAR.fullmatch(module.name) for module in pkgutil.iter_modules(_module("rules").__path__)
    ]
    return sorted(int(match[1]) + 1 for match in matches if match)


@cache
def registry(year: int) -> Mapping[str, Rule]:
    """The rules of a collection year by code, in the order in which it would run them here."""
    rules: Mapping[str, Rule] = _module("rules.ruleset_utils").get_year_ruleset(str(year))
    return rules


def headings() -> Mapping[str, list[str]]:
    """The columns a table must have to be taken for what it is, by table."""
    columns: Mapping[str, list[str]] = _module("config").column_names
    return columns


def authorities() -> dict[str, str]:
    """The names of the upper-tier authorities it knows, by code."""
    table = _module("datastore").la_df
    return dict(zip(table["UTLA21CD"], table["UTLA21NM"], strict=True))


def read(files: list[dict[str, Any]]) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """Its tables, and what else it makes of the files it is handed."""
    with quiet():
        tables, extras = _module("ingress").read_from_text(raw_files=files)
    return tables, extras


def with_authorities(providers: pd.DataFrame) -> pd.DataFrame:
    """Add the authority that each provider's postcode lies in, as it does for provider lists."""
    store = _module("datastore")
    with quiet():
        places = store.merge_postcodes(providers, "POSTCODE").merge(
            store.la_df, how="left", left_on="laua", right_on="LTLA21CD"
        )
    return providers.assign(
        LA_CODE_INFERRED=places["UTLA21CD"].to_numpy(),
        LA_NAME_INFERRED=places["UTLA21NM"].to_numpy(),
    )


def create_store(tables: dict[str, pd.DataFrame], metadata: dict[str, Any]) -> dict[str, Any]:
    """What its rules are given: the tables with derived columns, and what is known besides."""
    with quiet():
        created: dict[str, Any] = _module("datastore").create_datastore(tables, metadata)
    return created


def _module(name: str) -> ModuleType:
    try:
        with quiet():
            import lac_validator

            return importlib.import_module(f"{lac_validator.__name__}.{name}")
    except ImportError as error:
        raise ToolError(
            f"The sector's validator (csc-validator-be-903) cannot be loaded here: {error}.",
            "It runs in an environment of its own: run 'cstools install d2i-903', or "
            "'cstools repair d2i-903' where it is installed already.",
        ) from error
