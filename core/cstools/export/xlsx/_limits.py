"""What Excel can hold, what keeps a workbook quick to open, and what was left out because of it."""

from __future__ import annotations

from dataclasses import dataclass, field

CELL_LENGTH = 32_767  # UTF-16 units


@dataclass(frozen=True)
class Limits:
    """The bounds a workbook is kept within.

    Attributes:
        rows: lines of a sheet, headings included; Excel's own.
        columns: columns of a sheet; Excel's own.
        findings_sheets: sheets that findings may fill.
        links: links on a sheet; Excel's own is 65,530.
        comments: comments in the workbook; more make Excel very slow to open it.
        table_rows: records of a table shown whole; of a longer one only flagged records are shown.
        rules_in_comment: rules a comment lists.
        cells_in_memory: cells of the workbook up to which they are kept in memory, at roughly
            130 bytes each, until they are written.

    """

    rows: int = 1_048_576
    columns: int = 16_384
    findings_sheets: int = 2
    links: int = 60_000
    comments: int = 20_000
    table_rows: int = 200_000
    rules_in_comment: int = 8
    cells_in_memory: int = 3_000_000

    @property
    def findings(self) -> int:
        """Number of findings the workbook lists."""
        return self.findings_sheets * (self.rows - 1)


@dataclass
class Spent:
    """What has been used up, and the sentences for a reader on what was left out.

    Attributes:
        limits: the bounds.
        comments: comments written.
        comments_left_out: flagged cells that are coloured but have no comment.
        cut: cells whose text was too long.
        said: sentences, in the order the limits were met.

    """

    limits: Limits
    comments: int = 0
    comments_left_out: int = 0
    cut: int = 0
    said: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        """Add a sentence once."""
        if sentence not in self.said:
            self.said.append(sentence)

    def take_comment(self) -> bool:
        """Whether one more comment may be written."""
        if self.comments < self.limits.comments:
            self.comments += 1
            return True
        self.comments_left_out += 1
        return False

    def sentences(self) -> list[str]:
        """Everything that was left out, one sentence each."""
        counted = []
        if self.comments_left_out:
            counted.append(
                f"Only the first {self.limits.comments:,} flagged cells have a comment, because "
                f"more would make Excel slow; {self.comments_left_out:,} further cells are "
                "coloured without one. The findings list their rules."
            )
        if self.cut:
            counted.append(
                f"{self.cut:,} cells hold more than the {CELL_LENGTH:,} characters Excel allows; "
                "their text is cut and ends in '…'."
            )
        return [*self.said, *counted]
