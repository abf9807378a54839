"""Scripts as analysts have them, from the file to the tool that runs: each shape on real input."""

from __future__ import annotations

import sys
from textwrap import dedent

import pandas as pd
import pytest

import cstools
from cstools.call import load_standard
from cstools.check import check
from cstools.cli import run_command
from cstools.scaffold import guess
from cstools.scaffold.script import read_script

VISITS = "Child,Days,Seen\n007,30,01/02/2026\n008,12,31/12/2025\n009,,02/02/2026\n"
TEAMS = "Child,Team\n007,North\n008,South\n009,North\n"


@pytest.fixture
def tool(script, tmp_path, installed, monkeypatch, capsys):
    """Makes a tool of a script by the command; gives its name and what was said."""
    monkeypatch.chdir(tmp_path)

    def make(source, *options, file="clean_visits.py", checked=False):
        name = "made-tool"
        path = script(source, file)
        code = run_command(["new", "--no-input", "--from", str(path), "--name", name, *options])
        said = capsys.readouterr()
        assert code == 0, said.err
        project = tmp_path / name
        if checked:
            failed = check(project).in_state("failed")
            assert not failed, [(one.rule, one.problem) for one in failed]
        return installed(project), said.out

    return make


@pytest.fixture
def files(tmp_path):
    """A folder with the files that the scripts read."""
    folder = tmp_path / "input"
    folder.mkdir()
    (folder / "visits.csv").write_text(VISITS, "utf-8")
    (folder / "teams.csv").write_text(TEAMS, "utf-8")
    return folder


@pytest.fixture
def refused(script, tmp_path, monkeypatch, capsys):
    def run(source, *options):
        monkeypatch.chdir(tmp_path)
        code = run_command(
            ["new", "--no-input", "--from", str(script(source)), "--name", "no-tool", *options]
        )
        assert code == 2
        assert not (tmp_path / "no-tool").exists()
        return " ".join(capsys.readouterr().err.split())

    return run


def test_keyword_arguments_become_options(tool, files):
    name, said = tool(
        '''
        def late(visits, most_days: int = 28, *, label="late", strict: bool = False, teams=None):
            """Mark late visits.

            Args:
                most_days: how many days a visit may take, "calendar" days.
                label (str): the word for it.
            """
            if strict:
                most_days = 0
            visits = visits.copy()
            visits["Late"] = (visits["Days"] > most_days).map({True: label, False: ""})
            return visits
        ''',
        checked=True,
    )
    params = dict(cstools.plugin.discovery.find(name).manifest.params)
    assert {
        one.name: (one.type, one.default) for one in params.values() if one.name != "table"
    } == {
        "most_days": ("int", 28),
        "label": ("str", "late"),
        "strict": ("bool", False),
    }
    assert params["most_days"].help == "How many days a visit may take, 'calendar' days."
    assert "--most-days, --label, --strict" in said
    assert "teams is no option" in said
    result = cstools.run(name, files / "visits.csv", most_days=10, label="too late")
    assert result.dataset["visits"]["Late"].tolist() == ["too late", "too late", ""]
    assert cstools.run(name, files / "visits.csv").dataset["visits"]["Late"].tolist()[1] == ""


def test_two_tables_of_a_standard(tool, sample, tmp_path):
    name, said = tool(
        """
        import pandas as pd

        def young(episodes: pd.DataFrame, header: pd.DataFrame, years: int = 10) -> pd.DataFrame:
            both = episodes.merge(header[["CHILD", "DOB"]], on="CHILD")
            age = (both["DECOM"] - both["DOB"]).dt.days / 365.25
            return both[age < years][["CHILD", "DECOM", "PLACE"]]
        """,
        checked=True,
    )
    assert "Its tables: episodes (Episodes), header (Header)." in said
    assert "It reads ssda903, told from CHILD, DECOM, DOB" in said
    given = sample("ssda903", children=60)
    result = cstools.run(name, given.dataset)
    assert 0 < len(result.dataset["young"]) < len(result.dataset["Episodes"])
    fewer = cstools.run(name, given.dataset, years=2)
    assert len(fewer.dataset["young"]) < len(result.dataset["young"])
    of_sample = cstools.run(name, sample=True)
    assert "young" in of_sample.dataset
    episodes_only = {"Episodes": given.dataset["Episodes"]}
    lacking = cstools.run(name, episodes_only)
    assert any("header" in note for note in lacking.notes)


def test_two_tables_of_any_kind_are_found_by_name_and_by_columns(tool, files):
    name, _ = tool(
        """
        def joined(visits, teams):
            return visits.merge(teams[["Child", "Team"]], on="Child")
        """,
        "--reads",
        "any",
    )
    assert cstools.run(name, files).dataset["joined"]["Team"].tolist() == [
        "North",
        "South",
        "North",
    ]
    (files / "teams.csv").rename(files / "staff 2026.csv")
    assert len(cstools.run(name, files).dataset["joined"]) == 3


