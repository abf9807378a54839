"""Tools in environments of their own: real environments, installed with no index."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import cstools
from cstools.install import change, mutex
from cstools.install.request import requests
from cstools.io.files import sha256_of
from cstools.plugin import discovery, home
from cstools.plugin import receipt as receipts
from cstools.plugin.environment import python_of

from ..shelf import python_with_core

OLD = '["pandas==1.5.3", "numpy<2", "childrens-services-tools>=0.1,<1"]'
DATA = {"t": pd.DataFrame({"a": ["x", None], "d": pd.to_datetime(["2024-03-31", None])})}

pytestmark = pytest.mark.usefixtures("offline")
old_pandas = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="there is no pandas 1.5 for this Python"
)


@pytest.fixture
def light(build):
    """A tool that brings pandas 3 as the core's stand-in asks for; no other version is asked."""
    return build("light")


def names():
    discovery.installed.cache_clear()
    return {plugin.name: plugin for plugin in discovery.installed()}


def left_over():
    return [path for path in home.environments().iterdir() if path.name.startswith(".")]


@old_pandas
def test_a_tool_on_an_old_pandas_runs_like_any_other(build, shelf):
    shelf.put("late", build("late", dependencies=OLD))
    [done] = change.install(requests("late"), shelf.registries)
    assert (done.name, done.version, done.what) == ("late", "1.0", "installed")
    result = cstools.run("late", DATA)
    assert result.notes == ["1.0 on pandas 1"]
    assert result.findings[["rule", "table", "row"]].to_numpy().tolist() == [["R1", "t", 2]]
    pd.testing.assert_frame_equal(result.dataset["t"][["a", "d"]], DATA["t"])
    assert "cstools_late" not in sys.modules


def test_install_upgrade_repair_uninstall(build, shelf):
    shelf.put("light", build("light"))
    change.install(requests("light"), shelf.registries)
    first = receipts.read("light", receipts.OWN)
    assert first.origin.startswith("wheel cstools_light-1.0-")
    assert "cstools-light==1.0" in first.packages
    shelf.put("light", build("light", "2.0"), version="2.0")
    assert change.install(requests("light"), shelf.registries)[0].note.startswith("2.0 is there")
    assert change.upgrade(requests(), shelf.registries)[0].what == "upgraded"
    assert cstools.run("light", DATA).notes == ["2.0 on pandas 3"]
    assert not first.folder.exists()
    # Only the version that was asked for goes back.
    assert change.upgrade(requests("light"), shelf.registries)[0].what == "unchanged"
    assert change.install(requests("light==1.0"), shelf.registries)[0].version == "1.0"

    python_of(receipts.read("light", receipts.OWN).folder).unlink()
    broken = names()["light"]
    assert broken.manifest is None
    assert "cstools repair light" in broken.problem
    with pytest.raises(cstools.ToolError, match="Python of its environment is gone"):
        cstools.run("light", DATA)
    shutil.rmtree(shelf.folder)  # the receipt keeps what it needs
    assert [done.what for done in change.repair()] == ["rebuilt"]
    assert cstools.run("light", DATA).notes == ["1.0 on pandas 3"]

    assert change.uninstall(["light"])[0].what == "removed"
    assert "light" not in names()
    assert list(home.environments().iterdir()) == []


