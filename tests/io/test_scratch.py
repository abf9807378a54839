"""Folders of half-made things: whose they are, and when they go."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cstools.io.scratch import make_folder, scratch, sweep

MAKES = """
import sys
from pathlib import Path
from cstools.io.scratch import make_folder
folder = make_folder("cstools-kit-", Path(sys.argv[1]))
(folder / "return.csv").write_text("x")
print(folder, flush=True)
sys.stdin.read()
"""


def started(place: Path) -> tuple[subprocess.Popen[str], str]:
    """A process that has made a folder and lives on, and the folder's name."""
    process = subprocess.Popen(
        [sys.executable, "-c", MAKES, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    return process, Path(process.stdout.readline().strip()).name


def test_a_folder_goes_with_its_process(tmp_path: Path) -> None:
    process, name = started(tmp_path)
    with process:
        sweep("cstools-", tmp_path)
        assert (tmp_path / name / "return.csv").exists()
        process.kill()
        process.communicate()
    with scratch("cstools-kit-", tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "cstools-notes").mkdir()
    (tmp_path / "cstools-1.txt").touch()
    other = tmp_path / "cstools-job-00000000-1-x"  # of another machine
    other.mkdir()
    own = make_folder("cstools-job-", tmp_path)
    sweep(place=tmp_path)
    assert len(list(tmp_path.iterdir())) == 4
    os.utime(other, (0, 0))
    sweep(place=tmp_path)
    assert not other.exists()
    assert own.exists()


@pytest.mark.skipif(os.name == "nt", reason="folders have no such permissions on Windows")
def test_only_this_user_may_read_it_and_it_goes_whole(tmp_path: Path) -> None:
    with scratch("cstools-", tmp_path) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "locked" / "inner").mkdir(parents=True)
        (folder / "locked").chmod(0o500)
    assert list(tmp_path.iterdir()) == []
