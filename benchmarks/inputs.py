"""Make the returns that are timed: a small one, repeated under new child identifiers."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

SHARED = Path(__file__).parents[2] / "shared" / "data" / "ssda903"
# The shared sample has 2,675 children; a generated one stands in for it at the same size.
CHILDREN = 2675
YEAR = 2026


def make(folder: Path, children: int) -> str:
    """Write a return of about this many children into a folder; returns what it was made from."""
    times = max(1, round(children / CHILDREN))
    if SHARED.is_dir():
        _repeat(SHARED, folder, times)
        return "the shared sample, repeated"
    with TemporaryDirectory() as generated:
        _generate(Path(generated))
        _repeat(Path(generated), folder, times)
    return "a generated return, repeated"


def _generate(folder: Path) -> None:
    from cstools.plugin import discovery

    standard = discovery.load_standard("ssda903")
    sample = standard.sample(children=CHILDREN, seed=1, errors=0.02, year=YEAR)
    sample.dataset.last_year = None
    standard.write(standard.adopt(sample.dataset), folder)


def _repeat(source: Path, folder: Path, times: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as text:
            headings, *records = csv.reader(text)
        child = [heading.strip().upper() for heading in headings].index("CHILD")
        with (folder / file.name).open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text)
            writer.writerow(headings)
            for number in range(times):
                for record in records:
                    named = [*record[:child], f"{record[child]}X{number}", *record[child + 1 :]]
                    writer.writerow(named)
