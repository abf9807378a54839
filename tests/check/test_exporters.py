"""What an exporter writes is compared as well, as far as it is text."""

from __future__ import annotations

import pytest

from cstools.check import check

PLUGIN, TOML = "cstools_blank_cells/plugin.py", "cstools_blank_cells/cstools.toml"
EXPORT = '''
@hookimpl
def cstools_export(result, target):
    """Write a page."""
    import random, time

    path = target.folder / "page.txt"
    path.write_bytes(b"A page. %b")
    return [path]


'''


@pytest.fixture
def exporter(project, change):
    change(project, TOML, '"visualise"]', '"visualise", "export"]')
    change(project, TOML, '"panels"]', '"panels", "page"]')
    change(project, PLUGIN, "@hookimpl\ndef cstools_vis", f"{EXPORT}@hookimpl\ndef cstools_vis")
    return project


def differing(folder):
    return {one.rule: one.problem for one in check(folder).in_state("failed")}


@pytest.mark.usefixtures("quick_trials")
@pytest.mark.parametrize(
    "given", ["time.ctime().encode()", "str(random.random()).encode()", "str({*'abcdef'}).encode()"]
)
def test_text_that_differs(exporter, change, given):
    change(exporter, PLUGIN, 'b"A page. %b"', f'b"A page. %b" % {given}')
    assert differing(exporter) == {
        "deterministic": "On a table with every type of column the contents of page.txt differ "
        "from run to run."
    }


@pytest.mark.usefixtures("quick_trials")
@pytest.mark.parametrize("given", ["b''", "b'\\xff' + time.ctime().encode()"])
def test_text_that_does_not_and_files_that_may_say_when_they_were_made(exporter, change, given):
    change(exporter, PLUGIN, 'b"A page. %b"', f'b"A page. %b" % ({given})')
    assert differing(exporter) == {}
