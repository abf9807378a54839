from cstools.testing import table

TOOL = "{{ cookiecutter.name }}"
HEADER = """
    CHILD  DOB
    A      31/03/2012
    B      01/04/2012
    C      15/07/2012
    D      -
"""


def test_the_age_is_that_on_31_march(run_tool):
    result = run_tool(TOOL, {"Header": table(HEADER)}, collection_year=2026)
    data = result.assert_panel("Ages of the children").data
    assert data.to_dict("list") == {"Age": ["13", "14"], "Children": [2, 1]}


def test_a_return_without_children_has_no_chart(run_tool):
    reviews = table("CHILD REVIEW \n A 01/05/2025")
    result = run_tool(TOOL, {"Reviews": reviews}, collection_year=2026)
    assert result.panels == []
    assert "Header was not given, so there is no chart of ages." in result.notes


def test_every_child_of_the_made_up_return_is_in_the_chart(run_tool, sample):
    result = run_tool(TOOL, sample("ssda903", children=50))
    assert result.assert_panel("Ages of the children").data["Children"].sum() == 50
