"""The fix list: by team and child, with what to do."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cstools import Check, Flagged
from cstools.data import findings
from cstools.errors import InputError
from cstools.runner.fix_list import NO_TEAM, fix_list, read_teams

FOUND = findings.collect(
    [
        Flagged("R1", "error", "T", np.array([2, 3, 5]), ["a1", "007", None], ("x",), "Wrong"),
        Flagged("R2", "query", "T", np.array([2]), ["a1"], ("y",), "Odd"),
    ]
)
CHECKS = [Check("R1", "", "error", "done", fix="Put it right."), Check("R2", "", "query", "done")]


def test_by_team_and_child():
    teams = read_teams(pd.DataFrame({"Child": [" A1 ", "007"], "Team": ["North", "East"]}))
    made = fix_list(FOUND, teams, CHECKS)
    told = made.table[["Team", "child", "rule", "what to do"]].astype(object)
    assert told.where(told.notna(), None).to_numpy().tolist() == [
        [NO_TEAM, None, "R1", "Put it right."],
        ["East", "007", "R1", "Put it right."],
        ["North", "a1", "R1", "Put it right."],
        ["North", "a1", "R2", ""],
    ]
    assert made.split_by == "Team"


def test_a_child_in_two_teams_is_listed_under_both():
    teams = read_teams(pd.DataFrame({"CHILD": ["a1", "a1", "a1"], "Team": ["N", "S", "S"]}))
    table = fix_list(FOUND, teams, CHECKS).table
    assert sorted(table.loc[table["child"] == "a1", "Team"]) == ["N", "N", "S", "S"]


def test_columns_keep_their_order_and_numbers_match_text():
    teams = read_teams(pd.DataFrame({"Team": ["N"], "Worker": ["W"], "Person ID": [7.0]}))
    assert list(teams.columns) == ["child", "Team", "Worker"]
    assert teams["child"].tolist() == ["7"]


@pytest.mark.parametrize("name", ["teams.csv", "teams.xlsx"])
def test_from_a_file(tmp_path, name):
    table = pd.DataFrame({"CHILD": ["007", "a1"], "Worker": ["Ann", "Bea"]})
    if name.endswith("csv"):
        table.to_csv(tmp_path / name, index=False)
    else:
        table.to_excel(tmp_path / name, index=False)
    teams = read_teams(tmp_path / name)
    assert teams.to_numpy().tolist() == [["007", "Ann"], ["A1", "Bea"]]


def test_files_that_do_not_fit(tmp_path):
    (tmp_path / "one.csv").write_text("CHILD\n1\n", encoding="utf-8")
    with pytest.raises(InputError, match="only one column"):
        read_teams(tmp_path / "one.csv")
    with pytest.raises(InputError, match="no file or folder"):
        read_teams(tmp_path / "absent.csv")
    with pd.ExcelWriter(tmp_path / "two.xlsx") as book:
        for sheet in ("a", "b"):
            pd.DataFrame({"CHILD": [1], "Team": ["N"]}).to_excel(book, sheet_name=sheet)
    with pytest.raises(InputError, match="holds 2 tables"):
        read_teams(tmp_path / "two.xlsx")


def test_no_finding():
    teams = read_teams(pd.DataFrame({"CHILD": ["1"], "Team": ["N"]}))
    assert fix_list(findings.empty(), teams, []).table.empty