def test_a_script_from_top_to_bottom(tool, files):
    name, said = tool(
        """
        import os
        import pandas as pd

        FOLDER = "C:/Users/jo/data"
        MESSAGE = '''Two
        lines'''

        visits = pd.read_csv(os.path.join(FOLDER, "visits.csv"), dtype={"Child": str})
        teams = pd.read_csv(FOLDER + "/teams.csv", sep=",", dtype=str)
        print(len(visits), "read", MESSAGE)
        os.makedirs("out", exist_ok=True)
        both = visits.merge(teams, on="Child")
        late = both[both["Days"] > 28]
        late.to_csv("out/late visits.csv", index=False)
        both.groupby("Team")["Days"].sum().to_csv(f"{FOLDER}/by_team.csv")
        """,
        checked=True,
    )
    assert "What it read of files are its inputs: visits, teams." in said
    result = cstools.run(name, files)
    assert result.dataset["late visits"]["Child"].tolist() == ["007"]
    assert result.dataset["by_team"]["Team"].tolist() == ["North", "South"]
    assert result.dataset["late visits"]["row"].tolist() == [2]


def test_a_notebook_that_was_saved_as_a_script(tool, files):
    name, _ = tool(
        """
        #!/usr/bin/env python
        # coding: utf-8

        # In[1]:


        get_ipython().run_line_magic("matplotlib", "inline")
        import pandas as pd

        visits = pd.read_csv("visits.csv", parse_dates=["Seen"], dayfirst=True)
        visits.head()


        # In[2]:


        recent = visits[visits["Seen"] > "2026-01-15"]
        recent.head(10)
        """,
        file="My Notebook.py",
        checked=True,
    )
    made = cstools.run(name, files).dataset["recent"]
    assert made["Days"].tolist()[0] == 30
    assert len(made) == 2


def test_a_script_that_only_prints(tool, files, capsys):
    name, _ = tool(
        """
        import pandas as pd

        visits = pd.read_csv("visits.csv")
        print("Hello")
        print(visits[visits["Days"] > 20])
        """
    )
    capsys.readouterr()
    result = cstools.run(name, files)
    assert result.dataset["visits"]["Days"].tolist() == [30]
    assert capsys.readouterr().out == ""


def test_functions_that_read_and_write_themselves(tool, files):
    name, _ = tool(
        """
        from pathlib import Path

        import pandas as pd

        COUNT = 0

        def load(path):
            global COUNT
            COUNT += 1
            return pd.read_csv(path)

        def main():
            here = Path(__file__).parent
            visits, teams = load(here / "visits.csv"), load("teams.csv")
            both = visits.merge(teams, on="Child").assign(Files=COUNT)
            with pd.ExcelWriter("out.xlsx") as book:
                both.to_excel(book, sheet_name="Both", index=False)
                teams.to_excel(book, sheet_name="Staff", index=False)

        if __name__ == "__main__":
            main()
        """
    )
    result = cstools.run(name, files)
    assert result.dataset["Both"]["Files"].tolist() == [2, 2, 2]
    assert len(result.dataset["Staff"]) == 3


def test_a_script_of_plain_python(tool, files):
    name, _ = tool(
        """
        import csv

        with open("visits.csv", newline="") as source, open("late.csv", "w", newline="") as target:
            writer = csv.writer(target)
            writer.writerow(["Child"])
            for record in csv.DictReader(source):
                if record["Days"] and int(record["Days"]) > 20:
                    writer.writerow([record["Child"]])
        """
    )
    assert cstools.run(name, files).dataset["late"]["Child"].tolist() == ["007"]


def test_a_workbook_sheet_is_read_by_its_name(tool, tmp_path):
    name, _ = tool(
        """
        import pandas as pd
        df = pd.read_excel("book.xlsx", sheet_name="Visits")
        late = df[df["Days"] > 20]
        """
    )
    with pd.ExcelWriter(tmp_path / "book.xlsx") as book:
        pd.DataFrame({"Days": [1, 30]}).to_excel(book, sheet_name="Visits", index=False)
        pd.DataFrame({"Days": [9]}).to_excel(book, sheet_name="Other", index=False)
    assert cstools.run(name, tmp_path / "book.xlsx").dataset["late"]["Days"].tolist() == [30]


def test_dates_reach_a_script_as_they_stand_in_its_file(tool, sample, tmp_path, installed):
    """The script turns the text of its file into dates itself, so text is what it is given."""
    name, said = tool(
        """
        import pandas as pd
        episodes = pd.read_csv("episodes.csv")
        episodes["DECOM"] = pd.to_datetime(episodes["DECOM"], format="%d/%m/%Y")
        first = episodes.sort_values("DECOM").drop_duplicates("CHILD")[["CHILD", "DECOM"]]
        """,
        checked=True,
    )
    assert "It reads ssda903" in said
    given = sample("ssda903", children=40)
    in_memory = cstools.run(name, given.dataset).dataset["first"]
    standard = load_standard("ssda903")
    standard.write(given.dataset, tmp_path / "return")
    of_files = cstools.run(name, tmp_path / "return").dataset["first"]
    assert len(in_memory) == len(of_files) > 30
    assert cstools.run(name, sample=True).dataset["first"]["DECOM"].dtype.kind == "M"


