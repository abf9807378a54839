"""Registries that are meant to hang, crash or hide something: each is refused in one sentence.

What would take hours takes the file's own lines: a test of them ends, or the suite does not.
"""

from __future__ import annotations

import contextlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools.errors import InputError
from cstools.io.toml_lines import DEEPEST_KEY, LONGEST_LINE, Lines, loads
from cstools.lock.read import read_lock
from cstools.registry import read as reading
from cstools.registry import signature
from cstools.registry.registries import add
from cstools.registry.source import Source
from cstools.registry.trust import read as read_trusted

from .test_read import GOOD, read

RELEASE = 'from = { path = "late-reviews" }'
MANY = "".join(f'[[tool]]\nname = "t{number}"\n' for number in range(5_001))

HOSTILE = {
    "blanks in a heading": "[" + " " * 900_000 + "#",
    "many headings with blanks": ("[" + " " * 40_000 + "#\n") * 20,
    "a key of many parts": "a." * 20_000 + "b = 1",
    "many keys of many parts": ("a." * 2_000 + "b = 1\n") * 200,
    "quoted parts": '"a".' * 5_000 + "b = 1",
    "parts within a list": "x = [{ " + "a . " * 5_000 + "b = 1 }]",
    "parts behind a text of many lines": 'x = ["""\n""", { ' + "a." * 5_000 + 'b = 1 }] # "',
    "quotation marks and backslashes": ('"\\' * 20_000 + "\n") * 20,
    "headings of other lists": "".join(f"[[t{number}]]\n" for number in range(60_000)),
    "lists in lists": "x = " + "[" * 40_000,
    "tables in tables": "x = " + "{a=" * 10_000,
    "a number of thousands of digits": "x = 1" + "1" * 10_000,
    "too many tools": '[registry]\nname = "x"\ndescription = ""\nformat = 1\n' + MANY,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_in_a_sentence(tmp_path, text):
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert "registry.toml" in caught.value.problem
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('version = "0.1"', f'version = "{"1" * 5_000}"', "line 21: .*version has 5,000 letters"),
        ('version = "0.1"', f'version = "{"1" * 60}"', None),
        ('"childrens-services-tools>=0.1"', f'"x;{"(" * 1_900}"', "is no requirement"),
        ('"Late reviews"', f'"{"L" * 201}"', "line 9: .*title has 201 letters. No more than 200"),
        ('"Late reviews"', f'"{"L" * 200}"', None),
        ('"A test."', f'"{"x" * 2_001}"', "description has 2,001 letters"),
        ('["ssda903"]', "[" + "'a'," * 501 + "]", "reads lists 501. No more than 500"),
        ("format = 1", f"format = 1\nserial = {10**30}", "serial is no number that counts"),
        ("format = 1", "format = 1\nserial = -1", "serial is no number that counts"),
        ('name = "late-reviews"', 'name = "con"', "'con' is taken by cstools or by Windows"),
        ('name = "late-reviews"', 'name = "latest"', "'latest' is taken by cstools"),
        (RELEASE, 'from = { path = "file:///x" }', "'from' is no plain path"),
        (RELEASE, 'from = { path = "~/x" }', "'from' is no plain path"),
        (RELEASE, 'from = { path = "%2e%2e/x" }', "'from' is no plain path"),
        (RELEASE, 'from = { path = "a/nul" }', "'from' is no plain path"),
        (RELEASE, 'from = { wheel = "-r x.whl" }', "'from' is no plain path"),
        (RELEASE, 'from = { wheel = "x.whl:ads.whl" }', "'from' is no plain path"),
        (RELEASE, 'from = { wheel = "http://x/x.whl" }', "'from' is no plain path"),
        (RELEASE, 'from = { path = "my tools/late-1.0+a" }', None),
    ],
)
def test_what_is_past_a_limit(tmp_path, old, new, says):
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    if says is None:
        assert read(tmp_path, text).find("late-reviews") is not None
        return
    with pytest.raises(InputError, match=says):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "letter",
    [
        *("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u200f", "\u061c"),
        *("\U000e0041", "\u3164", "\u115f", "\uffa0", "\u2028", "\u2029", "\u034f", "\ufe0f"),
        *("\u202e", "\x9b", "\x1b", "\x07", "\x08", "\r", "\ue000", "\U0003ffff"),
    ],
)
def test_a_letter_that_no_screen_shows(tmp_path, letter):
    text = GOOD.replace("Late reviews", f"Late\\U{ord(letter):08x}reviews", 1)
    with pytest.raises(InputError, match="title holds characters that no screen shows"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "title", ["Plant sy'n derbyn gofal", "Żółć", "日本語", "e\u0301", "a\\tb\\n"]
)
def test_letters_of_other_languages_are_shown(tmp_path, title):
    [entry] = read(tmp_path, GOOD.replace("Late reviews", title, 1)).entries
    assert entry.title[0] == title[0]


