"""Whose a name is, in the state the README leaves: the core from a wheel, and pip's own tools."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from uv import find_uv_bin

from cstools.errors import UsageError
from cstools.install import change
from cstools.install.candidate import choose
from cstools.install.request import ToolRequest, requests
from cstools.plugin import receipt
from cstools.plugin.packages import same_version

from ..shelf import Shelf, python_with_core

pytestmark = pytest.mark.usefixtures("offline")


def test_another_list_takes_no_curated_name_over(build, within, tmp_path, wheelhouse, uv_cache):
    python = python_with_core(tmp_path / "env", wheelhouse, uv_cache, pip=False)
    # What pip installed has no receipt. It is newer than the curated one, so nothing is to be done.
    command = [find_uv_bin(), "pip", "install", "--quiet", "--no-deps", "--python", str(python)]
    env = {**os.environ, "UV_CACHE_DIR": str(uv_cache)}
    subprocess.run([*command, str(build("validate-903", "98.0"))], check=True, env=env)
    other = Shelf(tmp_path / "cur")
    for name in ("d2i-903", "validate-903"):
        other.put(name, build(name, "99.0"), version="99.0")

    def cstools(*words, code=0):
        done = within(python, "-m", "cstools", *words, code=code)
        return done.stdout, " ".join(done.stderr.split())

    cstools("registry", "add", other.folder, "--name", "cur")
    assert cstools("upgrade", "validate-903")[0] == "validate-903 98.0 is already installed.\n"
    assert "99.0" not in cstools("upgrade", "--all", code=0)[0]
    _, said = cstools("install", "d2i-903==99.0", code=2)
    assert "There is no release 99.0 of d2i-903 in cstools." in said
    assert "If you trust it with this tool: cstools install d2i-903==99.0 --from cur" in said
    assert "Registry cstools" not in cstools("info", "d2i-903")[0]

    out, _ = cstools("install", "d2i-903", "--from", "cur")
    assert out == (
        "d2i-903 99.0 installed from cur.\n"
        "  d2i-903 is listed by cstools; it is taken from cur because of --from.\n"
    )


def test_a_version_in_another_spelling_is_installed(build, shelf):
    shelf.put("light", build("light", "2024.01"), version="2024.1")
    [done] = change.install(requests("light==2024.01.0"), shelf.registries)
    assert (done.version, done.what) == ("2024.1", "installed")
    assert receipt.read("light", receipt.OWN).version == "2024.1"
    assert change.install(requests("light==2024.1"), shelf.registries)[0].what == "unchanged"
    assert change.upgrade(requests("light"), shelf.registries)[0].what == "unchanged"


def test_a_wheel_without_a_digest_is_pointed_out(build, shelf):
    wheel = build("light")
    shelf.put("light", kind="wheel", value=wheel.name)
    (shelf.folder / wheel.name).write_bytes(wheel.read_bytes())
    says = "The list gives no sha256 of light 1.0, so that nobody can tell whether its wheel was"
    [done] = change.install(requests("light"), shelf.registries)
    assert done.note.startswith(says)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
@pytest.mark.parametrize("kind", ["wheel", "path"])
def test_a_link_out_of_the_folder(build, shelf, tmp_path, kind):
    wheel = build("light")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / wheel.name).write_bytes(wheel.read_bytes())
    value = f"there/{wheel.name}" if kind == "wheel" else "there"
    shelf.put("light", kind=kind, value=value)
    (shelf.folder / "there").symlink_to(outside)
    with pytest.raises(UsageError, match="is a link that leads out of the registry's folder"):
        choose(ToolRequest("light"), shelf.registries)
    (shelf.folder / "there").unlink()
    (shelf.folder / "inside").mkdir()
    (shelf.folder / "inside" / wheel.name).write_bytes(wheel.read_bytes())
    (shelf.folder / "there").symlink_to(shelf.folder / "inside")
    assert choose(ToolRequest("light"), shelf.registries).release.version == "1.0"


def test_what_a_tool_is_built_on_is_of_the_first_list_too(build, tmp_path):
    """A later list does not bring another package of the name along with a tool of its own."""
    first, second = Shelf(tmp_path / "first"), Shelf(tmp_path / "second")
    first.put("base", build("base"))
    second.put("base", build("base", "9.0"), version="9.0")
    second.put("top", build("top", dependencies='["cstools-base"]'))
    change.install(requests("top"), [*first.registries, *second.registries])
    assert "cstools-base==1.0" in receipt.read("top", receipt.OWN).packages


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2024.01", "2024.1", True),
        ("v1.0", "1.0.0", True),
        ("1.0", "1.0.1", False),
        ("odd", "odd", True),
        ("odd", "1.0", False),
        ("1" * 5_000, "1", False),
    ],
)
def test_versions_are_compared_as_versions(one, other, same):
    assert same_version(one, other) is same
