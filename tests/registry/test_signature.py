"""Signed registries: altered, unsigned, signed by others, older than before."""

from __future__ import annotations

import base64
import os
import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cstools.errors import InputError, OutputError, UsageError
from cstools.registry import Entry, Origin, Registry, Release, signature
from cstools.registry import write as writing
from cstools.registry.registries import add, reached
from cstools.registry.source import Source, at
from cstools.registry.trust import read


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "keys" / "registry.key"
    signature.generate(path)
    return path


@pytest.fixture
def put(tmp_path, key, entry):
    """Write a signed registry with this serial; gives its file."""
    path = tmp_path / "shelf" / "registry.toml"
    path.parent.mkdir()

    def write(serial=1, *tools):
        public = signature.public_of(key)
        registry = Registry("shelf", "", tools or (entry,), path, serial, public)
        path.write_text(signature.sign(writing.dump(registry), key), encoding="utf-8")
        return path

    return write


def test_a_signed_registry_is_read(put, entry):
    assert read(Source("", put())).entries == (entry,)


def test_the_line_ends_of_another_system_change_nothing(put):
    path = put()
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(Source("", path)).find("birthdays") is not None


def test_signing_again_replaces_the_signature(key):
    once = signature.sign("a = 1", key)
    assert signature.sign(once, key) == once
    assert once.startswith("a = 1\n# signed: ed25519 ")


def test_an_altered_registry_is_refused(put):
    path = put()
    path.write_text(path.read_text(encoding="utf-8").replace("ab" * 32, "cd" * 32), "utf-8")
    with pytest.raises(InputError, match="was altered after it was signed"):
        read(Source("", path))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_no_single_letter_can_be_changed(data, key, entry):
    text = signature.sign(writing.dump(Registry("shelf", "d", (entry,), serial=3)), key)
    place = data.draw(st.integers(0, len(text) - 2))
    letter = data.draw(st.characters(min_codepoint=32, max_codepoint=126))
    altered = text[:place] + letter + text[place + 1 :]
    changed = base64_of(altered) != base64_of(text) or signed(altered) != signed(text)
    if not changed:
        return
    with pytest.raises(InputError):
        signature.verify(altered.encode(), signature.public_of(key), key)


def base64_of(text):
    """The signature as bytes: the last letter of base64 has bits that mean nothing."""
    last = text.rstrip().rpartition(" ")[2]
    try:
        return base64.b64decode(last, validate=True)
    except ValueError:
        return last


def signed(text):
    return text.rpartition("# signed")[0]


def test_an_unsigned_registry_with_a_key_is_refused(put):
    path = put()
    lines = path.read_text(encoding="utf-8").splitlines()[:-1]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match="is not signed, and it has to be"):
        read(Source("", path))


def test_a_key_that_was_taken_out_is_missed(put, tmp_path, entry):
    """Once added with a key, a registry without one is no longer taken."""
    path = put()
    source, _ = add(str(path))
    path.write_text(writing.dump(Registry("shelf", "", (entry,))), encoding="utf-8")
    with pytest.raises(InputError, match="is not signed"):
        read(at(str(path)))
    [mine] = [one for one in reached() if one.source.name == source.name]
    assert mine.registry is None
    assert "is not signed" in mine.problem
    other = tmp_path / "other.key"
    public = signature.generate(other)
    text = writing.dump(Registry("shelf", "", (entry,), public_key=public))
    path.write_text(signature.sign(text, other), encoding="utf-8")
    with pytest.raises(InputError, match="signed with another key"):
        read(at("shelf"))


def test_an_older_registry_is_refused(put):
    path = put(serial=5)
    read(Source("", path))
    put(serial=4)
    with pytest.raises(InputError, match="older than the one seen before: its serial is 4, and 5"):
        read(Source("", path))
    put(serial=6)
    assert read(Source("", path)).serial == 6


def test_a_signed_registry_has_to_fix_its_wheels(put, entry):
    loose = Entry(**{**vars(entry), "releases": (Release("1.0", (), Origin("path", "p")),)})
    with pytest.raises(
        InputError, match=r"birthdays 1\.0 has no sha256, and the registry is signed"
    ):
        read(Source("", put(1, loose)))


def test_a_private_key_is_for_one_person_and_never_replaced(tmp_path, key):
    if os.name != "nt":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="is there already"):
        signature.generate(key)
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        signature.generate(file / "registry.key")


@pytest.mark.parametrize("text", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n"])
def test_what_is_no_key(tmp_path, text):
    path = tmp_path / "some.key"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="is no private key for registries"):
        signature.read_key(path)
    with pytest.raises(InputError, match="cannot be read"):
        signature.read_key(tmp_path / "absent.key")


@pytest.mark.parametrize("public", ["AAAA", "no base64", "é"])
def test_a_public_key_that_is_none(put, public, key):
    text = signature.sign("a = 1", key)
    with pytest.raises(InputError, match="is no Ed25519 key"):
        signature.verify(text.encode(), public, key)


def test_a_fingerprint_can_be_read_out(key):
    text = signature.fingerprint(signature.public_of(key))
    assert len(text) == 19
    assert text.count("-") == 3
