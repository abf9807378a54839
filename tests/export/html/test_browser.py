"""The report as a person uses it, in a real browser."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver import Keys

from cstools.data.panel import Panel

if TYPE_CHECKING:
    from tests.export.html.conftest import Page

    from cstools.data.findings import Flagged
    from cstools.data.result import Result

PAGE = 50
NASTY = "</script><img src=x onerror=window.hacked=1>"

Run = Callable[..., "Result"]
Flag = Callable[..., "Flagged"]
Open = Callable[..., "Page"]


def test_opens_without_complaint_or_request(whole: Result, opened: Open) -> None:
    page = opened(whole)
    assert page.status == "151 of 151 findings"
    logs = page.log("performance")
    events = [json.loads(entry["message"])["message"] for entry in logs]
    asked = [
        e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"
    ]
    assert set(asked) == {page.address}
    assert page.log("browser") == []


def test_filters_narrow_the_list(whole: Result, opened: Open) -> None:
    page = opened(whole)
    page.pick("severity", "query")
    assert page.status == "30 of 151 findings"
    assert set(page.column(2)) == {"Query"}
    page.pick("table", "Episodes")
    assert page.status == "0 of 151 findings. Nothing fits these filters."
    assert page.js("document.getElementById('save').getAttribute('aria-disabled')") == "true"
    page.click("#filters [type=reset]")
    page.js("new Promise(done => setTimeout(done, 50))")
    assert page.status == "151 of 151 findings"


def test_search_finds_child_row_and_wording(whole: Result, opened: Open) -> None:
    page = opened(whole)
    page.search("c00007")
    assert page.column(5) == ["C00007", "C00007"]
    page.search("121")
    assert page.column(4) == ["121"]
    page.search("RULE 102 dob")
    assert page.status == "30 of 151 findings"


def test_what_is_searched_for_is_not_in_the_address(whole: Result, opened: Open) -> None:
    page = opened(whole)
    page.pick("rule", "101")
    page.search("C00007")
    assert page.place == "#rule=101"


def test_pages_turn(whole: Result, opened: Open) -> None:
    page = opened(whole)
    assert len(page.column(0)) == PAGE
    next_page, previous = "[data-step='1']", "[data-step='-1']"
    for _ in range(5):
        page.click(next_page)
    assert page.js("document.querySelector('.place').textContent") == "Page 4 of 4"
    assert len(page.column(0)) == 1
    assert page.js("document.querySelector(arguments[0]).ariaDisabled", next_page) == "true"
    page.click(previous)
    assert page.place == "#page=3"
    page.pick("rule", "102")
    assert page.js("document.querySelector('.pager').hidden") is True
    assert len(page.column(0)) == 30


def test_headings_sort(run: Run, flagged: Flag, opened: Open) -> None:
    parts = [
        flagged(rule, 1, children=[child]) for rule, child in [("9", "b"), ("10", None), ("8", "a")]
    ]
    page = opened(run(*parts))
    page.click("[data-sort=rule]")
    assert page.column(0) == ["8", "9", "10"]
    page.click("[data-sort=rule]")
    assert page.column(0) == ["10", "9", "8"]
    assert page.js("document.querySelector('[aria-sort=descending]').innerText.trim()") == "Rule"
    page.click("[data-sort=child]")
    assert page.column(5) == ["–", "a", "b"]
    assert page.place == "#sort=child"


def test_address_restores_the_view(whole: Result, opened: Open) -> None:
    page = opened(whole, "#rule=101&sort=-row&page=2")
    assert page.status == "120 of 151 findings"
    assert page.column(4)[0] == "71"
    assert page.js("document.activeElement.id") == "findings-heading"


@pytest.mark.parametrize(
    "place", ["#rule=none&page=zero&sort=-nothing", "#page=-4", "#=", "#notes"]
)
def test_odd_address_shows_everything(whole: Result, opened: Open, place: str) -> None:
    page = opened(whole, place)
    assert page.status == "151 of 151 findings"
    assert len(page.column(0)) == PAGE


def test_choosing_a_rule_lists_its_findings(whole: Result, opened: Open) -> None:
    page = opened(whole)
    page.chrome.find_element("css selector", "a.pick[href='#rule=102']").click()
    assert page.settles("30 of 151 findings")
    page.chrome.back()
    page.chrome.find_element("css selector", "a.pick[href='#table=Episodes']").click()
    assert page.settles("121 of 151 findings")


def test_many_rules_are_folded(run: Run, flagged: Flag, opened: Open) -> None:
    page = opened(run(*(flagged(f"{n}", 1) for n in range(40))))
    seen = (
        "[...document.querySelectorAll('#rule-table tbody tr')].filter(r => r.offsetHeight).length"
    )
    assert page.js(seen) == 12
    page.click("#all-rules")
    assert page.js(seen) == 40
    page.click("#all-rules")
    assert page.js(seen) == 12


def test_saved_csv_holds_the_filtered_findings(run: Run, flagged: Flag, opened: Open) -> None:
    children = ["=1+1", "@x", "-5", 'say "a", b']
    page = opened(run(flagged("101", 4, children=children), flagged("102", 9)))
    page.pick("rule", "101")
    page.js("URL.createObjectURL = (blob) => { window.saved = blob; return '#'; }")
    page.click("#save")
    content = page.chrome.execute_async_script(
        "const done = arguments[0];"
        "saved.arrayBuffer().then(b => done(String.fromCharCode(...new Uint8Array(b))));"
    )
    lines = content.encode("latin-1").decode("utf-8").split("\r\n")
    assert lines[0] == "\ufeffrule,severity,table,row,child,fields,title"
    assert lines[1] == "101,error,Episodes,2,'=1+1,DECOM DEC,What rule 101 says is wrong"
    assert [line.split(",", 4)[4].split(",DECOM")[0] for line in lines[2:5]] == [
        "'@x",
        "-5",
        '"say ""a"", b"',
    ]
    assert lines[5:] == [""]


def test_markup_in_cells_stays_text(run: Run, flagged: Flag, opened: Open) -> None:
    part = flagged(NASTY, 1, title=NASTY, table=NASTY, fields=(NASTY,), children=[NASTY])
    page = opened(run(part, notes=[NASTY]), "#rule=" + NASTY)
    assert page.column(5) == [NASTY]
    assert page.js("document.querySelectorAll('img').length") == 0
    assert page.js("window.hacked") is None


def test_hundred_thousand_findings(run: Run, flagged: Flag, opened: Open) -> None:
    page = opened(run(*(flagged(str(rule), 40_000) for rule in range(1, 4))))
    assert page.status == "100,000 of 100,000 findings on this page, out of 120,000 in all"
    assert len(page.column(0)) == PAGE
    page.pick("rule", "2")
    assert page.status.startswith("33,333 of 100,000")
    page.click("[data-sort=child]")
    page.search("c00010")
    assert page.column(5) == ["C00010"]
    assert page.log("browser") == []


def test_print_shows_the_first_rows_and_says_so(whole: Result, opened: Open) -> None:
    page = opened(whole)
    page.pick("rule", "101")
    page.click("[data-step='1']")
    page.js("window.dispatchEvent(new Event('beforeprint'))")
    assert len(page.column(0)) == 100
    told = page.js("document.getElementById('printed').textContent")
    assert told == "The first 100 of 120 findings chosen by rule 101 are printed."
    assert page.js("document.querySelectorAll('#rules details[open]').length") == 2
    page.js("window.dispatchEvent(new Event('afterprint'))")
    assert len(page.column(0)) == PAGE
    assert page.js("document.querySelectorAll('details[open]').length") == 0
    pdf = page.chrome.execute_cdp_cmd("Page.printToPDF", {})["data"]
    assert base64.b64decode(pdf).startswith(b"%PDF")


def test_without_script_the_rest_still_shows(whole: Result, opened: Open) -> None:
    page = opened(whole)
    switch = "Emulation.setScriptExecutionDisabled"
    page.chrome.execute_cdp_cmd(switch, {"value": True})
    try:
        page.chrome.refresh()
        assert "needs JavaScript" in page.chrome.find_element("css selector", "noscript").text
        assert not page.chrome.find_element("id", "explorer").is_displayed()
        assert page.chrome.find_element("css selector", ".chart svg").is_displayed()
        assert "102" in page.chrome.find_element("id", "rule-table").text
    finally:
        page.chrome.execute_cdp_cmd(switch, {"value": False})


def test_everything_has_a_name(whole: Result, opened: Open) -> None:
    page = opened(whole)
    page.js("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    tree = page.chrome.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    named = {
        "button",
        "link",
        "combobox",
        "searchbox",
        "image",
        "img",
        "region",
        "navigation",
        "table",
    }
    nodes = [node for node in tree if not node["ignored"] and node["role"]["value"] in named]
    assert {"button", "link", "combobox", "searchbox", "region"} <= {
        n["role"]["value"] for n in nodes
    }
    assert [node for node in nodes if not node.get("name", {}).get("value", "").strip()] == []
    regions = [node["name"]["value"] for node in nodes if node["role"]["value"] == "navigation"]
    assert len(regions) == len(set(regions))


def test_headings_go_down_one_level_at_a_time(whole: Result, opened: Open) -> None:
    page = opened(whole)
    levels = page.js("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert page.js("document.documentElement.lang") == "en-GB"


@pytest.mark.parametrize("width", [320, 1280])
def test_fits_its_window_with_targets_large_enough(whole: Result, opened: Open, width: int) -> None:
    page = opened(whole)
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        assert page.js("document.documentElement.scrollWidth") <= width
        small = page.js(
            "[...document.querySelectorAll('button, select, input, summary, nav a, .pick')]"
            ".map(e => [e.outerHTML, e.getBoundingClientRect()])"
            ".filter(([, r]) => r.height && (r.height < 24 || r.width < 24)).map(([h]) => h)"
        )
        assert small == []
    finally:
        page.chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("width", [320, 420, 720, 1280])
def test_drawings_and_their_labels_fit_every_width(run: Run, opened: Open, width: int) -> None:
    words = "Independent or semi-independent living, or a child with a long label"
    values = [{"what": words, "n": 3}, {"what": "Short", "n": 1}]
    spec = {
        "data": {"values": values},
        "mark": "bar",
        "width": 420,
        "encoding": {
            "x": {"field": "n", "type": "quantitative"},
            "y": {"field": "what", "type": "nominal", "axis": {"labelLimit": 400}},
        },
    }
    page = opened(run(panels=[Panel("Where", "Most live so.", spec=spec)]))
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        left, right, labels = page.js(
            "(s => [s.closest('article').getBoundingClientRect().left,"
            " s.closest('article').getBoundingClientRect().right,"
            " [s, ...s.querySelectorAll('text')].map(e => e.getBoundingClientRect())"
            " .map(r => [r.left, r.right])])(document.querySelector('.drawing svg'))"
        )
        drawing, *labels = labels
        assert labels
        for start, end in (drawing, *labels):
            assert left <= start <= end <= right
        assert all(drawing[0] - 1 <= start and end <= drawing[1] + 1 for start, end in labels)
    finally:
        page.chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_keyboard_reaches_the_report_and_shows_where(whole: Result, opened: Open) -> None:
    page = opened(whole)
    page.chrome.find_element("css selector", "body").send_keys(Keys.TAB)
    skip = page.chrome.switch_to.active_element
    assert skip.text == "Skip to the report"
    assert page.js("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    skip.send_keys(Keys.ENTER)
    assert page.js("document.activeElement.id") == "main"
