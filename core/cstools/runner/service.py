"""Carry out a request: run it, write what came of it, and say whether it failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cstools import export
from cstools.runner.pipeline import execute

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cstools.data.context import Progress
    from cstools.data.result import Result
    from cstools.plugin.manifest import Param
    from cstools.runner.request import Output, RunRequest


@dataclass(frozen=True)
class Outcome:
    """What came of a request.

    Attributes:
        result: the finished run; its parameters are those used, inferred and asked ones included.
        files: the files written, the receipt last.
        failed: whether the findings are as severe as the request says.
    """

    result: Result
    files: list[Path]
    failed: bool


def carry_out(
    request: RunRequest,
    output: Output,
    *,
    progress: Progress | None = None,
    ask: Callable[[Param], Any] | None = None,
    confirm: Callable[[str], bool] | None = None,
) -> Outcome:
    """Run what is asked for and write it.

    Args:
        request: what to run.
        output: where to write it; whether that can be done is seen before anything runs.
        progress: reports progress; nothing is shown by default.
        ask: asked for each required parameter that was neither given nor told by the data.
        confirm: asked whether to go on where the data are not of the period they are taken for.

    Raises:
        CstoolsError: what `cstools.run` and `Result.export` raise.
    """
    export.check(output.formats, output.folder, overwrite=output.overwrite)
    result = execute(request, progress=progress, ask=ask, confirm=confirm)
    files = result.export(
        output.folder,
        output.formats,
        overwrite=output.overwrite,
        database=output.database,
        progress=progress,
    )
    return Outcome(result, files, request.fails(result))
