"""The commands: what they print, in words, in JSON, in a pipe."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys

import pytest


def test_help_names_every_command(cstools_command):
    outcome = cstools_command("--help")
    assert outcome.code == 0
    for name in ("doctor", "info", "list", "run", "sample", "search"):
        assert name in outcome.out
    assert "Data stay on this machine" in outcome.out


@pytest.mark.parametrize("name", ["doctor", "info", "list", "run", "sample", "search"])
def test_the_first_line_of_a_command_is_its_help(cstools_command, name):
    short = next(
        line.split(None, 1)[1]
        for line in cstools_command("--help").out.splitlines()
        if line.strip().startswith(name + " ")
    )
    assert short in " ".join(cstools_command(name, "--help").out.split())


def test_version(cstools_command):
    assert cstools_command("--version").out.startswith("cstools 0.")


def test_list(cstools_command):
    found = {one["name"]: one for one in json.loads(cstools_command("list", "--json").out)}
    assert found["ssda903"]["kind"] == "standard"
    assert found["validate-903"]["state"] == "ready"
    assert "SSDA903 pre-validator" in cstools_command("list", COLUMNS="120").out


@pytest.mark.parametrize(
    ("words", "first"),
    [(("903",), "ssda903"), (("validate",), "validate-903"), (("looked", "after"), "ssda903")],
)
def test_search(cstools_command, words, first):
    found = json.loads(cstools_command("search", *words, "--json").out)
    assert first in [one["name"] for one in found]


def test_search_suggests(cstools_command):
    assert "Did you mean validate" in cstools_command("search", "valdate").out
    assert "lists all" in cstools_command("search", "qqqq").out
    assert json.loads(cstools_command("search", "qqqq", "--json").out) == []


def test_info_of_a_standard(cstools_command):
    shown = cstools_command("info", "ssda903").out
    for word in ("Episodes", "DECOM", "Code list ETHNIC", "WBRI"):
        assert word in shown
    body = json.loads(cstools_command("info", "ssda903", "--collection-year", 2026, "--json").out)
    assert "K3" in body["codes"]["PLACE"]
    assert "H5" not in body["codes"]["PLACE"]
    assert "DoLo" not in body["tables"]


def test_info_of_a_tool(cstools_command):
    shown = cstools_command("info", "validate-903").out
    assert "--collection-year" in shown
    assert "never uses the network" in shown
    assert "cstools run validate-903 --sample" in shown


def test_info_on_rules(cstools_command, fails):
    listed = cstools_command("info", "validate-903", "--rules", "--collection-year", 2026, "--json")
    rules = json.loads(listed.out)
    assert len(rules) == 316
    assert {"code", "title", "tables", "fields", "severity"} <= set(rules[0])
    one = cstools_command("info", "validate-903", "--rule", "352").out
    assert "Rule 352: Period of care began on or after the 18th birthday" in one
    assert "What to do:" in one
    assert "There is no rule 9999" in fails("info", "validate-903", "--rule", "9999")
    assert "lists no rules" in fails("info", "ssda903", "--rules")
    assert "no rules for collection year 1999" in fails(
        "info", "validate-903", "--rules", "--collection-year", 1999
    )
    assert "knows no collection year" in fails("info", "ssda903", "--collection-year", 1999)


def test_doctor(cstools_command):
    outcome = cstools_command("doctor", "--json")
    assert outcome.code == 0
    found = {one["what"]: one for one in json.loads(outcome.out)}
    assert found["tool validate-903"]["ok"]
    assert found["this folder"]["ok"]
    assert found["pandas"]["ok"]


def test_run_needs_a_tool_not_a_standard(fails):
    assert "is a data standard, not a tool" in fails("run", "ssda903", ".")


def test_quiet_and_json(cstools_command, small_return):
    run = ("run", "validate-903", small_return, "--collection-year", 2026, "--format", "csv")
    quiet = cstools_command(*run, "--out", "one", "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    body = json.loads(cstools_command(*run, "--out", "two", "--json").out)
    assert body["rows"] == {"Header": 3, "Episodes": 4}
    assert body["files"][-1] == "run.json"
    assert {"rule", "severity", "title", "rows", "children"} == set(body["rules"][0])


def test_the_default_folder_is_new_each_time(cstools_command, small_return, tmp_path):
    run = ("run", "validate-903", small_return, "--collection-year", 2026, "--format", "csv")
    assert cstools_command(*run).code == 0
    [made] = tmp_path.glob("validate-903-*")
    assert (made / "run.json").exists()


@pytest.mark.parametrize(("level", "code"), [("never", 0), ("error", 1), ("query", 1)])
def test_fail_on(cstools_command, small_return, level, code):
    run = ("run", "validate-903", small_return, "--collection-year", 2026, "--format", "csv")
    assert cstools_command(*run, "--out", "out", "--fail-on", level).code == code


def test_output_to_a_pipe_has_no_colour_and_no_progress(cstools_command, small_return):
    run = ("run", "validate-903", small_return, "--collection-year", 2026, "--format", "csv")
    outcome = cstools_command(*run, "--out", "out", FORCE_COLOR="")
    assert "\x1b" not in outcome.out + outcome.err
    assert outcome.err == ""


def on_a_terminal(command: list[str], cwd, answer: bytes = b"", **env: str) -> tuple[int, str]:
    """Run a command on a pseudo-terminal, typing an answer at its first question."""
    import pty

    main, worker = pty.openpty()
    process = subprocess.Popen(
        command, cwd=cwd, stdin=worker, stdout=worker, stderr=worker, env={**os.environ, **env}
    )
    os.close(worker)
    shown = b""
    asked = False
    for _ in range(300):  # a fifth of a second each, when nothing is said
        ready, _, _ = select.select([main], [], [], 0.2)
        if ready:
            try:
                shown += os.read(main, 65536)
            except OSError:
                break
            asked = asked or shown.rstrip().endswith(b":")
        elif process.poll() is not None:
            break
        elif asked and answer:
            # Only once it is quiet: what is typed before the question is read may be dropped, and
            # is then typed again.
            os.write(main, answer)
    else:
        process.kill()
    os.close(main)
    return process.wait(), shown.decode("utf-8", "replace")


pytestmark_terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytestmark_terminal
def test_a_missing_parameter_is_asked_for_on_a_terminal(small_return, tmp_path):
    run = [sys.executable, "-m", "cstools", "run", "validate-903", str(small_return / "header.csv")]
    code, shown = on_a_terminal(
        [*run, "--out", "out", "--format", "csv"], tmp_path, answer=b"2026\n", TERM="xterm"
    )
    assert code == 0, shown
    assert "The year the collection ends in" in shown
    assert "for collection year 2026" in shown


@pytestmark_terminal
def test_no_color_is_respected(small_return, tmp_path):
    run = [sys.executable, "-m", "cstools", "run", "validate-903", str(small_return)]
    options = ["--collection-year", "2026", "--format", "csv"]
    _, plain = on_a_terminal([*run, *options, "--out", "one"], tmp_path, NO_COLOR="1", TERM="xterm")
    assert "\x1b[3" not in plain


def test_since_and_teams(cstools_command, small_return, tmp_path):
    run = ("run", "validate-903", small_return, "--collection-year", 2026, "--format", "csv")
    assert cstools_command(*run, "--out", "one").code == 0
    (tmp_path / "teams.csv").write_text("CHILD,Team\nA3,North\n", encoding="utf-8")
    options = ("--since", "one", "--teams", "teams.csv", "--out", "two")
    outcome = cstools_command(*run, *options)
    assert outcome.code == 0, outcome
    assert "Since the last run: Compared with the earlier run: 0 new" in outcome.out
    assert (tmp_path / "two" / "fix-list" / "North.csv").exists()
