"""The tool's side of a job: read the arguments, call the hook, write the answer."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cstools.call.guard import Places
from cstools.call.in_process import tell
from cstools.call.worker.confinement import NONE, confine
from cstools.call.worker.job import WorkerCall
from cstools.errors import CstoolsError, ToolError, describe, place_of, reason_of
from cstools.plugin import load as importing
from cstools.plugin.discovery import Plugin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

CORE = Path(__file__).resolve().parents[2]


def serve(folder: Path) -> None:
    """Do the job in a folder: whatever comes of it, an answer is written."""
    stream = _own_stream()
    job = WorkerCall(folder)
    try:
        question = job.question()
        answer = _answer(job, question, stream)
    except CstoolsError as error:
        answer = _error(type(error).__name__, error.problem, error.advice)
    except OSError as error:
        # Reading and writing tables; what the tool raises comes as an error of its own.
        reason = reason_of(error)
        problem = f"Its answer could not be handed back: {reason}."
        answer = _error("ToolError", problem, "Make space in the temporary folder.")
    except BaseException as error:  # even an exit() in a tool needs an answer
        answer = _error("ToolError", f"It stopped: {describe(error)}", "")
    job.answer(answer)


def _answer(job: WorkerCall, question: dict[str, Any], stream: TextIO) -> dict[str, Any]:
    from cstools.call.in_process import call
    from cstools.call.worker.exchange import Receiver, Sender
    from cstools.call.worker.messages import LineProgress
    from cstools.call.worker.values import NotPlainError, paths_in
    from cstools.data.context import Context

    decode = Receiver(job.sent).decode
    manifest = decode(question["manifest"])
    folders = decode(question["folders"])
    plugin = Plugin(**question["plugin"], manifest=manifest)
    importing.keep_bytecode(manifest.folder)
    # Before any table is read: threads that reading starts are to be held too.
    writable = (job.folder, *map(Path, Places(folders).folders))
    readable = (CORE, manifest.folder, *paths_in(question))
    confinement = confine(manifest, writable, readable)
    context = Context(
        decode(question["params"]),
        LineProgress(stream),
        logging.getLogger(f"cstools.tool.{plugin.name}"),
        decode(question["checks"]),
        question["notes"],
        question["warnings"],
        decode(question["figures"]),
        decode(question["schemas"]),
    )
    arguments = decode(question["arguments"])
    with _refused_by_the_system(plugin, confinement):
        answer = call(plugin, question["stage"], arguments, context, *folders)
    send = Sender(job.answered, parquet=question["parquet"]).encode
    try:
        returned = send(answer)
    except NotPlainError as error:
        raise ToolError(
            f"The tool {plugin.name} returned {error} from cstools_{question['stage']}.",
            "Expected tables, findings or panels.",
        ) from None
    return {
        "returned": returned,
        "checks": send(context.checks),
        "notes": send(context.notes),
        "warnings": send(context.warnings),
        "figures": send(context.figures),
        "confinement": confinement,
    }


@contextlib.contextmanager
def _refused_by_the_system(plugin: Plugin, confinement: str) -> Iterator[None]:
    """Say of an error that comes from the confinement what the tool would have to declare."""
    try:
        yield
    except ToolError as error:
        reason = error.__cause__
        if not isinstance(reason, OSError) or reason.errno not in (errno.EACCES, errno.EPERM):
            raise
        if confinement.startswith(NONE):
            raise
        raise ToolError(
            f"The tool {plugin.name} was stopped by the operating system ({confinement}) at "
            f"{place_of(reason, plugin.module.split('.')[0])}: it tried to read or write where it "
            "may not, to use the network or to start another program.",
            f"There are no results. {tell(plugin)} It has to declare network, subprocess or "
            "writes_outside in cstools.toml, or do without.",
        ) from reason


def _error(kind: str, problem: str, advice: str) -> dict[str, Any]:
    return {"error": {"kind": kind, "problem": problem, "advice": advice}}


def _own_stream() -> TextIO:
    """Standard output for messages only: what a tool prints goes to the error stream instead."""
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii", newline="\n")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return stream
