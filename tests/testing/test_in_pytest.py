"""The kit in real runs of pytest: what a person sees, home, network, snapshots, warnings."""

from __future__ import annotations

import json
import subprocess
import sys

pytest_plugins = ["pytester"]


def test_a_failure_shows_the_line_of_the_test_and_what_was_found(run_pytest, late):
    done = run_pytest(
        """
        from cstools.testing import table

        def test_late(run_tool):
            result = run_tool("late", {"Reviews": table("CHILD DAYS\\nA 3\\nB 9")})
            result.assert_finds("LATE", table="Reviews", rows=[2])
        """
    )
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        [
            "test_it.py:6: in test_late",
            '    result.assert_finds("LATE", table="Reviews", rows=[[]2[]])',
            "E   AssertionError: LATE in Reviews finds row 3, not row 2.",
            "E   Not found, but expected: row 2",
            "E      row CHILD DAYS",
            "E        2     A    3",
            "E   Found, but not expected:",
            "E        3     B    9",
        ]
    )
    assert "result.py" not in done.stdout.str()


def test_the_home_is_a_throw_away_one_as_soon_as_the_kit_is_used(run_pytest, cstools_home):
    done = run_pytest(
        """
        import os, pytest
        from pathlib import Path
        from cstools.plugin.home import home

        users = Path(os.environ["CSTOOLS_HOME"])

        def test_without_the_kit():
            assert home() == users

        @pytest.fixture
        def asked_later(request):
            return request.getfixturevalue("run_tool")

        def test_own(cstools_home, asked_later):
            assert home() == cstools_home != users
            assert not home().exists()
            home().mkdir()

        def test_own_again(cstools_home):
            assert not home().exists()

        @pytest.mark.parametrize("name", ["sample", "run_tool"])
        def test_with_the_kit(request, name):
            request.getfixturevalue(name)
            assert home() != users
            assert not home().exists()
        """
    )
    done.assert_outcomes(passed=5)
    assert not cstools_home.exists()


def test_the_network_is_refused(run_pytest):
    done = run_pytest(
        """
        import socket, subprocess, sys, threading, pytest

        @pytest.fixture(scope="module")
        def server():
            with socket.create_server(("127.0.0.1", 0)) as listening:
                yield listening.getsockname()

        def call(address):
            socket.create_connection(address, timeout=5).close()

        def swallow(address):
            try:
                call(address)
            except OSError:
                pass

        def test_free(server):
            call(server)

        def test_refused(no_network, server):
            call(server)

        def test_swallowed(no_network, server):
            swallow(server)

        @pytest.mark.usefixtures("no_network")
        def test_in_a_thread(server):
            thread = threading.Thread(target=swallow, args=[server])
            thread.start()
            thread.join()

        @pytest.fixture
        def fetched(no_network, server):
            swallow(server)

        def test_in_a_fixture(fetched):
            pass

        def test_the_rest_is_free(no_network, tmp_path):
            (tmp_path / "x").write_text("x")
            subprocess.run([sys.executable, "-c", ""], check=True)

        def test_free_again(server):
            call(server)

        def test_skipped(no_network):
            pytest.skip("for a reason")
        """,
    )
    done.assert_outcomes(passed=4, failed=3, errors=1, skipped=1)
    said = "The test test_it.py::{} was stopped: it tried to use the network."
    for name in ("test_refused", "test_swallowed", "test_in_a_thread", "test_in_a_fixture"):
        assert said.format(name) in done.stdout.str(), name


def test_a_tool_that_may_use_the_network_may_not_in_such_a_test(run_pytest, make_tool):
    make_tool(
        "caller",
        """
        import socket

        @hookimpl
        def cstools_validate():
            socket.getaddrinfo("127.0.0.1", 80)
            return findings.empty()
        """,
        manifest='[tool]\nname = "{name}"\ntitle = "x"\nsummary = "x"\nstages = {stages}\n'
        'reads = []\nproduces = []\nmaintainer = "me"\nlicence = "MIT"\nnetwork = true\n',
    )
    done = run_pytest(
        """
        from cstools.testing import table
        TABLES = {"Reviews": table("CHILD")}

        def test_free(run_tool):
            run_tool("caller", TABLES).assert_finds_nothing()

        def test_refused(run_tool, no_network):
            run_tool("caller", TABLES)
        """
    )
    done.assert_outcomes(passed=1, failed=1)
    assert "The test test_it.py::test_refused was stopped" in done.stdout.str()


SNAPSHOTS = """
    import pytest
    from cstools.testing import table

    @pytest.fixture
    def result(run_tool):
        return run_tool("late", {"Reviews": table("CHILD DAYS\\nA %s\\nB 9")})

    def test_all(result, panel_snapshot):
        panel_snapshot(result)

    @pytest.mark.parametrize("title", ["Days", "Share of late reviews"])
    def test_one(result, panel_snapshot, title):
        panel_snapshot(result.assert_panel(title))

    def test_tables(result, panel_snapshot):
        panel_snapshot(result.dataset["Reviews"], "as read")
        panel_snapshot([], name="nothing")
"""
UPDATE = "--cstools-update-snapshots"
FILES = ["as-read", "nothing", "test_all", "test_one-Days", "test_one-Share-of-late-reviews"]


