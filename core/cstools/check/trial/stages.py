"""Run a tool on one set of data, draw its panels, and say what came of it."""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
from typing import TYPE_CHECKING, Any

from cstools.call import load_standard
from cstools.check.trial import canary, outputs
from cstools.check.trial.answers import DrawReport, RunReport
from cstools.check.trial.observer import (
    ProgressCapture,
    RecordingGuard,
    is_undeclared,
    logging_heard,
    printing,
)
from cstools.data.dataset import Dataset
from cstools.data.findings import Flagged, collect
from cstools.data.panel import Panel
from cstools.errors import CstoolsError, ToolError
from cstools.io.files import sha256_of
from cstools.runner import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from cstools.check.trial.samples import Data
    from cstools.data.result import Result
    from cstools.plugin.discovery import Plugin

_COULD_NOT = re.compile(r"\b(cannot be shown|could not be drawn)\b")


def run_on(plugin: Plugin, data: Data, scratch: Path) -> tuple[RunReport, Result | None]:
    """Run a tool on data.

    Args:
        plugin: the tool.
        data: what to run it on.
        scratch: a folder to export in.

    Returns:
        What came of it, and the result where there is one.
    """
    assert plugin.manifest is not None
    ran = RunReport(data.name, data.kind)
    for param in plugin.manifest.params.values():
        if param.required and param.default is None and param.name not in data.params:
            ran.missing_param = param.name
            ran.error = f"It needs {param.name}, which neither the sample nor an example gives."
            return ran, None
    before = _copied(data.dataset)
    labels, noting = ProgressCapture(), RecordingGuard(plugin.manifest, scratch)
    result = None
    files: dict[str, str] = {}
    with logging_heard() as heard, printing() as printed:
        try:
            with noting:
                result = run(plugin.name, data.dataset, progress=labels, **data.params)
                files = _exported(plugin, result, scratch, labels)
        except CstoolsError as error:
            _failed(ran, error, plugin)
            result = None
    ran.leaks += canary.in_log(heard.lines)
    ran.leaks += canary.in_texts([printed.text], "what it prints")
    ran.leaks += canary.in_texts(labels.seen, "the progress it reports")
    ran.used = list(noting.keys)
    ran.changed = _changed(before, data.dataset)
    if result is not None:
        _look_at(ran, result, data)
        ran.digests |= {f"contents of {name}": digest for name, digest in files.items()}
    return ran, result


def draw(result: Result, scratch: Path) -> DrawReport:
    """Write the page and the workbook of a result.

    Args:
        result: it has panels.
        scratch: a folder to write in.
    """
    problems = [
        f"The panel '{panel.title}' takes data from an address; put the data inside."
        for panel in result.panels
        if panel.spec is not None and any(_addresses(panel.spec))
    ]
    if problems:
        return DrawReport(problems)
    noted = len(result.notes)
    with (
        tempfile.TemporaryDirectory(prefix="résultats ", dir=scratch) as folder,
        logging_heard() as heard,
        printing(),
    ):
        try:
            result.export(f"{folder}/report", ["html", "xlsx"])
        except CstoolsError as error:
            return DrawReport([error.problem])
    texts = [text for _, text in heard.lines] + result.notes[noted:]
    return DrawReport([_sentence(text) for text in texts if _COULD_NOT.search(text)])


def _addresses(body: Any) -> Iterator[str]:
    """Every address of data in a specification."""
    if isinstance(body, dict):
        data = body.get("data")
        if isinstance(data, dict) and isinstance(data.get("url"), str):
            yield data["url"]
        for value in body.values():
            yield from _addresses(value)
    elif isinstance(body, list):
        for value in body:
            yield from _addresses(value)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _failed(ran: RunReport, error: CstoolsError, plugin: Plugin) -> None:
    ran.error, ran.advice = error.problem, error.advice
    ran.undeclared = is_undeclared(error)
    ran.refusal = not isinstance(error, ToolError)
    ran.leaks += canary.in_error(error)
    ran.leaks += canary.in_raised(error, plugin.module.split(".")[0])
    if canary.holds(ran.error + ran.advice):
        ran.error, ran.advice = "It fails with an error that quotes a cell.", ""


