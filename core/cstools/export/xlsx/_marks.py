"""Which cells of a table are flagged, how badly and by which rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cstools.data.findings import SEVERITIES

if TYPE_CHECKING:
    from cstools.data.findings import Findings
    from cstools.export.xlsx._layout import Layout

_TITLE_LENGTH = 200
_LINE_LENGTH = 52  # characters of a comment of WIDTH pixels
WIDTH = 300


@dataclass
class Mark:
    """One flagged cell.

    Attributes:
        severity: the worst of its findings.
        rules: one line for each of its findings: code, severity and title.

    """

    severity: str
    rules: list[str] = field(default_factory=list)


def marks(layout: Layout, findings: Findings) -> dict[int, dict[int, Mark]]:
    """Find the flagged cells of one table by line and column of its sheet."""
    own = findings[findings["table"] == layout.table]
    columns = {fields: layout.flagged(str(fields)) for fields in own["fields"].unique()}
    marked: dict[int, dict[int, Mark]] = {}
    own = own[layout.speaks_of(own)]
    names = ("row", "fields", "severity", "rule", "title")
    for row, fields, severity, rule, title in zip(*(own[name] for name in names), strict=True):
        line = layout.line_of.get(row)
        if line is None:
            continue
        on_line = marked.setdefault(line, {})
        for column in columns[fields]:
            mark = on_line.setdefault(column, Mark(severity))
            mark.severity = min(mark.severity, severity, key=SEVERITIES.index)
            mark.rules.append(f"{rule} ({severity}): {title}")
    return marked


def comment(mark: Mark, most: int) -> tuple[str, dict[str, object]]:
    """Give the text of a cell's comment, listing `most` rules, and its looks."""
    lines = [_shortened(line) for line in mark.rules[:most]]
    if len(mark.rules) > most:
        lines.append(f"and {len(mark.rules) - most} more, see the findings")
    tall = sum(1 + len(line) // _LINE_LENGTH for line in lines)
    return "\n".join(lines), {"author": "", "width": WIDTH, "height": 16 + 14 * tall}


def _shortened(line: str) -> str:
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1] + "…"
