"""Charts are drawn in a process of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import pytest

from cstools.charts import draw
from cstools.charts.draw import draw_png, draw_svg

SPEC = {
    "data": {"values": [{"a": "é", "b": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}},
}


def test_a_chart_is_drawn() -> None:
    assert ">é<" in draw_svg(SPEC)
    assert draw_png(SPEC, 2).startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_said() -> None:
    with pytest.raises(ValueError, match=r"\w"):
        draw_svg({"mark": "no such mark"})
    with pytest.raises(TypeError):
        draw_svg({"data": {"values": [{"a": object()}]}})
    assert draw_png(SPEC, 1)


def test_nothing_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x.csv"
        with pytest.raises(ValueError, match=r"\w"):
            draw_svg({**SPEC, "data": {"url": url}})
        with pytest.raises(BlockingIOError):
            server.accept()


def test_an_engine_that_ends_ends_nothing_else() -> None:
    draw_png(SPEC, 1)
    process = draw._artist._process
    assert process is not None
    process.kill()
    process.wait()
    assert draw_png(SPEC, 1)


LACKING = """
import resource, subprocess, sys
from cstools.charts import draw
spec = {"data": {"sequence": {"start": 0, "stop": 1e8}}, "mark": "point"}
usual = subprocess.Popen
def small(*arguments, **named):
    limit = 2 * 1024**3
    before = lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return usual(*arguments, preexec_fn=before, **named)
draw.subprocess.Popen = small
try:
    draw.draw_svg(spec)
except ValueError as error:
    print("told:", error)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="memory is limited with a call of Unix")
def test_a_chart_for_which_memory_runs_out_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LACKING], capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.returncode == 0, done.stderr
    assert "told:" in done.stdout
