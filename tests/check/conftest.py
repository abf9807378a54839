"""A good tool and a good standard, made once, and a way to break one thing in a copy."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from cstools.check import subject as subject_module
from cstools.check.trial import try_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cstools.check.project import Project
    from cstools.check.trial import Trial
    from cstools.plugin.manifest import Manifest

LICENCE = "Anyone may use this, for anything, without any warranty.\n"
PYPROJECT = """
    [build-system]
    requires = ["hatchling>=1.25"]
    build-backend = "hatchling.build"

    [project]
    name = "cstools-blank-cells"
    version = "0.1.0"
    readme = "README.md"
    requires-python = ">=3.11"
    license = "MIT"
    dependencies = ["childrens-services-tools>=0.1,<1", "pandas>=3"]

    [project.entry-points.cstools]
    blank-cells = "cstools_blank_cells.plugin"
"""
MANIFEST = """
    [tool]
    name = "blank-cells"
    title = "Blank cells"
    summary = "Finds cells that were left blank."
    stages = ["validate", "visualise"]
    reads = []
    produces = ["findings", "panels"]
    maintainer = "A person, a council"
    licence = "MIT"
    personal_data = "Reads whatever table it is given; its findings name rows."
    api = "1"

    [params.most]
    type = "int"
    default = 1000
    help = "How many blank cells of a column to list."
"""
README = """
    # Blank cells

    Finds cells of a table that were left blank and counts them by table.

    ## Use

        cstools run blank-cells visits.csv --most 20

    ## Limits

    A cell that holds a space is not blank.
"""
PLUGIN = '''
    """The hooks."""

    from __future__ import annotations

    import logging
    import os
    from pathlib import Path

    import pandas as pd

    from cstools import Check, Flagged, Panel, hookimpl
    from cstools.data.findings import collect

    RULE, TITLE = "BLANK", "Cell left blank"


    @hookimpl
    def cstools_validate(dataset, context):
        """Flag blank cells."""
        parts = []
        for name, table in dataset.items():
            for column in table.columns.drop("row"):
                rows = table.loc[table[column].isna(), "row"].to_numpy()[: context.params["most"]]
                nobody = [None] * len(rows)
                parts.append(Flagged(RULE, "query", name, rows, nobody, (str(column),), TITLE))
        found = collect(parts)
        context.checks.append(Check(RULE, TITLE, "query", "done", found=len(found)))
        context.log.info("%s blank cells", len(found))
        return found


    @hookimpl
    def cstools_visualise(dataset, findings):
        """Count them."""
        counted = findings.groupby("table", observed=True).size().reset_index(name="Blank")
        table = pd.DataFrame(counted)
        return [Panel("Blank cells", "So many cells were left blank.", table=table)]
'''
TESTS = """
    def test_nothing_is_blank():
        assert not [None for cell in ["a"] if cell is None]
"""

STANDARD_PYPROJECT = """
    [build-system]
    requires = ["hatchling>=1.25"]
    build-backend = "hatchling.build"

    [project]
    name = "cstools-visits"
    version = "0.1.0"
    requires-python = ">=3.11"
    license = "MIT"
    dependencies = ["childrens-services-tools>=0.1,<1", "pandas>=3"]

    [project.entry-points.cstools]
    visits = "cstools_visits.plugin"
"""
STANDARD_MANIFEST = """
    [tool]
    name = "visits"
    title = "Visits"
    summary = "A made-up return of visits."
    stages = []
    reads = []
    produces = []
    provides = ["visits"]
    schema = "schema.toml"
    maintainer = "A person, a council"
    licence = "MIT"
    personal_data = "Names children."
"""
STANDARD_README = """
    # Visits

    The made-up return of visits as a data standard for cstools, with samples.

    ## Use

        cstools info visits

    ## Limits

    Nobody sends such a return.
"""
SCHEMA = """
    [standard]
    name = "visits"
    title = "Visits"
    first_year = 2025
    last_year = 2026

    [tables.Visits]
    title = "Visits"
    [tables.Visits.columns]
    CHILD = { title = "Child" }
    SEEN = { title = "Day", type = "date" }
