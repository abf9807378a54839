"""The tool with the model's package, in a real environment made with no index."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import cstools
from cstools.testing import own_environment, read_manifest
from cstools_ssda903.standard import SSDA903


@pytest.fixture(scope="module", autouse=True)
def installed(project, tmp_path_factory):
    """Install the tool once, from the wheels that stand for the index."""
    folder = os.environ.get("CSTOOLS_WHEELHOUSE")
    if not folder:
        pytest.skip("needs the wheels that tox prepares (CSTOOLS_WHEELHOUSE)")
    if sys.version_info >= (3, 12):
        pytest.skip("there is no pandas below 2 for this Python")
    if not list(Path(folder).glob("cs_demand_model-*.whl")):
        pytest.skip("the wheels of cs-demand-model are not in CSTOOLS_WHEELHOUSE")
    place = tmp_path_factory.mktemp("demand model")
    with own_environment(project, place, Path(folder), requires=["python>=3.11,<3.12"]):
        yield


@pytest.fixture(scope="module")
def sample():
    standard = SSDA903()
    return standard.adopt(standard.sample(children=400, seed=7, errors=0.0, year=2026).dataset)


@pytest.fixture(scope="module")
def result(sample):
    return cstools.run("demand-model", sample, step_days=14)


def panel(result, title):
    [found] = [one.table for one in result.panels if one.title == title]
    return found


AGES = {"Birth to 1": 1, "1 to 5": 5, "5 to 10": 10, "10 to 16": 16, "16 to 18+": 30}
LENGTHS = dict(zip(AGES, (365, 1460, 1825, 2190, 5110), strict=True))
PLACEMENTS = ("Fostering", "Residential", "Supported", "Other")
CODES = {
    **dict.fromkeys(("U1", "U2", "U3", "U4", "U5", "U6"), "Fostering"),
    **dict.fromkeys(("K2", "R1"), "Residential"),
    **dict.fromkeys(("H5", "P2", "K3"), "Supported"),
}
LEFT = "Not in care"
STATES = [(age, placement) for age in AGES for placement in PLACEMENTS]


def stays(dataset):
    """For each child the states it was in, with first day, day after the last, what came before
    and after; worked out record by record, without the model."""
    born, episodes = {}, defaultdict(dict)
    for one in (dataset.last_year, dataset):
        born |= one["Header"].set_index("CHILD")["DOB"].to_dict()
        for child, start, end, code in one["Episodes"][
            ["CHILD", "DECOM", "DEC", "PLACE"]
        ].to_numpy():
            episodes[child][start] = (end, CODES.get(code, "Other"))
    for child, found in episodes.items():
        starts = sorted(found)
        ended, before = None, None
        for start, following in zip(starts, [*starts[1:], None], strict=True):
            end, placement = found[start]
            if following is not None and (pd.isna(end) or end > following):
                end = following
            years = (start - born[child]).days / 365.24
            age = next(name for name, limit in AGES.items() if years < limit)
            after = found[following][1] if following is not None and end == following else LEFT
            yield (age, placement), start, end, before if ended == start else LEFT, after
            ended, before = end, placement


def by_hand(dataset, steps, step):
    """Entries, moves, and the forecast by the model's own definition of its rates."""
    start, end = pd.Timestamp("2025-04-01"), pd.Timestamp("2026-03-31")
    days = (end - start).days + 1
    stock = {
        state: np.zeros(days + 1) for state in STATES
    }  # at the end of each day, 31 March first
    flows = defaultdict(lambda: np.zeros(days))
    entries = dict.fromkeys(STATES, 0)
    for state, begun, ended, before, after in stays(dataset):
        first = max((begun - start).days + 1, 0)
        last = days + 1 if pd.isna(ended) else max((ended - start).days + 1, 0)
        stock[state][first:last] += 1
        if not pd.isna(ended) and start <= ended <= end:
            flows[state, after][(ended - start).days] += 1
        entries[state] += before == LEFT and start <= begun <= end
    rates = {}
    for (state, after), flow in flows.items():
        there = stock[state][:-1].copy()
        there[0] = stock[state][1]  # as the package has it on the first day
        rates[state, after] = np.divide(flow, there, where=there > 0, out=np.zeros(days))
    # The package's days end with the last event there is.
    events = dataset["Episodes"][["DECOM", "DEC"]].max().max()
    counted = (min(events, end) - start).days + 1
    children = {state: numbers[-1] for state, numbers in stock.items()}
    names = list(AGES)
    for _ in range(steps):
        next_ones = {
            state: children[state] + entries[state] / (days - 1) * step for state in STATES
        }
        for ((age, placement), after), daily in rates.items():
            moved = children[age, placement] * (1 - (1 - daily[:counted].mean()) ** step)
            next_ones[age, placement] -= moved
            if after != LEFT:
                next_ones[age, after] += moved
        for age, placement in STATES:
            grown = children[age, placement] * (1 - (1 - 1 / LENGTHS[age]) ** step)
            next_ones[age, placement] -= grown
            if age != names[-1]:
                next_ones[names[names.index(age) + 1], placement] += grown
        children = next_ones
    moves = {(*state, after): int(flow.sum()) for (state, after), flow in flows.items()}
    return entries, moves, stock, children


