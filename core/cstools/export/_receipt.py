"""The receipt ``run.json``: what was run on what, and what came out. No cell values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cstools.export._placement import RECEIPT
from cstools.io.files import sha256_of

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.data.result import Result
    from cstools.export._placement import Staging


def write_receipt(result: Result, staging: Staging, seconds: float) -> Path:
    """Write the receipt of `result` beside the files written so far, and return it.

    Args:
        result: the finished run.
        staging: what was written so far.
        seconds: how long writing it took.
    """
    counts = result.findings["severity"].value_counts()
    timings = {**result.timings, "export": seconds}
    body = {
        **result.provenance,
        "findings": {str(name): int(number) for name, number in sorted(counts.items())},
        "duration_seconds": round(result.seconds + seconds, 3),
        "timings": {stage: round(spent, 3) for stage, spent in timings.items()},
    }
    return write_body(body, staging)


def write_body(body: dict[str, Any], staging: Staging) -> Path:
    """Write a receipt that says `body` and lists the files written so far, and return it."""
    outputs = [
        {
            "path": path.relative_to(staging.folder).as_posix(),
            "sha256": sha256_of(path),
            "bytes": path.stat().st_size,
        }
        for path in staging.files
    ]
    body = {**body, "outputs": outputs}
    path = staging.folder / RECEIPT
    path.write_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
