"""A script becomes a tool: which function, what it needs, and what is refused."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pandas as pd
import pytest

import cstools
from cstools.check import check
from cstools.errors import CstoolsError, InputError, UsageError
from cstools.scaffold.script import read_script

SCRIPT = """
    import re
    import pandas as pd
    import openpyxl

    LATE = 28
    SPACES = re.compile(" +")

    def tidy(text):
        return SPACES.sub(" ", text)

    def clean(df: pd.DataFrame) -> pd.DataFrame:
        df = df.copy()
        df["Late"] = df["Days"] > LATE
        return df[df["Child"].notna()].drop_duplicates()

    if __name__ == "__main__":
        clean(pd.read_csv("visits.csv")).to_csv("clean.csv")
"""


@pytest.fixture
def read(script):
    return lambda source, **options: read_script(script(source), **options)


@pytest.fixture
def refused(script):
    def said(source, **options):
        with pytest.raises(CstoolsError) as caught:
            read_script(script(source), **options)
        return str(caught.value)

    return said


def test_a_script_runs_as_a_tool(script, made, installed):
    path = script(SCRIPT)
    project = made("visits", ("wrangle",), script=path)
    assert (project / "cstools_visits" / "script.py").read_bytes() == path.read_bytes()
    assert check(project).passed
    name = installed(project)
    visits = pd.DataFrame(
        {"Child": ["007", None, "A2", "A2"], "Days": ["30", "1", "12", "12"]}, dtype="str"
    )
    teams = pd.DataFrame({"Team": ["North", "North"]})
    result = cstools.run(name, {"visits": visits, "teams": teams})
    cleaned = result.dataset["visits"]
    assert cleaned["Child"].tolist() == ["007", "A2"]
    assert cleaned["Late"].tolist() == [True, False]
    assert cleaned["row"].tolist() == [2, 4]
    assert len(result.dataset["teams"]) == 2
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_a_script_on_a_standard(script, made, installed, sample):
    source = """
        def known(table):
            return table[table["DOB"].dt.year > 2010]
    """
    project = made("known", ("wrangle",), "ssda903", script=script(source))
    given = sample("ssda903", children=30).dataset
    result = cstools.run(installed(project), given)
    assert 0 < len(result.dataset["Header"]) < 30
    assert len(result.dataset["Episodes"]) == len(given["Episodes"])


def test_a_table_can_be_named(script, made, installed):
    project = made("halves", ("wrangle",), script=script("def f(df):\n    return df.head(1)\n"))
    data = {name: pd.DataFrame({"a": ["1", "2"]}) for name in ("x", "y")}
    name = installed(project)
    assert cstools.run(name, data).dataset.rows == {"x": 1, "y": 1}
    assert cstools.run(name, data, table="y").dataset.rows == {"x": 2, "y": 1}
    with pytest.raises(UsageError, match="There is no table z"):
        cstools.run(name, data, table="z")


def test_what_it_is_made_of(read):
    found = read(SCRIPT)
    assert found.wrapped.function == "clean"
    assert found.wrapped.columns == ("Child", "Days")
    assert [one.partition(">=")[0] for one in found.wrapped.dependencies] == ["openpyxl"]
    assert found.notes == ()


@pytest.mark.parametrize(
    ("source", "function"),
    [
        ("def f(df): return df", "f"),
        ("def f(df, most=3): return df", "f"),
        ("def _g(df): return df\ndef f(df): return df", "f"),
        ("def g(x): return x\ndef f(df: 'pd.DataFrame'): return df", "f"),
        ("def g(x): return x\ndef f(x) -> pandas.DataFrame: return x", "f"),
        ("def g(x: str): return x\ndef f(x): return x", "f"),
        ("def g(): return 1\ndef f(x): return x", "f"),
        ("def g(path): return pd.read_csv(path)\ndef f(x): return x", "f"),
    ],
)
def test_the_function_that_fits(read, source, function):
    assert read(source).wrapped.function == function


def test_several_that_fit(read, refused):
    source = "def f(df): return df\ndef g(df): return df"
    said = refused(source)
    assert "Several functions of clean_visits.py take and return a table: f, g." in said
    assert "--function g" in said
    assert read(source, function="f").wrapped.function == "f"
    assert read(source, choose=lambda names: names[0]).wrapped.function == "f"


@pytest.mark.parametrize(
    ("body", "columns"),
    [
        ('return df["a"] + df["b"]', ("a", "b")),
        ('return df[["a", "b"]]', ("a", "b")),
        ('df["c"] = df["a"]\nreturn df[["c"]]', ("a",)),
        ('df["a"] = df["a"].str.strip()\nreturn df', ("a",)),
        ('if "b" in df:\n    df["b"] = df["b"] + 1\nreturn df[["a"]]', ("a",)),
        ('out = df.copy()\nout["n"] = out["a"]\nreturn out', ("a",)),
        ('df = df[df["a"] > 1]\nreturn df.sort_values("b")[["a"]]', ("a", "b")),
        ('df = df.rename(columns={"x": "a"})\nreturn df[["a"]]', ()),
        ('df["n"] += 1\nreturn df', ("n",)),
        ("return df.apply(lambda df: df['z'])", ()),
        ('return df.groupby("a").size().reset_index(name="n")', ("a",)),
        ('return df.copy().groupby(["a", "b"], as_index=False)["c"].sum()', ("a", "b", "c")),
        ('return df.drop(columns=["a"]).sort_values("b")', ("a",)),
        ('return df.dropna(subset=["a"]).drop_duplicates(["b"])', ("a", "b")),
        ('return df.merge(TEAMS, on="a").merge(MORE, on="b")', ("a",)),
        ('return df.pivot_table(index="a", values="b")', ("a", "b")),
        ('return df.assign(n=1).groupby("n").sum()', ()),
        ("return df[df.SEEN.notna()]", ("SEEN",)),
        ("df.n = df.a + df.shape[0]\nreturn df[df.n > 1]", ("a",)),
        ('df.loc[df["a"] > 1, "n"] = 1\nreturn df.loc[:, ["b", "n"]]', ("a", "b")),
    ],
)
def test_the_columns_that_it_certainly_reads(read, body, columns):
    source = "def f(df):\n" + "\n".join(f"    {line}" for line in body.splitlines())
    assert read(source).wrapped.columns == columns


def test_packages_of_another_name_and_packages_that_are_not_here(read):
    source = (
        "import yaml_of_nowhere.x, os, numpy\nfrom PIL_of_nowhere import y\ndef f(df): return df"
    )
    found = read(source)
    names = [one.partition(">=")[0] for one in found.wrapped.dependencies]
    assert names == ["numpy", "PIL_of_nowhere", "yaml_of_nowhere"]
    assert all("which is not installed here" in note for note in found.notes)
    from cstools.scaffold import requirements

    for module in ("win32com", "fitz", "cv2"):
        assert read(f"import {module}\ndef f(df): return df").wrapped.dependencies == (
            requirements.DISTRIBUTIONS[module],
        )


def test_what_to_look_at_is_said(read):
    source = """
        import pandas as pd
        def f(df):
            codes = pd.read_csv("codes.csv")
            df.to_csv("out.csv")
            print(df)
            return df
    """
    first, second, third = read(source).notes
    assert first.startswith("clean_visits.py, line 4 reads a file")
    assert "line 5 writes a file; cstools refuses that" in second
    assert "line 6 prints" in third


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def f(df):\nreturn df", "line 2: this is not Python 3"),
        ("print 'x'", "line 1: this is not Python 3"),
        ("", "has no function that takes a DataFrame and returns one. Put the work into one"),
        ("def f(): return 1", "f (line 1): it has to take a table"),
        ("def f(a, b): return a", "f (line 1): whether a is a table cannot be told"),
        ("def f(a: 'DataFrame', *, b): return a", "whether b is a table cannot be told"),
        ("def f(a: 'DataFrame', b: int): return a", "b is no table and has no default"),
        ("def f(*a): return a", "f (line 1): it has to take a table"),
        ("def f(a, **b): return a", "it takes any number of arguments"),
        ("def f(df): print(df)", "it returns nothing; let it end with return"),
        ("def f(p): return pd.read_csv(p)", "it reads its file itself"),
        ("def f(p): return open(p / 'x').read()", "it reads its file itself"),
        ("def f(p: Path): return p", "what it takes is not a DataFrame by its annotation"),
        ("def f(df) -> None: return df", "what it returns is not a DataFrame"),
        ("x = 1\nprint(x)\nprint(x)\nfor a in []:\n    pass\n", "in line 2-5;"),
        ("if True:\n    run()\ndef f(df): return df\nf(1)\n", "in line 2, 4;"),
        ("try:\n    import x\nexcept ImportError:\n    install()\n", "in line 4;"),
        ("from .other import x\ndef f(df): return df", "line 1 imports another file"),
    ],
)
def test_a_script_that_will_not_do(refused, source, said):
    assert said in refused(source)


def test_a_function_that_will_not_do_is_named(refused):
    source = "def f(df): return df\ndef g(): return 1"
    assert "has no function 'h'. Its functions: f, g." in refused(source, function="h")
    assert "line 2: g cannot be wrapped: it has to take a" in refused(source, function="g")


def test_constants_and_guards_are_no_work(read):
    source = """
        '''What it is.'''
        from __future__ import annotations
        import logging, re
        from pathlib import Path
        from typing import TYPE_CHECKING
        try:
            import numpy
        except ImportError:
            numpy = None
        if TYPE_CHECKING:
            import pandas as pd
        HERE = Path(__file__).parent
        LOG: logging.Logger = logging.getLogger("x")
        CODES = {"a": 1, **dict(b=2)}
        class Row:
            x = 1
        def f(df): return df
        if __name__ == "__main__":
            f(None)
    """
    assert read(source).wrapped.function == "f"


def test_another_file_of_its_folder(refused, tmp_path):
    (tmp_path / "lookups.py").write_text("", "utf-8")
    assert "line 1 imports another file of its folder" in refused(
        "import lookups\ndef f(df): return df"
    )


def test_files_that_are_no_scripts(tmp_path):
    for name, content, said in [
        ("a.ipynb", b"{}", "is a notebook, not a script"),
        ("a.py", b"\xff\xfe\x00", "a.py is not UTF-8 text. Save it"),
        ("b.py", b"x = 1\ny = 2\nz = '\xe9'", "b.py is not UTF-8 text. Save it"),
        ("c.py", b"x = 1\x00", "c.py is not a text file"),
        ("d.py", b"# coding: klingon\n", "d.py is not UTF-8 text"),
    ]:
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match=said):
            read_script(tmp_path / name)
    with pytest.raises(InputError, match="cannot be read"):
        read_script(tmp_path)


def test_a_script_in_an_old_encoding_that_says_so_is_read(tmp_path):
    path = tmp_path / "old.py"
    path.write_bytes("# coding: cp1252\nNAME = 'Zoë'\ndef f(df): return df\n".encode("cp1252"))
    assert read_script(path).source == path.read_bytes()


def test_the_name_is_taken_from_the_script(cstools_command, tmp_path):
    source = dedent("def f(df):\n    print(df)\n    return df\n")
    (tmp_path / "My Visits 2.py").write_text(source, "utf-8")
    done = cstools_command("new", "--from", "My Visits 2.py", "--stage", "export")
    assert done.code == 0, done
    assert "It applies f of My Visits 2.py, which is its script.py now." in done.out
    assert "Note: My Visits 2.py, line 2 prints" in done.out
    manifest = (tmp_path / "my-visits-2" / "cstools_my_visits_2" / "cstools.toml").read_text(
        "utf-8"
    )
    assert 'stages = ["wrangle", "export"]' in manifest
