"""``cstools kit install``: what it installs, and what it refuses before it changes anything."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest

import cstools
from cstools.kit import archive, build
from cstools.kit import format as kits
from cstools.kit import install as installing
from cstools.kit.target import KNOWN, runs_here, target
from cstools.plugin import home
from cstools.plugin import receipt as receipts


def install(place):
    return [(one.name, one.what) for one in installing.install(place)]


def refused(place):
    with pytest.raises(cstools.CstoolsError) as caught:
        list(installing.install(place))
    assert not home.receipts().exists()
    return str(caught.value)


def only_late(folder):
    """Leave the tools out that would be installed beside the core that runs this."""
    path = folder / kits.FILE
    body = json.loads(path.read_text(encoding="utf-8"))
    body["tools"] = [one for one in body["tools"] if one["name"] == "late"]
    path.write_text(json.dumps(body), encoding="utf-8")


def test_a_zip_whose_tool_has_an_environment_of_its_own(unzipped, zipped, uv_cache, monkeypatch):
    monkeypatch.setenv("UV_CACHE_DIR", str(uv_cache))
    monkeypatch.setenv("UV_COMPILE_BYTECODE", "0")
    monkeypatch.setenv("PIP_INDEX_URL", "https://127.0.0.1:9/simple")
    only_late(unzipped)
    place = zipped(unzipped)
    assert install(place) == [("late", "installed")]
    receipt = receipts.read("late", receipts.OWN)
    [tool] = archive.described(place).tools
    kept = {one.name for one in installing.wheel_folder().iterdir()}
    assert kept == set(tool.wheels)
    # What was chosen for it when the kit was made, and not the newer one beside it.
    numbers = {one.partition("==")[2] for one in receipt.packages if one.startswith("pandas==")}
    assert numbers == {one.split("-")[1] for one in tool.wheels if one.startswith("pandas-")}
    assert install(place) == [("late", "unchanged")]


def test_what_came_with_a_kit_goes_into_the_next(unzipped, offline, tmp_path, cstools_home):
    """No registry has it, and no index: its wheel was kept."""
    only_late(unzipped)
    install(unzipped)
    built = build.build(["late"], target(), tmp_path / "next.zip", [])
    before = archive.described(unzipped)
    assert built.kit.tools == before.tools
    # The same inputs give the same files.
    wheels = {name for name in built.kit.files if name.endswith(".whl")}
    assert "registry/cstools_late-1.0-py2.py3-none-any.whl" in wheels
    # Somebody may be at work on the core while the tests run.
    wheels -= {name for name in wheels if "/childrens_services_tools-" in name}
    assert {name: built.kit.files[name] for name in wheels} == {
        name: before.files[name] for name in wheels
    }


def test_a_kit_with_no_tools(bare_kit, zipped, cstools_command):
    done = cstools_command("kit", "install", zipped(bare_kit()))
    assert (done.code, done.out) == (0, "The kit holds no tools.\n")
    assert json.loads(cstools_command("kit", "install", bare_kit("b"), "--json").out) == []


def test_what_is_no_kit(tmp_path, fails):
    letter = tmp_path / "letter.zip"
    letter.write_text("Dear all", encoding="utf-8")
    assert "is broken or not a zip file" in fails("kit", "install", letter)
    assert "There is no kit" in fails("kit", "install", tmp_path / "nowhere.zip")
    assert "is no kit: there is no kit.json in it" in fails("kit", "install", tmp_path)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("a.csv", "x")
    assert "is no kit: there is no kit.json" in fails("kit", "install", tmp_path / "other.zip")


def test_a_kit_that_was_cut_off(bare_kit, zipped):
    place = zipped(bare_kit())
    place.write_bytes(place.read_bytes()[:-40])
    assert "is broken or not a zip file" in refused(place)


@pytest.mark.parametrize("member", ["../out.whl", "/out.whl", "a\\..\\..\\out.whl", "C:/out.whl"])
def test_a_member_that_leaves_the_kit(bare_kit, zipped, member):
    place = zipped(bare_kit())
    with zipfile.ZipFile(place, "a") as opened:
        opened.writestr(member, "x")
    assert "path leaves the archive" in refused(place)


def test_a_listed_file_that_leaves_the_kit(bare_kit):
    assert "is not understood" in refused(bare_kit(files={"../out.txt": "ab" * 32}))


@pytest.mark.parametrize("zip_it", [True, False])
def test_files_that_are_not_those_that_were_packed(bare_kit, zipped, zip_it):
    folder = bare_kit()

    def place():
        return zipped(folder) if zip_it else folder

    note = folder / "note.txt"
    note.write_text("y", encoding="utf-8")
    assert "The file note.txt of the kit" in refused(place())
    assert "was altered" in refused(place())
    note.unlink()
    assert "is missing" in refused(place())


@pytest.mark.parametrize("zip_it", [True, False])
@pytest.mark.parametrize(
    "name", ["wheels/click-99-py3-none-any.whl", "wheels/click-99.tar.gz", "registry/a/b.zip", "a"]
)
def test_a_file_that_was_added(bare_kit, zipped, zip_it, name):
    folder = bare_kit()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"x")
    place = zipped(folder) if zip_it else folder
    assert f"The file {name} was added to the kit {place}" in refused(place)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_that_was_added(bare_kit, tmp_path):
    folder = bare_kit()
    (folder / "wheels" / "more").symlink_to(tmp_path)
    assert "The file wheels/more was added" in refused(folder)


def test_what_a_file_browser_writes_is_no_harm(bare_kit):
    folder = bare_kit()
    (folder / "wheels" / "Thumbs.db").write_bytes(b"x")
    assert install(folder) == []


def test_a_source_that_is_listed(bare_kit):
    files = {"wheels/click-99.tar.gz": "ab" * 32}
    assert "is not understood" in refused(bare_kit(files=files))


OTHER = next(one for one in KNOWN if not runs_here(one))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"python": "3.99"}, "is for Python 3.99, and this is 3."),
        ({"platform": OTHER}, f"is for {OTHER}, which this computer is not"),
        ({"core": "0.0.1"}, "is of cstools 0.0.1, and this is"),
        ({"core": "99.0"}, "is of cstools 99.0, and this is"),
        ({"format": 9}, "is of a format that this version of cstools does not read"),
    ],
)
def test_a_kit_for_something_else(bare_kit, changes, says):
    assert says in refused(bare_kit(**changes))


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "1", '{"format": 1}', '{"format": 1, "core": 1, "platform": "x"}'),
        *("[" * 100_000, '{"format": ' + "1" * 5_000 + "}", '{"format": 1}' + " " * 5_000_000),
    ],
)
def test_a_description_that_cannot_be_read(bare_kit, text):
    folder = bare_kit()
    (folder / kits.FILE).write_text(text, encoding="utf-8")
    assert "is not understood" in refused(folder)


@pytest.mark.parametrize(
    "changes",
    [
        {"core": "1\u001b[2J"},
        {"platform": ["x"]},
        {"python": "3" * 100},
        {"tools": [{"name": "late", "version": "1" * 5_000, "isolation": "own", "wheels": []}]},
        {"tools": [{"name": "late", "version": "1", "isolation": "own", "wheels": ["a.tar.gz"]}]},
        {"tools": {"a": 1}},
        {"files": [["a"]]},
        {"shared": ["../a.whl"]},
        {"shared": 7},
    ],
)
def test_a_description_of_other_values(bare_kit, changes):
    assert "is not understood" in refused(bare_kit(**changes))


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of Unix systems")
def test_no_room_to_unpack(bare_kit, zipped):
    """A file that cannot be written whole, as on a full disk."""
    folder = bare_kit()
    (folder / "note.txt").write_bytes(b"x" * 100_000)
    done = subprocess.run(
        [sys.executable, "-B", "-c", FULL, str(zipped(folder))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "could not be unpacked" in done.stdout
    assert "Make space there" in done.stdout


FULL = """
import resource, sys
from pathlib import Path
from cstools.errors import OutputError
from cstools.kit import archive, build, install
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    list(install.install(Path(sys.argv[1])))
except OutputError as error:
    print(error)
"""


def test_offline_is_for_a_virtual_environment(bare_kit, monkeypatch):
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    with pytest.raises(cstools.UsageError, match="virtual environment"):
        list(installing.install(bare_kit(), offline=True))
