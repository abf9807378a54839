from __future__ import annotations

import gc
import hashlib
import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from cstools.context import Silent
from cstools.errors import OutputError, UsageError
from cstools.export import write
from cstools.export._staging import RECEIPT, Staging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cstools.runner.result import Result

EVERY = ("csv", "json", "parquet", "sql", "xlsx")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "results" / "2026"


def under(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


class Interrupting(Silent):
    """Somebody who presses Ctrl+C while a format is written."""

    def say(self, label: str) -> None:
        if label == "Writing json":
            raise KeyboardInterrupt


def test_every_format_is_written_and_listed_in_the_receipt(result: Result, out: Path) -> None:
    files = write(result, out, EVERY)
    assert files[-1] == out / RECEIPT
    assert under(out) == {path.name for path in files}
    receipt = json.loads(files[-1].read_text(encoding="utf-8"))
    hashes = {one["path"]: one["sha256"] for one in receipt["outputs"]}
    assert hashes == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files[:-1]
    }
    assert receipt["findings"] == {"error": 1, "info": 1, "query": 3}


def test_a_receipt_holds_no_value(result: Result, out: Path) -> None:
    receipt = write(result, out, EVERY)[-1].read_text(encoding="utf-8")
    assert "=1+1" not in receipt
    assert "31/02/2011" not in receipt


@pytest.mark.parametrize("form", EVERY)
def test_running_twice_gives_the_same_bytes(
    form: str, result: Result, out: Path, tmp_path: Path
) -> None:
    once = write(result, out, [form])
    again = write(result, tmp_path / "again", [form])
    assert [path.read_bytes() for path in once[:-1]] == [path.read_bytes() for path in again[:-1]]
    receipts = [json.loads(files[-1].read_text("utf-8")) for files in (once, again)]
    for receipt in receipts:
        # How long it took is the only thing that may differ.
        assert receipt.pop("duration_seconds") >= receipt["timings"].pop("export") >= 0
    assert receipts[0] == receipts[1]


def test_an_exporter_that_fails_leaves_nothing(result: Result, out: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="database URL"):
        write(result, out, ["csv", "sql"], database="no url")
    assert not (tmp_path / "results").exists()


def test_stopping_leaves_nothing(result: Result, out: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write(result, out, ["xlsx", "json"], progress=Interrupting())
    assert not (tmp_path / "results").exists()


def test_an_unknown_format_is_refused_before_anything_is_made(result: Result, out: Path) -> None:
    with pytest.raises(UsageError, match="no format 'docx'"):
        write(result, out, ["csv", "docx"])
    assert not out.exists()


def test_a_run_is_not_written_over(result: Result, out: Path) -> None:
    before = write(result, out, ["csv"])
    times = [path.stat().st_mtime_ns for path in before]
    with pytest.raises(OutputError, match="already holds a run"):
        write(result, out, ["json"])
    assert [path.stat().st_mtime_ns for path in before] == times
    assert under(out) == {path.name for path in before}


def test_overwriting_removes_what_is_stale_and_nothing_else(
    result: Result, with_panels: Result, out: Path
) -> None:
    write(with_panels, out, ["csv"])
    (out / "mine.txt").write_text("keep", encoding="utf-8")
    (out / "panels" / "mine.txt").write_text("keep", encoding="utf-8")
    write(result, out, ["json"], overwrite=True)
    assert under(out) == {"findings.json", RECEIPT, "mine.txt", "panels", "panels/mine.txt"}


def test_folders_that_become_empty_go(with_panels: Result, out: Path) -> None:
    write(with_panels, out, ["csv"])
    write(with_panels, out, ["json"], overwrite=True)
    assert under(out) == {"findings.json", RECEIPT}


def test_a_file_of_the_user_is_not_written_over(result: Result, out: Path) -> None:
    out.mkdir(parents=True)
    (out / "findings.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"findings\.csv exists already"):
        write(result, out, ["json", "csv"])
    assert under(out) == {"findings.csv"}
    assert (out / "findings.csv").read_text(encoding="utf-8") == "mine"


def test_a_folder_in_the_way_is_left_alone(result: Result, out: Path) -> None:
    (out / "findings.csv").mkdir(parents=True)
    with pytest.raises(OutputError, match="is a folder where a file"):
        write(result, out, ["csv"], overwrite=True)
    assert under(out) == {"findings.csv"}


def test_a_move_that_fails_brings_the_earlier_run_back(result: Result, out: Path) -> None:
    before = {path: path.read_bytes() for path in write(result, out, ["csv", "json"])}
    with pytest.raises(OutputError), Staging(out, overwrite=True) as staging:  # noqa: PT012
        for name in ("new.txt", "deep/er.txt", "findings.csv", "vanished.txt"):
            path = staging.folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("new", encoding="utf-8")
            staging.add(path)
        path.unlink()
        staging.commit()
    assert {path: path.read_bytes() for path in before} == before
    assert under(out) == {path.name for path in before}


@pytest.mark.parametrize(
    "receipt",
    ["", "[]", '{"outputs": [1]}', '{"outputs": [{"path": "../mine.txt"}, {"path": "."}]}'],
)
def test_a_receipt_that_was_meddled_with_does_no_harm(
    receipt: str, result: Result, out: Path
) -> None:
    out.mkdir(parents=True)
    mine = out.parent / "mine.txt"
    mine.write_text("keep", encoding="utf-8")
    (out / RECEIPT).write_text(receipt, encoding="utf-8")
    write(result, out, ["json"], overwrite=True)
    assert mine.exists()
    assert under(out) == {"findings.json", RECEIPT}


def test_a_file_outside_the_folder_is_refused(out: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="outside"), Staging(out, overwrite=False) as staging:
        staging.add(tmp_path / "stray.csv")
    assert not out.exists()


def test_a_place_that_is_a_file_is_refused(result: Result, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file"):
        write(result, place, ["csv"])
    with pytest.raises(OutputError, match="could not be written"):
        write(result, place / "below", ["csv"])


def test_a_folder_that_may_not_be_written_is_said(result: Result, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    if os.access(locked, os.W_OK):
        pytest.skip("permissions of folders do not bind this user or system")
    with pytest.raises(OutputError, match="permission denied"):
        write(result, locked / "out", ["csv"])
    assert under(locked) == set()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24k", "tmpfs", str(place)]
    try:
        made = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    except OSError:
        made = False
    if not made:
        pytest.skip("a small disk can only be made by root on Linux")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("form", EVERY)
def test_a_full_disk_is_said_and_nothing_is_left(
    form: str, result: Result, small_disk: Path
) -> None:
    result.notes += ["x" * 30_000]
    result.findings["title"] = result.findings["title"].cat.rename_categories(
        lambda title: title + "".join(chr(0x4E00 + n * 7 % 20_000) for n in range(12_000))
    )
    with pytest.raises(OutputError):
        write(result, small_disk / "out", [form])
    gc.collect()  # what is left open would be told of now
    assert under(small_disk) == set()
