"""Try a data standard: its schema, its samples, and what it says when it reads files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cstools.call import load_standard
from cstools.check.trial import canary, samples
from cstools.check.trial.answers import StandardReport
from cstools.check.trial.observer import ProgressCapture, logging_heard, printing
from cstools.errors import CstoolsError, describe
from cstools.standard.schema import read_schema
from cstools.standard.standard import Standard

if TYPE_CHECKING:
    from cstools.data.dataset import Dataset
    from cstools.plugin.manifest import Manifest


def try_standard(manifest: Manifest, name: str, scratch: Path) -> StandardReport:
    """Try one standard.

    Args:
        manifest: of the package that provides it.
        name: the standard.
        scratch: a folder to write in.
    """
    provided = StandardReport(name)
    try:
        standard = load_standard(name)
        provided.schema = list(_of_schema(manifest, standard))
        if not provided.schema:
            provided.sample = _of_sample(standard, scratch)
            provided.leaks = _leaks(standard, scratch)
    except CstoolsError as error:
        provided.schema.append(str(error))
    except Exception as error:  # a standard may break in any way; that is what is asked here
        provided.sample.append(f"Its sample fails: {describe(error)}")
    return provided


def _of_schema(manifest: Manifest, standard: Standard) -> list[str]:
    if not isinstance(standard, Standard):
        return ["What cstools_standards gives is no cstools.Standard."]
    problems = []
    if manifest.schema is None:
        problems.append("The manifest does not name its schema, so 'cstools info' cannot show it.")
    elif read_schema(manifest.folder / manifest.schema).name not in manifest.provides:
        problems.append(f"Its schema is called otherwise than {standard.name}.")
    if not standard.schema.tables:
        problems.append("Its schema has no table.")
    if standard.schema.first_year is not None and not standard.schema.years:
        problems.append("Its schema has no collection year: the last comes before the first.")
    return problems


def _of_sample(standard: Standard, scratch: Path) -> list[str]:
    how: dict[str, Any] = {"size": samples.SIZE, "period": standard.schema.sample_period}
    clean = standard.sample(seed=1, errors=0.0, **how)
    again = standard.sample(seed=1, errors=0.0, **how)
    adopted = standard.adopt(clean.dataset)
    problems = []
    if not adopted.tables or not any(adopted.rows.values()):
        problems.append("Its sample has no record.")
    if clean.planted:
        problems.append("Its sample without errors has some.")
    if _differ(adopted, standard.adopt(again.dataset)):
        problems.append("The same seed gives another sample the second time.")
    if not standard.sample(seed=2, errors=samples.ERRORS, **how).planted:
        problems.append("Its sample with errors has none.")
    with tempfile.TemporaryDirectory(prefix="Datei à ", dir=scratch) as text:
        folder = Path(text)
        standard.write(adopted, folder)
        read = standard.load([folder])
        if read.rows != {name: rows for name, rows in adopted.rows.items() if name in read or rows}:
            problems.append("Its sample, written as files, is not read back with the same records.")
    return problems


def _differ(first: Dataset, second: Dataset) -> bool:
    return list(first) != list(second) or any(
        not first[name].equals(second[name]) for name in first
    )


def _leaks(standard: Standard, scratch: Path) -> list[str]:
    """Where the standard quotes cells: it reads, and fails to read, files with marked cells."""
    how: dict[str, Any] = {"size": samples.SIZE, "period": standard.schema.sample_period}
    sample = standard.sample(seed=2, errors=samples.ERRORS, **how).dataset
    places: dict[str, None] = {}
    for codes in (False, True):
        marked = standard.adopt(samples.marked(standard, sample, codes=codes))
        with tempfile.TemporaryDirectory(prefix="marked ", dir=scratch) as text:
            folder = Path(text)
            standard.write(marked, folder)
            for broken in (False, True):
                if broken:
                    _break(folder)
                places |= dict.fromkeys(_quotes(standard, folder))
    return list(places)


def _break(folder: Path) -> None:
    """Give each file a last line with more cells than it has headings."""
    line = ",".join(["Qzxvj000000"] * 60) + "\n"
    for path in folder.glob("*.csv"):
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(line)


def _quotes(standard: Standard, folder: Path) -> list[str]:
    labels, error, notes = ProgressCapture(), None, []
    with logging_heard() as heard, printing() as printed:
        try:
            notes = standard.load([folder], labels).notes
        except CstoolsError as caught:
            error = caught
    return [
        *canary.in_log(heard.lines),
        *canary.in_texts([printed.text], "what it prints"),
        *canary.in_texts(labels.seen, "the progress it reports"),
        *canary.in_texts(notes, "a note"),
        *([] if error is None else canary.in_error(error)),
    ]