def test_an_altered_wheel_is_refused(light, shelf):
    shelf.put("light", light)
    path = shelf.folder / light.name
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(cstools.InputError, match="its sha256 is another"):
        change.install(requests("light"), shelf.registries)
    assert "light" not in names()
    assert left_over() == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("lihgt", "No registry has a tool called 'lihgt'. Did you mean light"),
        ("light==9", "no release 9 of light in shelf. Releases there: 1.0"),
        ("../light", "'../light' is not the name of a tool"),
        ("light==", "'light==' names no version"),
        ("light==new", "'light==new' names no version"),
        ("light>=1", "'light>=1' is not the name of a tool. Give NAME"),
        ("Light", "'Light' is not the name of a tool. Did you mean light?"),
        ("Líght", "Did you mean light?"),
        ("light reviews", "Did you mean light-reviews?"),
        ("", "'' is not the name of a tool. Give NAME"),
        ("a\\b", "is not the name of a tool"),
    ],
)
def test_a_name_or_version_that_is_not_there(text, says, shelf):
    shelf.put("light", kind="requirement", value="cstools-light==1.0")
    with pytest.raises(cstools.UsageError) as caught:
        change.install(requests(text), shelf.registries)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("requires", "isolation", "says"),
    [
        ('["childrens-services-tools>=7"]', "own", "light 1.0 needs cstools >=7, and this is"),
        ('["python<3.11"]', "shared", "light 1.0 needs Python <3.11, and this is"),
    ],
)
def test_what_does_not_fit_is_not_installed(requires, isolation, says, shelf):
    shelf.put("light", requires=requires, isolation=isolation, kind="path", value="light")
    with pytest.raises(cstools.UsageError, match=says):
        change.install(requests("light"), shelf.registries)


def test_a_python_that_is_not_there(light, shelf):
    shelf.put("light", light, requires='["python<3.5"]')
    with pytest.raises(cstools.ToolError, match=r"needs Python <3\.5, which was not found"):
        change.install(requests("light"), shelf.registries)


def test_the_newest_release_that_fits_is_taken(light, shelf):
    shelf.put("light", light)
    needs = '["childrens-services-tools>=7"]'
    shelf.put("light", version="2.0", requires=needs, kind="path", value="x")
    assert change.install(requests("light"), shelf.registries)[0].version == "1.0"


def test_without_a_network_it_says_what_to_set(shelf, monkeypatch):
    shelf.put("light", kind="requirement", value="cstools-light==1.0")
    monkeypatch.setenv("PIP_NO_INDEX", "")
    monkeypatch.setenv("PIP_INDEX_URL", "https://name:secret@127.0.0.1:9/simple")
    installing_uv_settings_again()
    with pytest.raises(cstools.ToolError) as caught:
        change.install(requests("light"), shelf.registries)
    assert "HTTPS_PROXY" in str(caught.value)
    assert "SSL_CERT_FILE" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert list(home.environments().iterdir()) == []


def installing_uv_settings_again():
    from cstools.install.uv import pip_settings

    pip_settings.cache_clear()


def test_an_environment_is_built_anew_from_the_same_files(build, shelf, monkeypatch, tmp_path):
    """What lies in the folder of wheels now under the same name and version is not taken."""
    shelf.put("light", build("light", dependencies='["cstools-plain"]'))
    plain = build("plain")
    monkeypatch.setenv("PIP_FIND_LINKS", f"{os.environ['PIP_FIND_LINKS']} {plain.parent}")
    installing_uv_settings_again()
    change.install(requests("light"), shelf.registries)
    receipt = receipts.read("light", receipts.OWN)
    assert f"cstools-plain==1.0 --hash=sha256:{sha256_of(plain)}" in receipt.requirements

    altered = tmp_path / "altered" / plain.name
    altered.parent.mkdir()
    shutil.copyfile(plain, altered)
    with zipfile.ZipFile(altered, "a") as wheel:
        wheel.writestr("cstools_plain/more.py", "")
    wheels = os.environ["PIP_FIND_LINKS"].split(" ")[0]
    monkeypatch.setenv("PIP_FIND_LINKS", f"{wheels} {altered.parent}")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    installing_uv_settings_again()
    shutil.rmtree(receipt.folder)
    with pytest.raises(cstools.ToolError, match=r"cstools-plain==1\.0 is not the one that was"):
        change.repair()
    assert left_over() == []
    assert receipts.read("light", receipts.OWN) == receipt

    shutil.copyfile(plain, altered)
    assert change.repair()[0].what == "rebuilt"