def _exported(
    plugin: Plugin, result: Result, scratch: Path, labels: ProgressCapture
) -> dict[str, str]:
    """Write the result in the formats that the tool adds; one without findings gets some.

    Returns:
        A digest of each file of text by its name. Other files may say when they were written.
    """
    assert plugin.manifest is not None
    if "export" not in plugin.manifest.stages:
        return {}
    if set(plugin.manifest.stages) == {"export"}:
        result.findings = collect(
            Flagged("R1", "error", name, table["row"].to_numpy()[:2], [None] * min(2, len(table)),
                    tuple(map(str, table.columns[:1])), "A made-up finding")
            for name, table in result.dataset.items()
        )  # fmt: skip
        counted = result.findings.groupby("table", observed=True).size().reset_index(name="Found")
        result.panels = [Panel("A made-up panel", "It counts made-up findings.", table=counted)]
    with tempfile.TemporaryDirectory(prefix="résultats ", dir=scratch) as folder:
        *files, _ = result.export(
            folder, plugin.manifest.formats, progress=labels
        )  # the receipt is the last
        texts = {path.name: _text_in(path) for path in files}
        return {name: _digest(text) for name, text in texts.items() if text is not None}


def _text_in(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _look_at(ran: RunReport, result: Result, data: Data) -> None:
    standard = data.dataset.standard
    schema = None if standard is None else load_standard(standard).schema
    datasets = [data.dataset, *([] if result.dataset is data.dataset else [result.dataset])]
    ran.findings = outputs.of_findings(result.findings, datasets, schema)
    ran.panels = outputs.of_panels(result.panels)
    ran.tables = outputs.of_tables(result.dataset)
    ran.unlisted = outputs.unlisted(result.findings, result.checks)
    # What the reader of the files noted is not the tool's.
    own = [note for note in result.notes if note not in data.dataset.notes]
    ran.leaks += canary.in_texts(own, "a note")
    ran.leaks += canary.in_checks(result.checks)
    for column in ("rule", "title", "fields"):
        ran.leaks += canary.in_texts(
            map(str, result.findings[column].unique()), f"the {column} of a finding"
        )
    if any(ran.leaks):
        ran.findings, ran.unlisted = _without_marks(ran.findings), _without_marks(ran.unlisted)
    ran.digests = _digests(result)


def _without_marks(texts: list[str]) -> list[str]:
    return [text for text in texts if not canary.holds(text)]


def _digests(result: Result) -> dict[str, str]:
    panels = [
        [
            panel.title,
            panel.text,
            panel.caveats,
            panel.spec,
            None if panel.table is None else _text(panel.table),
        ]
        for panel in result.panels
    ]
    checks = [
        [c.rule, c.title, c.severity, c.state, c.reason, c.found, c.fix] for c in result.checks
    ]
    tables = {name: _text(table) for name, table in result.dataset.items()}
    parts: dict[str, Any] = {
        "findings": _text(result.findings),
        "tables": tables,
        "panels": panels,
        "account of its rules": checks,
        "notes": result.notes,
    }
    return {name: _digest(part) for name, part in parts.items()}


def _digest(part: Any) -> str:
    return sha256_of(json.dumps(part, default=str).encode("utf-8", "surrogatepass"))


def _text(table: pd.DataFrame) -> str:
    kinds = [str(kind) for kind in table.dtypes]
    return json.dumps(kinds) + table.to_csv()


def _copied(dataset: Dataset) -> Dataset:
    last = dataset.last_year
    return Dataset(
        {name: table.copy() for name, table in dataset.items()},
        standard=dataset.standard,
        period=dataset.period,
        last_year=None if last is None else _copied(last),
        unread={place: texts.copy() for place, texts in dataset.unread.items()},
    )


def _changed(before: Dataset, after: Dataset, where: str = "") -> list[str]:
    """The names of the tables that are not as they were."""
    names = list(dict.fromkeys([*before, *after]))
    changed = [f"{name}{where}" for name in names if not _same(before, after, name)]
    if before.period != after.period or _differ(before.unread, after.unread):
        changed.append(f"the dataset itself{where}")
    if before.last_year is not None and after.last_year is not None:
        changed += _changed(before.last_year, after.last_year, " of last year")
    return changed


def _same(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame], name: str) -> bool:
    if name not in before or name not in after:
        return False
    with contextlib.suppress(TypeError, ValueError):
        return bool(before[name].equals(after[name]))
    return False


def _differ(before: Mapping[Any, pd.Series], after: Mapping[Any, pd.Series]) -> bool:
    return before.keys() != after.keys() or any(
        not before[place].equals(after[place]) for place in before
    )
