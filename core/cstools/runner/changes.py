"""What changed since an earlier run: findings that are new, still there or fixed.

Findings are matched by rule, table and child, never by row number: rows move when data are
corrected. Where a rule flags several records of a child, the first is matched with the first.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from cstools.data.findings import COLUMNS
from cstools.data.listing import Listing
from cstools.data.panel import Panel
from cstools.errors import InputError, UsageError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from cstools.data.context import Check
    from cstools.data.findings import Findings

NEW, STILL, FIXED, UNCHECKED = "new", "still there", "fixed", "not checked"
_ORDER = (NEW, STILL, FIXED, UNCHECKED)
_SHEETS = "Findings"
_GUARDED = r"^'(?=[=+\-@\t\r\n＝＋－＠])"


def identify(findings: Findings) -> pd.Series:
    """A short id for each finding, the same in every run in which the finding is there.

    It is made of the rule, the table, the child and, where a rule flags several records of a child,
    their order; eight letters and digits.
    """
    keys = findings[["rule", "table", "child"]].astype("str")
    place = keys.groupby(["rule", "table", "child"], dropna=False, sort=False).cumcount()
    texts = keys["rule"] + "\x1f" + keys["table"] + "\x1f" + keys["child"].fillna("")
    ids = [
        _short(f"{text}\x1f{number}") for text, number in zip(texts, place.tolist(), strict=True)
    ]
    return pd.Series(ids, index=findings.index, dtype="str")


def compare(before: Findings, now: Findings, checks: Iterable[Check]) -> pd.DataFrame:
    """Every finding of either run with its id and status.

    Args:
        before: findings of the earlier run.
        now: findings of this run.
        checks: how the rules went in this run.

    Returns:
        Columns ``id, status`` and those of findings. A finding that is gone is fixed, unless its
        rule did not run this time; its row is blank, for the record may have moved.
    """
    earlier = before.astype("object").assign(id=identify(before).to_numpy())
    current = now.astype("object").assign(id=identify(now).to_numpy())
    current["status"] = current["id"].isin(set(earlier["id"])).map({True: STILL, False: NEW})
    gone = earlier[~earlier["id"].isin(set(current["id"]))].assign(row=None)
    ran = {check.rule for check in checks if check.state == "done"}
    gone["status"] = gone["rule"].isin(ran).map({True: FIXED, False: UNCHECKED})
    both = pd.concat([current, gone], ignore_index=True)[["id", "status", *COLUMNS]]
    both["status"] = pd.Categorical(both["status"], _ORDER)
    both["row"] = both["row"].astype("Int64")
    return both.sort_values(["status", "table", "child", "rule", "row"], ignore_index=True)


def listing(changes: pd.DataFrame) -> Listing:
    """The changes as a list of their own."""
    return Listing("changes", "Since the last run", sentence(changes), changes)


def panel(changes: pd.DataFrame) -> Panel:
    """The changes counted by rule."""
    counts = pd.crosstab(changes["rule"].astype("str"), changes["status"].astype("str"))
    counts = counts.reindex(columns=list(_ORDER), fill_value=0)
    counts = counts.loc[
        :, [status for status in _ORDER if status != UNCHECKED or counts[status].any()]
    ]
    titles = changes.drop_duplicates("rule").set_index("rule")["title"]
    table = counts.reset_index().rename(columns={"rule": "Rule"})
    table.insert(1, "What is wrong", table["Rule"].map(titles))
    table = table.rename(columns=lambda name: str(name).capitalize() if name in _ORDER else name)
    table.columns.name = None
    return Panel("Since the last run", sentence(changes), table=table)


def sentence(changes: pd.DataFrame) -> str:
    """The counts in words."""
    counts = changes["status"].value_counts()
    parts = [f"{int(counts.get(status, 0)):,} {status}" for status in _ORDER[:3]]
    unchecked = int(counts.get(UNCHECKED, 0))
    tail = f"; {unchecked:,} belong to rules that did not run this time" if unchecked else ""
    return f"Compared with the earlier run: {', '.join(parts)}{tail}."


def read_earlier(place: str | os.PathLike[str], tool: str) -> Findings:
    """The findings of an earlier run.

    Args:
        place: the folder it was written to.
        tool: the tool that runs now; the earlier run must be of the same.

    Raises:
        InputError: the folder holds no run, or none of the files findings can be read from.
        UsageError: the earlier run is of another tool.
    """
    folder = Path(place)
    try:
        receipt = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{folder} holds no earlier run.", "Give the folder that --out named then."
        ) from error
    if receipt.get("tool") != tool:
        raise UsageError(f"The run in {folder} is of another tool.", f"Give one of {tool}.")
    for name, read in _READERS.items():
        if (folder / name).exists():
            return _checked(read(folder / name), folder / name)
    raise InputError(
        f"{folder} holds none of {', '.join(_READERS)}.",
        "Write one of these formats in every run you want to compare with.",
    )


def _short(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b32encode(digest[:5]).decode().lower()


def _read_csv(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype="str", encoding="utf-8-sig", keep_default_na=False)
    return table.replace({"child": {_GUARDED: ""}}, regex=True).replace("", None)


def _read_json(path: Path) -> pd.DataFrame:
    body = json.loads(path.read_text(encoding="utf-8"))
    return pd.DataFrame(body["findings"], columns=list(COLUMNS))


def _read_workbook(path: Path) -> pd.DataFrame:
    sheets = pd.read_excel(path, sheet_name=None, dtype="str", engine="calamine")
    findings = [sheet for name, sheet in sheets.items() if str(name).startswith(_SHEETS)]
    if not findings:
        raise KeyError(_SHEETS)
    table = pd.concat(findings, ignore_index=True)
    return table.rename(columns=lambda heading: str(heading).strip().lower())


_READERS: dict[str, Any] = {
    "findings.parquet": pd.read_parquet,
    "findings.csv": _read_csv,
    "findings.json": _read_json,
    "report.xlsx": _read_workbook,
}


def _checked(table: pd.DataFrame, path: Path) -> Findings:
    if not set(COLUMNS) <= set(table.columns):
        raise InputError(f"{path} does not hold findings as cstools writes them.")
    whole = table[list(COLUMNS)].astype({"row": "float64"}).astype({"row": "Int64"})
    text = whole.astype({name: "str" for name in COLUMNS if name != "row"})
    return text.sort_values(["table", "row", "rule"], ignore_index=True)
