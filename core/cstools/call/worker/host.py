"""The core's side: start the worker of a tool's environment, watch it, take its answer."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cstools import errors
from cstools.call.in_process import tell
from cstools.call.worker.exchange import Receiver, Sender
from cstools.call.worker.job import WorkerCall
from cstools.call.worker.messages import Listener
from cstools.call.worker.process import Ended, watch
from cstools.call.worker.values import NotPlainError
from cstools.errors import CstoolsError, OutputError, ToolError, UsageError, reason_of
from cstools.io.scratch import scratch
from cstools.plugin import shared
from cstools.plugin.environment import python_of, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cstools.data.context import Context
    from cstools.plugin.discovery import Plugin

TIMEOUT = "CSTOOLS_TIMEOUT"
_PREFIX = "cstools-job-"


def call(
    plugin: Plugin,
    stage: str,
    arguments: Mapping[str, Any],
    context: Context,
    *folders: Path,
) -> Any:
    """What a tool's hook answers, called in the tool's own environment.

    Args:
        plugin: the tool; it has an environment of its own.
        stage: a stage, or a validator's list of its rules.
        arguments: the hook's arguments by name, without the context.
        context: the tool's context; checks, notes and figures that the tool adds are put into it.
        *folders: where the tool may write besides its temporary folder.

    Raises:
        ToolError: the worker could not be started, crashed, took too long or gave no answer, or
            the tool failed; names the tool.
        OutputError: there is no space in the temporary folder.
        CstoolsError: what the tool raised on purpose.
    """
    limit = timeout()
    if plugin.environment is not None:
        shared.note_use(plugin.environment)
    with _job_folder(plugin) as folder:
        job = WorkerCall(folder)
        with _explained(plugin):
            job.make()
            job.ask(_question(job, plugin, stage, arguments, context, folders))
        listener = Listener(context.progress)
        command = [str(_python(plugin)), "-I", "-X", "utf8", str(_started()), str(folder)]
        ended = watch(command, listener.hear, limit, job.scratch)
        answer = job.answer_given()
        # An answer is whole once it is there, however the worker came to its end afterwards.
        if ended.timed_out or answer is None:
            raise _no_answer(plugin, stage, ended, limit)
        return _result_of(job, answer, plugin, stage, context)


def timeout() -> float | None:
    """How many seconds a tool may take, from the environment; None for as long as it needs.

    Raises:
        UsageError: what is set is no number of seconds.
    """
    text = os.environ.get(TIMEOUT, "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not seconds > 0:
        raise UsageError(f"{TIMEOUT} is no number of seconds.", "Set it to 600, say, or unset it.")
    return seconds


def _question(
    job: WorkerCall,
    plugin: Plugin,
    stage: str,
    arguments: Mapping[str, Any],
    context: Context,
    folders: tuple[Path, ...],
) -> dict[str, Any]:
    assert plugin.environment is not None
    site = site_of(plugin.environment)
    parquet = (site / "pyarrow").is_dir()
    # Before version 2 pandas holds dates of the years 1678 to 2261 only.
    every_date = not any(site.glob("pandas-[01].*.dist-info"))
    send = Sender(job.sent, parquet=parquet, every_date=every_date).encode
    names = ("name", "package", "version", "module")
    return {
        "plugin": {name: getattr(plugin, name) for name in names},
        "manifest": send(plugin.manifest),
        "stage": stage,
        "params": {
            "$": "mapping",
            "items": [_param(plugin, n, v, send) for n, v in context.params.items()],
        },
        "arguments": send(dict(arguments)),
        "checks": send(context.checks),
        "schemas": send(context.schemas),
        "notes": send(context.notes),
        "warnings": send(context.warnings),
        "figures": send(context.figures),
        "folders": send(list(folders)),
        "parquet": parquet,
    }


def _param(plugin: Plugin, name: str, value: Any, send: Any) -> list[Any]:
    try:
        return [name, send(value)]
    except NotPlainError as error:
        raise UsageError(
            f"The parameter {name} is {error}, which cannot be handed to {plugin.name}: the tool "
            "runs in an environment of its own.",
            "Give a path, text, number, date or DataFrame.",
        ) from None


def _result_of(
    job: WorkerCall, answer: dict[str, Any], plugin: Plugin, stage: str, context: Context
) -> Any:
    try:
        if "error" in answer:
            raise _raised(answer["error"], plugin)
        context.confinement = str(answer["confinement"])
        take = Receiver(job.answered).decode
        context.checks[:] = take(answer["checks"])
        context.notes[:] = take(answer["notes"])
        context.warnings[:] = take(answer["warnings"])
        context.figures[:] = take(answer["figures"])
        return take(answer["returned"])
    except CstoolsError:
        raise
    except Exception as error:
        raise ToolError(
            f"The tool {plugin.name} gave an answer to {stage} that cannot be read "
            f"({type(error).__name__}).",
            f"Nothing was written. {tell(plugin)}",
        ) from error


def _raised(error: dict[str, Any], plugin: Plugin) -> CstoolsError:
    kind = getattr(errors, str(error["kind"]), ToolError)
    problem = str(error["problem"])
    if plugin.name not in problem and kind is ToolError:
        problem = f"The tool {plugin.name} failed. {problem}"
    raised: CstoolsError = kind(problem, str(error["advice"]))
    return raised


def _no_answer(plugin: Plugin, stage: str, ended: Ended, limit: float | None) -> ToolError:
    start = f"The tool {plugin.name}"
    if ended.timed_out:
        return ToolError(
            f"{start} was stopped: {stage} took longer than the {limit:g} seconds allowed.",
            f"Nothing was written. Set {TIMEOUT} to more seconds, or unset it.",
        )
    if ended.out_of_memory:
        return ToolError(
            f"{start} was ended by the system while running {stage}, most likely because memory "
            "ran out.",
            "Nothing was written. Close other programs, or give it less data.",
        )
    return ToolError(
        f"{start} ended while running {stage} without an answer ({ended.manner}).",
        f"Nothing was written. 'cstools repair {plugin.name}' builds its environment anew. "
        f"{tell(plugin)}",
    )


def _python(plugin: Plugin) -> Path:
    assert plugin.environment is not None
    return python_of(plugin.environment)


def _started() -> Path:
    return Path(__file__).with_name("__main__.py")


@contextlib.contextmanager
def _explained(plugin: Plugin) -> Iterator[None]:
    """Say of a disk that is full, or a folder that cannot be written, what to do about it."""
    try:
        yield
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(
            f"The data cannot be handed to {plugin.name} in {tempfile.gettempdir()}: {reason}.",
            "Nothing was written. Make space there, or set TEMP (TMPDIR) to another folder.",
        ) from error


@contextlib.contextmanager
def _job_folder(plugin: Plugin) -> Iterator[Path]:
    """A folder that only this user may read, for it holds the data; gone afterwards.

    Those of runs that were killed go first.
    """
    with contextlib.ExitStack() as stack:
        with _explained(plugin):
            folder = stack.enter_context(scratch(_PREFIX))
        yield folder
