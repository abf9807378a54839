"""Children adopted in the year, and the days between the steps."""

from __future__ import annotations

from cstools_statistics_903.subjects.adoption import (
    DECISION_TO_MATCH,
    ENTRY_TO_PLACED,
    ORDER_TO_MATCH,
    known,
)
from cstools_statistics_903.wholes import ADOPTED, CEASED

HEAD = "CHILD DECOM RNE LS PLACE DEC REC\n"


def averages(counts):
    return {key: (mean.total, mean.number) for key, mean in counts.averages.items()}


def test_days_between_the_steps(counted):
    counts = counted(
        Episodes=HEAD
        + """
            a 01/01/2024 S C1 U6 01/06/2024 X1
            a 01/06/2024 L E1 U6 01/09/2024 X1
            a 01/09/2024 P E1 A6 01/05/2025 E12
            b 01/01/2024 S V2 U6 01/05/2025 E4A
        """,
        AD1="CHILD DATE_INT DATE_MATCH FOSTER_CARE\na 01/05/2024 01/08/2024 0",
    )
    assert (counts.counts[ADOPTED], counts.counts[CEASED]) == (1, 2)
    assert averages(counts) == {
        ENTRY_TO_PLACED: (244, 1),  # 1 January to 1 September in a leap year
        ORDER_TO_MATCH: (61, 1),
        DECISION_TO_MATCH: (92, 1),
    }


def test_a_step_before_the_first_episode_returned_is_not_known(counted):
    counts = counted(
        Episodes=HEAD + "a 01/09/2024 L E1 A6 01/05/2025 E12",
        AD1="CHILD DATE_INT DATE_MATCH FOSTER_CARE\na 01/05/2024 01/08/2024 0",
    )
    assert counts.counts[ADOPTED] == 1
    assert counts.counts[known(ENTRY_TO_PLACED)] == 0
    # The order was made on 1 September, after the match: no days before it.
    assert set(averages(counts)) == {DECISION_TO_MATCH}


def test_last_years_return_tells_of_the_entry(counted):
    counts = counted(
        last_year={"Episodes": HEAD + "a 01/01/2024 S C1 U6 01/09/2024 X1"},
        Episodes=HEAD + "a 01/09/2024 P E1 A6 01/05/2025 E12",
    )
    assert averages(counts) == {ENTRY_TO_PLACED: (244, 1)}


def test_adopted_by_the_foster_carer_counts_from_moving_in_with_them(counted):
    episodes = """
        a 01/01/2024 S C1 K2 01/02/2024 X1
        a 01/02/2024 P C1 U6 01/09/2024 X1
        a 01/09/2024 {} C1 A5 01/05/2025 E11
    """
    for reason in ("T", "P", "U", "B"):
        counts = counted(
            Episodes=HEAD + episodes.format(reason),
            AD1="CHILD FOSTER_CARE\na 1",
        )
        assert averages(counts) == {ENTRY_TO_PLACED: (31, 1)}, reason


def test_where_the_foster_placement_began_before_the_return_it_is_not_known(counted):
    counts = counted(
        Episodes=HEAD + "a 01/09/2024 T C1 A5 01/05/2025 E11", AD1="CHILD FOSTER_CARE\na 1"
    )
    assert averages(counts) == {}


def test_adopted_the_year_before_does_not_count(counted):
    counts = counted(Episodes=HEAD + "a 01/01/2024 S C1 A5 31/03/2025 E11")
    assert counts.counts[ADOPTED] == 0


def test_without_the_adoption_table_there_are_no_matches(counted):
    counts = counted(Episodes=HEAD + "a 01/01/2024 S E1 A5 01/05/2025 E11")
    assert averages(counts) == {ENTRY_TO_PLACED: (0, 1)}
