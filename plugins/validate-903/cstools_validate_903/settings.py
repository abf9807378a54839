"""Turn the run's parameters into a prepared return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools import UsageError
from cstools_ssda903.standard import SSDA903
from cstools_validate_903.engine.prepared import Reference, Return
from cstools_validate_903.reference import (
    authority_code,
    derivation,
    provider_authorities,
    provider_list,
)

if TYPE_CHECKING:
    from cstools import Context, Dataset


def prepare(dataset: Dataset, context: Context) -> Return:
    """The return prepared for the rules, the same one for every stage that sees this dataset.

    Raises:
        UsageError: the collection year has no rules, or the authority is unknown.
    """
    kept: tuple[Dataset, Return] | None = context.kept.get("return")
    if kept is not None and kept[0] is dataset:
        return kept[1]
    ret = _prepared(dataset, context)
    context.kept["return"] = (dataset, ret)
    return ret


def _prepared(dataset: Dataset, context: Context) -> Return:
    schema = SSDA903.schema
    year = context.params["collection_year"]
    ruleset = context.params["ruleset"] or year
    if ruleset not in schema.years:
        known = f"{schema.first_year} to {schema.last_year}"
        raise UsageError(
            f"There are no SSDA903 rules for collection year {ruleset}.",
            f"Rules exist for {known}. For a return of another year give --ruleset with one of "
            "these years as well.",
        )
    last_year = context.params["last_year"]
    if last_year is not None:
        dataset.last_year = last_year
    authority = authority_code(context.params["local_authority"], dataset, context)
    reference = Reference(
        authority,
        derivation(authority),
        provider_list(context.params["providers"], context),
        provider_authorities,
    )
    return Return(dataset, schema, reference, year=year, ruleset=ruleset)
