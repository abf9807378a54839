"""Rules on the dates of a single episode."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(("code", "column"), [("141", "DECOM"), ("147", "DEC")])
def test_141_147_unreadable(check, code, column):
    check(
        code,
        Episodes=f"""
        CHILD {column}
        1     01/06/2026
        1     1/6/2026
        1     29/02/2024
        1     -
        2     29/02/2023     *
        2     31/06/2026     *
        2     01/06/26       *
        2     01-06-2026     *
        2     2026-06-01     *
        2     _01/06/2026    *
        2     ZZ/06/2026     *
        -     06/13/2026     *
        """,
    )


def test_148_half_ended(check):
    check(
        "148",
        Episodes="""
        CHILD DEC          REC
        1     01/06/2026   X1
        1     -            -
        1     nonsense     E99
        2     01/06/2026   -     *
        2     -            X1    *
        2     nonsense     -     *
        -     -            E3    *
        """,
    )


def test_353_before_the_act(check):
    check(
        "353",
        Episodes="""
        CHILD DECOM
        1     14/10/1991
        1     15/10/1991
        1     -
        1     13/13/1991
        2     13/10/1991   *
        """,
    )


def test_354_starts_after_the_year(check):
    check(
        "354",
        2026,
        Episodes="""
        CHILD DECOM
        1     30/03/2026
        1     31/03/2026
        1     -
        1     32/04/2026
        2     01/04/2026   *
        -     01/04/2026   *
        """,
    )


def test_385_ends_after_the_year(check):
    check(
        "385",
        2026,
        Episodes="""
        CHILD DEC
        1     30/03/2026
        1     31/03/2026
        1     -
        1     32/04/2026
        2     01/04/2026   *
        """,
    )


EPISODES = """
CHILD DECOM        DEC
1     01/06/2026   02/06/2026
1     01/06/2026   01/06/2026
1     1/6/2026     01/06/2026
1     01/06/2026   31/05/2026
1     -            -
1     nonsense     nonsense
1     01/06/2026   -
1     -            01/06/2026
"""


def starred(text: str, *records: int) -> str:
    """The table with a star at these records, the first being 1."""
    lines = text.strip().splitlines()
    return "\n".join(line + " *" * (place in records) for place, line in enumerate(lines))


def test_355_same_day(check):
    check("355", Episodes=starred(EPISODES, 2, 3))


def test_356_ends_before_it_starts(check):
    check("356", Episodes=starred(EPISODES, 4))


@pytest.mark.parametrize("code", ["141", "147", "148", "353", "354", "355", "356", "385"])
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."
