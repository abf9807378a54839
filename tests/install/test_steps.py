"""Commands that are killed at each change they make to files, one after the other.

Whatever the moment, the list says what is there, the next command works, and nothing is left over.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from ..shelf import python_with_core

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.usefixtures("offline"),
    pytest.mark.skipif(sys.platform == "win32", reason="the process is copied at each step"),
]

# In one process that has loaded everything, so that each try costs little more than its work: it is
# copied, and the copy is ended at the step. What stands then is looked at by further copies.
TRIES = """
import contextlib, io, json, os, shutil, sys
from pathlib import Path
from cstools.cli import run_command
from cstools.install import change, checkpoints, own, shared
from cstools.lock import sync
import cstools.cli.commands.install, cstools.cli.commands.list, cstools.cli.commands.repair

home, start, shelf = Path(os.environ["CSTOOLS_HOME"]), Path(sys.argv[1]), sys.argv[2]

def copy(work):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = work()
        os.write(writing, json.dumps([code, out.getvalue()]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        text = file.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None

def killed_at(number, command):
    def work():
        seen = []
        def watch(name):
            seen.append(name)
            if len(seen) == number:
                os._exit(9)
        checkpoints.watchers.append(watch)
        return run_command(command)
    return copy(work)

def listed():
    code, text = copy(lambda: run_command(["list", "--json"]))
    return sorted((one["name"], one["version"], one["state"]) for one in json.loads(text))

def left_over():
    sets = [p.name for p in home.glob("shared/*/*") if p.is_dir()]
    now = [p.read_text().strip() for p in home.glob("shared/*/current")]
    apart = [json.loads(p.read_text())["environment"] for p in home.glob("receipts/*.json")]
    built = [p.name for p in home.glob("environments/*")]
    return sorted(set(sets) - set(now)) + sorted(set(built) - set(apart))

for command in json.loads(sys.argv[3]):
    number = 0
    while True:
        number += 1
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(start, home, symlinks=True)
        outcome = killed_at(number, command)
        after = listed()
        repaired = copy(lambda: run_command(["repair"]))
        again = copy(lambda: run_command(command))
        print(json.dumps({"command": command[0], "step": number, "ended": outcome is not None,
            "after": after, "repaired": repaired[0], "again": again, "then": listed(),
            "left": left_over()}), flush=True)
        if outcome is not None:
            break
"""


@pytest.fixture(scope="module")
def python(wheelhouse, uv_cache, tmp_path_factory) -> Path:
    """A Python with the core installed as a wheel."""
    return python_with_core(tmp_path_factory.mktemp("killed") / "env", wheelhouse, uv_cache)


@pytest.mark.parametrize("isolation", ["shared", "own"])
def test_killed_at_each_step(isolation, python, shelf, build, within, tmp_path, cstools_home):
    old, new = ("steady", "1.0", "ready"), ("steady", "2.0", "ready")
    place = ("--from", str(shelf.folder))
    shelf.put("steady", build("steady"), isolation=isolation)
    within(python, "-m", "cstools", "install", "steady", *place)
    start = tmp_path / "start"
    cstools_home.rename(start)
    shelf.put("steady", build("steady", "2.0"), version="2.0", isolation=isolation)
    shelf.put("more", build("more"), isolation=isolation)
    commands = [
        ["upgrade", "steady", *place],
        ["uninstall", "steady"],
        ["install", "more", *place],
    ]
    ran = within(
        python, "-c", TRIES, start, shelf.folder, json.dumps(commands), CSTOOLS_HOME=cstools_home
    )
    tries = [json.loads(line) for line in ran.stdout.splitlines()]
    goals = {
        "upgrade": ([old], [new]),
        "uninstall": ([old], []),
        "install": ([old], [("more", "1.0", "ready"), old]),
    }
    for one in tries:
        before, after = ([list(line) for line in lines] for lines in goals[one["command"]])
        assert one["after"] in (before, after), one
        assert one["repaired"] == 0, one
        # Gone already, it cannot be removed again; else the command does what it was asked for.
        assert one["again"][0] == 0 or (one["command"] == "uninstall" and one["after"] == []), one
        assert one["then"] == after, one
        assert one["left"] == [], one
    for command, outcomes in goals.items():
        steps = [one for one in tries if one["command"] == command]
        assert [one["ended"] for one in steps] == [False] * (len(steps) - 1) + [True]
        assert len(steps) >= (5 if isolation == "shared" else 3)
        assert {json.dumps(one["after"]) for one in steps} == {
            json.dumps(lines) for lines in outcomes
        }


def test_a_set_in_use_stays_until_its_process_has_ended(python, shelf, build, within, cstools_home):
    place = ("--from", shelf.folder)
    shelf.put("steady", build("steady"), isolation="shared")
    within(python, "-m", "cstools", "install", "steady", *place)
    [first] = [path for path in cstools_home.glob("shared/*/*") if path.is_dir()]
    mark = first / f".used-by-{os.getpid()}"
    mark.touch()
    shelf.put("steady", build("steady", "2.0"), version="2.0", isolation="shared")
    within(python, "-m", "cstools", "upgrade", "steady", *place)
    assert first.is_dir()
    mark.rename(first / ".used-by-999999999")
    within(python, "-m", "cstools", "repair")
    assert not first.exists()
