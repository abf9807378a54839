"""Small counts hidden in figures as they are read back from any tool."""

from __future__ import annotations

from itertools import product

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from cstools.data.figures import canonical
from cstools.figures import suppress

TEAMS = {"N": 4, "S": 16, "E": 40}


def shown(figures, limit=5):
    lines = suppress(figures, limit)
    hidden = lines["status"] == "suppressed"
    assert lines.loc[hidden, ["value", "numerator"]].isna().all(axis=None)
    return dict(zip(lines["measure"] + " " + lines["category"], ~hidden, strict=True))


def percent(long, measure, part, numerator, denominator):
    value = 100 * numerator / denominator
    return long((measure, part, value), unit="percent").assign(
        numerator=float(numerator), denominator=float(denominator)
    )


def test_a_small_count_and_the_next_are_hidden(long):
    figures = long(("A", "", 40), ("A", "Sex: F", 3), ("A", "Sex: M", 7), ("A", "Sex: X", 30))
    assert shown(figures) == {"A ": True, "A F": False, "A M": False, "A X": True}


def test_nothing_is_hidden_without_a_limit(long):
    figures = long(("A", "", 1), ("A", "Sex: F", 1))
    pd.testing.assert_frame_equal(suppress(figures, 0), figures)


def test_a_category_that_is_not_shown_protects(long):
    figures = long(("A", "", 40), ("A", "Sex: F", 3), ("A", "Sex: M", 30))
    assert shown(figures) == {"A ": True, "A F": False, "A M": True}


def test_percentages_that_give_a_hidden_count_away_are_hidden(long):
    parts = [("Sex: F", 3), ("Sex: M", 7), ("Sex: X", 30)]
    counts = long(("A", "", 40), *(("A", part, number) for part, number in parts))
    percents = [percent(long, "P", part, number, 40) for part, number in parts]
    assert shown(canonical(pd.concat([counts, *percents]))) == {
        "A ": True,
        "A F": False,
        "A M": False,
        "A X": True,
        "P F": False,
        "P M": False,
        "P X": True,
    }


def test_a_percentage_that_leaves_few_out_is_hidden(long):
    assert shown(percent(long, "P", "", 38, 40)) == {"P ": False}
    assert shown(percent(long, "P", "", 30, 40)) == {"P ": True}


def test_an_average_over_few_is_hidden_with_their_number(long):
    mean = long(("M", "", 4.5), unit="mean").assign(numerator=9.0, denominator=2.0)
    assert shown(mean) == {"M ": False}
    assert suppress(mean, 5)["denominator"].isna().all()


def test_rates_within_a_category_are_hidden_with_its_number(long):
    counts = long(("A", "", 60), *(("A", f"Team: {t}", n) for t, n in TEAMS.items()))
    rates = [percent(long, "P", f"Team: {t}", n // 2, n) for t, n in TEAMS.items()]
    assert shown(canonical(pd.concat([counts, *rates]))) == {
        "A ": True,
        "A N": False,
        "A S": False,
        "A E": True,
        "P N": False,
        "P S": False,
        "P E": True,
    }


def test_areas_are_taken_each_by_itself(long):
    parts = [("A", "", 40), ("A", "Sex: F", 3), ("A", "Sex: M", 37)]
    large = [("A", "", 40), ("A", "Sex: F", 20), ("A", "Sex: M", 20)]
    both = pd.concat([long(*parts, area_code="E1"), long(*large, area_code="E2")])
    hidden = suppress(canonical(both), 5)["status"] == "suppressed"
    assert hidden.tolist() == [False, True, True, False, False, False]


CELLS = st.lists(st.integers(0, 4), min_size=6, max_size=6)


@settings(deadline=None, max_examples=12)
@given(CELLS, st.integers(1, 3))
def test_a_crossed_table_with_its_margins_gives_nothing_away(long, cells, limit):
    parts = list(product("ab", "xyz"))
    numbers = dict(zip(parts, cells, strict=True))
    rows = {r: sum(n for (row, _), n in numbers.items() if row == r) for r in "ab"}
    columns = {c: sum(n for (_, column), n in numbers.items() if column == c) for c in "xyz"}
    figures = long(
        ("A", "", sum(cells)),
        *[("A", f"R: {r}", n) for r, n in rows.items()],
        *[("A", f"C: {c}", n) for c, n in columns.items()],
        *[("A", f"R x C: {r} x {c}", n) for (r, c), n in numbers.items()],
    )
    visible = shown(figures, limit)
    open_cells = {part for part in parts if visible[f"A {part[0]} x {part[1]}"]}
    fits = [
        table
        for values in product(*([numbers[p]] if p in open_cells else range(7) for p in parts))
        if _fits(table := dict(zip(parts, values, strict=True)), visible, rows, columns, cells)
    ]
    for part in set(parts) - open_cells:
        if numbers[part]:
            assert len({table[part] for table in fits}) > 1
    assert not any(1 <= numbers[part] <= limit for part in open_cells)


def _fits(table, visible, rows, columns, cells):
    sums = {
        **{f"A {r}": (n, sum(table[r, c] for c in "xyz")) for r, n in rows.items()},
        **{f"A {c}": (n, sum(table[r, c] for r in "ab")) for c, n in columns.items()},
        "A ": (sum(cells), sum(table.values())),
    }
    return all(real == other for name, (real, other) in sums.items() if visible[name])
