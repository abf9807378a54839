"""What figures leave out is said beside them; what is not known is no 0."""

from __future__ import annotations

import pandas as pd
import pytest

import cstools
from cstools.figures import UNKNOWN
from cstools_ssda903.standard import SSDA903
from cstools_statistics_903 import panels as statistics

EPISODES = """
    CHILD DECOM      DEC        RNE LS PLACE REC
    a     01/05/2025 -          S   C2 U4    -
    b     2025-05-01 -          S   C2 U4    -
    c     01/05/2025 2025-06-01 S   C2 U4    X1
    d     01/05/2024 01/06/2025 S   C2 U4    E4A
    """
PHRASES = ("cannot be read", "word for word", "that is not known and", "no start", "whole number")


def panels(ret, suppress=0):
    return {panel.title: panel for panel in statistics.panels(ret, suppress)[0]}


def left_out(panel):
    return [caveat for caveat in panel.caveats if any(words in caveat for words in PHRASES)]


def headline(by_title):
    return by_title["Headline figures"].table.set_index("Measure")


def test_each_panel_counts_what_it_reads_itself(prepared):
    by_title = panels(prepared({"Episodes": EPISODES}))
    both = ["2 of 4 episodes have dates that cannot be read and are not counted."]
    assert left_out(by_title["Headline figures"]) == both
    assert left_out(by_title["Looked after on 31 March, by legal status"]) == both
    assert left_out(by_title["Placements in the year"]) == both
    assert left_out(by_title["Started in the year, by category of need"]) == [
        "1 of 4 episodes has a start date that cannot be read and is not counted."
    ]
    assert left_out(by_title["Ceased in the year, by reason"]) == [
        "1 of 4 episodes has an end date that cannot be read and is not counted."
    ]
    figures = headline(by_title)["2026"]
    assert figures["Looked after on 31 March"] == "1"
    assert figures["Started to be looked after"] == "2"
    assert figures["Ceased to be looked after"] == "1"


def test_it_is_noted_for_those_who_read_no_panel(prepared):
    notes = statistics.panels(prepared({"Episodes": EPISODES}))[1]
    assert notes[-1] == (
        "In the statistics: 2 of 4 episodes have dates that cannot be read and are not counted."
    )


def test_an_episode_without_a_start_is_said(prepared):
    by_title = panels(prepared({"Episodes": "CHILD DECOM LS\na 01/05/2025 C2\nb - C2"}))
    assert left_out(by_title["Headline figures"]) == [
        "1 of 2 episodes has no start and is not counted."
    ]


def test_a_return_that_can_be_read_says_nothing(run_tool):
    data = SSDA903().sample(children=40, seed=2, errors=0, year=2026).dataset
    result = run_tool("statistics-903", data, collection_year=2026)
    assert result.panels
    assert [line for panel in result.panels for line in left_out(panel)] == []
    assert "In the statistics" not in " ".join(result.notes)


def test_last_year_is_said_apart(prepared):
    by_title = panels(prepared({"Episodes": "CHILD DECOM\na 01/05/2025"}, {"Episodes": EPISODES}))
    assert left_out(by_title["Headline figures"]) == [
        "In last year’s return: 2 of 4 episodes have dates that cannot be read and are not counted."
    ]


def test_with_small_numbers_hidden_the_number_is_not_told(prepared):
    by_title = panels(prepared({"Episodes": EPISODES}), suppress=5)
    assert left_out(by_title["Headline figures"]) == [
        "A few episodes have dates that cannot be read and are not counted."
    ]


def test_of_dates_none_of_which_can_be_read_nothing_is_known(prepared):
    ret = prepared({"Episodes": "CHILD DECOM LS RNE\na 2025-05-01 C2 S\nb 2025-05-01 C2 S"})
    by_title = panels(ret)
    text = by_title["Headline figures"].text
    assert "an unknown number of children looked after on 31 March 2026" in text
    assert "0 children looked after" not in text
    assert "an unknown number of children started to be looked after" in text
    figures = headline(by_title)
    for measure in ("Looked after on 31 March", "Started to be looked after"):
        assert figures.loc[measure, "2026"] == UNKNOWN
    assert figures.loc["Three or more placements in the year", "2026"] == UNKNOWN
    assert "Looked after on 31 March, by legal status" not in by_title, "a chart without a bar"


