"""Started by path with the Python that tries a tool and the file that says what to try."""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

WORKER = Path(__file__).resolve().parents[2] / "call" / "worker" / "__main__.py"

if __name__ == "__main__":
    # Like the worker, it takes the code of the core from where this file stands.
    runpy.run_path(str(WORKER))
    from cstools.check.trial.process import serve

    serve(Path(sys.argv[1]))
    # What a tool left running must not keep the process.
    os._exit(0)