def test_snapshots_from_the_first_to_a_change(run_pytest, late, pytester):
    folder = pytester.path / "snapshots"

    # What is to be typed does not depend on the folder that pytest calls its root.
    done = run_pytest(SNAPSHOTS % 3, f"--rootdir={pytester.path.parent}")
    done.assert_outcomes(failed=4)
    assert not folder.exists()
    text = done.stdout.str()
    assert "There is no snapshot snapshots/test_all.json yet. It would hold:" in text
    assert f'write it: python -m pytest {UPDATE} "test_it.py::test_all"' in text

    done = run_pytest(SNAPSHOTS % 3, UPDATE, "-n", "2")
    done.assert_outcomes(passed=4)
    assert sorted(path.stem for path in folder.iterdir()) == FILES
    done.stdout.fnmatch_lines(["*cstools snapshots written*", "test_it.py: snapshots/as-read.json"])
    assert done.stdout.str().count("test_it.py: snapshots/") == len(FILES)
    assert json.loads((folder / "nothing.json").read_text(encoding="utf-8")) == []

    # Version control may have changed the ends of lines, and a person the layout.
    path = folder / "test_one-Days.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b"  ", b"\t"))
    done = run_pytest(SNAPSHOTS % 3, UPDATE)
    done.assert_outcomes(passed=4)
    assert "snapshots written" not in done.stdout.str()

    done = run_pytest(SNAPSHOTS % 33)
    done.assert_outcomes(failed=4)
    done.stdout.fnmatch_lines(
        [
            "E   AssertionError: What is shown is not what snapshots/test_one-Days.json holds.",
            "E     --- snapshots/test_one-Days.json",
            "E     +++ this run",
            'E     -      [[]"A", "3"[]],',
            'E     +      [[]"A", "33"[]],',
            f'E   If this run is right, write it: python -m pytest {UPDATE} "test_it.py::test_one*',
        ]
    )


def test_snapshots_that_cannot_be(run_pytest, pytester):
    (pytester.path / "snapshots").mkdir()
    (pytester.path / "snapshots" / "spoilt.json").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    done = run_pytest(
        """
        def test_first(panel_snapshot):
            panel_snapshot([], "One")

        def test_second(panel_snapshot):
            panel_snapshot([], "one")

        def test_twice(panel_snapshot):
            panel_snapshot([])
            panel_snapshot([])

        def test_spoilt(panel_snapshot):
            panel_snapshot([], "spoilt")

        def test_text(panel_snapshot):
            panel_snapshot("a text")

        def test_number(panel_snapshot):
            panel_snapshot(3)
        """,
        UPDATE,
    )
    done.assert_outcomes(passed=1, failed=5)
    done.stdout.fnmatch_lines(
        [
            "E*The snapshot snapshots/one.json is used already, in test_it.py::test_first. Give*",
            "E*The snapshot snapshots/test_twice.json is used already, in test_it.py::test_twice.*",
            "E*spoilt.json is no JSON. Take it back from version control, or delete it.",
            "E*str is nothing that a snapshot can be made of. Give a Panel, a list*",
            "E*int is nothing that a snapshot can be made of.*",
        ]
    )


DEPRECATED = """
    import pytest
    import cstools
    from cstools import hookspecs
    from cstools.testing import table

    TABLES = {"Reviews": table("CHILD DAYS\\nA 3")}
    options = hookspecs.cstools_validate.cstools_spec
    gone = hookspecs.DeprecatedHookWarning("cstools_validate: context goes, take settings.")
    options["warn_on_impl_args"] = {"context": gone}

    def test_run():
        cstools.run("late", TABLES)

    def test_kit(run_tool):
        run_tool("late", TABLES)
"""


def test_a_deprecated_argument_warns_the_author_and_no_user(run_pytest, late):
    done = run_pytest(DEPRECATED)
    done.assert_outcomes(passed=2, warnings=1)
    done.stdout.fnmatch_lines(
        [
            "test_it.py::test_kit",
            "*plugin.py:*DeprecatedHookWarning: cstools_validate: context goes, take settings.",
        ]
    )
    run_pytest(DEPRECATED, "-W", "error").assert_outcomes(passed=1, failed=1)


def test_nothing_is_imported_before_a_fixture_is_used(run_pytest):
    done = run_pytest(
        """
        import sys

        def test_light():
            assert "cstools.testing.plugin" in sys.modules
            late = {"numpy", "pandas", "cstools.plugin.discovery", "cstools.call.guard"}
            assert not late & set(sys.modules)
        """
    )
    done.assert_outcomes(passed=1)


def test_cstools_does_not_need_pytest():
    code = """
import sys
sys.modules["pytest"] = sys.modules["_pytest"] = None  # as if it were not installed
import cstools
for name in cstools.__all__:
    getattr(cstools, name)
import cstools.cli, cstools.testing
from cstools.testing import CheckedResult, starred, table
assert table("A B\\n1 2 *").shape == (1, 2)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
