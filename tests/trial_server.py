"""Tries many tools for `cstools check`: imports what a trial needs once, then forks for each.

Started by the fixture `quick_trials` with the hash seed that the trials are to have. Reads a JSON
object a line: the file of the job, and the environment variables of the process that does it.
Answers with its exit code as `os.waitpid` gives it.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

# What a trial imports, whichever tool it tries.
_MODULES = (
    *("pandas", "pyarrow", "pyarrow.parquet", "jinja2", "vl_convert", "xlsxwriter"),
    *("cstools.check.trial.imports", "cstools.check.trial.stages", "cstools.runner"),
    *("cstools.export.html", "cstools.export.xlsx"),
)


def serve(job: Path, variables: dict[str, str]) -> None:
    """What the process that tries a tool does after it has started."""
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    os.setsid()
    os.environ.clear()
    os.environ.update(variables)
    tempfile.tempdir = None
    from cstools.check.trial.process import serve

    serve(job)
    os._exit(0)


def main() -> None:
    for name in _MODULES:
        importlib.import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                serve(Path(asked["job"]), asked["variables"])
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
