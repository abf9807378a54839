"""What the process that tries a tool answers, and the file in which it says so."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pathlib import Path

# Usual data have to be taken by every tool; the others may be refused with a clear message.
Kind = Literal["usual", "files", "marked", "unknown", "empty"]


@dataclass
class TrialJob:
    """What is to be tried.

    Attributes:
        parts: ``"import"``, ``"runs"``, or both; ``"again"`` for the runs that are compared.
        tool: name of the tool.
        module: the module that holds its hooks.
        package: the folder of the import package.
        imports: modules it imports, whose distributions are wanted.
        answers: the file to answer in.
        scratch: a folder to write in.
        timeout: seconds a step may take.
        path: a folder to put first on the import path, or an empty text.
    """

    parts: list[str]
    tool: str
    module: str
    package: str
    imports: list[str]
    answers: str
    scratch: str
    timeout: float
    path: str = ""

    def write(self, path: Path) -> None:
        """Write it to a file."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> TrialJob:
        """Read it from a file."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


@dataclass
class ImportReport:
    """What came of importing the tool's module.

    Attributes:
        error: how it failed, or an empty text.
        refused: in a sentence, what it or a package that it imports tried that its manifest does
            not declare, which ended the import.
        acts: what it did besides, each in words that follow "it".
        cost: how much processor time it took, as a multiple of what importing pandas takes.
        stages: the hooks it has, without the prefix.
        misfits: what is wrong with its hooks, a sentence each.
        unmarked: stages of functions that look like hooks and are not marked.
        deprecated: what is deprecated of the hooks it uses, a sentence each.
        unfit: the rule that says why it cannot be run, or an empty text.
        distributions: of each module it imports, the distributions that hold it.
    """

    error: str = ""
    refused: str = ""
    acts: list[str] = field(default_factory=list)
    cost: float = 0.0
    stages: list[str] = field(default_factory=list)
    misfits: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)
    deprecated: list[str] = field(default_factory=list)
    unfit: str = ""
    distributions: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class RunReport:
    """What came of running the tool on one set of data.

    Attributes:
        data: what they are, in words.
        kind: what may be expected of a run on them.
        error: how it failed, or an empty text.
        advice: what the error says to do.
        missing_param: the required parameter that nothing gives, or an empty text.
        refusal: whether the error is a clear one that the tool raised on purpose.
        undeclared: whether the error is that it tried what its manifest does not declare.
        changed: tables of the input that it changed.
        leaks: where cells of the input were found.
        used: manifest keys of what it did.
        findings: what is wrong with its findings.
        panels: what is wrong with its panels.
        tables: what is wrong with the tables it made.
        unlisted: rules that found something and are not among the checks.
        digests: a digest of each part of what came out.
    """

    data: str
    kind: Kind
    error: str = ""
    advice: str = ""
    missing_param: str = ""
    refusal: bool = False
    undeclared: bool = False
    changed: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    panels: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)


@dataclass
class DrawReport:
    """What came of writing a run's panels as a page and a workbook.

    Attributes:
        problems: what could not be drawn, a sentence each.
    """

    problems: list[str] = field(default_factory=list)


@dataclass
class StandardReport:
    """What came of trying one standard that the package provides.

    Attributes:
        standard: its name.
        schema: what is wrong with its schema.
        sample: what is wrong with its sample.
        leaks: where cells of the input were found when it read files.
    """

    standard: str
    schema: list[str] = field(default_factory=list)
    sample: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)


Answer = ImportReport | RunReport | DrawReport | StandardReport
_KINDS: dict[str, Any] = {
    kind.__name__: kind for kind in (ImportReport, RunReport, DrawReport, StandardReport)
}


class Answers:
    """The file of answers: one JSON object a line, also for each step that is begun.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def begin(self, step: str) -> None:
        """Say what is being tried now, in words that name it."""
        self._add({"step": step})

    def give(self, answer: Answer) -> None:
        """Say what came of it."""
        self._add({"kind": type(answer).__name__, "answer": asdict(answer)})

    def end(self) -> None:
        """Say that everything was tried."""
        self._add({"step": ""})

    def read(self) -> tuple[list[Answer], str]:
        """The answers, and the step that did not come to its end or an empty text."""
        answers: list[Answer] = []
        step = "starting Python"
        if self._path.exists():
            for line in self._path.read_text(encoding="utf-8").splitlines():
                body = json.loads(line)
                if "kind" in body:
                    answers.append(_KINDS[body["kind"]](**body["answer"]))
                else:
                    step = body["step"]
        return answers, step

    def _add(self, body: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(body) + "\n")
