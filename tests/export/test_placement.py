from __future__ import annotations

import gc
import hashlib
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from cstools.data.context import Silent
from cstools.errors import OutputError, UsageError
from cstools.export import write
from cstools.export._placement import RECEIPT, Moves, Staging
from cstools.export._receipt import write_receipt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cstools.data.result import Result

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


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("path = folder / '..' / '..' / 'victim.txt'", "outside"),
        ("path = folder.parent.parent / 'victim.txt'", "outside"),
        ("path = folder / 'x'; path.symlink_to(folder.parent.parent / 'victim.txt')", "link"),
        ("(folder / 'x').symlink_to(folder.parent.parent); path = folder / 'x/victim.txt'", "link"),
        ("path = folder / 'x'; path.hardlink_to(folder.parent.parent / 'victim.txt')", "name"),
        ("path = folder", "no file"),
    ],
)
def test_an_exporter_hands_back_only_files_of_its_own(
    body: str, says: str, out: Path, tmp_path: Path
) -> None:
    victim = out.parent / "victim.txt"
    victim.parent.mkdir()
    victim.write_text("kept", encoding="utf-8")
    with pytest.raises(OutputError, match=says), Staging(out, overwrite=True) as staging:  # noqa: PT012
        names: dict[str, Any] = {"folder": staging.folder}
        exec(body, names)
        staging.add(names["path"])
        staging.commit()
    assert victim.read_text(encoding="utf-8") == "kept"
    assert under(out.parent) == {"victim.txt"}


def test_a_file_that_becomes_a_link_is_not_moved_in(out: Path, tmp_path: Path) -> None:
    (tmp_path / "victim.txt").touch()
    with pytest.raises(OutputError, match="link"), Staging(out, overwrite=False) as staging:  # noqa: PT012
        path = staging.folder / "x.txt"
        path.touch()
        staging.add(path)
        path.unlink()
        path.symlink_to(tmp_path / "victim.txt")
        staging.commit()
    assert not out.exists()


def test_a_receipt_names_only_files_of_ours(result: Result, out: Path) -> None:
    write(result, out, ["csv"])
    named = ("my-notes.docx", "panels.csv", "deep/findings.csv")
    (out / "deep").mkdir()
    for name in named:
        (out / name).write_text("mine", encoding="utf-8")
    body = json.loads((out / RECEIPT).read_text("utf-8"))
    body["outputs"] += [{"path": name} for name in named]
    (out / RECEIPT).write_text(json.dumps(body), encoding="utf-8")
    write(result, out, ["json"], overwrite=True)
    assert under(out) == {"findings.json", RECEIPT, "deep", *named}


def test_a_link_in_the_output_folder_leads_nowhere(
    with_panels: Result, out: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    out.mkdir(parents=True)
    (out / "panels").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(OutputError, match="is a link to another folder"):
        write(with_panels, out, ["csv"], overwrite=True)
    assert under(elsewhere) == set()
    assert under(out) == {"panels"}


def test_an_output_folder_that_is_a_link_is_the_users_choice(
    with_panels: Result, out: Path, tmp_path: Path
) -> None:
    real = tmp_path / "real"
    real.mkdir()
    out.parent.mkdir()
    out.symlink_to(real, target_is_directory=True)
    write(with_panels, out, ["csv"])
    write(with_panels, out, ["csv"], overwrite=True)
    assert (real / "panels").is_dir()


@pytest.mark.skipif(os.name == "nt", reason="folders have no such permissions on Windows")
def test_what_is_made_is_for_this_user_only(with_panels: Result, out: Path, tmp_path: Path) -> None:
    files = write(with_panels, out, EVERY)
    folders = {out, out.parent, *(path.parent for path in files)}
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    url = f"sqlite:///{tmp_path / 'all.sqlite'}"
    write(with_panels, tmp_path / "again", ["sql"], database=url)
    assert (tmp_path / "all.sqlite").stat().st_mode & 0o777 == 0o600


def test_of_two_exports_at_one_moment_one_wins(result: Result, out: Path) -> None:
    together = threading.Barrier(4)

    def export(form: str) -> set[str]:
        with Staging(out, overwrite=False) as staging:
            path = staging.folder / f"findings.{form}"
            path.write_text(form, encoding="utf-8")
            staging.add(path)
            staging.add(write_receipt(result, staging, 0.0))
            together.wait(20)
            return {path.name for path in staging.commit()}

    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(export, form) for form in ("csv", "json", "csv", "json")]
        errors = [run.exception() for run in runs]
    assert sum(error is None for error in errors) == 1
    assert all("already holds a run" in str(error) for error in errors if error is not None)
    assert under(out) == runs[errors.index(None)].result()


def test_a_file_that_comes_to_stand_there_is_not_replaced(tmp_path: Path) -> None:
    new, other = tmp_path / "new", tmp_path / "other"
    new.write_text("new", encoding="utf-8")
    other.write_text("other", encoding="utf-8")
    with pytest.raises(FileExistsError):
        Moves().move(new, other)
    assert other.read_text(encoding="utf-8") == "other"


KILLED = """
import os, sys
from pathlib import Path
from cstools.export._placement import Staging
with Staging(Path(sys.argv[1]), overwrite=True) as staging:
    (staging.folder / "report.html").write_text("Ann Secret")
    print("ready", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_run_left_goes_with_the_next(result: Result, out: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(out)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout
        process.stdout.readline()
        write(result, out, ["json"])
        assert len(list(out.glob(".cstools-*/report.html"))) == 1  # it is not dead yet
        process.kill()
        process.communicate()
    write(result, out, ["json"], overwrite=True)
    assert under(out) == {"findings.json", RECEIPT}


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
