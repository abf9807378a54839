"""The result of a run with assertions that show what was found instead."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pandas as pd

from cstools.data.result import Result
from cstools.testing import _words, differences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cstools.data.context import Check
    from cstools.data.findings import Findings
    from cstools.data.panel import Panel


class CheckedResult(Result):
    """A `cstools.Result` that a test can question. The fixture ``run_tool`` gives one."""

    @classmethod
    def of(cls, result: Result) -> CheckedResult:
        """The same result with the assertions."""
        return cls(**{field.name: getattr(result, field.name) for field in fields(result)})

    def __repr__(self) -> str:
        sizes = f"{len(self.findings)} findings, {len(self.panels)} panels"
        return f"<result of {self.tool.name}: {sizes}>"

    def assert_finds(
        self,
        rule: str,
        *,
        table: str | None = None,
        rows: Iterable[int] | None = None,
        children: Iterable[str | None] | None = None,
    ) -> Findings:
        """Assert that a rule finds something, or just these rows or children and no others.

        Args:
            rule: the rule's code.
            table: look at the findings in this table only.
            rows: the spreadsheet rows it must find; the first record is row 2.
            children: the children it must find.

        Returns:
            The findings of the rule.
        """
        __tracebackhide__ = True
        self._assert_checked(rule)
        findings = self._of(rule, table)
        where = f"{rule} in {table}" if table else rule
        wrong = []
        if rows is None and children is None and findings.empty:
            wrong.append(f"{where} finds nothing.")
        if rows is not None:
            wrong += self._rows_off(where, findings, table, sorted(set(rows)))
        if children is not None:
            wrong += _children_off(where, findings, children)
        if wrong:
            raise AssertionError("\n".join([*wrong, *self._instead()]))
        return findings

    def assert_finds_nothing(self, rule: str | None = None) -> None:
        """Assert that a rule, or every rule, was checked and finds nothing.

        Args:
            rule: the rule's code; None for all of them. Rules that were skipped count as checked
                only for None.
        """
        __tracebackhide__ = True
        if rule is None:
            broken = [f"{c.rule}: {c.reason}" for c in self.checks if c.state == "failed"]
            if broken:
                raise AssertionError("\n".join(["These rules failed:", *broken]))
            findings, who = self.findings, "The tool"
        else:
            self._assert_checked(rule)
            findings, who = self._of(rule), rule
        if len(findings):
            sentences = [f"{who} finds something.", _words.indented(_words.tally(findings))]
            raise AssertionError(
                "\n".join([*sentences, *(self._records(findings) if rule else [])])
            )

    def assert_skips(self, rule: str) -> str:
        """Assert that a rule was skipped.

        Args:
            rule: the rule's code.

        Returns:
            The reason that the tool gives.
        """
        __tracebackhide__ = True
        check = self._check(rule)
        if check is None:
            raise AssertionError(self._unknown(rule))
        if check.state != "skipped":
            reason = f": {check.reason}" if check.reason else "."
            raise AssertionError(f"{rule} was not skipped but {check.state}{reason}")
        return check.reason

    def assert_panel(self, title: str) -> Panel:
        """Assert that there is a panel of this title.

        Args:
            title: the whole title.

        Returns:
            The panel.
        """
        __tracebackhide__ = True
        by_title = {panel.title: panel for panel in self.panels}
        if title in by_title:
            return by_title[title]
        titles = [f"  {name}" for name in by_title] or ["  no panel"]
        notes = ["Notes of the run:", *(f"  {note}" for note in self.notes)] if self.notes else []
        raise AssertionError("\n".join([f"There is no panel '{title}', but:", *titles, *notes]))

    def assert_same(self, other: Result) -> None:
        """Assert that another run gave the same findings, panels, tables and lists.

        How long it took, where the data came from and the notes may differ.

        Args:
            other: the other run's result.
        """
        __tracebackhide__ = True
        if sentences := differences.between(self, other):
            raise AssertionError("\n".join(["The two runs differ.", *sentences]))

    def _of(self, rule: str, table: str | None = None) -> Findings:
        matching = self.findings["rule"] == rule
        if table is not None:
            matching &= self.findings["table"] == table
        return self.findings[matching]

    def _check(self, rule: str) -> Check | None:
        return next((check for check in self.checks if check.rule == rule), None)

    def _unknown(self, rule: str) -> str:
        known = _words.nearest(rule, [check.rule for check in self.checks])
        return f"{self.tool.name} has not checked a rule {rule}. It has checked: {known or 'none'}."

    def _assert_checked(self, rule: str) -> None:
        """A rule that was skipped, failed or does not exist finds nothing, which says nothing."""
        __tracebackhide__ = True
        check = self._check(rule)
        if check is not None and check.state != "done":
            raise AssertionError(f"{rule} was {check.state}: {check.reason}")
        # A tool need not list its checks.
        if check is None and self.checks and self._of(rule).empty:
            raise AssertionError(self._unknown(rule))

    def _rows_off(
        self, where: str, findings: Findings, table: str | None, rows: Sequence[int]
    ) -> list[str]:
        flagged = sorted(set(findings["row"].tolist()))
        if flagged == list(rows):
            return []
        sentences = [
            f"{where} finds row {_words.names(flagged) or 'none'}, "
            f"not row {_words.names(rows) or 'none'}."
        ]
        missed = sorted(set(rows) - set(flagged))
        if missed:
            sentences.append(f"Not found, but expected: row {_words.names(missed)}")
            # Without a table's name a row number says which record only where there is one table.
            named = [table] if table else list(self.dataset) if len(self.dataset) == 1 else []
            records = [f"{name}\n{_words.records(self.dataset, name, missed)}" for name in named]
            sentences += [_words.indented(text) for text in records]
        surplus = findings[~findings["row"].isin(rows)]
        return [*sentences, *self._records(surplus, "Found, but not expected:")]

    def _records(self, findings: Findings, heading: str = "The records:") -> list[str]:
        """The records that findings are about, by table."""
        sentences = []
        for name, part in findings.astype({"table": "str"}).groupby("table"):
            about = {column for fields in part["fields"].unique() for column in fields.split()}
            records = _words.records(self.dataset, str(name), part["row"].tolist(), about)
            sentences += [_words.indented(f"{name}\n{records}")]
        return [heading, *sentences] if sentences else []

    def _instead(self) -> list[str]:
        return ["All that was found:", _words.indented(_words.tally(self.findings))]


def _children_off(where: str, findings: Findings, children: Iterable[str | None]) -> list[str]:
    expected = {_child(child) for child in children}
    flagged = {_child(child) for child in findings["child"]}
    if flagged == expected:
        return []
    sentences = [f"{where} does not find the children that were expected."]
    for heading, some in (
        ("Not found, but expected:", expected - flagged),
        ("Found, but not expected:", flagged - expected),
    ):
        if some:
            sentences.append(f"{heading} {_words.names(sorted(some))}")
    return sentences


def _child(value: object) -> str:
    return "(blank)" if pd.isna(value) else str(value)  # type: ignore[call-overload]