"""
STANDARD = '''
    """The standard."""

    from __future__ import annotations

    import random
    from pathlib import Path

    import pandas as pd

    from cstools import Dataset, InputError, Planted, Sample, Standard, hookimpl
    from cstools.standard.schema import read_schema


    class Visits(Standard):
        """One table of visits."""

        schema = read_schema(Path(__file__).with_name("schema.toml"))

        def load(self, paths, progress=None):
            try:
                table = pd.read_csv(Path(paths[0]) / "visits.csv", dtype="str")
            except ValueError:
                raise InputError("visits.csv cannot be read.", "Save it anew.") from None
            return self.adopt({"Visits": table})

        def adopt(self, dataset):
            if isinstance(dataset, Dataset) and dataset.adopted:
                return dataset
            table = dataset["Visits"].copy()
            seen = pd.to_datetime(table["SEEN"], format="%d/%m/%Y", errors="coerce")
            table = table.assign(SEEN=seen, row=range(2, len(table) + 2))
            return Dataset({"Visits": table}, standard="visits", period=2026, adopted=True)

        def sample(self, *, children, seed, errors, year):
            draw = random.Random(seed)
            days = [f"{draw.randint(1, 28):02}/05/{year - 1}" for _ in range(children)]
            planted = []
            if errors:
                days[0] = None
                planted.append(Planted("no day", "NODAY", "Visits", 2))
            names = pd.Series([f"C{number}" for number in range(children)], dtype="str")
            table = pd.DataFrame({"CHILD": names, "SEEN": pd.Series(days, dtype="str")})
            return Sample(Dataset({"Visits": table}, standard="visits", period=year), planted)

        def write(self, dataset, folder, form="csv"):
            path = Path(folder) / "visits.csv"
            dataset.typed("Visits").to_csv(path, index=False)
            return [path]


    @hookimpl
    def cstools_standards():
        """Give it."""
        return [Visits()]
'''

GOOD = {
    "pyproject.toml": PYPROJECT,
    "LICENSE": LICENCE,
    "README.md": README,
    "tests/test_blank_cells.py": TESTS,
    "cstools_blank_cells/__init__.py": '"""Blank cells."""\n',
    "cstools_blank_cells/cstools.toml": MANIFEST,
    "cstools_blank_cells/plugin.py": PLUGIN,
}
GOOD_STANDARD = {
    "pyproject.toml": STANDARD_PYPROJECT,
    "LICENSE": LICENCE,
    "README.md": STANDARD_README,
    "tests/test_visits.py": TESTS,
    "cstools_visits/__init__.py": '"""Visits."""\n',
    "cstools_visits/cstools.toml": STANDARD_MANIFEST,
    "cstools_visits/schema.toml": SCHEMA,
    "cstools_visits/plugin.py": STANDARD,
}

LIBRARY_README = """
    # Towns

    The towns of an invented county with their codes, for tools to import.

    ## Use

        import cstools_towns

    ## Limits

    There is no such county.
"""
GOOD_LIBRARY = {
    "pyproject.toml": STANDARD_PYPROJECT.replace("visits.plugin", "visits")
    .replace("visits", "towns")
    .replace(', "pandas>=3"', ""),
    "LICENSE": LICENCE,
    "README.md": LIBRARY_README,
    "tests/test_towns.py": TESTS,
    "cstools_towns/__init__.py": '"""Towns."""\n\nTOWNS = {"T1": "Ambridge"}\n',
    "cstools_towns/cstools.toml": STANDARD_MANIFEST.replace(
        'provides = ["visits"]', 'kind = "library"'
    )
    .replace('schema = "schema.toml"', "")
    .replace("visits", "towns"),
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write a project."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The good tool."""
    return write(tmp_path / "blank-cells", GOOD)


@pytest.fixture
def standard_project(tmp_path: Path) -> Path:
    """The good standard."""
    return write(tmp_path / "visits", GOOD_STANDARD)


@pytest.fixture
def library_project(tmp_path: Path) -> Path:
    """The good library."""
    return write(tmp_path / "towns", GOOD_LIBRARY)


@pytest.fixture
def change() -> Callable[..., None]:
    """Replaces a text in a file of a project, which has to be there; None for the file's name."""

    def replace_in(folder: Path, name: str, old: str, new: str | None) -> None:
        path = folder / name
        if new is None:
            path.unlink()
            return
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace_in


_tried: dict[str, Trial] = {}


@pytest.fixture
def tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try the same code only once: what is written beside it makes no difference to the trial."""

    def once(project: Project, manifest: Manifest, scratch: Path, timeout: float) -> Trial:
        params = {name: replace(param, help="") for name, param in manifest.params.items()}
        told = dict.fromkeys(("title", "summary", "maintainer", "licence", "personal_data"), "")
        behaves = replace(manifest, **told, produces=(), params=params, skip={}, folder=None)
        needs = (project.module, *map(str, project.requirements))
        digest = hashlib.sha256(repr((behaves, needs)).encode())
        for path in sorted(project.package.rglob("*.py")):
            digest.update(path.read_bytes())
        key = digest.hexdigest()
        if key not in _tried:
            _tried[key] = try_out(project, manifest, scratch, timeout)
        return _tried[key]

    monkeypatch.setattr(subject_module, "try_out", once)
