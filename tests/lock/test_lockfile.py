"""The lock file as a file: written, read back, and refused where it is not as it was made."""

from __future__ import annotations

import sys
import tomllib
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from textwrap import dedent

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st
from packaging.pylock import Pylock

from cstools import InputError, UsageError
from cstools.install import pins
from cstools.lock import pylock
from cstools.lock.difference import check_fits
from cstools.lock.freeze import this_machine
from cstools.lock.lockfile import (
    BESIDE,
    Lock,
    LockedEnvironment,
    LockedFile,
    LockedPackage,
    LockedTool,
    digest_of,
    tables_of,
)
from cstools.lock.read import read_lock
from cstools.lock.write import texts, write

HASHES = ("sha256:" + "01" * 32, "sha256:" + "ab" * 32)
OTHER = "sha256:" + "cd" * 32
FILES = ("numpy-2.4.6-cp311-cp311-win_arm64.whl", "numpy-2.4.6-cp311-cp311-win_amd64.whl")
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
        LockedPackage(BESIDE, "click", "8.5.1", 'sys_platform == "win32"', "", (OTHER,)),
    ),
    files=(
        LockedFile(HASHES[0], FILES[0], f"https://example.org/{FILES[0]}", 7),
        LockedFile(HASHES[1], FILES[1]),
        LockedFile(OTHER, "click-8.5.1-py3-none-any.whl"),
    ),
)


def one_file(lock: Lock) -> str:
    """The text of a lock as it was written when its packages stood in the same file."""
    head = {"format": 1, "core": lock.core, "python": lock.python, "system": lock.system}
    document = tomlkit.document()
    document["lock"] = {**head, "digest": digest_of(lock)}
    parts = {"tool": lock.tools, "environment": lock.environments, "package": lock.packages}
    for key, values in parts.items():
        if values:
            document[key] = tables_of(values)
    return tomlkit.dumps(document)


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
            st.builds(LockedPackage, st.sampled_from(names), WORDS, NUMBERS),
            unique_by=lambda one: (one.environment, one.name),
        )
    )
    files, packages = [], list(packages)
    for number, package in enumerate(packages):
        digest, name = f"sha256:{number:064x}", f"{package.name}-{package.version}-py3-none-any.whl"
        files.append(LockedFile(digest, name))
        packages[number] = replace(package, hashes=(digest,))
    whole = (tuple(tools), tuple(environments), tuple(packages))
    return Lock("0.1", "3.11", "s", *whole, files=tuple(files))


@given(locks())
def test_what_was_written_is_read(tmp_path_factory, lock):
    path = tmp_path_factory.mktemp("lock") / "x.lock"
    names = write(lock, path)
    assert names[0] == "x.lock"
    assert {file.name for file in path.parent.iterdir()} == set(names)
    assert texts(read_lock(path), "x.lock") == texts(lock, "x.lock")


@given(locks())
def test_what_was_written_in_one_file_is_read(tmp_path_factory, lock):
    path = tmp_path_factory.mktemp("lock") / "x.lock"
    path.write_bytes(one_file(lock.sorted).encode())
    assert one_file(read_lock(path)) == one_file(lock.sorted)


def test_the_order_of_finding_does_not_show(put):
    other = Lock(
        **{**vars(LOCK), "environments": LOCK.environments[::-1], "packages": LOCK.packages[::-1]}
    )
    assert texts(other, "x.lock") == texts(LOCK, "x.lock")


def test_its_files(tmp_path):
    """A tool's packages by the standard; where a folder of wheels gave one, its name alone."""
    assert write(LOCK, tmp_path / "cstools.lock") == [
        *("cstools.lock", "pylock.cstools.toml", "pylock.cstools-light.toml")
    ]
    assert list(texts(LOCK, "our tools.v2.lock"))[1:] == [
        *("pylock.our tools-v2.toml", "pylock.our tools-v2-light.toml")
    ]
    standard = Pylock.from_dict(tomllib.loads((tmp_path / "pylock.cstools-light.toml").read_text()))
    [numpy] = standard.packages
    assert (str(standard.requires_python), standard.created_by) == ("==3.11.*", "cstools")
    assert (numpy.name, str(numpy.version)) == ("numpy", "2.4.6")
    first, second = numpy.wheels
    assert (first.url, first.size) == (LOCK.files[0].url, 7)
    assert (second.path, second.url) == (FILES[1], None)
    assert [f"sha256:{file.hashes['sha256']}" for file in numpy.wheels] == list(HASHES)
    # One file a line, so that a change shows as the line it is.
    text = (tmp_path / "pylock.cstools-light.toml").read_text(encoding="utf-8")
    assert sum("sha256" in line for line in text.splitlines()) == 2