def test_a_package_of_the_same_registry_that_no_index_has(build, shelf):
    shelf.put("deep", build("deep"))
    shelf.put("base", build("base", dependencies='["cstools-deep"]'), isolation="shared")
    shelf.put("base", build("base", "2.0"), version="2.0", isolation="shared")
    shelf.put("light", build("light", dependencies='["cstools-base<2"]'))
    change.install(requests("light"), shelf.registries)
    receipt = receipts.read("light", receipts.OWN)
    assert {"cstools-base==1.0", "cstools-deep==1.0"} <= set(receipt.packages)
    assert len(receipt.beside) == 2
    shutil.rmtree(shelf.folder)
    shutil.rmtree(receipt.folder)
    assert change.repair()[0].what == "rebuilt"
    assert cstools.run("light", DATA).notes == ["1.0 on pandas 3"]

    kept = home.home() / "wheels" / receipt.beside[0]
    kept.write_bytes(kept.read_bytes() + b"x")
    with pytest.raises(cstools.InputError, match="gone or altered"):
        change.repair(["light"])
    assert cstools.run("light", DATA).notes == ["1.0 on pandas 3"]


def test_the_registry_goes_away_half_way(build, shelf):
    shelf.put("light", build("light"))
    shelf.put("other", build("other"))
    registries = shelf.registries
    (shelf.folder / build("other").name).unlink()
    with pytest.raises(cstools.InputError) as caught:
        change.install(requests("light", "other"), registries)
    assert "other 1.0 should be at" in str(caught.value)
    assert "Before that this was done and stays: light 1.0." in str(caught.value)
    assert left_over() == []
    assert names()["light"].problem == ""
    assert "other" not in names()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
@pytest.mark.parametrize("size", [1000, 100_000])
def test_no_space(size, build, shelf, within):
    """A limit on the size of files stands for a disk without space: writing fails half-way."""
    shelf.put("light", build("light"))
    limited = LIMITED.format(folder=str(shelf.folder), size=size)
    said = within(Path(sys.executable), "-c", limited, code=2).stderr
    assert "Make space" in said
    assert list(home.environments().iterdir()) == []
    assert "light" not in names()


LIMITED = """
import resource
from cstools.cli import run_command
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
raise SystemExit(run_command(["install", "light", "--from", {folder!r}]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be made read-only this way")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root writes anywhere")
def test_a_home_that_cannot_be_written(shelf, light, cstools_home):
    shelf.put("light", light)
    cstools_home.mkdir()
    cstools_home.chmod(0o500)
    with pytest.raises(cstools.OutputError, match="Set CSTOOLS_HOME"):
        change.install(requests("light"), shelf.registries)


def test_a_home_that_is_a_file(shelf, light, cstools_home):
    shelf.put("light", light)
    cstools_home.write_text("")
    with pytest.raises(cstools.OutputError, match="Set CSTOOLS_HOME to a folder you may write"):
        change.install(requests("light"), shelf.registries)


def test_a_package_that_is_another_tool(build, shelf):
    shelf.put("other", build("light"))
    says = r"The file of other 1\.0 holds cstools-light 1\.0 instead of cstools-other 1\.0"
    with pytest.raises(cstools.InputError, match=says):
        change.install(requests("other"), shelf.registries)
    assert list(home.environments().iterdir()) == []


METADATA = "Metadata-Version: 2.1\nName: cstools-light\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@pytest.mark.parametrize(
    ("name", "files", "says"),
    [
        ("foo.whl", {"METADATA": METADATA}, "foo.whl, is no whole wheel"),
        ("", {}, "cstools_light-1.0-py3-none-any.whl, is no whole wheel"),
        ("", {"METADATA": METADATA + "Requires-Dist: !!\n"}, "is no whole wheel"),
        ("", {"METADATA": "Name: cstools-light\n"}, "is no whole wheel"),
        ("", {"METADATA": METADATA, "more.dist-info/METADATA": METADATA}, "is no whole wheel"),
        ("", {"METADATA": METADATA.replace("cstools-light", "sly")}, "holds sly 1.0 instead of"),
        ("", {"METADATA": METADATA.replace("1.0\n", "7\n")}, "holds cstools-light 7 instead of"),
        ("", {"METADATA": METADATA}, "The package cstools-light has no tool called light"),
        (
            "",
            {"METADATA": METADATA, "entry_points.txt": "[cstools]\nlight = nothing.plugin\n"},
            "cstools.toml does not exist",
        ),
    ],
)
def test_a_wheel_that_is_none_or_another(name, files, says, shelf, tmp_path):
    wheel = tmp_path / (name or "cstools_light-1.0-py3-none-any.whl")
    with zipfile.ZipFile(wheel, "w") as opened:
        for file, text in {**files, "WHEEL": WHEEL, "RECORD": ""}.items():
            place = file if "/" in file else f"cstools_light-1.0.dist-info/{file}"
            opened.writestr(place, text)
    shelf.put("light", wheel)
    with pytest.raises(cstools.CstoolsError) as caught:
        change.install(requests("light"), shelf.registries)
    assert says in str(caught.value)
    assert list(home.environments().iterdir()) == []
    assert "light" not in names()


def test_a_standard_has_no_environment_of_its_own(build, shelf):
    shelf.put("std", build("std", stages="[]", provides='["std"]'))
    with pytest.raises(cstools.ToolError, match="cannot have its own environment"):
        change.install(requests("std"), shelf.registries)
    assert "std" not in names()


def test_two_changes_at_once(shelf):
    with mutex.locked():
        waiting = subprocess.run(
            [sys.executable, "-c", WAIT], capture_output=True, text=True, check=True
        )
    assert "Another cstools is installing something" in waiting.stdout
    after = subprocess.run([sys.executable, "-c", WAIT], capture_output=True, text=True, check=True)
    assert after.stdout == "got it\n"


WAIT = """
from cstools.errors import OutputError
from cstools.install.mutex import locked
try:
    with locked(patience=0.1):
        print("got it")
