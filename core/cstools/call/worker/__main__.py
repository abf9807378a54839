"""The tool's side: started by path with the Python of the tool's environment and a job folder.

The core that started it is not installed there. Its code is taken from where this file stands, and
nothing beside it comes along: the tool's environment has versions of its own.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

CORE = Path(__file__).resolve().parents[2]


def _take_in_the_core() -> None:
    spec = importlib.util.spec_from_file_location(
        CORE.name, CORE / "__init__.py", submodule_search_locations=[str(CORE)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[CORE.name] = module
    spec.loader.exec_module(module)


if CORE.name not in sys.modules:
    # Processes that the tool starts run this file again up to here.
    _take_in_the_core()

if __name__ == "__main__":
    from cstools.call.worker.service import serve

    serve(Path(sys.argv[1]))
    # The answer is written: nothing is gained by taking the interpreter apart, and some libraries
    # crash or wait while it is.
    os._exit(0)
