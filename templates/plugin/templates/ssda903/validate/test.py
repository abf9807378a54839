{% import "year.jinja" as given with context %}
from cstools.testing import starred, table

TOOL = "{{ cookiecutter.name }}"
REVIEWS = """
    CHILD  REVIEW
    A      01/05/2025
    A      31/10/2025
    B      01/05/2025
    B      01/11/2025  *
    B      -
    C      01/03/2026
"""


def test_184_days_are_late_and_183_are_not(run_tool):
    result = run_tool(TOOL, {"Reviews": table(REVIEWS)}{{ given.year }})
    result.assert_finds("LATE", table="Reviews", rows=starred(REVIEWS))


def test_the_limit_can_be_set(run_tool):
    result = run_tool(TOOL, {"Reviews": table(REVIEWS)}{{ given.year }}, most_days=184)
    result.assert_finds_nothing("LATE")


def test_a_return_without_reviews_is_not_called_clean(run_tool):
    result = run_tool(TOOL, {"Header": table("CHILD DOB \n A 01/02/2012")}{{ given.year }})
    assert result.assert_skips("LATE") == "Reviews was not given."


def test_the_made_up_return_has_no_late_review(run_tool, sample):
    run_tool(TOOL, sample("ssda903", children=50)).assert_finds_nothing("LATE")
