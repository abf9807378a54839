"""``kit.json`` is read as it was written, and nothing else is taken for it."""

from __future__ import annotations

import contextlib
import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cstools
from cstools.kit.format import Kit, Tool, dump, parse

WORD = st.text(string.ascii_lowercase, min_size=1, max_size=8)
WHEEL = WORD.map(lambda word: f"{word}-1.0-py3-none-any.whl")
TOOL = st.builds(
    Tool, WORD, WORD, st.sampled_from(["own", "shared"]), st.lists(WHEEL, max_size=3).map(tuple)
)
FILES = st.dictionaries(
    WHEEL.map(lambda name: f"wheels/{name}"), st.text("0123456789abcdef", min_size=64, max_size=64)
)
KIT = st.builds(
    Kit,
    WORD,
    WORD,
    WORD,
    st.lists(TOOL, max_size=3, unique_by=lambda one: one.name).map(tuple),
    FILES,
)


@given(KIT)
def test_it_is_read_as_it_was_written(kit):
    assert parse(dump(kit), "x") == kit


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
KEYS = ("core", "platform", "python", "tools", "files")


@given(KIT, st.sampled_from(KEYS), JSON)
def test_another_value_is_taken_or_refused(kit, key, value):
    body = {**json.loads(dump(kit)), key: value}
    with contextlib.suppress(cstools.InputError):
        assert dump(parse(json.dumps(body), "x"))


@pytest.mark.parametrize("path", ["../a", "/a", "a/../b", "C:/a", "a\\b", "a//b", "a/b/c", ""])
def test_a_path_that_leads_elsewhere(path):
    kit = Kit("1", "p", "3.12", (), {path: "0" * 64})
    with pytest.raises(cstools.InputError, match="is not understood"):
        parse(dump(kit), "x")
