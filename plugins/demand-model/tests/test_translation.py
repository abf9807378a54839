"""Returns in the model's form: what is taken, what is left out and said so."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cstools import InputError
from cstools_demand_model.period import settle
from cstools_demand_model.returns import gather
from cstools_demand_model.translation import translate


@pytest.fixture
def translated(params):
    def run(dataset, *, short_breaks=True, **given):
        values = params(**given)
        returns = gather(dataset, values)
        return translate(returns, settle(values, len(returns)), short_breaks=short_breaks)

    return run


def test_what_the_model_takes(a_return, translated):
    history = translated(a_return())
    assert history.notes == []
    assert history.children.to_dict("list") == {
        "CHILD": ["A1", "A2", "A3"],
        "DOB": list(pd.to_datetime(["2012-02-02", "2015-07-15", "2010-12-31"])),
    }
    episodes = history.episodes[2026]
    assert list(episodes.columns) == ["CHILD", "DECOM", "DEC", "PLACE"]
    assert episodes["PLACE"].tolist() == ["U6", "K2", "U4", "P2"]
    assert episodes["DEC"].isna().tolist() == [False, True, True, False]


def test_nothing_of_the_data_given_is_changed(a_return, translated):
    dataset = a_return()
    before = dataset["Episodes"].copy()
    translated(dataset)
    pd.testing.assert_frame_equal(dataset["Episodes"], before)


@pytest.mark.parametrize(
    ("record", "note"),
    [
        ("-  01/05/2025 - U4 C2", "without a child identifier or a start date: left out."),
        ("A1 - 01/05/2025 U4 C2", "without a child identifier or a start date: left out."),
        ("ZZ 01/05/2025 - U4 C2", "of children without a date of birth in Header: left out."),
        ("A1 01/04/2026 - U4 C2", "with a start after the collection year: left out."),
        ("A1 02/05/2025 01/05/2025 U4 C2", "with an end before the start: left out."),
        ("A1 02/05/2025 02/05/2025 U4 C2", "with an end on the day of the start: left out."),
        ("A1 02/05/2010 02/05/2025 U4 C2", "at an age the model does not know: left out."),
        ("A4 02/05/2025 - U4 C2", "at an age the model does not know: left out."),
    ],
)
def test_episodes_the_model_cannot_take_are_left_out_and_counted(
    a_return, translated, episodes, header, record, note
):
    dataset = a_return(episodes + record, header + "A4 02/05/1995")
    history = translated(dataset)
    [told] = history.notes
    assert told.startswith("1 episode ")
    assert note in told
    assert len(history.episodes[2026]) == 4


def test_an_end_after_the_year_is_taken_as_open(a_return, translated):
    history = translated(
        a_return(
            "CHILD DECOM DEC PLACE\nA1 01/05/2025 01/05/2026 U4\nA2 01/05/2025 31/03/2026 -\n"
            "A3 01/05/2025 01/05/2026 U4\nA3 01/06/2025 - U4"
        )
    )
    # The model ends the first of A3 where the second starts; were both open, it would drop one.
    assert history.episodes[2026]["DEC"].isna().tolist() == [True, False, False, True]
    assert history.notes == [
        "1 episode without a placement code: counted as Other.",
        "1 episode with an end after the collection year: taken as still open.",
    ]


def test_a_date_of_birth_is_that_of_the_newest_return_that_has_one(a_return, translated):
    older = a_return(header="CHILD DOB\nA1 01/01/2001\nA2 02/02/2002\nA3 -", period=2025)
    newer = a_return(header="CHILD DOB\nA1 03/03/2003\nA2 -\nA3 31/12/2010", last_year=older)
    children = translated(newer).children.set_index("CHILD")["DOB"]
    assert children.dt.year.to_dict() == {"A1": 2003, "A2": 2002, "A3": 2010}


def test_a_child_that_the_next_return_does_not_know_is_told(a_return, translated):
    last = a_return(
        "CHILD DECOM DEC PLACE\nA1 10/05/2024 - U6\nA2 01/06/2024 - U1\nA3 01/06/2024 01/07/2024 U1"
    )
    this = a_return(
        "CHILD DECOM DEC PLACE\nA1 10/05/2024 02/03/2026 U6\nA1 02/03/2026 - U1", last_year=last
    )
    [note] = translated(this).notes
    assert note.startswith("1 child looked after at the end of the return of 2025 and not found")


def test_short_breaks_can_be_left_out(a_return, translated, episodes):
    dataset = a_return(episodes.replace("C2", "V4"))
    assert translated(dataset).notes == [
        "2 episodes of short breaks (V3, V4): counted like all others."
    ]
    without = translated(dataset, short_breaks=False)
    assert without.notes == [
        "2 episodes of short breaks (V3, V4): left out.",
        *without.notes[1:],
    ]
    assert set(without.episodes[2026]["CHILD"]) == {"A1"}


def test_a_return_in_which_nothing_happens_any_more_is_told(a_return, translated, episodes):
    assert translated(a_return(episodes)).notes == []
    [note] = translated(a_return(episodes), reference_end=dt.date(2026, 2, 28)).notes
    assert note.startswith("No episode starts or ends in the last 150 days of the reference period")


@pytest.mark.parametrize(
    ("episodes", "header", "message"),
    [
        (None, "CHILD DOB\nA1 02/02/2012", "The return of collection year 2026 has no episodes"),
        ("CHILD DECOM DEC PLACE", "CHILD DOB\nA1 02/02/2012", "2026 has no episodes"),
        ("CHILD DECOM DEC PLACE\nA1 01/05/2025 - U4", None, "The return has no table Header"),
        ("CHILD DECOM DEC PLACE\nA1 01/05/2025 - U4", "CHILD DOB\nA1 -\n- 01/01/2012", "No child"),
        (
            "CHILD DECOM DEC PLACE\nA1 - - U4\nA2 01/05/2025 - U4",
            "CHILD DOB\nA1 02/02/2012",
            "No episode can be used. 1 episode without a child identifier or a start date",
        ),
        (
            "CHILD DECOM DEC PLACE\nA1 01/05/2025 - U4",
            "CHILD DOB\nA1 02/02/2012",
            "No episode ends in the reference period, 1 April 2025 to 31 March 2026",
        ),
        (
            "CHILD DECOM DEC PLACE\nA1 01/05/2023 01/05/2025 U4",
            "CHILD DOB\nA1 02/02/2012",
            "No episode starts in the reference period, 1 April 2025 to 31 March 2026",
        ),
    ],
)
def test_too_little_to_forecast_from(a_return, translated, episodes, header, message):
    with pytest.raises(InputError, match=message) as raised:
        translated(a_return(episodes, header))
    assert "A1" not in str(raised.value)
    assert raised.value.advice


GROUPED = {"U1", "U4", "U6", "K2", "R1", "H5", "P2"}


@pytest.fixture
def grouped(params):
    def run(dataset):
        values = params()
        returns = gather(dataset, values)
        return translate(returns, settle(values, len(returns)), grouped=GROUPED)

    return run


def test_supported_accommodation_is_handed_over_as_the_model_knows_it(a_return, grouped, episodes):
    history = grouped(a_return(episodes.replace("U4", "K3")))
    assert history.episodes[2026]["PLACE"].tolist() == ["U6", "K2", "H5", "P2"]
    assert history.notes == ["1 episode with the placement code K3: counted as Supported."]


def test_a_model_that_knows_the_newer_code_is_given_it(a_return, params, episodes):
    dataset = a_return(episodes.replace("U4", "K3"))
    period = settle(params(), 1)
    history = translate({2026: dataset}, period, grouped=GROUPED | {"K3"})
    assert history.episodes[2026]["PLACE"].tolist() == ["U6", "K2", "K3", "P2"]
    assert history.notes == []


def test_codes_without_a_group_are_counted_by_code_and_texts_are_not_shown(
    a_return, grouped, episodes
):
    more = "A1 03/09/2025 - Z1 V2\nA2 21/06/2025 - Z11 V2\nA2 22/06/2025 - Z1 V2"
    history = grouped(a_return(episodes + more + "\nA2 23/06/2025 - OAKHOUSE V2"))
    [note] = history.notes
    assert note == (
        "4 episodes with a placement code that the model has no group for: counted as Other "
        "(Z1 2, Z11 1, what is no code 1)."
    )
    assert set(history.episodes[2026]["PLACE"]) >= {"Z1", "Z11"}
    assert grouped(a_return(episodes)).notes == []


def test_dates_of_birth_in_another_form_are_named_with_their_number(a_return, translated):
    pooled = "CHILD DECOM DEC PLACE\nA1 2023-05-01 2024-09-01 U4\nA1 2024-09-01 2025-09-01 U4"
    with pytest.raises(InputError) as raised:
        translated(a_return(pooled, "CHILD DOB\nA1 2012-02-02\nA2 2015-07-15\nA3 -"))
    assert "DOB of the table Header has 2 entries" in str(raised.value)
    assert "2 of them are written year first" in str(raised.value)
    assert "several collection years, 2025 to 2026" in str(raised.value)
    assert "both a child identifier" not in str(raised.value)
    assert "2012" not in str(raised.value)


def test_dates_of_birth_that_are_none_are_told_without_a_cause_that_is_not_so(a_return, translated):
    with pytest.raises(InputError) as raised:
        translated(
            a_return("CHILD DECOM DEC PLACE\nA1 2025-05-01 2025-09-01 U4", "CHILD DOB\nA1 n/k")
        )
    assert "1 entries" not in str(raised.value)
    assert "year first" not in str(raised.value)
    assert "several" not in str(raised.value)
