"""The lock file as a file: written, read back, and refused where it is not as it was made."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools import InputError, UsageError
from cstools.install import pins
from cstools.lock.difference import check_fits
from cstools.lock.freeze import here
from cstools.lock.lockfile import BESIDE, Lock, LockedEnvironment, LockedPackage, LockedTool, dump
from cstools.lock.read import read_lock

HASHES = ("sha256:" + "01" * 32, "sha256:" + "ab" * 32)
TOOL = LockedTool("light", "1.0", "cstools-light", "own", "a shelf", "wheel x.whl", "", HASHES[:1])
LOCK = Lock(
    core="0.1.0",
    python="3.11",
    system="linux x86_64",
    tools=(TOOL,),
    environments=(
        LockedEnvironment("light", "3.11", "any system", "d"),
        LockedEnvironment(BESIDE, "3.11", "linux x86_64", "e"),
    ),
    packages=(
        LockedPackage("light", "numpy", "2.4.6", "", "", HASHES),
        LockedPackage(BESIDE, "click", "8.5.1", 'sys_platform == "win32"', "", HASHES[:1]),
    ),
)


@pytest.fixture
def put(tmp_path):
    """Write a text as a lock file; gives its path."""

    def write(text: str | bytes):
        path = tmp_path / "cstools.lock"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
NUMBERS = st.integers(0, 30).map(lambda number: f"{number}.{number}")
DIGESTS = st.lists(st.sampled_from(HASHES), unique=True).map(tuple)
TEXTS = st.text(max_size=12).filter(str.isprintable)


@st.composite
def locks(draw):
    tools = draw(
        st.lists(
            st.builds(
                LockedTool,
                WORDS,
                NUMBERS,
                WORDS,
                st.sampled_from(["own", "shared"]),
                TEXTS,
                TEXTS,
                st.sampled_from(["", ">=3.11", "==3.11.*"]),
                DIGESTS,
                TEXTS,
            ),
            unique_by=lambda one: one.name,
        )
    )
    names = [BESIDE, *(tool.name for tool in tools)]
    environments = [LockedEnvironment(name, "3.11", draw(TEXTS) or "x", "d") for name in names]
    packages = draw(
        st.lists(
            st.builds(LockedPackage, st.sampled_from(names), WORDS, NUMBERS, hashes=DIGESTS),
            unique_by=lambda one: (one.environment, one.name),
        )
    )
    return Lock("0.1", "3.11", "s", tuple(tools), tuple(environments), tuple(packages))


@given(locks())
def test_what_was_written_is_read(tmp_path_factory, lock):
    path = tmp_path_factory.mktemp("lock") / "x.lock"
    path.write_bytes(dump(lock).encode())
    found = read_lock(path)
    assert dump(found) == dump(lock)
    assert {one.name for one in found.tools} == {one.name for one in lock.tools}


def test_the_order_of_finding_does_not_show(put):
    other = Lock(
        **{**vars(LOCK), "environments": LOCK.environments[::-1], "packages": LOCK.packages[::-1]}
    )
    assert dump(other) == dump(LOCK)
    # One hash a line, so that a change shows as the line it is.
    assert f'    "{HASHES[0]}",\n    "{HASHES[1]}",\n' in dump(LOCK)


def test_only_what_it_says_counts(put):
    """Line ends, blanks and comments may change under way, as in a mail or in git."""
    text = dump(LOCK).replace(" = ", "=").replace("\n", "\r\n") + "# a note\r\n"
    assert read_lock(put(text)) == LOCK.sorted


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"2.4.6"', '"2.4.5"', "[lock]: the file was changed after it was made"),
        ("format = 1", "format = 2", "[lock]: it is of format 2, and this version reads format 1"),
        ("format = 1", 'format = "x"', "[lock]: it is of format x"),
        ('core = "0.1.0"', "core = 1", "[lock]: core is no text"),
        ('isolation = "own"', 'isolation = "odd"', "[[tool]] number 1: isolation is not as it"),
        ('isolation = "own"', 'place = "own"', "[[tool]] number 1: unknown key 'place'"),
        ('name = "numpy"', 'name = "../numpy"', "[[package]] number 2: name is not as it"),
        ('version = "2.4.6"', 'version = "new"', "[[package]] number 2: version is not as it"),
        ('version = "2.4.6"', 'version = "2\\n-i x"', "[[package]] number 2: version is not"),
        ('    "sha256:0101', '    "sha256:XX01', "[[tool]] number 1: hashes is not as it"),
        ('marker = "', 'marker = "!', "[[package]] number 1: marker is not as it"),
        ('environment = "light"', 'environment = "l"', "[[package]] number 2: there is no such"),
    ],
)
def test_what_was_edited_is_named(old, new, says, put):
    text = dump(LOCK).replace(old, new)
    assert text != dump(LOCK)
    with pytest.raises(InputError) as caught:
        read_lock(put(text))
    assert says in str(caught.value)
    changed = "digest = " if "changed after" in says else new.strip().splitlines()[0]
    # A list starts one line above its first item.
    line = line_of(text, changed) - ("sha256" in new)
    assert f"cstools.lock, line {line}: " in str(caught.value)


def test_a_key_that_is_missing(put):
    text = dump(LOCK).replace('version = "2.4.6"\n', "")
    with pytest.raises(InputError, match=r"\[\[package\]\] number 2: the key 'version' is missing"):
        read_lock(put(text))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"\xff\xfe\x00", "is no lock file"),
        (b"[lock", "is not valid TOML"),
        (b"", r"the table \[lock\] is missing"),
        (b"[registry]\nformat = 1\n", r"the table \[lock\] is missing"),
    ],
)
def test_what_is_no_lock_file(text, says, put):
    with pytest.raises(InputError, match=says):
        read_lock(put(text))


def test_a_lock_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="There is no lock file"):
        read_lock(tmp_path / "cstools.lock")
    with pytest.raises(InputError, match="cannot be read"):
        read_lock(tmp_path)


def test_where_a_lock_fits():
    python, system = here()
    beside = LockedEnvironment(BESIDE, python, system, "e")
    fits = Lock(version("childrens-services-tools"), python, system, environments=(beside,))
    check_fits(fits)
    check_fits(replace(fits, system="plan9 mips"))  # what is locked for any system fits this one
    for lock, says in {
        replace(fits, core="99.0"): "made with cstools 99.0, and this is .*pip install .*==99.0",
        replace(fits, python="3.5"): "made with Python 3.5, and this is",
        replace(fits, environments=(replace(beside, systems="plan9 mips"),)): "for plan9 mips only",
    }.items():
        with pytest.raises(UsageError, match=says):
            check_fits(lock)


@pytest.mark.usefixtures("offline")
def test_what_other_systems_need(tmp_path):
    wanted = ["pluggy", "packaging; sys_platform == 'plan9'"]
    python = Path(sys.executable)
    here_only = pins.resolve(wanted, [], python, tmp_path)
    assert [pin.name for pin in here_only] == ["pluggy"]
    packaging, pluggy = pins.resolve(wanted, [], python, tmp_path, anywhere=True)
    assert packaging.marker == "sys_platform == 'plan9'"
    assert not packaging.holds("3.11.7")
    assert pluggy.holds("3.11.7")
    assert pins.read(packaging.line) == packaging
