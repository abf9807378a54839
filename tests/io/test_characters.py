"""What a terminal would hide or obey is found, and shown as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cstools.io.characters import unprintable, visible

HIDDEN = {
    "escape": "\x1b",
    "bell": "\x07",
    "C1": "\x9b",
    "override": "\u202e",
    "isolate": "\u2066",
    "zero width": "\u200b",
    "joiner": "\u200d",
    "soft hyphen": "\xad",
    "byte order mark": "\ufeff",
    "Arabic mark": "\u061c",
    "tag": "\U000e0041",
    "private": "\ue000",
    "unassigned": "\U000e0fff",
    "line": "\u2028",
    "paragraph": "\u2029",
    "Hangul filler": "\u3164",
    "selector": "\ufe0f",
    "surrogate": "\udc80",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_hidden_characters_are_named_and_shown(hidden: str) -> None:
    number = f"{ord(hidden):04X}"
    assert (unprintable(f"a{hidden}b") or "").startswith(f"U+{number}")
    shown = visible(f"a{hidden}b")
    assert shown.isascii()
    assert number.lower().lstrip("0") in shown
    assert unprintable(shown) is None


@pytest.mark.parametrize("text", ["", "Ann", "Zoë Müller", "Ελένη", "日本", "a\N{NO-BREAK SPACE}b"])
def test_names_of_people_and_places_are_left_alone(text: str) -> None:
    assert unprintable(text) is None
    assert visible(text) == text


def test_lines_stay_where_they_may() -> None:
    assert visible("a\n\tb\r") == "a\n\tb\\x0d"
    assert visible("a\n\tb", lines=False) == "a\\x0a\\x09b"


@given(st.text())
def test_what_is_shown_hides_nothing(text: str) -> None:
    assert unprintable(visible(text, lines=False)) is None
    assert visible(visible(text)) == visible(text)
