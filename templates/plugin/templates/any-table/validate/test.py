from cstools import Dataset
from cstools.testing import starred, table

TOOL = "{{ cookiecutter.name }}"
VISITS = """
    Worker  Day
    Jo      Monday
    Jo      Tuesday
    Jo      Monday   *
    -       Monday
    -       Monday   *
"""


def visits():
    frame = table(VISITS)
    return Dataset({"Visits": frame.assign(row=range(2, len(frame) + 2))}, adopted=True)


def test_the_second_of_two_equal_records_is_found(run_tool):
    run_tool(TOOL, visits()).assert_finds("REPEAT", table="Visits", rows=starred(VISITS))


def test_only_the_columns_asked_for_are_compared(run_tool):
    result = run_tool(TOOL, visits(), columns=["Worker"])
    result.assert_finds("REPEAT", table="Visits", rows=[3, 4, 6])


def test_columns_that_no_table_has_are_said_to_lack(run_tool):
    result = run_tool(TOOL, visits(), columns=["Town"])
    assert result.assert_skips("REPEAT") == "No table has the columns."