def test_ends_none_of_which_can_be_read(prepared):
    episodes = "CHILD DECOM DEC REC\na 01/05/2024 2025-06-01 E4A\nb 01/05/2024 - -"
    ret = prepared({"Episodes": episodes})
    figures = headline(panels(ret))["2026"]
    assert figures["Ceased to be looked after"] == UNKNOWN
    assert figures["Looked after on 31 March"] == "1"


def test_0_stays_0_where_all_can_be_read(prepared):
    figures = headline(panels(prepared({"Episodes": "CHILD DECOM RNE\na 01/05/2024 S"})))["2026"]
    assert figures["Started to be looked after"] == "0"
    assert figures["Ceased to be looked after"] == "0"


@pytest.mark.parametrize(
    ("table", "records", "title", "sentences"),
    [
        (
            "Missing",
            "CHILD MISSING MIS_START\na M 2025-06-01\na M 01/06/2025\na X 01/06/2025",
            "Missing in the year",
            [
                "1 of 3 missing periods has dates that cannot be read and is not counted.",
                "1 of 3 missing periods has a code that is not known and is not counted.",
            ],
        ),
        (
            "Reviews",
            "CHILD REVIEW\na 2025-06-01\na 01/06/2025",
            "Reviews on time",
            ["1 of 2 reviews has a date that cannot be read and is not counted."],
        ),
        (
            "OC3",
            "CHILD DOB IN_TOUCH ACTIV\na 2006-01-01 YES F1\nb 01/01/2006 YES ZZ",
            "Care leavers aged 19 to 21, all figures",
            [
                "1 of 2 care leaver records has a date of birth that cannot be read and is not "
                "counted.",
                "1 of 1 child has a code for activity that is not known and counts as “No "
                "information”.",
            ],
        ),
        (
            "AD1",
            "CHILD DATE_INT DATE_MATCH\na 2025-06-01 01/06/2025",
            "Adoption",
            ["1 of 1 adoption record has dates that cannot be read and is not counted."],
        ),
        (
            "UASC",
            "CHILD DUC\na 2025-06-01\nb -",
            "Unaccompanied asylum-seeking children",
            ["1 of 2 UASC records has an end date that cannot be read and is not counted."],
        ),
        (
            "Header",
            "CHILD DOB SEX ETHNIC\na 2020-01-01 X WBRI",
            "Looked after on 31 March, by age and sex",
            [
                "1 of 1 Header record has a date of birth that cannot be read and counts as of "
                "unknown age.",
                "1 of 1 child has a code for sex that is not known and counts as “Not known”.",
            ],
        ),
        (
            "OC2",
            "CHILD DOB HEALTH_ASSESSMENT SDQ_SCORE\na 01/01/2015 Y 9",
            "Health and outcomes, all figures",
            ["1 of 1 child has a code for health or outcomes that is not known and counts as no."],
        ),
    ],
)
def test_other_tables(prepared, table, records, title, sentences):
    episodes = "CHILD DECOM DEC REC\na 01/05/2022 - -\nx 01/05/2022 01/06/2025 E11"
    by_title = panels(prepared({"Episodes": episodes, table: records}))
    assert left_out(by_title[title]) == sentences


def test_a_score_that_is_none_is_said(prepared):
    ret = prepared(
        {
            "Episodes": "CHILD DECOM\na 01/05/2022\nb 01/05/2022",
            "OC2": "CHILD DOB SDQ_SCORE\na 01/01/2015 99\nb 01/01/2015 12",
        }
    )
    caveats = panels(ret)["Strengths and difficulties"].caveats
    assert "1 of 2 SDQ scores is no whole number from 0 to 40 and is not counted." in caveats


