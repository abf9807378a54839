"""Registries that were typed wrongly or meant badly: refused with file, line and key."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from cstools.errors import InputError
from cstools.io.files import put_text
from cstools.io.toml_lines import Lines
from cstools.registry import Registry, write
from cstools.registry import read as reading

from ..shelf import without_rights
from .test_read import GOOD, read

RELEASE = 'from = { path = "late-reviews" }'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('version = "0.1"', 'version = "one"', "line 21: .*release one: version is no version"),
        ('[[tool]]\nname = "late', '[[tool]]\npackage = "x"\nname = "late', "not valid TOML"),
        ('"childrens-services-tools>=0.1"', '"no such"', "line 22: .*'no such' is no requirement"),
        ('"cstools-late-reviews"', '"--help"', "line 13: .*package is no name of a package"),
        (RELEASE, 'from = { wheel = "x.zip" }', "line 23: .*'from' names no wheel"),
        (RELEASE, RELEASE + '\nsha256 = "abc"', "line 24: .*sha256 is no digest. Expected 64"),
        ('"Late reviews"', '"Late\\u001b[2Jreviews"', "line 9: .*title holds characters that no"),
        ('"Late reviews"', '"Late \\u202e reviews"', "title holds characters that no screen shows"),
        ('["ssda903"]', '["a\\u0007"]', "line 12: .*reads holds characters that no screen shows"),
        ('"A test."', '"A \\u0000 test"', "line 4: .*description holds characters"),
        ('"Test"', "{}", "line 3: .*name is dict. Expected a text"),
        ("format = 1", "format = 1\nserial = true", "serial is bool. Expected a number"),
        ("[[tool]]", "[tool]", "is no list of tables. Write"),
        ("[registry]", "[[registry]]", r"the table \[registry\] is missing"),
        ("[registry]", "colour = 1\n[registry]", r"there is an unknown table \[colour\]"),
        ("reads = [", "reads = [" + "[" * 5000, "not valid TOML: its lists are nested too deeply"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, says):
    assert old in GOOD
    with pytest.raises(InputError, match=says) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert "registry.toml" in str(caught.value)


@pytest.mark.parametrize(
    "requirement",
    [
        "--index-url http://example.org/\\nlate-reviews==1.0",
        "-r other.txt",
        "late-reviews @ https://example.org/late-1.0-py3-none-any.whl",
        "late-reviews==1.0\\n--no-index",
        "../late-reviews",
        "",
    ],
)
def test_a_requirement_is_of_a_package_and_nothing_else(tmp_path, requirement):
    """It reaches pip and uv in a file of requirements, which may hold options and addresses."""
    with pytest.raises(InputError, match=r"line 23: .*release 0\.1: "):
        read(tmp_path, GOOD.replace(RELEASE, f'from = {{ requirement = "{requirement}" }}'))


def test_the_slashes_of_windows(tmp_path):
    text = GOOD.replace(RELEASE, "from = { wheel = 'wheels\\late-1.0-py3-none-any.whl' }")
    [entry] = read(tmp_path, text).entries
    assert entry.releases[0].origin.value == "wheels/late-1.0-py3-none-any.whl"
    for value in ("..\\x.whl", "\\\\server\\x.whl", "C:x.whl", "a/../../x.whl", "/x.whl"):
        with pytest.raises(InputError, match="leads out of the registry's folder"):
            read(tmp_path, GOOD.replace(RELEASE, f"from = {{ wheel = '{value}' }}"))


def test_as_editors_of_windows_save_it(tmp_path):
    path = tmp_path / "registry.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert reading.read_registry(path).find("late-reviews") is not None
    path.write_bytes(GOOD.encode("utf-16"))
    with pytest.raises(InputError, match=r"the file is not UTF-8 text\. Save it as UTF-8"):
        reading.read_registry(path)


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be made unreadable this way")
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "registry.toml"
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0)
    done = subprocess.run(
        [*without_rights(), sys.executable, "-m", "cstools", "search", "--from", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"The registry {path} cannot be read: permission denied." in done.stderr
    assert "that you may read it" in done.stderr


def test_thousands_of_tools(tmp_path, cstools_command, entry):
    entries = tuple(replace(entry, name=f"tool-{number}q") for number in range(2000))
    (tmp_path / "registry.toml").write_text(write.dump(Registry("many", "", entries)), "utf-8")
    assert "Added many, with 2000 tools" in cstools_command("registry", "add", tmp_path).out
    assert "tool-1999q" in cstools_command("search", "tool-1999q").out
    assert "Did you mean tool-199" in cstools_command("search", "tool-1999z").out


def test_it_is_replaced_while_it_is_read(tmp_path, entry):
    """Whoever reads meets the old list or the new one, never a part."""
    path = tmp_path / "registry.toml"
    put_text(path, write.dump(Registry("r", "", (), serial=1)))
    program = [sys.executable, "-c", WRITE, str(path)]
    writer = subprocess.Popen(program, stdout=subprocess.DEVNULL)
    try:
        serials = {reading.read_registry(path).serial for _ in range(300)}
    finally:
        writer.kill()
        writer.wait()
    assert serials <= set(range(1, 100_000))


WRITE = """
import sys
from pathlib import Path
from cstools.io.files import put_text
from cstools.registry import Registry, write
serial = 1
while True:
    serial += 1
    put_text(Path(sys.argv[1]), write.dump(Registry("r", "x" * 5000, (), serial=serial)))
"""


def test_lines_of_lists_within_lists():
    text = (
        "[a]\nx = 1\n[[b]]\nx = 2\n[[b.c]]\nx = 3\n[[b.c]]\n[[b]]\n[[b.c]]\n'x' = 4\n[d.e]\ny = 1\n"
    )
    lines = Lines(text)
    assert lines.of("a", key="x") == 2
    assert [lines.of("b", 1, key="x"), lines.of("b", 2, key="x")] == [4, 8]
    assert [lines.of("b.c", 1, 1, key="x"), lines.of("b.c", 1, 2, key="x")] == [6, 7]
    assert lines.of("b.c", 2, 1, key="x") == 10
    assert lines.of("d.e", key="y") == 12
    assert lines.of("b", 3) == 0
