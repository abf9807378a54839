"""Tools installed beside the core, by pip or by uv: whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import venv
from pathlib import Path

import pytest
from uv import find_uv_bin

from cstools.environment import python_of

from .conftest import SOURCE, write_project

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("offline")

KILLED = """
import os, sys
from cstools.registry import beside
beside._note("cstools-near")
beside._remove(["cstools-near"], __import__("pathlib").Path.cwd())
os._exit(1)
"""


@pytest.fixture(scope="module", params=["pip", "uv"])
def python(request, wheelhouse, uv_cache, tmp_path_factory) -> Path:
    """A Python with the core installed as a wheel, and with pip or without."""
    folder = tmp_path_factory.mktemp(f"with {request.param}") / "env"
    venv.create(folder, with_pip=request.param == "pip")
    command = [find_uv_bin(), "pip", "install", "--quiet", "--no-index", "--no-config"]
    places = ["--find-links", str(wheelhouse), "--python", str(python_of(folder))]
    env = {**os.environ, "UV_CACHE_DIR": str(uv_cache)}
    subprocess.run([*command, *places, str(ROOT)], check=True, env=env, cwd=folder)
    return python_of(folder)


@pytest.fixture
def command(python, tmp_path):
    """Run a command line in that Python."""

    def run(*arguments: object, code: int = 0) -> str:
        done = subprocess.run(
            [str(python), *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "200"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stderr + done.stdout
        return done.stdout if code == 0 else done.stderr

    return run


def test_beside_the_core(command, shelf, build, tmp_path):
    def cstools(*arguments, code=0):
        return command("-m", "cstools", *arguments, code=code)

    def listed():
        found = {one["name"]: one for one in json.loads(cstools("list", "--json"))}
        near = found.get("near")
        return near and (near["version"], near["from"], near["isolation"], near["state"])

    place = ("--from", shelf.folder)
    write_project(shelf.folder / "near", "near")
    shelf.put("near", isolation="shared", kind="path", value="near")
    assert cstools("install", "near", *place) == "near 1.0 installed.\n"
    assert listed() == ("1.0", "shelf", "shared", "ready")

    shelf.put("near", build("near", "2.0"), version="2.0", isolation="shared")
    assert cstools("upgrade", "--all", *place) == "near 2.0 upgraded.\n"
    (tmp_path / "t.csv").write_text("a\nx\n", encoding="utf-8")
    ran = json.loads(cstools("run", "near", "t.csv", "--format", "json", "--json"))
    assert ran["findings"]["error"] == 1

    # It would need another pandas than the one the core and other tools run on.
    greedy = build("near", "3.0", SOURCE, dependencies='["pandas<3"]')
    shelf.put("near", greedy, version="3.0", isolation="shared")
    before = packages(command)
    assert "near 3.0 could not be installed" in cstools("upgrade", "near", *place, code=2)
    assert packages(command) == before
    assert listed() == ("2.0", "shelf", "shared", "ready")

    command("-c", KILLED, code=1)
    assert listed() is None
    cstools("repair")
    assert listed() == ("2.0", "shelf", "shared", "ready")
    assert packages(command) == before

    assert cstools("uninstall", "near") == "near 2.0 removed.\n"
    assert listed() is None


def test_a_tool_that_is_not_there_is_offered(command):
    """Nobody is asked where there is no terminal."""
    said = command("-m", "cstools", "run", "validate-903", "x", code=2)
    assert "validate-903 is not installed" in said
    assert "add --yes" in said
    said = command("-m", "cstools", "run", "validate-903", "x", "--yes", code=2)
    # The registry that comes with the core lists projects of its checkout.
    assert "ssda903 0.1.0 should be at" in said
    assert "No tool called 'nothing'" in command("-m", "cstools", "run", "nothing", code=2)


def packages(command) -> str:
    return command(
        "-c",
        "from importlib.metadata import distributions as d;"
        "print(sorted((one.name, one.version) for one in d()))",
    )