def test_codes_of_an_episode(prepared):
    ret = prepared({"Episodes": "CHILD DECOM LS PLACE\na 01/05/2025 Q9 U4\nb 01/05/2025 C2 -"})
    by_title = panels(ret)
    assert left_out(by_title["Looked after on 31 March, by legal status"]) == [
        "1 of 2 children has a code for legal status that is not known and counts as “Not known”."
    ]
    assert left_out(by_title["Looked after on 31 March, by placement"]) == [], "a blank is no code"


# -- copies ----------------------------------------------------------------------------------------


def doubled(dataset):
    """The return with each of its files appended to itself."""
    tables = {
        name: pd.concat([dataset.typed(name)] * 2, ignore_index=True) for name in dataset.tables
    }
    return cstools.Dataset(tables, standard="ssda903")


def test_copies_change_no_figure_and_are_said(run_tool):
    data = SSDA903().sample(children=60, seed=5, errors=0.2, year=2026).dataset
    run = {"collection_year": 2026, "local_authority": "E09000027"}
    once = run_tool("statistics-903", doubled(data).tables, **run)
    alone = run_tool("statistics-903", {name: data.typed(name) for name in data}, **run)
    assert [panel.title for panel in once.panels] == [panel.title for panel in alone.panels]
    for twice, single in zip(once.panels, alone.panels, strict=True):
        assert twice.text == single.text
        if single.table is not None:
            pd.testing.assert_frame_equal(twice.table, single.table)
        else:
            assert twice.spec == single.spec
    number = len(data.typed("Episodes").drop_duplicates())
    total = 2 * len(data["Episodes"])
    sentence = f"{total - number:,} of {total:,} episodes repeat another one word for word"
    assert any(caveat.startswith(sentence) for caveat in once.panels[0].caveats)
    pd.testing.assert_frame_equal(once.figures, alone.figures)


def test_what_differs_in_a_cell_is_no_copy(prepared):
    rows = "CHILD DECOM RNE PL_POST\na 01/05/2025 S B1\na 01/05/2025 S B1\na 01/05/2025 S B2"
    assert left_out(panels(prepared({"Episodes": rows}))["Headline figures"]) == [
        "1 of 3 episodes repeats another one word for word and is counted once."
    ]


def test_unreadable_dates_that_differ_are_no_copies(prepared):
    rows = "CHILD DECOM\na 2025-05-01\na 2025-05-02\nb 01/05/2025"
    assert left_out(panels(prepared({"Episodes": rows}))["Headline figures"]) == [
        "2 of 3 episodes have dates that cannot be read and are not counted."
    ]


# -- not known -------------------------------------------------------------------------------------

THREE = {"Episodes": "CHILD DECOM\na 01/05/2025\nb 01/05/2025\nc 01/05/2025\nd 01/05/2025"}
FAR = "Placed over 20 miles from home"


def placed(prepared, miles, location=("IN", "OUT", "OUT", None)):
    return panels(prepared(THREE, None, {"PL_DISTANCE": miles, "PL_LOCATION": list(location)}))


def test_a_percentage_of_which_all_is_unknown_is_not_known(prepared):
    by_title = placed(prepared, [None] * 4, [None] * 4)
    figures = headline(by_title)
    for measure in (FAR, "Placed outside the authority", f"{FAR}, outside the authority"):
        assert figures.loc[measure, "2026"] == UNKNOWN
        assert figures.loc[measure, "2026: not known"] == 4
    text = by_title["Looked after on 31 March, by distance from home"].text
    assert "are not known: for none of them can it be told." in text
    assert (
        "0.0%"
        not in text + by_title["Looked after on 31 March, inside or outside the authority"].text
    )


def test_a_percentage_partly_known_is_of_those_known(prepared):
    by_title = placed(prepared, [25.0, 10.0, None, None])
    row = headline(by_title).loc[FAR]
    assert row["2026"] == "50%"
    assert (row["2026: children"], row["2026: out of"], row["2026: not known"]) == (1, 2, 2)
    text = by_title["Looked after on 31 March, by distance from home"].text
    assert "are 50.0% (1) of the 2 for whom it is known. Not known: 2." in text


