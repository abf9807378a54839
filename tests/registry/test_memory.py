"""What is remembered of a registry: its key, id and serial, however its place is spelled."""

from __future__ import annotations

import os

import pytest

from cstools.errors import InputError, UsageError
from cstools.registry import Registry, registries, signature
from cstools.registry import write as writing
from cstools.registry.registries import add
from cstools.registry.source import Source, at
from cstools.registry.trust import key_of, read


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "keys" / "a.key"
    signature.generate(path)
    return path


@pytest.fixture
def put(tmp_path, entry):
    """Write a registry into a folder, signed with a key or not; gives its file."""

    def write(key=None, serial=1, folder="shelf", **head):
        path = tmp_path / folder / "registry.toml"
        path.parent.mkdir(exist_ok=True)
        public = signature.public_of(key) if key else ""
        registry = Registry("shelf", "", (entry,), path, serial, public, **head)
        text = writing.dump(registry)
        path.write_text(signature.sign(text, key) if key else text, encoding="utf-8")
        return path

    return write


def spellings(path):
    """The same file by other paths."""
    folder = path.parent
    yield str(folder / ".." / folder.name)
    yield os.path.relpath(folder)
    if os.name != "nt":
        link = folder.with_name("link")
        link.symlink_to(folder)
        yield str(link)
        file = folder.with_name("other.toml")
        file.symlink_to(path)
        yield str(file)
        hard = folder.with_name("hard.toml")
        os.link(path, hard)
        yield str(hard)


def test_a_key_holds_for_every_spelling_of_its_place(put, key, tmp_path):
    other = tmp_path / "other.key"
    signature.generate(other)
    path = put(key)
    add(str(path.parent))
    every = list(spellings(path))
    for stripped in (None, other):
        put(stripped, serial=9)
        for place in every:
            with pytest.raises(InputError, match=r"is not signed|signed with another key"):
                read(at(place))


def test_a_key_is_remembered_of_what_only_from_named(put, key, cstools_command):
    path = put(key)
    assert cstools_command("search", "--from", path).code == 0
    put(None)
    refused = cstools_command("search", "--from", path)
    assert refused.code == 2
    assert "is not signed, and it has to be" in refused.err
    forgotten = cstools_command("registry", "remove", path)
    assert "Forgot the key of" in forgotten.out
    found = cstools_command("search", "--from", path)
    assert found.code == 0
    assert f"{path} is not signed: whoever may write there decides" in " ".join(found.err.split())


def test_a_list_that_is_signed_later_stays_signed(put, key):
    path = put(None)
    source, _ = add(str(path))
    assert key_of(source) == ""
    put(key, serial=2)
    [mine] = [one for one in registries.reached() if one.source.name == "shelf"]
    assert not mine.problem
    assert key_of(source) == signature.public_of(key)
    put(None, serial=3)
    [mine] = [one for one in registries.reached() if one.source.name == "shelf"]
    assert "is not signed" in mine.problem
    assert mine.registry is None
    registries.remove("shelf")
    assert add(str(path))[1].public_key == ""


def test_one_key_for_two_registries(put, key):
    first = put(key, serial=9, folder="first", id="1" * 32)
    second = put(key, serial=5, folder="second", id="2" * 32)
    add(str(first), "first")
    add(str(second), "second")
    assert [one.serial for one in registries.configured()[1:]] == [9, 5]
    put(key, serial=20, folder="second", id="1" * 32)
    with pytest.raises(InputError, match="is another than the one that was there"):
        read(at("second"))
    put(key, serial=20, folder="second")
    with pytest.raises(InputError, match="its id is not the same"):
        read(at("second"))
    put(key, serial=6, folder="second", id="2" * 32)
    assert read(at("second")).serial == 6


def test_without_an_id_each_place_counts_for_itself(put, key):
    assert read(Source("", put(key, serial=9, folder="first"))).serial == 9
    assert read(Source("", put(key, serial=5, folder="second"))).serial == 5
    with pytest.raises(InputError, match="its serial is 4, and 5 was there"):
        read(Source("", put(key, serial=4, folder="second")))
    # It gets an id when it is next signed, and keeps that.
    assert read(Source("", put(key, serial=6, folder="second", id="2" * 32))).serial == 6
    with pytest.raises(InputError, match="its id is not the same"):
        read(Source("", put(key, serial=7, folder="second")))


def test_an_id_is_of_one_key(put, key, tmp_path):
    """A copy elsewhere that calls itself the same is held to the same key and serial."""
    add(str(put(key, serial=5, id="1" * 32)))
    with pytest.raises(InputError, match=r"has the id of the one at .*, and is not signed"):
        read(Source("", put(None, folder="copy", id="1" * 32)))
    other = tmp_path / "other.key"
    signature.generate(other)
    with pytest.raises(InputError, match="and is signed with another key"):
        read(Source("", put(other, folder="copy", id="1" * 32)))
    with pytest.raises(InputError, match="older than the one seen before"):
        read(Source("", put(key, serial=4, folder="copy", id="1" * 32)))
    assert read(Source("", put(key, serial=5, folder="copy", id="1" * 32))).serial == 5


def test_what_is_remembered_may_be_gone_or_damaged(put, key, cstools_home):
    path = put(key)
    assert read(Source("", path)).serial == 1
    for file in (cstools_home / "registries" / "seen").iterdir():
        file.write_text("[" * 5000, encoding="utf-8")
    assert read(Source("", path)).serial == 1
    with pytest.raises(UsageError, match="There is no registry nowhere"):
        registries.remove("nowhere")
