"""What one fresh process measures; `benchmark.py` starts it and reads the JSON it prints."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

AUTHORITY = "E09000027"
YEAR = 2026


class Clock:
    """Seconds by stage, in the order the stages ended."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        """End a stage; the next begins."""
        now = time.perf_counter()
        self.seconds[stage] = now - self._last
        self._last = now


def plain(folder: Path) -> dict[str, Any]:
    """Read the files with pandas and do nothing else, twice."""
    clock = Clock()
    import pandas as pd

    clock.lap("import")
    first = _read_plainly(pd, folder)
    return {
        "first": {**clock.seconds, "read": first},
        "again": {"read": _read_plainly(pd, folder)},
        "peak_mb": _peak(),
    }


def _read_plainly(pd: Any, folder: Path) -> float:
    clock = Clock()
    for file in sorted(folder.glob("*.csv")):
        pd.read_csv(file)
    clock.lap("read")
    return clock.seconds["read"]


def ours(folder: Path) -> dict[str, Any]:
    """Read, prepare, judge and collect, as a run does; twice."""
    clock = Clock()
    from cstools_validate_903.plugin import cstools_validate

    assert cstools_validate.rulebook.rules
    clock.lap("import")
    first, counts, rules = _to_findings(folder)
    peak = _peak()
    again, _, _ = _to_findings(folder)
    return {
        "first": {**clock.seconds, **first},
        "again": again,
        "peak_mb": peak,
        "rules": rules,
        **counts,
    }


def _to_findings(folder: Path) -> tuple[dict[str, float], dict[str, int], dict[str, float]]:
    from cstools.call import load_standard
    from cstools.data import findings
    from cstools.data.context import Context
    from cstools.plugin import discovery
    from cstools.rules import execute, prepare
    from cstools.runner import parameters
    from cstools_ssda903.needs import DERIVATIONS
    from cstools_validate_903.plugin import cstools_validate

    clock = Clock()
    dataset = load_standard("ssda903").load([folder])
    clock.lap("read")
    manifest = discovery.manifest_of("validate-903")
    given = {"collection_year": YEAR, "local_authority": AUTHORITY}
    context = Context(params=parameters.convert(manifest, given))
    ret = prepare("cstools_validate_903", dataset, context, derivations=DERIVATIONS)
    rules = cstools_validate.rulebook.choose(ret.ruleset)
    clock.lap("prepare")
    judged = list(execute(ret, rules))
    clock.lap("rules")
    found = findings.collect([part for _, parts in judged for part in parts])
    found = findings.check(found, manifest.name)
    clock.lap("findings")
    counts = {"rows": sum(dataset.rows.values()), "findings": len(found)}
    return clock.seconds, counts, {check.rule: check.seconds for check, _ in judged}


def export(folder: Path, form: str) -> dict[str, Any]:
    """Run the tool as a person does, and write one format."""
    import cstools

    clock = Clock()
    result = cstools.run("validate-903", folder, collection_year=YEAR, local_authority=AUTHORITY)
    clock.lap("run")
    with TemporaryDirectory() as out:
        result.export(Path(out) / "out", [form])
        clock.lap("export")
        size = sum(file.stat().st_size for file in (Path(out) / "out").rglob("*") if file.is_file())
    return {**clock.seconds, "size_mb": size / 1e6, "peak_mb": _peak()}


def _peak() -> float | None:
    """The most memory this process has held so far, in MB; None where Python cannot tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3


def main() -> None:
    """Measure one stage and print it as JSON."""
    stage, folder, *form = sys.argv[1:]
    stages: dict[str, Callable[..., dict[str, Any]]] = {
        "plain": plain,
        "ours": ours,
        "export": export,
    }
    measured = stages[stage](Path(folder), *form)
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