def test_far_and_outside_is_out_of_all_as_published(prepared):
    # Inside is not both, however far; outside and no distance is not known.
    row = headline(placed(prepared, [None, 25.0, None, 10.0])).loc[f"{FAR}, outside the authority"]
    assert row["2026"] == "25%"
    assert (row["2026: children"], row["2026: out of"], row["2026: not known"]) == (1, 4, 1)


def test_a_share_of_0_stays_0_where_it_is_known(prepared):
    assert headline(placed(prepared, [1.0] * 4)).loc[FAR, "2026"] == "0%"


def test_health_of_which_nothing_is_known(prepared):
    tables = {"Episodes": "CHILD DECOM\na 01/05/2022\nb 01/05/2022"}
    blank = tables | {"OC2": "CHILD DOB HEALTH_ASSESSMENT TEETH_CHECK\na 01/01/2015 - 0"}
    figures = headline(panels(prepared(blank)))
    assert figures.loc["Annual health assessment", "2026"] == UNKNOWN
    assert figures.loc["Annual health assessment", "2026: not known"] == 2
    assert figures.loc["Teeth checked by a dentist", "2026"] == "0%"
    assert figures.loc["Teeth checked by a dentist", "2026: not known"] == 1


def test_care_leavers_without_information(prepared):
    leavers = "CHILD DOB IN_TOUCH ACTIV ACCOM\na 01/01/2006 YES 0 -\nb 01/01/2006 NO F1 -"
    figures = headline(panels(prepared({"OC3": leavers})))
    name = "Care leavers 19 to 21: in"
    assert figures.loc[f"{name} suitable accommodation", "2026"] == UNKNOWN
    assert figures.loc[f"{name} education, employment or training", "2026"] == "50%"
    assert figures.loc[f"{name} education, employment or training", "2026: not known"] == 1


def test_a_figure_that_is_not_known_has_no_numerator_and_no_bar(prepared):
    tables = {"Episodes": "CHILD DECOM\na 01/05/2022", "OC2": "CHILD DOB TEETH_CHECK\na - 1"}
    by_title = panels(prepared(tables))
    row = headline(by_title).loc["Annual health assessment"]
    assert row["2026"] == UNKNOWN
    assert pd.isna(row["2026: children"])
    bars = {bar["category"] for bar in by_title["Health checks"].spec["data"]["values"]}
    assert bars == {"Teeth checked by a dentist"}


@pytest.mark.parametrize(("markers", "value"), [("--", UNKNOWN), ("-0", "0%"), ("-1", "50%")])
def test_uasc_by_the_marker_in_header(prepared, markers, value):
    own, other = markers
    header = f"CHILD DOB UASC\na 01/01/2015 {own}\nb 01/01/2015 {other}"
    tables = {"Episodes": "CHILD DECOM\na 01/05/2022\nb 01/05/2022", "Header": header}
    row = headline(panels(prepared(tables))).loc["UASC looked after on 31 March"]
    assert row["2026"] == value
    assert row["2026: not known"] == markers.count("-")


def test_sex_of_which_nothing_is_known(prepared):
    tables = {"Episodes": "CHILD DECOM\na 01/05/2022", "Header": "CHILD SEX DOB\na - 01/01/2015"}
    text = panels(prepared(tables))["Looked after on 31 March, by age and sex"].text
    assert text.endswith("Their sex is not known.")


# -- notes -----------------------------------------------------------------------------------------


def test_notes_and_sentences_are_plain(run_tool):
    result = run_tool(
        "statistics-903", {"Episodes": pd.DataFrame({"CHILD": ["a"]})}, collection_year=2026
    )
    assert "There are no statistics on missing: Missing was not given." in result.notes
    assert any(
        note.startswith("There are no statistics on placements inside or outside the authority: it")
        for note in result.notes
    )
