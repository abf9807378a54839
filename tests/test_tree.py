"""The tree is small at its top, and the tests stand where what they test stands."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "core" / "cstools"
MOST_AT_THE_TOP = 25
# What is tested as a whole, not module by module.
WHOLES = {"docs", "end_to_end", "kept_tools"}


def test_few_entries_stand_at_the_top() -> None:
    entries = [path.name for path in CORE.iterdir() if path.suffix == ".py" or path.is_dir()]
    assert len([name for name in entries if name != "__pycache__"]) <= MOST_AT_THE_TOP


FOLDERS = sorted(
    path.relative_to(ROOT / "tests")
    for path in (ROOT / "tests").rglob("*")
    if path.is_dir() and path.name != "__pycache__" and any(path.glob("test_*.py"))
)


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_folders_of_tests_are_folders_of_the_core(folder: Path) -> None:
    assert folder.parts[0] in WHOLES or (CORE / folder).is_dir()


@pytest.mark.parametrize(
    "package", sorted(path.parent.name for path in CORE.glob("*/__init__.py")), ids=str
)
def test_every_package_has_tests_of_its_own(package: str) -> None:
    assert list((ROOT / "tests" / package).rglob("test_*.py"))