def test_files_of_environments_that_are_gone_go(tmp_path):
    path = tmp_path / "cstools.lock"
    write(LOCK, path)
    write(LOCK, tmp_path / "other.lock")
    (tmp_path / "pylock.mine.toml").write_text("", encoding="utf-8")
    rest = {"environments": LOCK.environments[1:], "packages": LOCK.packages[1:], "tools": ()}
    write(replace(LOCK, **rest), path)
    assert {file.name for file in tmp_path.iterdir()} == {
        *("cstools.lock", "pylock.cstools.toml", "pylock.mine.toml"),
        *("other.lock", "pylock.other.toml", "pylock.other-light.toml"),
    }
    assert read_lock(path).tools == ()
    with pytest.raises(IsADirectoryError):
        write(LOCK, tmp_path)
    assert not (tmp_path.parent / f"pylock.{tmp_path.name}.toml").exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            "cstools.lock",
            'version = "1.0"',
            'version = "1.1"',
            "[lock]: the file was changed after",
        ),
        ("pylock.cstools.toml", "cdcd", "cece", "cstools.lock, line 10: [lock]: the file was"),
        (
            "pylock.cstools-light.toml",
            "2.4.6",
            "new",
            "pylock.cstools-light.toml is not understood",
        ),
        ("pylock.cstools.toml", "[[packages]]", "[packages]", "cstools.toml is not understood"),
        ("pylock.cstools.toml", "lock-version", "version", "cstools.toml is not understood"),
        ("pylock.cstools.toml", "wheels", "others", "Exactly one of vcs"),
        (
            "pylock.cstools.toml",
            "[[packages]]",
            "[[" + "a." * 99,
            "has a key of more than 16 parts",
        ),
        ("cstools.lock", '"pylock.cstools.toml"', '"../x.toml"', "packages is not as it should be"),
        (
            "cstools.lock",
            '"pylock.cstools.toml"',
            '"pylock.x.toml"',
            "x.toml is missing: it has the",
        ),
    ],
)
def test_what_was_edited_in_one_of_its_files(tmp_path, name, old, new, says):
    write(LOCK, tmp_path / "cstools.lock")
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_lock(tmp_path / "cstools.lock")
    assert says in str(caught.value)


def test_no_name_and_password_of_an_index_is_written(tmp_path):
    text = """
        lock-version = "1.0"
        created-by = "uv"
        [[packages]]
        name = "click"
        version = "8.5.1"
        [packages.sdist]
        url = "https://me:secret@example.org/%63lick-8.5.1.tar.gz"
        hashes = { sha256 = "ab" }
        [[packages.wheels]]
        url = "file:///home/me/click-8.5.1-py3-none-any.whl"
        hashes = { sha256 = "cd" }
    """
    wheel, source = pylock.load(dedent(text), "light")[1]
    assert source.url == "https://example.org/%63lick-8.5.1.tar.gz"
    assert (source.name, wheel.name, wheel.url) == (
        "click-8.5.1.tar.gz",
        "click-8.5.1-py3-none-any.whl",
        "",
    )


def test_only_what_it_says_counts(put):
    """Line ends, blanks and comments may change under way, as in a mail or in git."""
    path = put("")
    write(LOCK, path)
    for file in path.parent.iterdir():
        text = file.read_text(encoding="utf-8").replace(" = ", "=").replace("\n", "\r\n")
        file.write_bytes(f"{text}# a note\r\n".encode())
    assert read_lock(path) == LOCK.sorted


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"2.4.6"', '"2.4.5"', "[lock]: the file was changed after it was made"),
        ("format = 1", "format = 3", "[lock]: it is of format 3, and this version reads formats 1"),
        ("format = 1", 'format = "x"', "[lock]: it is of format x"),
        ('core = "0.1.0"', "core = 1", "[lock]: core is int. Expected a text"),
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
    text = one_file(LOCK.sorted).replace(old, new)
    assert text != one_file(LOCK.sorted)
    with pytest.raises(InputError) as caught:
        read_lock(put(text))
    assert says in str(caught.value)
    changed = "digest = " if "changed after" in says else new.strip().splitlines()[0]
    # A list starts one line above its first item.
    line = line_of(text, changed) - ("sha256" in new)
    assert f"cstools.lock, line {line}: " in str(caught.value)


def test_a_key_that_is_missing(put):
    text = one_file(LOCK.sorted).replace('version = "2.4.6"\n', "")
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
    python, system = this_machine()
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
