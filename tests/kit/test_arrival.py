"""A kit where it arrives: a fresh environment, no index, the tools run; then what is refused."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest

from cstools.kit.build import ENCLOSED
from cstools.plugin.environment import python_of

PROGRAM = ENCLOSED / "install.py"


def test_tools_of_a_kit_run_where_there_is_no_network(arrived, tmp_path):
    listed = {one["name"]: one for one in json.loads(arrived.run("list", "--json").stdout)}
    places = {name: (one["isolation"], one["state"]) for name, one in listed.items()}
    assert places == {
        "geography": ("shared", "library"),
        "late": ("own", "ready"),
        "near": ("shared", "ready"),
        "ssda903": ("shared", "ready"),
    }
    # The library too, which nobody asked for: its receipt says so, and a lock can name it.
    assert {one["from"] for one in listed.values()} == {"kit"}
    data = tmp_path / "t.csv"
    data.write_text("a,b\nx,1\n", encoding="utf-8")
    done = arrived.run("run", "late", data, "--out", tmp_path / "late", "--format", "csv")
    assert done.returncode == 0, done.stderr
    pandas = 1 if sys.version_info < (3, 12) else 3
    assert f"1.0 on pandas {pandas}" in done.stdout + done.stderr
    done = arrived.run("run", "near", "--sample", "--out", tmp_path / "near", "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert "1.0 on pandas 3" in done.stdout + done.stderr


def test_an_environment_is_repaired_from_the_wheels_that_were_kept(arrived):
    [environment] = (arrived.home / "environments").glob("late-*")
    python_of(environment).unlink()
    assert "broken" in arrived.run("list").stdout
    done = arrived.run("repair")
    assert (done.returncode, done.stdout) == (0, "late 1.0 rebuilt.\n"), done.stderr
    # Also what a tool may need that is still to come.
    assert list((arrived.home / "kits" / "wheels").glob("pyarrow-*.whl"))


def start(folder, *arguments, **env):
    """Run install.py of an unzipped kit; it must stop, and say why."""
    done = subprocess.run(
        [sys.executable, str(folder / "install.py"), *map(str, arguments)],
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


def change(folder, **changes):
    path = folder / "kit.json"
    body = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps(body), encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"python": "3.99"}, "This kit is for Python 3.99, and this is Python 3."),
        ({"platform": "win_arm64"}, "This kit is for win_arm64, and this is"),
        ({"platform": "macosx_13_0_arm64"}, "This kit is for macosx_13_0_arm64, and this is"),
        ({"platform": "manylinux_2_99_x86_64"}, "This kit is for manylinux_2_99_x86_64, and"),
        ({"format": 9}, "This install.py does not belong to this kit"),
    ],
)
def test_another_machine(unzipped, tmp_path, changes, says):
    change(unzipped, **changes)
    assert says in start(unzipped, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_files_that_are_not_those_that_were_packed(unzipped, tmp_path):
    wheel = next((unzipped / "wheels").glob("click-*.whl"))
    data = wheel.read_bytes()
    wheel.write_bytes(data + b"x")
    altered = f"The file wheels/{wheel.name} was altered"
    assert altered in start(unzipped, tmp_path / "new")
    wheel.unlink()
    assert f"The file wheels/{wheel.name} is missing" in start(unzipped, tmp_path / "new")
    wheel.write_bytes(data)
    (unzipped / "wheels" / "click-99-py3-none-any.whl").write_bytes(data)
    added = "The file wheels/click-99-py3-none-any.whl was added"
    assert added in start(unzipped, tmp_path / "new")
    (unzipped / "kit.json").unlink()
    assert "Unzip the whole kit" in start(unzipped, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_something_else(unzipped, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "letter.txt").write_text("x", encoding="utf-8")
    assert "holds something else" in start(unzipped, tmp_path / "own")
    (tmp_path / "own" / "pyvenv.cfg").write_text("version = 3.5.1\n", encoding="utf-8")
    assert "was made with Python 3.5.1" in start(unzipped, tmp_path / "own")


def test_a_core_that_cannot_be_installed_leaves_nothing(unzipped, tmp_path):
    change(unzipped, core="99.0")
    assert "cstools 99.0 is not in this kit" in start(unzipped, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    [wheel] = (unzipped / "wheels").glob("childrens_services_tools-*.whl")
    wheel.write_bytes(b"no wheel")
    body = json.loads((unzipped / "kit.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(b"no wheel").hexdigest()
    number = wheel.name.split("-")[1]
    change(unzipped, core=number, files=body["files"] | {f"wheels/{wheel.name}": digest})
    assert "cstools could not be installed." in start(unzipped, tmp_path / "new")
    assert not (tmp_path / "new").exists()


SDIST = "wheels/pluggy-99.tar.gz"


@pytest.mark.parametrize(
    "name", [SDIST, "wheels/pluggy-99.zip", "notes/read me.txt", "sitecustomize.py"]
)
def test_a_file_that_was_added(unzipped, tmp_path, name):
    """pip takes whatever it finds, and runs a source to build it."""
    (unzipped / name).parent.mkdir(exist_ok=True)
    (unzipped / name).write_bytes(b"x")
    assert f"The file {name} was added" in start(unzipped, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_source_that_is_listed(unzipped, tmp_path):
    (unzipped / SDIST).write_bytes(b"x")
    body = json.loads((unzipped / "kit.json").read_text(encoding="utf-8"))
    change(unzipped, files=body["files"] | {SDIST: hashlib.sha256(b"x").hexdigest()})
    assert "kit.json, which lists the kit, is not understood" in start(unzipped, tmp_path / "new")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "[" * 100_000, '{"format": 1}', '{"format": 1, "core": 1, "files": 7}', "\xff"],
)
def test_a_description_that_is_none(tmp_path, text):
    """It is the program alone that reads it, before cstools is there."""
    (tmp_path / "install.py").write_bytes(PROGRAM.read_bytes())
    (tmp_path / "kit.json").write_text(text, encoding="latin-1")
    assert "is not understood. Get the kit anew." in start(tmp_path, tmp_path / "new")
