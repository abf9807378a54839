"""The registry index: exact errors, search order."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet

from cstools.errors import InputError
from cstools.plugin.manifest import Manifest, read_manifest
from cstools.registry import (
    Entry,
    Registry,
    bundled,
    read_registry,
    search,
)
from cstools.registry import (
    read as reading,
)
from cstools.registry import (
    tool_names as names,
)

GOOD = """
[registry]
name = "Test"
description = "A test."
format = 1

[[tool]]
name = "late-reviews"
title = "Late reviews"
summary = "Finds reviews held late."
stages = ["validate"]
reads = ["ssda903"]
package = "cstools-late-reviews"
licence = "MIT"
maintainer = "A person"
status = "reviewed"
reviewed_on = 2026-01-01
isolation = "shared"

[[tool.release]]
version = "0.1"
requires = ["childrens-services-tools>=0.1"]
from = { path = "late-reviews" }
"""


def read(tmp_path, text):
    path = tmp_path / "registry.toml"
    path.write_text(text, encoding="utf-8")
    return read_registry(path)


def test_a_good_registry(tmp_path):
    [entry] = read(tmp_path, GOOD).entries
    assert (entry.name, entry.reviewed_on) == ("late-reviews", "2026-01-01")
    assert entry.releases[0].version == "0.1"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("format = 1", "format = 2", "format 2. This version reads format 1"),
        ('title = "Late reviews"', "", "line 7: .*number 1: the key 'title' is missing"),
        ('title = "Late reviews"', "title = 7", "line 9: .*title is int. Expected a text"),
        ('["validate"]', '"validate"', "stages is str. Expected a list"),
        ('["validate"]', '["vaildate"]', "unknown stage"),
        ('"late-reviews"', '"Late"', "line 8: .*the name 'Late' is not allowed"),
        ('"reviewed"', '"good"', "unknown status"),
        ('"shared"', '"both"', "unknown isolation"),
        ('licence = "MIT"', 'licence = "MIT"\ncolour = "red"', "unknown key 'colour'"),
        ('version = "0.1"', "", "release number 1: the key 'version' is missing"),
        ("[[tool]]", "[[tool]", "not valid TOML"),
        (
            '{ path = "late-reviews" }',
            '"late-reviews"',
            "line 23: .*release 0.1: from is str. Expected one of",
        ),
        ('path = "late-reviews"', 'wheel = "../x.whl"', "leads out of the registry's folder"),
        ('path = "late-reviews"', "wheel = 'C:\\x.whl'", "leads out of the registry's folder"),
        ('path = "late-reviews"', 'path = ""', "'from' names nothing"),
        (
            '["childrens-services-tools>=0.1"]',
            "[7]",
            "line 22: .*requires holds something that is no text",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, says):
    with pytest.raises(InputError, match=says) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert "registry.toml" in str(caught.value)


def test_twice_the_same_name(tmp_path):
    entry = GOOD[GOOD.index("[[tool]]") :]
    with pytest.raises(InputError, match="lists late-reviews twice"):
        read(tmp_path, GOOD + entry)


def test_no_registry(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_registry(tmp_path / "absent.toml")


def test_the_bundled_registry_lists_what_is_here():
    names = [entry.name for entry in bundled().entries]
    assert {"ssda903", "validate-903"} <= set(names)


def test_search_ranks_the_name_first(tmp_path):
    second = (
        GOOD[GOOD.index("[[tool]]") :]
        .replace("late-reviews", "other")
        .replace("Late reviews", "Reviews")
    )
    registry = read(tmp_path, GOOD + second)

    def found_for(text):
        return [found.entry.name for found in search([registry], text)[0]]

    assert search([registry], "late-reviews")[1] == []
    assert found_for("late-reviews") == ["late-reviews"]
    assert found_for("reviews") == ["late-reviews", "other"]
    assert found_for("ssda903 late") == ["late-reviews", "other"]
    assert found_for("validate") == ["late-reviews", "other"]
    assert len(found_for("")) == 2
    assert search([registry], "reveiws") == ([], ["reviews", "late-reviews"])


def test_search_lists_a_tool_once_and_the_retired_last(tmp_path):
    first = read(tmp_path, GOOD.replace('"reviewed"', '"retired"', 1))
    text = GOOD.replace("late-reviews", "other")
    second = read(tmp_path, text + GOOD[GOOD.index("[[tool]]") :])
    found, _ = search([first, second], "")
    assert [(one.entry.name, one.entry.status) for one in found] == [
        ("other", "reviewed"),
        ("late-reviews", "retired"),
    ]


def test_an_entry_says_it_is_retired(tmp_path):
    retired = 'status = "retired"\nretired_because = "The return has changed."'
    text = GOOD.replace('status = "reviewed"', f'{retired}\nsuperseded_by = "other"')
    [entry] = read(tmp_path, text).entries
    assert entry.retirement == (
        "late-reviews is retired and no longer looked after: The return has changed. "
        "Use other instead."
    )
    assert read(tmp_path, GOOD).entries[0].retirement == ""


def test_lines_within_long_texts_are_no_keys(tmp_path):
    text = GOOD.replace(
        'summary = "Finds reviews held late."', 'summary = """\nFinds\n[[tool]]\nstatus = 1\n"""'
    )
    with pytest.raises(InputError, match=r"line 20: .*unknown status"):
        read(tmp_path, text.replace('"reviewed"', '"good"'))


def test_a_folder_an_empty_a_huge_and_a_binary_file(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_registry(tmp_path)
    with pytest.raises(InputError, match=r"the table \[registry\] is missing. Is this a registry"):
        read(tmp_path, "")
    path = tmp_path / "registry.toml"
    path.write_bytes(b"#" * (reading.LARGEST + 1))
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_registry(path)
    path.write_bytes(b"[registry]\nname = '\xff\xfe'\n")
    with pytest.raises(InputError, match="line 2: the file is not UTF-8"):
        read_registry(path)


@given(st.data())
def test_whatever_stands_there_it_is_read_or_named(data):
    """Any value in the place of any other gives a registry or one clear error."""
    start = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(start, min(len(GOOD), start + 30)))
    put = data.draw(st.sampled_from(["", "7", "[]", '"x"', "{}", "[[tool]]", "true", "\n", "= 1"]))
    said = ""
    try:
        found = reading.parse(GOOD[:start] + put + GOOD[end:], Path("registry.toml"))
    except InputError as error:
        said = str(error)
    assert "registry.toml" in said or isinstance(found, Registry)


@pytest.mark.parametrize("name", ["latereviews", "late-rev1ews", "late-revievvs"])
def test_a_name_that_looks_like_another(tmp_path, name):
    second = GOOD[GOOD.index("[[tool]]") :].replace("late-reviews", name, 1)
    with pytest.raises(InputError, match=f"the name {name} looks like late-reviews"):
        read(tmp_path, GOOD + second)


def test_names_that_do_not_look_alike():
    known = ["validate-903", "validate-cin", "ssda903", "annex-a", "d2i-903", "demand-model"]
    assert len({names.seen(name) for name in known}) == len(known)


def test_the_curated_list_says_what_the_manifests_say():
    """What the registry repeats of a manifest is the same, and every package is listed."""
    root = Path(__file__).resolve().parents[2]
    registry = bundled()
    listed = {entry.package: entry for entry in registry.entries}
    folders = sorted(path.parent for path in (root / "plugins").glob("*/pyproject.toml"))
    assert len(listed) == len(folders)
    for folder in folders:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        entry = listed[project["name"]]
        [manifest] = [read_manifest(one.parent) for one in folder.glob("*/cstools.toml")]
        keys = {one.name for one in fields(Entry)} & {one.name for one in fields(Manifest)}
        for key in keys - {"status"}:
            assert getattr(entry, key) == getattr(manifest, key), (entry.name, key)
        release = next(one for one in entry.releases if one.version == project["version"])
        assert release.origin.value == folder.relative_to(root).as_posix()
        [python] = [one for one in release.requires if one.startswith("python")]
        assert SpecifierSet(python[6:]) == SpecifierSet(project["requires-python"])
