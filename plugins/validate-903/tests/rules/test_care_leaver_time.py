"""Rule 1001: whether care leavers were in care for long enough."""

from __future__ import annotations

import pytest

# Born on 10 May 2010: 14 in 2024, 16 on 10 May 2026, within the year to 31 March 2027.
DOB = "10/05/2010"
LONG = "01/04/2025 C2 11/05/2026 E4A"


def child(check, *episodes, birth=DOB, last_year=(), marked=False, year=2027):
    """Check one young person; an episode is DECOM, LS, DEC and REC."""
    headings = "CHILD DECOM LS DEC REC"
    check(
        "1001",
        year,
        Header=f"CHILD DOB\n1 {birth}\n99 {DOB}",
        last_year={"Episodes": "\n".join([headings, *(f"1 {e}" for e in last_year), f"99 {LONG}"])},
        Episodes="\n".join([headings, *(f"1 {e}" for e in episodes), f"99 {LONG}"]),
        OC3=f"CHILD IN_TOUCH\n1 YES {'*' if marked else ''}\n99 YES",
    )


@pytest.mark.parametrize(("end", "marked"), [("11/05/2026", False), ("10/05/2026", True)])
def test_one_day_after_sixteen(check, end, marked):
    child(check, f"01/04/2025 C2 {end} E4A", marked=marked)


@pytest.mark.parametrize(("end", "marked"), [("31/07/2026", False), ("30/07/2026", True)])
def test_91_days_after_fourteen(check, end, marked):
    child(check, f"01/05/2026 C2 {end} E4A", marked=marked)


@pytest.mark.parametrize(("end", "marked"), [("31/07/2026", False), ("30/07/2026", True)])
def test_days_of_both_years_add_up(check, end, marked):
    before = "01/05/2025 C2 01/06/2025 E4A"
    child(check, f"01/06/2026 - {end} E4A", last_year=[before], marked=marked)


def test_days_before_fourteen_do_not_count(check):
    # 14 on 1 March 2025, 16 on 1 March 2027: 90 days, and 91 with the day before the birthday.
    earlier, later = "27/02/2025 C2 30/04/2025 E4A", "01/03/2027 C2 31/03/2027 E4A"
    child(check, later, last_year=[earlier], birth="01/03/2011", marked=True)
    child(check, later, last_year=[earlier], birth="28/02/2011")


def test_short_breaks_do_not_count(check):
    child(check, "01/05/2026 V3 31/07/2026 E4A", marked=True)
    child(check, "01/05/2026 V4 31/07/2026 E4A", marked=True)
    child(check, "01/05/2026 - 31/07/2026 E4A")


@pytest.mark.parametrize(("start", "marked"), [("30/12/2026", False), ("31/12/2026", True)])
@pytest.mark.parametrize("end", ["-", "31/06/2027"])
def test_open_last_episode_runs_to_the_end_of_the_year(check, start, marked, end):
    child(check, f"{start} C2 {end} -", marked=marked)


def test_other_open_episodes_give_no_days(check):
    child(check, "01/05/2026 C2 - -", "01/02/2027 C2 01/03/2027 E4A", marked=True)


def test_episode_given_in_both_years_counts_once(check):
    twice = "01/06/2026 C2 17/07/2026 E4A"
    child(check, twice, last_year=[twice], marked=True)


def test_of_equal_starts_the_earliest_end_counts(check):
    child(check, "01/06/2025 C2 11/05/2026 E4A", last_year=["01/06/2025 C2 - -"])
    short, long = "01/06/2026 C2 05/06/2026 E4A", "01/06/2026 C2 31/12/2026 E4A"
    child(check, long, last_year=[short], marked=True)
    child(check, short, last_year=[long], marked=True)


def test_overlapping_episodes_are_not_merged(check):
    child(check, "01/05/2026 C2 16/06/2026 X1", "02/05/2026 C2 17/06/2026 E4A")


def test_episode_that_ends_before_it_starts_gives_no_days(check):
    child(check, "01/05/2026 C2 31/07/2026 X1", "01/09/2026 C2 01/08/2026 E4A")


def test_blank_start_counts_from_the_birthday(check):
    child(check, "- C2 11/05/2026 E4A")
    child(check, "31/06/2026 C2 11/05/2026 E4A")
    child(check, "- C2 10/05/2026 E4A", marked=True)


