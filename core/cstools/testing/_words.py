"""What a failed assertion shows: small tables of findings and records, and lists of names.

The data of tests are invented, so cells may be shown; nowhere else does cstools show them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.io.resemblance import closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from cstools.data.dataset import Dataset
    from cstools.data.findings import Findings

MOST_ROWS = 15
MOST_COLUMNS = 8
MOST_NAMES = 10


def names(values: Iterable[object]) -> str:
    """A list in a sentence, the surplus counted."""
    texts = [str(value) for value in values]
    first = ", ".join(texts[:MOST_NAMES])
    return f"{first} and {len(texts) - MOST_NAMES} more" if len(texts) > MOST_NAMES else first


def lines(frame: pd.DataFrame, widest: int = 40) -> str:
    """A small table, the surplus rows counted and cells cut to the widest they may be."""
    text = frame.head(MOST_ROWS).to_string(index=False, na_rep="-", max_colwidth=widest)
    more = len(frame) - MOST_ROWS
    return f"{text}\n... and {more} more" if more > 0 else text


def tally(findings: Findings) -> str:
    """The findings, one line for each rule and table."""
    if findings.empty:
        return "No rule finds anything."
    plain = findings.astype({"rule": "str", "table": "str", "title": "str"})
    grouped = plain.groupby(["rule", "table"], sort=False)
    table = grouped.agg(found=("row", "size"), rows=("row", names), title=("title", "first"))
    return lines(table.reset_index(), widest=90)


def records(dataset: Dataset, name: str, rows: Sequence[int], about: Iterable[str] = ()) -> str:
    """The records of some spreadsheet rows as a person typed them.

    Args:
        dataset: holds the table.
        name: the table.
        rows: the spreadsheet rows.
        about: columns to show in any case; of the others as many as there is room for.
    """
    if name not in dataset:
        return f"rows {names(rows)}; there is no table {name}, only {names(dataset)}"
    # Where two columns have one name, the first is shown.
    whole = dataset[name].loc[:, ~dataset[name].columns.duplicated()]
    typed = dataset.typed(name).loc[:, lambda frame: ~frame.columns.duplicated()]
    matching = whole["row"].isin(rows).to_numpy()
    table = typed[matching].dropna(axis=1, how="all")
    others = [column for column in table.columns if column not in about]
    columns = {*others[: MOST_COLUMNS - len(set(about))], *about}
    table = table[[column for column in table.columns if column in columns]]
    table.insert(0, "row", whole.loc[matching, "row"].to_numpy(), allow_duplicates=True)
    absent = sorted(set(rows) - set(whole["row"]))
    texts = [lines(table)] if len(table) else []
    if absent:
        has = f"rows {whole['row'].min()} to {whole['row'].max()}" if len(whole) else "no rows"
        texts.append(f"row {names(absent)}: there is no such row; {name} has {has}")
    return "\n".join(texts)


def nearest(name: str, known: Iterable[str]) -> str:
    """The names there are, those most like `name` first."""
    distinct = list(dict.fromkeys(known))
    near = closest(name, distinct, 3)
    return names([*near, *(other for other in distinct if other not in near)])


def indented(text: str) -> str:
    """The text, set in by two blanks."""
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())