def test_the_figures_are_those_worked_out_by_hand(result, sample):
    table = panel(result, "Forecast by date, age and placement")
    dates = sorted(set(table["Date"]))
    entries, moves, stock, children = by_hand(sample, len(dates) - 1, 14)
    listed = panel(result, "Entry rates").to_numpy()
    assert {(row[0], row[1]): row[2] for row in listed} == {k: n for k, n in entries.items() if n}
    listed = panel(result, "Transition rates").to_numpy()
    assert {tuple(row[:3]): row[3] for row in listed} == moves
    shown = table.set_index(["Date", "Age", "Placement"])["Children"]
    for state, numbers in stock.items():
        assert shown.get((dates[0], *state), 0.0) == numbers[-1]
    for state, number in children.items():
        assert shown.get((dates[-1], *state), 0.0) == pytest.approx(number, abs=0.02)


def test_history_is_what_was_recorded(result, sample):
    [spec] = [one.spec for one in result.panels if one.title == "Children looked after"]
    drawn = pd.DataFrame(spec["data"]["values"]).query("kind == 'recorded'")
    last = drawn.set_index("date")["children"]["2026-03-31T00:00"]
    open_ones = sample["Episodes"]["DEC"].isna().sum()
    assert last == open_ones > 50


def test_nothing_is_declared_and_nothing_kept_in_memory(result, project):
    manifest = read_manifest(project / "cstools_demand_model")
    assert not any((manifest.network, manifest.subprocess, manifest.writes_outside))
    assert "cs_demand_model" not in sys.modules
    assert result.caveats == manifest.caveats


def test_a_damaged_return_runs_and_says_what_was_left_out():
    damaged = SSDA903().sample(children=300, seed=3, errors=0.3, year=2026).dataset
    result = cstools.run("demand-model", damaged, collection_year=2026, step_days=30)
    assert any(note.endswith(": left out.") for note in result.notes)
    assert panel(result, "Forecast by date").notna().all(axis=None)
    cells = set(damaged["Header"]["CHILD"].dropna()) | set(damaged["Episodes"]["CHILD"].dropna())
    assert not any(cell in note for note in result.notes for cell in cells)


def test_the_least_that_a_forecast_needs(a_return):
    one = a_return("CHILD DECOM DEC PLACE\nA1 01/05/2025 01/09/2025 U4", "CHILD DOB\nA1 02/02/2012")
    result = cstools.run("demand-model", one, collection_year=2026, step_days=90)
    assert panel(result, "Forecast")["1 Apr 2026"].eq(0).all()
    nobody = a_return(
        "CHILD DECOM DEC PLACE\nA1 01/05/2024 01/09/2025 U4\nA1 01/09/2025 - K2",
        "CHILD DOB\nA1 02/02/2012",
    )
    result = cstools.run("demand-model", nobody, collection_year=2026, step_days=90)
    assert panel(result, "Entry rates").empty
    assert panel(result, "Forecast").set_index("Children").loc["Age 10 to 16", "Change"] < 0


def test_too_little_is_an_error_of_the_input_and_names_no_child(a_return):
    with pytest.raises(cstools.InputError, match="no table Header") as raised:
        cstools.run("demand-model", a_return(header=None), collection_year=2026)
    assert "A1" not in str(raised.value)


def test_a_rate_that_cannot_be_worked_out_is_told(a_return):
    dataset = a_return(
        "CHILD DECOM DEC PLACE\nA1 01/05/2024 01/04/2025 K2\nA2 01/05/2025 01/09/2025 U4",
        "CHILD DOB\nA1 02/02/2012\nA2 02/02/2012",
    )
    with pytest.raises(cstools.UsageError, match="for leaving Residential at the age 10 to 16"):
        cstools.run("demand-model", dataset, collection_year=2026)


def test_supported_accommodation_is_forecast_as_supported(a_return):
    def supported(code):
        dataset = a_return(
            f"CHILD DECOM DEC PLACE\nA1 01/05/2024 01/09/2025 {code}\nA2 01/06/2025 - {code}\n"
            "A2 01/05/2025 01/06/2025 Z1",
            "CHILD DOB\nA1 02/02/2008\nA2 02/02/2009",
        )
        result = cstools.run("demand-model", dataset, collection_year=2026, step_days=90)
        table = panel(result, "Forecast by date").set_index("Date")
        return table["Supported"].tolist(), result.notes

    now, notes = supported("K3")
    assert now[0] == 1
    assert now == supported("P2")[0]
    assert any("placement code K3: counted as Supported" in note for note in notes)
    assert any("counted as Other (Z1 1)" in note for note in notes)
