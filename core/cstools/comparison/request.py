"""What is to be compared, on what: what a command or a page fills in, and how it is carried out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from cstools.comparison import report
from cstools.comparison.comparison import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from cstools.comparison.result import Comparison
    from cstools.data.context import Progress
    from cstools.plugin.manifest import Param
    from cstools.runner.request import Output

FailOn = Literal["unexplained", "difference", "never"]
_FAILURES: Mapping[FailOn, tuple[str, ...]] = {
    "unexplained": ("unexplained",),
    "difference": ("unexplained", "explained"),
    "never": (),
}


@dataclass(frozen=True)
class CompareRequest:
    """One comparison, as it is asked for.

    Attributes:
        first: name of an installed tool.
        second: name of another.
        data: a path, several paths, a Dataset, or a mapping of table name to DataFrame.
        params: parameters of either tool as texts or values.
        sample: whether to compare on generated data instead of `data`.
        fail_on: what counts as a failure: a rule that differs without a documented reason
            (``unexplained``), any that differs (``difference``), or nothing (``never``).
    """

    first: str
    second: str
    data: Any = None
    params: Mapping[str, Any] = field(default_factory=dict)
    sample: bool = False
    fail_on: FailOn = "never"

    def fails(self, comparison: Comparison) -> bool:
        """Whether the tools differ as `fail_on` says."""
        return any(line.outcome in _FAILURES[self.fail_on] for line in comparison.lines)


@dataclass(frozen=True)
class Outcome:
    """What came of a request.

    Attributes:
        comparison: what the two tools found.
        files: the files written, the receipt last.
        failed: whether they differ as the request says.
    """

    comparison: Comparison
    files: list[Path]
    failed: bool


def carry_out(
    request: CompareRequest,
    output: Output,
    *,
    progress: Progress | None = None,
    ask: Callable[[Param], Any] | None = None,
) -> Outcome:
    """Compare what is asked for and write it.

    Args:
        request: what to compare.
        output: where to write it; whether that can be done is seen before anything runs.
        progress: reports progress; nothing is shown by default.
        ask: asked for each required parameter that was neither given nor told by the data.

    Raises:
        CstoolsError: what `cstools.compare` and `Comparison.export` raise.
    """
    report.check(output.formats, output.folder, overwrite=output.overwrite)
    comparison = compare(
        *(request.first, request.second, request.data),
        sample=request.sample,
        progress=progress,
        ask=ask,
        **request.params,
    )
    files = comparison.export(
        output.folder, output.formats, overwrite=output.overwrite, progress=progress
    )
    return Outcome(comparison, files, request.fails(comparison))
