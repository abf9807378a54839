"""What a hook has to answer: one check for each stage, one wording for all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cstools.call.in_process import CATALOGUE, tell
from cstools.data import figures, findings
from cstools.data.dataset import Dataset
from cstools.data.panel import Panel
from cstools.data.rule_info import RuleInfo
from cstools.errors import ToolError, kind_of, wrong_answer
from cstools.plugin.hooks import STANDARDS
from cstools.standard.standard import Standard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cstools.data.findings import Findings
    from cstools.plugin.discovery import Plugin

_FILES = "Nothing was written. Return the list of files it wrote, as pathlib.Path objects."


def _dataset(plugin: Plugin, answer: object) -> Dataset:
    if not isinstance(answer, Dataset):
        advice = "Return dataclasses.replace(dataset, tables={...}), say."
        raise wrong_answer(plugin.name, "wrangle", answer, "a Dataset", advice)
    for name, table in answer.items():
        if not hasattr(table, "columns"):
            tables = f"a Dataset with tables: its {name} is {kind_of(table)}"
            advice = "Give each table as a pandas DataFrame."
            raise wrong_answer(plugin.name, "wrangle", answer, tables, advice)
    return answer


def _findings(plugin: Plugin, answer: object) -> Findings:
    return findings.check(answer, plugin.name)


def _panels(plugin: Plugin, answer: object) -> list[Panel]:
    if not isinstance(answer, list) or not all(isinstance(panel, Panel) for panel in answer):
        advice = "Return [cstools.Panel(...)], or [] when there is none."
        raise wrong_answer(plugin.name, "visualise", answer, "a list of Panel", advice)
    return [_with_figures(plugin, panel) for panel in answer]


def _with_figures(plugin: Plugin, panel: Panel) -> Panel:
    if panel.figures is None:
        return panel
    return replace(panel, figures=figures.check(panel.figures, plugin.name))


def _files(plugin: Plugin, answer: object) -> list[Path]:
    if not isinstance(answer, list) or not all(isinstance(path, Path) for path in answer):
        raise wrong_answer(plugin.name, "export", answer, "a list of paths", _FILES)
    if not all(path.is_file() for path in answer):
        raise ToolError(
            f"The tool {plugin.name} named a file in cstools_export that it did not write.", _FILES
        )
    return answer


def _standards(plugin: Plugin, answer: object) -> list[Standard]:
    if not isinstance(answer, list) or not all(isinstance(item, Standard) for item in answer):
        advice = "Return a list of cstools.Standard objects, such as [MyStandard()]."
        raise wrong_answer(plugin.name, STANDARDS, answer, "a list of Standard", advice)
    return answer


def _rules(plugin: Plugin, answer: object) -> list[RuleInfo]:
    if not isinstance(answer, list | tuple):
        raise _unreadable(plugin, "it has to be a list")
    return [_rule(plugin, entry, number) for number, entry in enumerate(answer, 1)]


def _rule(plugin: Plugin, entry: Any, number: int) -> RuleInfo:
    try:
        return RuleInfo.of(entry)
    except ValueError as error:
        raise _unreadable(plugin, f"entry {number}: {error}") from None


def _unreadable(plugin: Plugin, reason: str) -> ToolError:
    return ToolError(
        f"The list of rules that {plugin.name} gives cannot be read: {reason}.",
        f"Each entry has to be a mapping with its 'code'. {tell(plugin)}",
    )


ANSWERS: Mapping[str, Callable[[Plugin, object], Any]] = {
    "wrangle": _dataset,
    "validate": _findings,
    "visualise": _panels,
    "export": _files,
    STANDARDS: _standards,
    CATALOGUE: _rules,
}
"""By stage, what gives the answer when it is as it has to be, and else raises a ToolError."""
