"""Formats as dataclasses: what fits becomes a value, what does not is named with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest

from cstools.errors import InputError
from cstools.io.tables import Date, First, Format, Key, Most, Raw, Wrong, fields_of, read
from cstools.io.value_checks import among, at_most, each, holding, matching, taken_by


def _first(number: object) -> object:
    if number != 1:
        raise Wrong(f"this is of format {number}", "Upgrade.")
    return number


@dataclass(frozen=True)
class Visit:
    """A list within a list."""

    version: str
    came_from: Annotated[Path, Key("from"), Raw(str, "a path", Path)] = Path()
    seen_on: Annotated[str, Date()] = ""
    days: Annotated[int, holding(lambda days: days >= 0, "{key} is less than 0")] = 0


@dataclass(frozen=True)
class Child:
    """A list."""

    name: Annotated[str, at_most(5), matching(re.compile("[a-z]+"), "'{value}' is no name", "Ha.")]
    visit: tuple[Visit, ...] = ()
    words: Annotated[tuple[str, ...], each(among(("a", "b")))] = ()
    pairs: tuple[tuple[str, ...], ...] = ()
    share: Annotated[str, taken_by(float)] = "0"


@dataclass(frozen=True)
class Head:
    """A table."""

    format: Annotated[int, First(), _first]
    right: bool = False
    names: dict[str, str] = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Whole:
    """A file."""

    head: Head
    child: Annotated[tuple[Child, ...], Most(2)] = ()

    def __post_init__(self) -> None:
        for at, child in enumerate(self.child):
            if child.name == "nemo":
                raise Wrong("nemo is nobody", path=("child", at, "name"))


GOOD = """
[head]
format = 1
right = true
names = { a = "b" }

[[child]]
name = "abc"
words = ["a", "b"]
pairs = [["a"], []]

[[child.visit]]
version = "1.0"
from = "x/y"
seen_on = 2026-01-31
days = 3
"""


def load(text: str, **options: object) -> Whole:
    return read(text, Whole, "x.toml", Format("list", longest=3, **options))


def test_a_file_as_a_value():
    whole = load(GOOD)
    [child] = whole.child
    assert whole.head == Head(1, True, {"a": "b"})
    assert (child.words, child.pairs) == (("a", "b"), (("a",), ()))
    assert child.visit == (Visit("1.0", Path("x/y"), "2026-01-31", 3),)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("format = 1", "format = 2\ncolour = 1", "line 3: [head]: this is of format 2. Upgrade."),
        ("format = 1\n", "", "line 2: [head]: this is of format None. Upgrade."),
        ("right", "wrong", "line 4: [head]: unknown key 'wrong'. Known: format, right, names."),
        ("true", "1", "line 4: [head]: right is int. Expected true or false."),
        ('{ a = "b" }', "{ a = 1 }", "line 5: [head]: names is int. Expected a text."),
        (
            "[head]",
            "[neck]\n[head]",
            "line 2: there is an unknown table [neck]. Known: head, child",
        ),
        ('name = "abc"', "", "line 7: [[child]] number 1: the key 'name' is missing. Add it."),
        ('"abc"', '"abcdef"', "line 8: [[child]] number 1: name has 6 letters. No more than 5"),
        ('"abc"', '"A B"', "line 8: [[child]] number 1: 'A B' is no name. Ha."),
        ('["a", "b"]', '["c"]', "line 9: [[child]] number 1: words is not as it should be."),
        ('["a", "b"]', '["a", 1]', "line 9: [[child]] number 1: words holds something that"),
        ('["a", "b"]', str(["a"] * 4), "[[child]] number 1: words lists 4. No more than 3 are"),
        ('[["a"], []]', '["a"]', "line 10: [[child]] number 1: pairs is str. Expected a list"),
        ("days = 3", "days = -3", "line 16: [[child]] number 1, visit 1.0: days is less than 0."),
        ("days = 3", "days = true", "visit 1.0: days is bool. Expected a number."),
        ('version = "1.0"', "", "line 12: [[child]] number 1, visit number 1: the key 'version'"),
        ('"x/y"', "7", "line 14: [[child]] number 1, visit 1.0: from is int. Expected a path."),
        ("2026-01-31", "2026", "line 15: [[child]] number 1, visit 1.0: seen_on is int. Expected"),
        ("[[child.visit]]", "[child.visit]", "'visit' is no list of tables. Write [[child.visit]]"),
        ("[[child]]", '[[child]]\nname = "ab"\n' * 2 + "[[child]]", "child lists 3. No more than"),
        ("[head]", "[head", "The list x.toml is not valid TOML: "),
    ],
)
def test_what_is_wrong_is_named(old, new, says):
    assert old in GOOD
    with pytest.raises(InputError) as caught:
        load(GOOD.replace(old, new, 1))
    assert says in str(caught.value)
    assert str(caught.value).startswith(("x.toml", "The list x.toml"))


def test_a_value_may_check_itself():
    with pytest.raises(InputError, match=r"x\.toml, line 8: \[\[child\]\] number 1: nemo is"):
        load(GOOD.replace("abc", "nemo"))


def test_what_the_whole_says_has_its_place():
    @dataclass(frozen=True)
    class Pair:
        child: tuple[Visit, ...]

        def __post_init__(self) -> None:
            raise Wrong("they are the same", "Remove one.", ("child", 1, "version"))

    text = '[[child]]\nversion = "a"\n[[child]]\nversion = "a"\n'
    form = Format("list", advice="Or both.")
    with pytest.raises(InputError) as caught:
        read(text, _named(Pair), "x.toml", form)
    assert str(caught.value) == (
        "x.toml, line 4: [[child]] number 2: they are the same. Remove one. Or both."
    )


def _named(kind: type) -> type:
    """A class of a test, whose annotations are looked up where they stand."""
    kind.__annotations__ = {"child": tuple[Visit, ...]}
    return kind


def test_a_table_that_is_missing_or_a_list():
    for text in ("", "[[head]]\nformat = 1"):
        with pytest.raises(InputError, match=r"the table \[head\] is missing. Is this a list\?"):
            load(text)


def test_keys_of_a_later_version_are_left_out_where_that_is_said():
    assert load(GOOD.replace("right", "colour"), strict=False).head.right is False


def test_every_text_goes_through_one_check():
    def quiet(text: str) -> str:
        if "!" in text:
            raise Wrong("{key} is loud")
        return text

    with pytest.raises(InputError, match=r"visit 1\.0: from is loud"):
        read(GOOD.replace("x/y", "x!"), Whole, "x.toml", Format("list", text=quiet))


def test_the_fields_of_a_format_in_words():
    words = {field.key: (field.words, field.required) for field in fields_of(Visit)}
    assert words == {
        "version": ("a text", True),
        "from": ("a path", False),
        "seen_on": ("a date", False),
        "days": ("a number", False),
    }
    assert [field.words for field in fields_of(Child)][1:3] == [
        "[[visit]] tables",
        "a list of texts",
    ]
