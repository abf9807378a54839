"""Time reading and checking an SSDA903 return against a plain read of the same files.

See the README beside this file for how to run it and what the figures mean.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import inputs

HERE = Path(__file__).parent
PACKAGES = ("pandas", "numpy", "pyarrow")
SLOWEST = 10


def main() -> None:
    """Measure every size asked for, print the figures and write them down."""
    asked = _arguments()
    machine = _machine()
    with TemporaryDirectory() as place:
        environment = _environment(Path(place))
        sizes = [_size(asked, n, Path(place), environment) for n in asked.children]
    body = {"machine": machine, "repeats": asked.repeats, "sizes": sizes}
    asked.out.write_text(json.dumps(_rounded(body), indent=2) + "\n", encoding="utf-8")
    print(f"\nWritten to {asked.out.name}.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--children", type=int, nargs="+", default=[26_750, 107_000])
    parser.add_argument("--repeats", type=int, default=5, help="fresh processes for each figure")
    parser.add_argument("--exports", nargs="*", help="formats to write; all if not given")
    parser.add_argument("--exports-up-to", type=int, default=30_000, metavar="CHILDREN")
    parser.add_argument("--out", type=Path, default=HERE / "results.json")
    return parser.parse_args()


def _size(
    asked: argparse.Namespace, children: int, place: Path, environment: dict[str, str]
) -> dict[str, Any]:
    folder = place / str(children)
    made_from = inputs.make(folder, children)
    files = list(folder.glob("*.csv"))
    print(f"\n{children:,} children ({made_from})")
    _process("ours", folder, environment)  # compiles the modules and warms the disk cache
    runs = {
        stage: [_process(stage, folder, environment) for _ in range(asked.repeats)]
        for stage in ("plain", "ours")
    }
    plain, ours = _best(runs["plain"]), _best(runs["ours"])
    measured = {
        "children": children,
        "input": made_from,
        "files_mb": sum(file.stat().st_size for file in files) / 1e6,
        "rows": runs["ours"][0]["rows"],
        "findings": runs["ours"][0]["findings"],
        "plain": plain,
        "ours": ours,
        "ratios": _ratios(plain, ours),
        "slowest_rules_ms": _slowest([run["rules"] for run in runs["ours"]]),
    }
    if children <= asked.exports_up_to:
        measured["exports"] = {
            form: _process("export", folder, environment, form) for form in _formats(asked.exports)
        }
    _show(measured)
    return measured


def _process(stage: str, folder: Path, environment: dict[str, str], *more: str) -> dict[str, Any]:
    """What a fresh process measured, and how long it took from start to end."""
    command = [sys.executable, str(HERE / "stages.py"), stage, str(folder), *more]
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return {**json.loads(done.stdout), "process": time.perf_counter() - started}


def _environment(place: Path) -> dict[str, str]:
    # Compiled modules are kept, as they are for everyone after the first run.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(place / "compiled")}


def _best(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Of each figure the smallest: what else the machine does can only add to it.

    The stages of one column are those of the run whose sum is smallest, so that they add up.
    """
    first = min((run["first"] for run in runs), key=lambda stages: sum(stages.values()))
    again = min((run["again"] for run in runs), key=lambda stages: sum(stages.values()))
    peaks = [run["peak_mb"] for run in runs if run["peak_mb"] is not None]
    return {"first": first, "again": again, "peak_mb": max(peaks, default=None)}


def _ratios(plain: dict[str, Any], ours: dict[str, Any]) -> dict[str, float]:
    work = sum(ours["first"].values()) - ours["first"]["import"]
    return {
        "with_imports": sum(ours["first"].values()) / sum(plain["first"].values()),
        "first": work / plain["first"]["read"],
        "again": sum(ours["again"].values()) / plain["again"]["read"],
    }


def _slowest(runs: list[dict[str, float]]) -> dict[str, float]:
    best = {rule: min(run[rule] for run in runs) * 1000 for rule in runs[0]}
    return dict(sorted(best.items(), key=lambda item: -item[1])[:SLOWEST])


def _formats(asked: list[str] | None) -> list[str]:
    from cstools import export

    return list(export.formats()) if asked is None else asked


def _machine() -> dict[str, Any]:
    memory = None
    if hasattr(os, "sysconf"):
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "cores": os.cpu_count(),
        "memory_gb": memory,
        "load_before": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return round(value, 3) if isinstance(value, float) else value


def _show(measured: dict[str, Any]) -> None:
    print(f"  {measured['rows']:,} rows, {measured['findings']:,} findings")
    for who in ("plain", "ours"):
        for when in ("first", "again"):
            stages = measured[who][when]
            parts = ", ".join(f"{name} {seconds:.3f}" for name, seconds in stages.items())
            print(f"  {who:5} {when:5} {sum(stages.values()):7.3f} s  ({parts})")
    print(f"  peak memory {measured['ours']['peak_mb']} MB")
    for name, ratio in measured["ratios"].items():
        print(f"  times the plain read, {name}: {ratio:.1f}")
    for form, one in measured.get("exports", {}).items():
        print(f"  export {form}: {one['export']:.2f} s, {one['size_mb']:.1f} MB")
    rules = ", ".join(f"{rule} {ms:.1f}" for rule, ms in measured["slowest_rules_ms"].items())
    print(f"  slowest rules in ms: {rules}")


if __name__ == "__main__":
    main()
