from cstools import Dataset
from cstools.testing import table

TOOL = "{{ cookiecutter.name }}"
VISITS = """
    Worker  Day
    Jo      Monday
    -       Tuesday
    -       Friday
    -       Sunday
"""


def test_the_share_of_each_column_is_shown(run_tool):
    visits = table(VISITS).assign(row=range(2, 6))
    result = run_tool(TOOL, Dataset({"Visits": visits}, adopted=True))
    panel = result.assert_panel("Blank cells of Visits")
    assert panel.text == "1 of the 2 columns of Visits have blank cells."
    assert panel.data.to_dict("records") == [
        {"Column": "Worker", "Blank, percent": 75.0},
        {"Column": "Day", "Blank, percent": 0.0},
    ]


def test_a_table_without_records_has_no_chart(run_tool):
    visits = table(VISITS).assign(row=range(2, 6)).head(0)
    assert run_tool(TOOL, Dataset({"Visits": visits}, adopted=True)).panels == []
