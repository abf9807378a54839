"""Write synthetic data of a standard to a folder, all or nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from cstools.data.period import plain
from cstools.errors import OutputError, reason_of

if TYPE_CHECKING:
    from cstools.data.period import Period
    from cstools.standard.standard import Sample, Standard

EXTRAS = "extras"


def write_sample(
    standard: Standard,
    folder: Path,
    *,
    size: int,
    seed: int,
    errors: float,
    period: Period | None,
    form: str = "csv",
    overwrite: bool = False,
) -> list[Path]:
    """Make and write a sample; returns the files.

    The sub-folder ``extras`` holds what goes with it: ``sample.json`` (how it was made and which
    errors were put in where) and whatever else the standard adds.

    Raises:
        OutputError: the folder is not empty and `overwrite` is not set, or cannot be written.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())) and not overwrite:
        raise OutputError(
            f"{folder} is there already and not empty.",
            "Choose another folder with --out, or add --overwrite.",
        )
    sample = standard.sample(size=size, seed=seed, errors=errors, period=period)
    how = {"size": size, "seed": seed, "errors": errors, "period": plain(period)}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".cstools-", dir=folder.parent) as staging:
            _write(standard, sample, Path(staging), form, {"standard": standard.name, **how})
            return _move(Path(staging), folder)
    except OSError as error:
        reason = reason_of(error)
        raise OutputError(f"The sample could not be written to {folder}: {reason}.") from error


def _write(
    standard: Standard, sample: Sample, folder: Path, form: str, how: dict[str, object]
) -> None:
    standard.write(standard.adopt(sample.dataset), folder, form)
    extras = folder / EXTRAS
    extras.mkdir()
    params = standard.write_extras(sample, extras)
    body = {**how, "params": params, "planted": [asdict(error) for error in sample.planted]}
    text = json.dumps(body, indent=2)
    (extras / "sample.json").write_text(text + "\n", encoding="utf-8")


def _move(staging: Path, folder: Path) -> list[Path]:
    files = []
    for path in sorted(file for file in staging.rglob("*") if file.is_file()):
        target = folder / path.relative_to(staging)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)
        files.append(target)
    return files
