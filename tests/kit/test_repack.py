"""A wheel put together again from what was installed of it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from importlib.metadata import Distribution
from textwrap import dedent

import pytest
from uv import find_uv_bin

import cstools
from cstools.kit.repack import wheel_of
from cstools.plugin.environment import python_of, site_of

PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "Many.Parts"
version = "2.0"
license = "MIT"
license-files = ["LICENCE"]
[project.scripts]
many = "many_parts:main"
[project.entry-points.cstools]
many = "many_parts"
[tool.hatch.build.targets.wheel]
packages = ["many_parts"]
shared-scripts = { "tool.py" = "many-tool" }
shared-data = { "table.csv" = "share/many/table.csv" }
"""
FILES = {
    "pyproject.toml": PROJECT,
    "LICENCE": "Do as you like.\n",
    "many_parts/__init__.py": "def main():\n    print('many')\n",
    "many_parts/data/código, list.csv": "a,b\n",
    "tool.py": "#!python\nprint('tool')\n",
    "table.csv": "a,b\n1,2\n",
}
# What the environment has besides lies in the one above; the script runs there.
REBUILD = """
import sys
from importlib.metadata import distribution
from pathlib import Path
from cstools.errors import ToolError
from cstools.kit.repack import wheel_of
try:
    print(wheel_of(distribution(sys.argv[1]), Path(sys.argv[2])).name)
except ToolError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def original(wheelhouse, tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    command = [find_uv_bin(), "build", "--quiet", "--wheel", "--no-index", "--no-config"]
    places = ["--find-links", str(wheelhouse), "--out-dir", str(folder / "out")]
    subprocess.run([*command, *places, str(folder)], check=True)
    [wheel] = (folder / "out").glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A virtual environment that also has what this one has."""
    place = tmp_path_factory.mktemp("with blanks") / "an env"
    command = [find_uv_bin(), "venv", "--quiet", "--python", sys.executable, str(place)]
    subprocess.run(command, check=True)
    above = [path for path in sys.path if path.endswith("site-packages")]
    lines = [f"import site; site.addsitedir({path!r})\n" for path in above]
    (site_of(place) / "above.pth").write_text("".join(lines), encoding="utf-8")
    return place


@pytest.fixture
def installed(environment, original):
    """The package, installed afresh; gives its folder of packages."""
    python = str(python_of(environment))
    command = [find_uv_bin(), "pip", "install", "--quiet", "--no-config", "--no-index"]
    subprocess.run([*command, "--reinstall", "--python", python, str(original)], check=True)
    # Python leaves these beside the modules that it runs.
    subprocess.run([python, "-c", "import many_parts"], check=True)
    return site_of(environment)


def contents(wheel):
    with zipfile.ZipFile(wheel) as opened:
        every = {one.filename: opened.read(one) for one in opened.infolist()}
    return {name: data for name, data in every.items() if not name.endswith("/RECORD")}


def rebuilt(environment, folder):
    """The name of the wheel, now in the folder, or why there is none."""
    folder.mkdir()
    done = subprocess.run(
        [str(python_of(environment)), "-c", REBUILD, "many.parts", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_it_is_the_wheel_that_was_installed(environment, installed, original, tmp_path):
    first = tmp_path / "first" / original.name
    second = tmp_path / "second" / original.name
    assert rebuilt(environment, first.parent) == original.name
    assert contents(first) == contents(original)
    assert "many_parts-2.0.data/scripts/many-tool" in contents(first)
    assert rebuilt(environment, second.parent) == original.name
    assert first.read_bytes() == second.read_bytes()
    # It installs like any other: what is recorded of each file holds.
    python = str(python_of(environment))
    command = [find_uv_bin(), "pip", "install", "--quiet", "--no-config", "--no-index"]
    subprocess.run([*command, "--reinstall", "--python", python, str(first)], check=True)
    done = subprocess.run([python, "-c", "import many_parts; many_parts.main()"], check=False)
    assert done.returncode == 0


def test_a_file_that_was_altered_or_is_gone(environment, installed, tmp_path):
    module = installed / "many_parts" / "__init__.py"
    module.write_text("import os\n", encoding="utf-8")
    said = rebuilt(environment, tmp_path / "altered")
    assert "was altered since it was installed: many_parts" in said
    module.unlink()
    assert "A file of Many.Parts is gone: many_parts" in rebuilt(environment, tmp_path / "gone")


def test_without_a_list_of_its_files(tmp_path):
    folder = tmp_path / "odd-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(dedent("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n"))
    with pytest.raises(cstools.ToolError, match=r"which files belong to odd 1\.0"):
        wheel_of(Distribution.at(folder), tmp_path)


def test_a_checkout_that_is_gone(tmp_path):
    folder = tmp_path / "odd-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n")
    body = {"dir_info": {"editable": True}, "url": (tmp_path / "no where").as_uri()}
    (folder / "direct_url.json").write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(cstools.ToolError, match="no where, but its project is no longer there"):
        wheel_of(Distribution.at(folder), tmp_path)
