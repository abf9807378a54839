import pandas as pd
from cstools import Dataset

TOOL = "{{ cookiecutter.name }}"


def test_spaces_around_text_go_and_those_within_stay(run_tool):
    workers = [" Jo Bell ", "   ", None]
    visits = pd.DataFrame({"Worker": workers, "Hours": [1, 2, 3], "row": [2, 3, 4]})
    result = run_tool(TOOL, Dataset({"Visits": visits}, adopted=True))
    table = result.dataset["Visits"]
    assert table["Worker"].fillna("blank").tolist() == ["Jo Bell", "blank", "blank"]
    assert table[["Hours", "row"]].equals(visits[["Hours", "row"]])
    assert visits["Worker"][0] == " Jo Bell "
