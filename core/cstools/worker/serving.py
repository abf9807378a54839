"""The tool's side of a job: read the arguments, call the hook, write the answer."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, Any

from cstools.errors import CstoolsError, ToolError
from cstools.plugins import Plugin, describe
from cstools.worker.job import CATALOGUE, Job

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO


def serve(folder: Path) -> None:
    """Do the job in a folder: whatever comes of it, an answer is written."""
    stream = _own_stream()
    job = Job(folder)
    try:
        asked = job.asked()
        answer = _answer(job, asked, stream)
    except CstoolsError as error:
        answer = _error(type(error).__name__, error.problem, error.advice)
    except OSError as error:
        # Reading and writing tables; what the tool raises comes as an error of its own.
        reason = (error.strerror or type(error).__name__).lower()
        problem = f"Its answer could not be handed back: {reason}."
        answer = _error("ToolError", problem, "Make space in the temporary folder.")
    except BaseException as error:  # even an exit() in a tool needs an answer
        answer = _error("ToolError", f"It stopped: {describe(error)}", "")
    job.answer(answer)


def _answer(job: Job, asked: dict[str, Any], stream: TextIO) -> dict[str, Any]:
    from cstools.calling import call, catalogue
    from cstools.context import Context
    from cstools.worker.crossing import Receiver, Sender
    from cstools.worker.messages import LineLog, LineProgress
    from cstools.worker.values import NotPlainError

    given = Receiver(job.sent).decode
    plugin = Plugin(**asked["plugin"], manifest=given(asked["manifest"]))
    log = logging.getLogger(f"cstools.tool.{plugin.name}")
    log.setLevel(asked["log_level"])
    log.addHandler(LineLog(stream))
    log.propagate = False
    context = Context(
        given(asked["params"]),
        LineProgress(stream),
        log,
        given(asked["checks"]),
        asked["notes"],
        asked["warnings"],
    )
    arguments = {**given(asked["arguments"]), "context": context}
    if asked["stage"] == CATALOGUE:
        answer = catalogue(plugin, arguments["year"])
    else:
        answer = call(plugin, asked["stage"], arguments, *given(asked["folders"]))
    send = Sender(job.answered, parquet=asked["parquet"]).encode
    try:
        returned = send(answer)
    except NotPlainError as error:
        raise ToolError(
            f"The tool {plugin.name} returned {error} from cstools_{asked['stage']}.",
            "Expected tables, findings or panels.",
        ) from None
    return {
        "returned": returned,
        "checks": send(context.checks),
        "notes": send(context.notes),
        "warnings": send(context.warnings),
    }


def _error(kind: str, problem: str, advice: str) -> dict[str, Any]:
    return {"error": {"kind": kind, "problem": problem, "advice": advice}}


def _own_stream() -> TextIO:
    """Standard output for messages only: what a tool prints goes to the error stream instead."""
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii", newline="\n")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return stream
