"""A module that does not come to its end when it is imported is stopped, and said to be."""

from __future__ import annotations

import re
import signal
import threading

import pandas as pd
import pytest

import cstools
from cstools.plugin import load

TABLES = {"t": pd.DataFrame({"a": [1]})}
HANGS = {
    "busy": "while True:\n    pass\n",
    "asleep": "import time\ntime.sleep(600)\n",
    "waiting": "import threading\nthreading.Event().wait()\n",
}


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setenv(load.VARIABLE, "0.3")


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("source", HANGS.values(), ids=HANGS)
def test_a_module_that_hangs(make_tool, source):
    make_tool("endless", source)
    with pytest.raises(cstools.ToolError) as caught:
        cstools.run("endless", TABLES)
    said = str(caught.value)
    assert re.search(r"longer than 0\.3 seconds and was stopped in plugin\.py, line [34]\.", said)
    assert "what takes long belongs into a hook" in said
    assert "set CSTOOLS_TIMEOUT to more seconds" in said


def test_the_command_says_so_and_others_run(make_tool, cstools_command, tmp_path):
    make_tool("endless", HANGS["busy"])
    make_tool("healthy", "@hookimpl\ndef cstools_validate(dataset):\n    return findings.empty()\n")
    table = tmp_path / "t.csv"
    table.write_text("a\n1\n", encoding="utf-8")
    done = cstools_command("run", "endless", table, CSTOOLS_TIMEOUT="0.5")
    assert done.code == 2
    assert done.err.startswith("Error: The tool endless could not be loaded: importing it took")
    assert cstools_command("list").code == cstools_command("info", "endless").code == 0
    assert cstools_command("run", "healthy", table, "--out", tmp_path / "out").code == 0


@pytest.mark.usefixtures("soon")
def test_ctrl_c_stays_ctrl_c(make_tool):
    make_tool("interrupted", "raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt):
        cstools.run("interrupted", TABLES)


@pytest.mark.usefixtures("soon")
def test_what_takes_long_after_the_import_is_left_alone(make_tool):
    source = """
        import time

        @hookimpl
        def cstools_validate(dataset):
            time.sleep(0.5)
            return findings.empty()
    """
    make_tool("slow", source)
    assert cstools.run("slow", TABLES).findings.empty


@pytest.mark.usefixtures("soon")
def test_where_nothing_can_be_interrupted_nothing_is(make_tool):
    make_tool("late", "import time\ntime.sleep(0.5)\n")
    found = []
    other = threading.Thread(target=lambda: found.append(load.import_module("cstools_late")))
    other.start()
    other.join()
    assert found[0].__name__ == "cstools_late"
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert load.import_module("cstools_late.plugin").time
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    ("text", "seconds"), [("", 60), ("5", 5), ("soon", 60), ("0", 60), ("-1", 60), ("nan", 60)]
)
def test_the_limit(monkeypatch, text, seconds):
    monkeypatch.setenv(load.VARIABLE, text)
    assert load.limit() == seconds