def test_without_any_start_there_is_no_last_episode(check):
    child(check, "- C2 - -", marked=True)
    child(check, "- C2 11/05/2026 E11")


@pytest.mark.parametrize("reason", ["E11", "E12"])
def test_last_episode_ended_in_adoption(check, reason):
    child(check, f"01/05/2025 C2 01/08/2026 {reason}", marked=True)
    child(check, f"01/05/2025 C2 01/08/2026 {reason}", "02/08/2026 C2 03/08/2026 E4A")
    child(check, "01/05/2025 C2 01/08/2026 X1", f"01/08/2026 V3 02/08/2026 {reason}", marked=True)
    child(check, "01/05/2025 C2 11/05/2026 E4A", f"31/06/2026 C2 01/08/2026 {reason}")


def test_from_twenty_only_adoption_is_judged(check):
    little = "01/06/2026 C2 06/06/2026"
    child(check, f"{little} E4A", birth="31/03/2007")
    child(check, f"{little} E4A", birth="01/04/2007", marked=True)
    child(check, f"{little} E11", birth="31/03/2007", marked=True)


def test_unknown_young_people_do_not_qualify(check):
    check(
        "1001",
        Header="CHILD DOB\n1 10/05/2010\n2 -\n3 31/06/2010\n5 10/05/2010\n- 10/05/2010",
        last_year={"Episodes": f"CHILD DECOM LS DEC REC\n1 {LONG}\n2 {LONG}"},
        Episodes=f"CHILD DECOM LS DEC REC\n3 {LONG}\n4 {LONG}\n- {LONG}",
        OC3="""
        CHILD IN_TOUCH
        1     YES
        1     -
        2     YES      *
        3     YES      *
        4     YES      *
        5     -        *
        6     YES      *
        -     YES      *
        """,
    )


def test_child_twice_in_header_is_counted_once(check):
    check(
        "1001",
        Header="CHILD DOB\n1 10/05/2010\n1 10/05/2010\n2 -\n2 10/05/2010",
        last_year={"Episodes": "CHILD DECOM LS DEC REC\n9 01/04/2025 C2 - -"},
        Episodes=f"CHILD DECOM LS DEC REC\n1 01/06/2026 C2 17/07/2026 E4A\n2 {LONG}",
        OC3="CHILD IN_TOUCH\n1 YES *\n2 YES",
    )


def test_nothing_is_marked_when_no_episode_can_be_judged(check):
    tables = {
        "last_year": {"Episodes": "CHILD DECOM LS DEC REC\n9 01/04/2025 V3 - -"},
        "Episodes": "CHILD DECOM LS DEC REC\n1 01/06/2026 V4 - E11",
    }
    header = "CHILD DOB\n1 10/05/2010\n8 10/05/2010\n9 10/05/2010"
    check("1001", Header=header, OC3="CHILD IN_TOUCH\n1 YES\n2 YES", **tables)
    # With one episode to judge, be it another child's, the others are marked again.
    tables["Episodes"] += "\n8 01/06/2026 C2 - -"
    check("1001", Header=header, OC3="CHILD IN_TOUCH\n1 YES *\n2 YES *", **tables)


EPISODES = f"CHILD DECOM LS DEC REC\n1 {LONG}"


@pytest.mark.parametrize(
    ("absent", "reason"),
    [
        ("Header", "Header has no rows."),
        ("OC3", "OC3 has no rows."),
        ("Episodes", "Episodes has no rows."),
    ],
)
def test_skipped_when_a_table_is_empty(skips, absent, reason):
    tables = {"Header": f"CHILD DOB\n1 {DOB}", "Episodes": EPISODES, "OC3": "CHILD IN_TOUCH\n1 YES"}
    tables[absent] = tables[absent].splitlines()[0]
    assert skips("1001", last_year={"Episodes": EPISODES}, **tables) == reason


def test_skipped_without_last_year(skips):
    tables = {"Header": f"CHILD DOB\n1 {DOB}", "Episodes": EPISODES, "OC3": "CHILD IN_TOUCH\n1 YES"}
    assert skips("1001", **tables) == "Last year's Episodes was not given."
    empty = {"Episodes": "CHILD DECOM LS DEC REC"}
    assert skips("1001", last_year=empty, **tables) == "Last year's Episodes has no rows."
    without_header = {name: table for name, table in tables.items() if name != "Header"}
    assert skips("1001", last_year=empty, **without_header) == "Header was not given."
