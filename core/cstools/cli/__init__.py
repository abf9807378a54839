"""The command line. Every command is one module in `cstools.cli.commands`."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from cstools.cli.group import cli

if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> None:
    """Entry point of the ``cstools`` command.

    Exits 0 when the command completed, 1 when ``--fail-on`` says so, 2 on wrong usage, unreadable
    input or an interruption. A user never sees a traceback without ``--verbose``.
    """
    _end_in_order()
    code = run_command(sys.argv[1:])
    _fall_silent()
    sys.exit(code)


def run_command(arguments: list[str]) -> int:
    """Run one command line and give its exit code."""
    from cstools.cli import console

    with console.printable():
        return _run(arguments)


def _end_in_order() -> None:
    """Make an order to end what Ctrl-C is, so that half-made things go; keep late errors quiet."""
    for name in ("SIGTERM", "SIGBREAK", "SIGHUP"):
        number = getattr(signal, name, None)
        # Who started this with nohup does not want it to hear of a terminal that closes.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupted)
    # What a tool left behind may fail when it is cleared away, and its message quote the data.
    sys.unraisablehook = lambda _: None
    threading.excepthook = lambda _: None


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def _fall_silent() -> None:
    """Lead what is printed from now on nowhere: only code that a tool left behind could print."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for number in (1, 2):
            os.dup2(nowhere, number)


def _run(arguments: list[str]) -> int:
    import click

    from cstools.errors import CstoolsError

    try:
        # Without standalone mode click gives the code of an Exit instead of raising it.
        code = cli.main(arguments, prog_name="cstools", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        return _stop("Interrupted. Nothing was written.")
    except CstoolsError as error:
        _trace(arguments, error)
        return _stop(error.problem, error.advice, getattr(error, "__notes__", ()))
    except Exception as error:
        from cstools.errors import describe

        _trace(arguments, error)
        return _stop(
            f"cstools itself failed: {describe(error)}",
            "Please report this line; add --verbose to see more. It holds none of your data.",
        )
    return code if isinstance(code, int) else 0


def _stop(problem: str, advice: str = "", seen: Sequence[str] = ()) -> int:
    import click

    click.secho(f"Error: {problem}", fg="red", err=True)
    if advice:
        click.echo(advice, err=True)
    if seen:
        click.echo("Seen while reading:", err=True)
    for sentence in seen:
        click.echo(f"  {sentence}", err=True)
    return 2


def _trace(arguments: list[str], error: BaseException) -> None:
    if "--verbose" in arguments or "-v" in arguments:
        import traceback

        # Places only: an exception's message may quote the data.
        for frame in traceback.extract_tb((error.__cause__ or error).__traceback__):
            sys.stderr.write(f"  {frame.filename}, line {frame.lineno}, in {frame.name}\n")
