"""Bad input: exit 2, one clear message, nothing written, no traceback, no cell quoted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from typing import TYPE_CHECKING

import pandas as pd
import pytest

if TYPE_CHECKING:
    from pathlib import Path

RUN = ("run", "validate-903")
YEAR = ("--collection-year", "2026")
SECRET = "SECRETCHILD"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
RECORD = f"{SECRET},F,01/02/2012,WBRI,UN3,0,\n"


@pytest.fixture
def refuses(fails, tmp_path):
    """Run the validator on a path; it must exit 2, write nothing and quote no cell."""

    def run(*arguments, year=YEAR, says, out="out", **options):
        message = fails(*RUN, *arguments, *year, "--out", tmp_path / out, **options)
        assert says in message
        assert SECRET not in message
        assert not (tmp_path / "out").exists()
        return message

    return run


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_no_such_path(refuses, tmp_path):
    refuses(tmp_path / "absent", says="There is no file or folder")


def test_nothing_given(refuses):
    refuses(says="needs something to read")


def test_an_empty_folder(refuses, tmp_path):
    (tmp_path / "empty").mkdir()
    refuses(tmp_path / "empty", says="holds no files")


def test_a_folder_without_any_table(refuses, tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()
    put(folder, "people.csv", f"NAME,TOWN\n{SECRET},Sandwell\n")
    put(folder, "read me.docx", "text")
    message = refuses(folder, says="No table of the SSDA903 return was found")
    assert "people.csv is not a table of the return" in message
    assert "cstools info ssda903" in message


def test_a_file_without_headings_is_not_quoted(refuses, tmp_path):
    refuses(put(tmp_path, "f.csv", RECORD), says="f.csv is not a table of the return")


def test_a_workbook_where_csv_is_expected(refuses, tmp_path):
    path = tmp_path / "return.xlsx"
    pd.DataFrame({"CHILD": [SECRET]}).to_excel(path, index=False)
    refuses(path, says="return.xlsx is an Excel workbook")
    refuses(put(tmp_path, "header.csv", path.read_bytes()), says="header.csv is an Excel workbook")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (HEADER + RECORD + f"{SECRET},F,01/0", "seems cut off: row 3"),
        (HEADER + RECORD + RECORD.replace("WBRI", "WBRI,WBRI") + RECORD, "more cells"),
        (HEADER + f"{SECRET},F\n" + RECORD, "fewer cells than the 7 headings in row 2"),
        (HEADER + RECORD + f'"{SECRET},F,01/02/2012,WBRI,UN3,0,\n' + RECORD, "quotation mark"),
        (HEADER.encode() + RECORD.replace("WBRI", "\x81").encode("latin-1"), "neither UTF-8"),
        (HEADER.encode("utf-16") + b"\x00", "cannot be read as text"),
        (HEADER + RECORD.replace("WBRI", "\x00"), "zero bytes"),
        (HEADER.replace("SEX", "SEX,SEX") + RECORD.replace("F", "F,F"), "the heading SEX twice"),
        ("", "is empty"),
    ],
    ids=["cut", "long", "short", "quote", "bytes", "utf-16", "zero", "heading", "empty"],
)
def test_broken_csv(refuses, tmp_path, content, says):
    refuses(put(tmp_path, "header.csv", content), says=says)


def test_an_archive_that_leaves_its_folder(refuses, tmp_path):
    path = tmp_path / "return.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../header.csv", HEADER + RECORD)
    refuses(path, says="unsafe")


def test_an_archive_that_is_a_bomb(refuses, tmp_path):
    path = tmp_path / "return.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("header.csv", HEADER + RECORD[:-1] + "0" * 20_000_000)
    refuses(path, says="unpacks to far more")


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r><CHILD>&b;</CHILD></r>',
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r><CHILD>&a;</CHILD></r>',
        '<!DOCTYPE r SYSTEM "http://example.org/r.dtd"><r><CHILD/></r>',
        f"<r><CHILD><HEADER><CHILDID>{SECRET}</CHILDID><SEX>F</SE",
        "<r><OTHER/></r>",
        "no xml at all",
    ],
    ids=["entities", "external entity", "external reference", "cut", "no child", "text"],
)
def test_bad_xml(refuses, tmp_path, content):
    refuses(put(tmp_path, "return.xml", content), says="return.xml")


def test_two_files_for_one_table(refuses, small_return):
    put(small_return, "more.csv", (small_return / "header.csv").read_bytes())
    message = refuses(small_return, says="both hold the table Header")
    assert "header.csv and more.csv" in message


def test_csv_and_xml_together(refuses, small_return, tmp_path):
    xml = put(tmp_path, "return.xml", "<r><CHILD><HEADER/></CHILD></r>")
    refuses(small_return / "header.csv", xml, says="both as CSV and as XML")


@pytest.mark.parametrize("year", ["2019", "2031", "26"])
def test_a_year_without_rules(refuses, small_return, year):
    refuses(small_return, year=("--collection-year", year), says="Rules exist for 2023 to 2027")


def test_a_year_that_is_no_number(refuses, small_return):
    refuses(small_return, year=("--collection-year", "now"), says="collection_year is not a whole")


def test_a_year_that_cannot_be_told(refuses, small_return):
    refuses(small_return / "header.csv", year=(), says="needs collection_year")


@pytest.mark.parametrize("code", ["E99999999", "Sandwel", "998"])
def test_an_unknown_authority(refuses, small_return, code):
    refuses(small_return, "--local-authority", code, says="authority")


@pytest.mark.parametrize("option", [("--rules", "1O1"), ("--exclude", "999"), ("--rules", "700")])
def test_an_unknown_rule(refuses, small_return, option):
    refuses(small_return, *option, says="ule ")


def test_a_provider_list_that_is_none(refuses, small_return, tmp_path):
    path = put(tmp_path, "providers.xlsx", "URN,Postcode\n")
    refuses(small_return, "--providers", path, says="providers.xlsx is not an Excel workbook")


def test_last_years_return_cannot_be_read(refuses, small_return, tmp_path):
    refuses(small_return, "--last-year", put(tmp_path, "last.csv", "A,B\n1,2\n"), says="last.csv")
    message = refuses(small_return, "--last-year", tmp_path / "absent", says="last_year")
    assert "no file or folder" in message


def test_an_unknown_option_tool_and_command(fails, small_return):
    assert "No such option" in fails(*RUN, small_return, "--yaer", "2026")
    assert "Did you mean validate-903" in fails("run", "validate-930", small_return)
    assert "Did you mean list" in fails("lst")


def test_an_unknown_format(refuses, small_return):
    refuses(small_return, "--format", "docx", says="There is no format 'docx'")


def test_the_output_folder_is_a_file(fails, small_return, tmp_path):
    put(tmp_path, "taken", "mine")
    message = fails(*RUN, small_return, *YEAR, "--out", tmp_path / "taken")
    assert "is a file, not a folder" in message
    message = fails(*RUN, small_return, *YEAR, "--out", tmp_path / "taken" / "below")
    assert "could not be written" in message
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_an_earlier_run_is_kept_without_overwrite(cstools_command, fails, small_return, tmp_path):
    run = (*RUN, small_return, *YEAR, "--out", tmp_path / "out", "--format", "csv")
    assert cstools_command(*run).code == 0
    before = (tmp_path / "out" / "findings.csv").read_bytes()
    assert "already holds a run" in fails(*run)
    assert (tmp_path / "out" / "findings.csv").read_bytes() == before
    assert cstools_command(*run, "--overwrite").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are of POSIX systems")
def test_a_full_disk(small_return, tmp_path):
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000));"
        "from cstools.cli import run_command; sys.exit(run_command(sys.argv[1:]))"
    )
    command = [*RUN, small_return, *YEAR, "--out", tmp_path / "deep" / "out"]
    done = subprocess.run(
        [sys.executable, "-c", limited, *map(str, command)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 2, done
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "deep").exists()


SLEEPS = """
import pathlib, time
@hookimpl
def cstools_validate(dataset):
    pathlib.Path("started").touch()
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX signal")
def test_ctrl_c(make_tool, tmp_path, small_return):
    make_tool("sleeps", SLEEPS)
    command = [sys.executable, "-m", "cstools", "run", "sleeps", small_return / "header.csv"]
    with subprocess.Popen(
        [*command, "--out", tmp_path / "out"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    ) as process:
        while not (tmp_path / "started").exists() and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 2
    assert said.strip() == "Error: Interrupted. Nothing was written."
    assert not (tmp_path / "out").exists()


def test_a_tool_that_raises(make_tool, fails, small_return, tmp_path):
    make_tool(
        "raises",
        "@hookimpl\ndef cstools_validate(dataset):\n    raise KeyError(dataset['header'].iat[0,0])",
    )
    message = fails("run", "raises", small_return / "header.csv", "--out", tmp_path / "out")
    assert "The tool raises failed while running validate: KeyError in plugin.py, line 5" in message
    assert "A1" not in message
    assert not (tmp_path / "out").exists()


def test_dates_in_other_formats_are_findings(cstools_command, small_return, tmp_path):
    path = small_return / "header.csv"
    path.write_text(path.read_text("utf-8").replace("01/02/2012", "2012-02-01"), encoding="utf-8")
    run = (
        *RUN,
        small_return,
        *YEAR,
        "--rules",
        "102",
        "--out",
        tmp_path / "out",
        "--format",
        "csv",
    )
    assert cstools_command(*run, "--fail-on", "error").code == 1
    found = pd.read_csv(tmp_path / "out" / "findings.csv", dtype="str")
    assert found[["rule", "row", "child"]].to_numpy().tolist() == [["102", "2", "A1"]]


def test_a_million_rows(cstools_command, tmp_path):
    folder = tmp_path / "large"
    folder.mkdir()
    lines = [f"{number % 5000},01/02/2012,03/04/2025,PN9\n" for number in range(1_000_000)]
    put(folder, "reviews.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n" + "".join(lines))
    run = (*RUN, folder, *YEAR, "--out", tmp_path / "out", "--format", "csv", "--json")
    outcome = cstools_command(*run)
    assert outcome.code == 0
    assert '"Reviews": 1000000' in outcome.out
