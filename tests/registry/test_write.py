"""Registries are written as they are read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cstools.io.characters import unprintable
from cstools.plugin.manifest import STAGES, STATUSES
from cstools.registry import Entry, Origin, Registry, Release, write
from cstools.registry.read import parse
from cstools.registry.tool_names import seen

PATH = Path("registry.toml")
shown = st.characters(exclude_categories=["Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"]).filter(
    lambda letter: not unprintable(letter)
) | st.sampled_from("\n\t")
text = st.text(shown, max_size=20)
texts = st.lists(text, max_size=3).map(tuple)
requirements = st.lists(st.sampled_from(["python>=3.11", "numpy", "a[b]<2; os_name=='nt'"]))
origins = st.sampled_from(
    [Origin("path", "a/b"), Origin("wheel", "a/b-1.whl"), Origin("requirement", "b==1")]
)
releases = st.builds(
    Release,
    version=st.sampled_from(["0.1", "1.0", "2.0rc1"]),
    requires=requirements.map(tuple),
    origin=origins,
    sha256=st.sampled_from(["", "ab" * 32]),
    size=st.integers(0, 10**9),
    dependencies=texts,
    published_on=st.sampled_from(["", "2026-01-31"]),
    verified_on=st.sampled_from(["", "2026-01-31"]),
    verified_core=text,
    verified_python=text,
    checks_passed=st.integers(0, 50),
    checks_skipped=texts,
)
entries = st.builds(
    Entry,
    name=st.sampled_from(["late-reviews", "ages", "map"]),
    stages=st.lists(st.sampled_from(STAGES), unique=True).map(tuple),
    status=st.sampled_from(STATUSES),
    isolation=st.sampled_from(["shared", "own"]),
    releases=st.lists(releases, max_size=2, unique_by=lambda one: one.version).map(tuple),
    reviewed_on=st.sampled_from(["", "2026-01-31"]),
    title=text,
    summary=text,
    reads=texts,
    package=st.sampled_from(["p", "cstools-ages", "A.b_c"]),
    licence=text,
    maintainer=text,
    owners=texts,
)
registries = st.builds(
    Registry,
    name=text,
    description=text,
    entries=st.lists(entries, max_size=3, unique_by=lambda one: seen(one.name)).map(tuple),
    path=st.just(PATH),
    serial=st.integers(0, 99),
    public_key=st.sampled_from(["", "AAAA"]),
    id=st.sampled_from(["", "ab" * 16]),
)


@given(registries)
def test_what_is_written_is_read_again(registry):
    assert parse(write.dump(registry), PATH) == registry


@given(registries, entries)
def test_a_change_is_of_one_entry(registry, entry):
    changed = parse(write.change(write.dump(registry), entry, 100), PATH)
    assert changed.serial == 100
    assert [one for one in changed.entries if one.name != entry.name] == [
        one for one in registry.entries if one.name != entry.name
    ]
    found = changed.find(entry.name)
    assert replace(found, releases=()) == replace(entry, releases=())
    before = registry.find(entry.name)
    had = {one.version for one in before.releases} if before else set()
    # A release that was there stays, whatever is put in.
    assert {one.version for one in found.releases} == had | {one.version for one in entry.releases}


def test_what_a_person_typed_stays():
    typed = """# Ours.
[registry]
name = "r"   # short
format = 1

# Keep this one first.
[[tool]]
name = "ages"
title = 'Ages'
summary = "S"
stages = []
reads = []
package = "p"
licence = "MIT"
maintainer = "m"
status = "submitted"
isolation = "own"
"""
    entry = parse(typed, PATH).entries[0]
    changed = write.change(typed, replace(entry, status="reviewed", reviewed_by="A"), 3)
    assert changed.splitlines()[:5] == [
        "# Ours.",
        "[registry]",
        'name = "r"   # short',
        "format = 1",
        "serial = 3",
    ]
    assert "# Keep this one first.\n" in changed
    assert "title = 'Ages'\n" in changed
    assert 'status = "reviewed"\n' in changed
