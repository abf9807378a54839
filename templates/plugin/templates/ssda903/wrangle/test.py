from cstools.testing import table

TOOL = "{{ cookiecutter.name }}"
EPISODES = """
    CHILD  DECOM       DEC
    A      01/04/2025  11/04/2025
    B      01/03/2026  -
    C      -           -
"""


def test_an_open_episode_is_counted_to_the_end_of_the_year(run_tool):
    result = run_tool(TOOL, {"Episodes": table(EPISODES)}, collection_year=2026)
    days = result.dataset["Episodes"]["DAYS"]
    assert days.tolist()[:2] == [10, 30]
    assert days.isna().tolist() == [False, False, True]


def test_a_return_without_episodes_stays_as_it_is(run_tool):
    header = table("CHILD DOB \n A 01/02/2012")
    result = run_tool(TOOL, {"Header": header}, collection_year=2026)
    assert list(result.dataset) == ["Header"]
    assert "Episodes was not given, so no days were counted." in result.notes