@pytest.mark.parametrize(
    "line",
    [
        *('"\\u001b[2Jx" = 1\n[registry]', '[registry]\n"\\u001b[2Jx" = 1'),
        *('[registry]\nformat = "\\u001b]0;x\\u0007"', f"[registry]\n{'k' * 5_000} = 1"),
    ],
)
def test_what_is_named_does_not_reach_the_terminal(tmp_path, line):
    text = GOOD.replace("[registry]", line, 1).replace("format = 1\n", "", "format =" in line)
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 600


def test_limits_themselves():
    assert loads("a." * (DEEPEST_KEY - 1) + "b = 1")
    with pytest.raises(ValueError, match=f"line 2 has a key of more than {DEEPEST_KEY} parts"):
        loads("x = 1\n" + "a." * DEEPEST_KEY + "b = 1")
    assert loads(f'x = "{"a." * 10_000}"')  # a text is no key
    assert loads("#" * LONGEST_LINE) == {}
    with pytest.raises(ValueError, match="line 1 is longer"):
        loads("#" * (LONGEST_LINE + 1))


@given(st.text("[]\"'=.# ab\n", max_size=80))
def test_any_text_is_read_or_named(text):
    """Whatever is typed gives a registry or an error with its place, and lines of the file."""
    with contextlib.suppress(ValueError):
        loads(text)
    assert 0 <= Lines(text).of("a", key="b") <= text.count("\n") + 1
    with pytest.raises(InputError, match=r"registry\.toml"):
        reading.parse(text, reading.Path("registry.toml"))


def test_lines_of_lists_within_lists():
    text = "[[tool]]\nx = 1\n[[tool.release]]\ny = 1\n[[tool.release]]\n y = 2\n[[tool]]\n"
    lines = Lines(text + "[[tool.release]]\n'y' = 3\n")
    assert lines.of("tool", 2) == 7
    assert [lines.of("tool.release", *place, key="y") for place in ((1, 1), (1, 2), (2, 1))] == [
        *(4, 6, 9)
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "registry.toml")
    with pytest.raises(InputError, match="cannot be read: it is no file"):
        reading.read_registry(tmp_path / "registry.toml")


def test_a_signature_is_checked_before_anything_is_parsed(tmp_path, monkeypatch):
    """Whoever does not hold the key has none of their text parsed."""
    key = tmp_path / "a.key"
    public = signature.generate(key)
    path = tmp_path / "registry.toml"
    path.write_text(signature.sign(GOOD, key).replace("Late", "Mate"), encoding="utf-8")
    parsed = []
    monkeypatch.setattr("cstools.registry.trust.parse", lambda *one: parsed.append(one))
    with pytest.raises(InputError, match="was altered after it was signed"):
        read_trusted(Source("", path, public_key=public))
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="is not signed, and it has to be"):
        read_trusted(Source("", path, public_key=public))
    assert parsed == []


@pytest.mark.parametrize("text", list(HOSTILE.values())[2:4], ids=list(HOSTILE)[2:4])
def test_every_command_goes_on_without_it(tmp_path, text, cstools_command):
    path = tmp_path / "bad" / "registry.toml"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    add(str(path))
    path.write_text(text, encoding="utf-8")
    for command in (("search",), ("info", "validate-903"), ("registry", "list"), ("list",)):
        done = cstools_command(*command)
        assert done.code == 0, done.err
        assert "itself failed" not in done.err
    assert f"The registry {path} is not valid TOML: line 1 has a key" in " ".join(
        cstools_command("search").err.split()
    )
    updated = cstools_command("registry", "update")
    assert updated.code == 1
    assert "test: The registry" in updated.out
    assert cstools_command("registry", "remove", "test").code == 0


HEAD = '[lock]\nformat = 1\ncore = "1"\npython = "3.12"\nsystem = "x"\ndigest = "0"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        *((HOSTILE[name], "is not valid TOML") for name in ("a key of many parts", "quoted parts")),
        (HOSTILE["a number of thousands of digits"], "a value that is out of any range"),
        (f'{HEAD}[[tool]]\nname = "a"\nversion = "{"1" * 5_000}"\n', "version is not as it should"),
        (HOSTILE["headings of other lists"], r"the table \[lock\] is missing"),
    ],
)
def test_a_lock_file(tmp_path, text, says):
    path = tmp_path / "cstools.lock"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read_lock(path)