except OutputError as error:
    print(error)
"""


def test_two_installs_at_once(build, shelf, cstools_home):
    """Different tools, and the same one twice, from two windows: all arrive, none twice."""
    for name in ("light", "other"):
        shelf.put(name, build(name))
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "cstools", "install", name, "--from", str(shelf.folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("light", "other", "light")
    ]
    said = [(*one.communicate(timeout=120), one.returncode) for one in started]
    assert [code for _, _, code in said] == [0, 0, 0], said
    assert sorted(out for out, _, _ in said) == [
        "light 1.0 installed from shelf.\n",
        "light 1.0 is already installed.\n",
        "other 1.0 installed from shelf.\n",
    ]
    assert [one.problem for one in names().values() if one.environment is not None] == ["", ""]
    assert len(list(home.environments().iterdir())) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="the test presses Ctrl-C with a signal")
def test_ctrl_c_half_way(build, shelf, cstools_home):
    """What was done before it is named; what was under way leaves nothing."""
    for name in ("light", "other"):
        shelf.put(name, build(name))
    install = ["install", "light", "other", "--from", str(shelf.folder)]
    process = subprocess.Popen(
        [sys.executable, "-m", "cstools", *install],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while not list(home.environments().glob("other-*")) and time.monotonic() < until:
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "Interrupted.\nBefore that this was done and stays: light 1.0." in said
    assert [one.name for one in names().values() if one.environment is not None] == ["light"]
    assert len(list(home.environments().iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the process is killed with a signal")
def test_killed_half_way(build, shelf, cstools_home):
    shelf.put("light", build("light"))
    change.install(requests("light"), shelf.registries)
    before = names()["light"]
    shelf.put("light", build("light", "2.0"), version="2.0")
    script = "import sys; from cstools.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", script, "upgrade", "light", "--from", str(shelf.folder)],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 30
    while len(list(home.environments().glob("light-*"))) < 2 and time.monotonic() < until:
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, 9)
    process.wait()
    assert len(list(home.environments().iterdir())) > 1
    assert names()["light"] == before
    assert cstools.run("light", DATA).notes == ["1.0 on pandas 3"]
    change.repair()  # any change clears away
    assert [path.name for path in home.environments().iterdir()] == [before.environment.name]


def test_a_receipt_that_cannot_be_read(cstools_command, cstools_home):
    folder = cstools_home / "receipts"
    folder.mkdir(parents=True)
    (folder / "odd.json").write_text("{", encoding="utf-8")
    body = {"format": 1, "tool": "sly", "package": "p", "version": "1", "module": "m"}
    body |= {"isolation": "own", "registry": "r", "origin": "o", "environment": "../../x"}
    (folder / "sly.json").write_text(json.dumps(body), encoding="utf-8")
    listed = json.loads(cstools_command("list", "--json").out)
    states = {one["name"]: one["state"] for one in listed}
    assert "Its receipt" in states["odd"]
    assert "Its receipt" in states["sly"]


def test_what_needs_another_is_named(build, shelf, within, tmp_path, wheelhouse, uv_cache):
    shelf.put("std", build("std", stages="[]", provides='["std"]'), isolation="shared")
    for name in ("light", "other"):
        shelf.put(name, build(name, reads='["std"]'), reads='["std"]')
    python = python_with_core(tmp_path / "env", wheelhouse, uv_cache)

    def command(*arguments, code=0):
        done = within(python, "-m", "cstools", *arguments, code=code)
        return done.stdout if code == 0 else done.stderr

    place = ("--from", shelf.folder)
    assert command("install", "light", *place).splitlines() == [
        "std 1.0 installed from shelf.",
        "light 1.0 installed from shelf.",
    ]
    assert "light needs std.\nUninstall it as well, or add --yes" in command(
        "uninstall", "std", code=2
    )
    command("install", "other", *place)
    said = command("uninstall", "std", code=2)
    assert "light and other need std.\nUninstall them as well, or add --yes to remove std" in said
    said = command("uninstall", "std", "--yes")
    assert said == "std 1.0 removed.\n  light and other cannot do without it.\n"
    assert "light 1.0 removed" in command("uninstall", "light", "other")

    # One whose parameter is read by the standard, which needs it no less.
    param = '[params.more]\ntype = "files"\nstandard = "std"\nhelp = "More."'
    shelf.put("third", build("third", params=param), reads='[]\nalso_reads = ["std"]')
    assert command("install", "third", *place).splitlines()[0] == "std 1.0 installed from shelf."
    assert "third needs std." in command("uninstall", "std", code=2)
    command("uninstall", "std", "third")

    # A standard that a registry lists and cannot give, and one that none lists.
    del shelf.entries["std"], shelf.releases["std"]
    shelf.put("filler", kind="path", value="filler")
    said = command("install", "light", *place)
    assert "It reads std, which is not installed and no registry lists." in said
    shelf.put("std", kind="path", value="std", isolation="shared")
    said = command("install", "other", *place, code=2)
    assert "other reads std, which is not installed. std 1.0 is listed in shelf, but its" in said


def test_the_commands(light, shelf, cstools_command, fails, cstools_home):
    shelf.put("light", light)
    done = cstools_command("install", "light", "--from", shelf.folder)
    assert (done.code, done.out) == (0, "light 1.0 installed from shelf.\n")
    [listed] = [
        one for one in json.loads(cstools_command("list", "--json").out) if one["name"] == "light"
    ]
    assert (listed["from"], listed["isolation"], listed["state"]) == ("shelf", "own", "ready")
    assert "upgrade" in fails("upgrade")
    assert cstools_command("repair").out == "Every environment is in order.\n"
    assert "has no environment of its own" in fails("repair", "ssda903")
    assert "is not installed" in fails("uninstall", "nothing-here")
    assert "validate-903 need ssda903" in fails("uninstall", "ssda903")
    removed = cstools_command("uninstall", "light")
    assert removed.out == "light 1.0 removed.\n"
    assert not list(Path(cstools_home, "environments").iterdir())