def test_the_standard_is_told_from_the_columns(script):
    def told(source):
        return guess.guess(read_script(script(source)))

    assert told('def f(df):\n    return df[["CHILD", "DECOM"]]').standard == "ssda903"
    assert told('def f(df):\n    return df[["CHILD", "Worker"]]') is None
    assert told("def f(df):\n    return df") is None


def test_a_file_that_is_no_table_of_the_standard(refused, tool, files):
    source = """
        import pandas as pd
        codes = pd.read_csv("xyz.csv")
        df = pd.read_csv("episodes.csv")[["CHILD", "DECOM"]].merge(codes)
    """
    assert "reads xyz, which is none of the tables of ssda903" in refused(
        source, "--reads", "ssda903"
    )
    _, said = tool(source)
    assert "It reads any table" in said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("df = pd.read_csv(input())", "line 2: it asks a person"),
        ("df = pd.read_csv(sys.argv[1])", "takes its files from the command line"),
        ("for f in glob.glob('*.csv'):\n    pd.read_csv(f)", "reads whatever files it finds"),
        ("df = pd.read_csv(f'{now}.csv')", "line 2: it reads a file whose name is worked out"),
        ("df = pd.read_excel('a.xlsx', sheet_name=None)", "reads several sheets at once"),
        ("df = pd.read_csv('a.csv')\ndf.to_sql('x', c)", "line 3: it writes with to_sql"),
        ("for t in pd.read_csv('a.csv').T:\n    t.to_csv(f'{t}.csv')", "writes files whose names"),
        ("from x import *\npd.read_csv('a.csv')", "imports everything of a module"),
        ("x = open('a.bin', 'rb').read()", "opens a file that is no table"),
        ("open('a.csv', 'w').write('x')", "reads no table"),
    ],
)
def test_what_cannot_be_an_input_is_refused_with_its_line(refused, body, said):
    assert said in refused(f"import pandas as pd\n{body}\n")


def test_names_with_a_part_that_changes_are_written_under_what_stays(tool, files):
    name, _ = tool(
        """
        import datetime
        import pandas as pd
        df = pd.read_csv("visits.csv")
        for child in df["Child"]:
            df[df["Child"] == child].to_csv(f"out/visits_of_{child}.csv", index=False)
        """
    )
    assert len(cstools.run(name, files).dataset["visits_of"]) == 3


def test_what_is_said_can_be_pasted_and_the_tool_is_made_of_utf8(tool, files):
    name, _ = tool(
        "# coding: cp1252\nimport pandas as pd\ndf = pd.read_csv('visits.csv')\nout = df.head(1)\n"
    )
    assert len(cstools.run(name, files).dataset["out"]) == 1
    assert "cstools_made_tool" in " ".join(sys.modules)


def test_strings_over_several_lines_are_left_alone(script):
    source = dedent(
        """
        import pandas as pd
        df = pd.read_csv("a.csv")
        text = '''
        first
          second'''
        out = df.assign(t=text)
        """
    )
    made = read_script(script(source)).source.decode()
    assert "'''\nfirst\n  second'''" in made


LATE = """
    def late_reviews(reviews, most_days: int = 183):
        gap = reviews.groupby("CHILD")["REVIEW"].diff().dt.days
        return reviews[gap > most_days]
"""


def test_dates_are_dates_where_the_standard_was_told(tool, sample, tmp_path):
    """What the sample and the check gave as dates came as text from files."""
    name, _ = tool(LATE, checked=True)
    standard = load_standard("ssda903")
    standard.write(sample("ssda903", children=40).dataset, tmp_path / "return")
    result = cstools.run(name, tmp_path / "return", most_days=30)
    assert 0 < len(result.dataset["Reviews"])
    assert cstools.run(name, sample=True).dataset["Reviews"]["REVIEW"].dtype.kind == "M"


def test_a_tool_of_any_table_is_tried_on_what_files_give(tool, sample, tmp_path):
    """Without the standard its dates are text: check and sample say so before a user does."""
    name, _ = tool(LATE, "--reads", "any")
    failed = {one.rule: one.problem for one in check(tmp_path / name).in_state("failed")}
    assert "TypeError in script.py, line 3" in failed["runs"]
    with pytest.raises(cstools.ToolError, match=r"TypeError in script\.py, line 3"):
        cstools.run(name, sample=True)
    standard = load_standard("ssda903")
    standard.write(sample("ssda903", children=40).dataset, tmp_path / "return")
    with pytest.raises(cstools.ToolError, match=r"TypeError in script\.py, line 3"):
        cstools.run(name, tmp_path / "return" / "reviews.csv")


def test_imports_stand_at_the_top_of_the_module(script):
    source = dedent(
        """
        from __future__ import annotations
        import os; import pandas as pd  # both
        from datetime import (
            date,
        )
        df = pd.read_csv(os.path.join("a", "b.csv"))  # read
        """
    )
    made = read_script(script(source)).source.decode()
    head, _, body = made.partition("def run_script")
    assert (
        "from __future__ import annotations\nimport os\nimport pandas as pd\nfrom datetime" in head
    )
    assert "import" not in body
    compile(made, "script.py", "exec")
