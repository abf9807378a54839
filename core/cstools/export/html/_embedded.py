"""The findings as the page carries them: compact JSON that no cell can break out of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from cstools.data.findings import Findings

_KIND = ["rule", "severity", "title"]
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def fair_share(findings: Findings, limit: int) -> Findings:
    """Take the first findings of every rule in turn, `limit` in all, in their own order.

    No rule disappears because another one finds more: each gives its first, then each its second,
    until the limit is reached.
    """
    if len(findings) <= limit:
        return findings
    turn = findings.groupby("rule", observed=True).cumcount()
    places = turn.sort_values(kind="stable").index[:limit].sort_values()
    return findings.loc[places].reset_index(drop=True)


def columns(findings: Findings) -> dict[str, Any]:
    """Put findings as columns of whole numbers, with a list of the different texts behind each.

    Returns:
        ``kinds`` (rule, severity, title), ``tables``, ``fields`` and ``children`` list the
        different texts; ``kind``, ``table``, ``field`` and ``child`` hold each finding's place in
        them, -1 for a missing one; ``row`` holds the spreadsheet rows.

    """
    kind, kinds = pd.MultiIndex.from_frame(findings[_KIND].astype("str")).factorize()
    table, tables = pd.factorize(findings["table"].astype("str"))
    field, fields = pd.factorize(findings["fields"].astype("str"))
    child, children = pd.factorize(findings["child"])
    return {
        "kinds": [list(kind) for kind in kinds],
        "tables": [str(table) for table in tables],
        "fields": [str(field) for field in fields],
        "children": [str(child) for child in children],
        "kind": kind.tolist(),
        "table": table.tolist(),
        "field": field.tolist(),
        "child": child.tolist(),
        "row": findings["row"].tolist(),
    }


def script_json(value: object) -> str:
    """JSON that may stand inside a script element whatever its texts say.

    Everything outside ASCII is escaped too, so line separators that end a JavaScript line cannot
    occur.
    """
    return json.dumps(value, separators=(",", ":")).translate(_UNSAFE)
