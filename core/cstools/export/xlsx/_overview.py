"""The first sheet: what was run on what, what it came to, and what the reader should know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cstools.data.counts import by_rule, by_severity, by_state
from cstools.data.period import in_words
from cstools.export.xlsx._styles import MEANING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cstools.data.result import Result
    from cstools.export.xlsx._book import Book, Sheet

SUMMARY = "Summary"
NOT_RUN = "Not run"
_RULES = {
    "Rule": 22,
    "Title": 80,
    "Severity": 12,
    "Rows": 10,
    "Children": 10,
    "State": 10,
    "Reason": 50,
    "What to do": 80,
}
_NOT_RUN = {"Rule": 10, "Title": 80, "Severity": 12, "State": 10, "Reason": 60}


def write_summary(
    book: Book, sheet: Sheet, result: Result, first: Mapping[str, str], checked: bool
) -> None:
    """Write the summary; `first` holds the cell that each rule's code leads to."""
    line = _Lines(sheet)
    line.put(result.tool.title, kind="title")
    line.put(result.tool.summary)
    line.sentences("Read this first", result.warnings, severity="error")
    line.facts("Run", _run(result))
    if checked:
        line.facts("Totals", _totals(result))
    line.facts("Parameters", {name: _in_words(value) for name, value in result.params.items()})
    rows = result.rows_read or result.dataset.rows
    left = result.dataset.rows
    tables = {name: _records(count, left.get(name, 0)) for name, count in rows.items()}
    line.facts("Tables", tables)
    if checked:
        _legend(line)
    line.sentences("What this workbook leaves out", book.spent.sentences())
    line.sentences("Please note", result.notes)
    line.sentences("Caveats", result.caveats)
    if checked:
        _rules(line, sheet, result, first)


def write_not_run(sheet: Sheet, result: Result) -> None:
    """List the rules that were skipped or failed, and why."""
    sheet.headings(0, list(_NOT_RUN), list(_NOT_RUN.values()))
    missed = [check for check in result.checks if check.state != "done"]
    for line, check in enumerate(missed, start=1):
        values = (check.rule, check.title, check.severity, check.state, check.reason)
        for column, value in enumerate(values):
            sheet.put(line, column, value)
    sheet.filtered(0, len(missed), len(_NOT_RUN))


class _Lines:
    """Writes down a sheet, section by section."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.next = 0

    def put(self, *values: str, kind: Any = "text", severity: str | None = None) -> None:
        """Write values from the first column on and go one line down."""
        for column, value in enumerate(values):
            self.sheet.put(self.next, column, value, kind, severity)
        self.next += 1

    def section(self, heading: str) -> None:
        """Leave a line and write a heading."""
        self.next += 1
        self.put(heading, kind="section")

    def facts(self, heading: str, facts: Mapping[str, str]) -> None:
        """Write names and values; nothing if there are none."""
        if facts:
            self.section(heading)
            for name, value in facts.items():
                self.put(name, value, kind="wrapped")

    def sentences(
        self, heading: str, sentences: Iterable[str], severity: str | None = None
    ) -> None:
        """Write sentences under a heading; nothing if there are none."""
        texts = list(sentences)
        if texts:
            self.section(heading)
            for sentence in texts:
                self.put(sentence, severity=severity)


def _run(result: Result) -> dict[str, str]:
    dataset = result.dataset
    facts = {"Tool": f"{result.tool.name} {result.version}"}
    if dataset.standard is not None:
        facts["Data standard"] = dataset.standard
    if dataset.period is not None:
        facts["Period"] = in_words(dataset.period)
    if "started" in result.provenance:
        facts["Run at"] = str(result.provenance["started"])
    return facts


def _records(read: int, left: int) -> str:
    return f"{read:,} records" + (f", {left:,} left after the tool" if left != read else "")


def _totals(result: Result) -> dict[str, str]:
    counts = by_severity(result.findings)
    states = by_state(result.checks)
    facts = {
        "Errors": f"{counts['error']:,}",
        "Queries": f"{counts['query']:,}",
        "Information": f"{counts['info']:,}",
        "Children flagged": f"{result.findings['child'].nunique():,}",
    }
    if states.total:
        missed = states.skips + states.failures
        facts["Rules"] = f"{states.ran} ran" + (
            f", {missed} did not: see the sheet {NOT_RUN}" if missed else ", none was left out"
        )
    return facts


def _legend(line: _Lines) -> None:
    line.section("What the colours mean")
    for severity, (name, meaning) in MEANING.items():
        line.sheet.put(line.next, 1, meaning)
        line.put(name, severity=severity)
    line.put(
        "A coloured cell on a table's sheet has the worst colour of its findings and lists their "
        "rules in a comment. Where the table lacks the fields of a rule, the child is coloured."
    )


def _rules(line: _Lines, sheet: Sheet, result: Result, first: Mapping[str, str]) -> None:
    line.section("By rule")
    if not len(result.findings):
        line.put("Nothing was found.")
    heading = line.next
    sheet.headings(heading, list(_RULES), list(_RULES.values()))
    rules = by_rule(result)
    for number, rule in enumerate(rules, start=heading + 1):
        sheet.link(number, 0, rule.rule, first.get(rule.rule))
        sheet.put(number, 1, rule.title, "wrapped")
        sheet.put(number, 2, rule.severity, "text", rule.severity if rule.rows else None)
        sheet.put(number, 3, rule.rows, "count")
        sheet.put(number, 4, rule.children, "count")
        sheet.put(number, 5, rule.state)
        sheet.put(number, 6, rule.reason, "wrapped")
        sheet.put(number, 7, rule.fix, "wrapped")
    sheet.sheet.autofilter(heading, 0, heading + len(rules), len(_RULES) - 1)


def _in_words(value: Any) -> str:
    if value is None:
        return "not given"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)
