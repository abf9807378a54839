"""The registry index: exact errors, search order."""

from __future__ import annotations

import pytest

from cstools.errors import InputError
from cstools.registry import bundled, read_registry, search

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
        ('title = "Late reviews"', "", "number 1 lacks the key 'title'"),
        ('title = "Late reviews"', "title = 7", "title is int. Expected a text"),
        ('["validate"]', '"validate"', "stages is str. Expected a list"),
        ('["validate"]', '["vaildate"]', "unknown stage"),
        ('"late-reviews"', '"Late"', "the name is not allowed"),
        ('"reviewed"', '"good"', "unknown status"),
        ('"shared"', '"both"', "unknown isolation"),
        ('licence = "MIT"', 'licence = "MIT"\ncolour = "red"', "unknown key 'colour'"),
        ('version = "0.1"', "", "a release has the wrong keys"),
        ("[[tool]]", "[[tool]", "not valid TOML"),
        ('{ path = "late-reviews" }', '"late-reviews"', "release 0.1: 'from' is not understood"),
        ('path = "late-reviews"', 'wheel = "../x.whl"', "leads out of the registry's folder"),
        ('path = "late-reviews"', "wheel = 'C:\\x.whl'", "leads out of the registry's folder"),
        ('path = "late-reviews"', 'path = ""', "'from' names nothing"),
        ('["childrens-services-tools>=0.1"]', "[7]", "a value that is no text"),
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
    found, near = search(registry, "late-reviews")
    assert [entry.name for entry in found] == ["late-reviews"]
    assert near == []
    assert [entry.name for entry in search(registry, "reviews")[0]] == ["late-reviews", "other"]
    assert next(entry.name for entry in search(registry, "ssda903 late")[0]) == "late-reviews"
    assert len(search(registry, "")[0]) == 2
    assert search(registry, "reveiws") == ([], ["reviews", "late-reviews"])
