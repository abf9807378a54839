"""What was seen on reading, as sentences: the one place that words it, for files and Python."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cstools.standard.causes import causes_in, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cstools.standard.causes import Cause
    from cstools.standard.shape import Shaped
    from cstools.standard.table import Table


@dataclass
class Remarks:
    """Sentences about what was read.

    Attributes:
        notes: what the reader should know.
        warnings: what decides what the results are worth, so that it comes before them.
        causes: what holds for many cells of a file or table at once; see `note_causes`.
    """

    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    causes: list[tuple[str, Cause]] = field(default_factory=list)

    def add(self, other: Remarks) -> None:
        """Take over the sentences of another."""
        self.notes += other.notes
        self.warnings += other.warnings
        self.causes += other.causes

    def note_form(self, name: str, remarks: Iterable[str]) -> None:
        """Say what was unusual about the form of a file; see `cstools.io.delimited.Delimited`."""
        self.notes += [f"{name} {remark}." for remark in remarks]

    def note_table(self, name: str, schema: Table, shaped: Shaped) -> None:
        """Say what a table lacks or has too much, that it is empty, and what `note_cells` says.

        Args:
            name: what to call the file or table.
            schema: the table as it should be.
            shaped: the table as it was read.
        """
        key = schema.child
        if key in shaped.lacking:
            self.warnings.append(
                f"{name} lacks the column {key}, so none of its records belongs to a child."
            )
        lacking = [heading for heading in shaped.lacking if heading != key]
        if lacking:
            self.notes.append(f"{name} lacks {', '.join(lacking)}: read as blank.")
        if shaped.extra:
            self.notes.append(
                f"{name} has columns the return does not know: {', '.join(shaped.extra)}. "
                "They were "
                "left out."
            )
        if not len(shaped.frame):
            sentence = f"{name} has headings but no records: the table {schema.name} is empty."
            (self.warnings if schema.essential else self.notes).append(sentence)
        self.note_cells(name, schema, shaped)

    def note_cells(self, name: str, schema: Table, shaped: Shaped) -> None:
        """Take down which causes hold for many cells of a table; see `cstools.standard.causes`."""
        self.causes += [(name, cause) for cause in causes_in(schema, shaped)]

    def note_causes(self) -> None:
        """Say each cause once, with all files or tables it is so of."""
        for sentence, weighty in sentences(self.causes):
            (self.warnings if weighty else self.notes).append(sentence)
        self.causes = []

    def note_zeros(self, lost: Mapping[str, int]) -> None:
        """Say in which files or tables how many identifiers seem to have lost leading zeros."""
        for name, number in lost.items():
            are = "identifier differs" if number == 1 else "identifiers differ"
            self.warnings.append(
                f"{name}: {number:,} {are} from one in another table only by zeros in front, "
                "which a "
                "spreadsheet drops. Export the file again; do not save it from a spreadsheet."
            )
