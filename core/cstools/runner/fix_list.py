"""The fix list: what each team, worker or child has to put right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cstools.call import schema_of
from cstools.data.listing import Listing
from cstools.data.words import counted
from cstools.errors import InputError
from cstools.runner.inputs import load_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from cstools.data.context import Check
    from cstools.data.dataset import Dataset
    from cstools.data.findings import Findings

NO_TEAM = "(no team)"
# What people head the children with in a file of teams, which belongs to no standard.
_CHILD = ("child", "child id", "childid", "child_id", "person id", "personid", "person_id", "id")


def read_teams(teams: Any) -> pd.DataFrame:
    """Read which team or worker each child belongs to.

    Args:
        teams: a CSV file or workbook, or a DataFrame. One column names the child (headed CHILD, or
            else the first); every other column, such as Team and Worker, says where it belongs.

    Returns:
        The column ``child`` and the others in their order, as text; one row per child and place.

    Raises:
        InputError: it cannot be read, or has no column besides the child's.
    """
    table = teams if hasattr(teams, "columns") else _read(Path(teams))
    table = table.drop(columns="row", errors="ignore")
    named = [heading for heading in table.columns if str(heading).strip().lower() in _CHILD]
    child = named[0] if named else table.columns[0]
    others = [heading for heading in table.columns if heading != child]
    if not others:
        raise InputError(
            "The team file has only one column.",
            "Give a column with the child's identifier and one with the team or worker.",
        )
    text = table[[child, *others]].astype("str").rename(columns={child: "child"})
    text["child"] = _key(text["child"])
    return text.dropna(subset="child").drop_duplicates(ignore_index=True)


@dataclass(frozen=True)
class Match:
    """A team file set against the children of a return.

    Attributes:
        teams: as `read_teams` gives them, identifiers as the return has them.
        note: what the reader should know of it; empty when all is well.
        weighty: whether no child was matched at all.
    """

    teams: pd.DataFrame
    note: str = ""
    weighty: bool = False


def match(teams: pd.DataFrame, dataset: Dataset) -> Match:
    """Match the identifiers of a team file with those of a return.

    One that differs only by zeros in front, which a spreadsheet drops, is taken for the same, as
    long as that is true of one child alone.
    """
    children = _children(dataset)
    if not children:
        return Match(teams)
    bare: dict[str, list[str]] = {}
    for child in children:
        bare.setdefault(child.lstrip("0"), []).append(child)
    identifiers = set(teams["child"])
    padded = {
        child: bare[child.lstrip("0")][0]
        for child in identifiers - children
        if len(bare.get(child.lstrip("0"), ())) == 1
        and bare[child.lstrip("0")][0] not in identifiers
    }
    teams = teams.assign(child=teams["child"].replace(padded))
    identifiers = set(teams["child"])
    sentences = []
    if padded:
        sentences.append(
            f"{counted(len(padded), 'identifier')} of the team file lacked zeros in front, as a "
            "spreadsheet drops them, and counted as the same."
        )
    missing, surplus = len(children - identifiers), len(identifiers - children)
    if missing or surplus:
        sentences.append(
            f"{counted(missing, 'child', 'children')} of the return {_are(missing)} not in the "
            f"team file, and {counted(surplus, 'identifier')} of the team file {_are(surplus)} "
            "not in the return."
        )
    return Match(teams, " ".join(sentences), missing == len(children))


def fix_list(findings: Findings, teams: pd.DataFrame, checks: Iterable[Check]) -> Listing:
    """The findings by team and child, with what to do about each.

    A child that is in two teams is listed under both, one that is in none under ``(no team)``.
    """
    places = [column for column in teams.columns if column != "child"]
    what = {check.rule: check.fix for check in checks}
    rows = findings.astype("object").assign(key=_key(findings["child"].astype("str")))
    joined = rows.merge(teams.rename(columns={"child": "key"}), on="key", how="left")
    joined[places[0]] = joined[places[0]].fillna(NO_TEAM)
    joined["what to do"] = joined["rule"].map(what).fillna("")
    ordered = joined.sort_values([places[0], "child", "table", "row", "rule"], ignore_index=True)
    columns = [
        *places,
        "child",
        "severity",
        "rule",
        "title",
        "what to do",
        "table",
        "row",
        "fields",
    ]
    table = ordered[columns].rename(columns={"title": "what is wrong"})
    place = str(places[0]).lower()
    text = (
        f"What to put right, by {place} and child. The formats xlsx and csv also write a file "
        "for each "
        f"{place}, in the folder fix-list; send the workbooks: in them identifiers keep their "
        "zeros."
    )
    return Listing("fix-list", "Fix list", text, table, split_by=str(places[0]))


def _children(dataset: Dataset) -> set[str]:
    """The children of a dataset, as `_key` has them."""
    schema = schema_of(dataset.standard)
    named = {name: schema.child_of(name) if schema else None for name in dataset}
    columns = [dataset[name][column] for name, column in named.items() if column in dataset[name]]
    return {child for column in columns for child in _key(column.dropna().astype("str")).unique()}


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _read(path: Path) -> pd.DataFrame:
    tables = load_tables([path])
    if len(tables) != 1:
        raise InputError(
            f"{path} holds {len(tables)} tables.", "Give a file with one table or sheet."
        )
    return next(iter(tables.values()))


def _key(children: pd.Series) -> pd.Series:
    """Identifiers as they are matched: trimmed, in capitals, whole numbers without a fraction."""
    return children.str.strip().str.upper().str.replace(r"^(\d+)\.0$", r"\1", regex=True)
