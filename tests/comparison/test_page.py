"""The page as a person uses it, in a real browser."""

from __future__ import annotations

import base64
import itertools
import json

import pytest

import cstools

NASTY = "</script><img src=x onerror=window.hacked=1>"


def test_opens_without_complaint_or_request(varied, opened):
    page = opened(varied)
    assert page.status == "7 of 7 rules"
    assert page.rules == ["3", "2", "4", "5", "7", "1", "8"]
    logs = page.log("performance")
    events = [json.loads(entry["message"])["message"] for entry in logs]
    asked = [
        e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"
    ]
    assert set(asked) == {page.address}
    assert page.log("browser") == []


def test_the_summary_counts(varied, opened):
    page = opened(varied)
    text = page.chrome.find_element("id", "summary").text
    assert (
        "The tools differ on 2 rules: 1 with a documented reason for every row, 1 not explained."
        in text
    )
    assert "both have 4; left alone has 3, right alone 1. Other rules have 3 findings" in text
    assert "1 rule differs and neither tool gives a reason that fits every row." in text


def test_filters(varied, opened):
    page = opened(varied)
    page.pick("not run")
    assert page.rules == ["4", "5"]
    page.pick("")
    page.chrome.find_element("id", "filter-found").click()
    assert page.status == "7 of 7 rules"
    page.js(
        "(b => { b.value = 'LEFT blanks'; b.dispatchEvent(new Event('input')); })"
        "(document.getElementById('filter-text'))"
    )
    page.js("new Promise(done => setTimeout(done, 250))")
    assert page.rules == ["2"]
    page.pick("agree")
    assert page.status == "0 of 7 rules. Nothing fits these filters."
    page.chrome.find_element("css selector", "#filters [type=reset]").click()
    page.js("new Promise(done => setTimeout(done, 50))")
    assert page.status == "7 of 7 rules"


def test_a_rule_unfolds_to_reasons_and_rows(varied, opened):
    page = opened(varied)
    second = page.chrome.find_elements("css selector", "tbody.rule")[1]
    assert "KID4" not in second.text
    second.find_element("css selector", "summary").click()
    text = " ".join(second.text.split())
    assert "left says: Blanks are left out." in text
    assert "Flagged by both: 1 row Table Row Child people 5 KID5" in text
    assert "Flagged only by left: 2 rows Table Row Child people 4 KID4 people 6 KID6" in text
    assert "Severity: left calls it error, right query." in text


def test_what_is_not_explained_stands_out(varied, opened):
    page = opened(varied)
    first = page.chrome.find_element("css selector", "tbody.rule")
    assert first.find_element("css selector", ".tag.error").text == "differ, not explained"
    first.find_element("css selector", "summary").click()
    assert "neither documents a reason" in first.find_element("css selector", ".callout").text


def test_example_rows_are_few_and_say_so(checker, people, opened):
    checker("left", {"1": list(range(2, 22))}, ran="1")
    checker("right", ran="1")
    page = opened(cstools.compare("left", "right", people))
    page.chrome.find_element("css selector", "summary").click()
    text = page.chrome.find_element("css selector", ".groups").text
    assert "Flagged only by left: 20 rows, the first 10" in text
    assert text.count("KID") == 10


def test_markup_in_texts_stays_text(checker, people, opened):
    reasons = [{"code": NASTY, "differs": NASTY}]
    checker("left", {NASTY: [2]}, titles={NASTY: NASTY}, catalogue=reasons, notes=[NASTY])
    checker("right", catalogue=reasons)
    page = opened(cstools.compare("left", "right", people))
    assert page.rules == [NASTY]
    assert page.js("document.querySelectorAll('img').length") == 0
    assert page.js("window.hacked") is None


@pytest.mark.parametrize(
    ("ran", "said"),
    [("1", "The tools do not differ on any rule"), ("", "There is nothing to compare.")],
)
def test_nothing_found(checker, people, opened, ran, said):
    for name in ("left", "right"):
        checker(name, ran=ran)
    page = opened(cstools.compare("left", "right", people))
    assert said in page.chrome.find_element("id", "summary").text
    assert page.log("browser") == []


def test_without_script_all_rules_show(varied, opened):
    page = opened(varied)
    switch = "Emulation.setScriptExecutionDisabled"
    page.chrome.execute_cdp_cmd(switch, {"value": True})
    try:
        page.chrome.refresh()
        assert not page.chrome.find_element("id", "filters").is_displayed()
        assert "About 8" in page.chrome.find_element("id", "rule-table").text
    finally:
        page.chrome.execute_cdp_cmd(switch, {"value": False})


def test_print_unfolds_every_rule(varied, opened):
    page = opened(varied)
    page.js("window.dispatchEvent(new Event('beforeprint'))")
    assert page.js("document.querySelectorAll('details:not([open])').length") == 0
    pdf = page.chrome.execute_cdp_cmd("Page.printToPDF", {})["data"]
    assert base64.b64decode(pdf).startswith(b"%PDF")
    page.js("window.dispatchEvent(new Event('afterprint'))")
    assert page.js("document.querySelectorAll('details[open]').length") == 0


def test_everything_has_a_name_and_headings_go_down(varied, opened):
    page = opened(varied)
    page.js("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    tree = page.chrome.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    kinds = {"button", "link", "combobox", "searchbox", "checkbox", "region", "table"}
    nodes = [node for node in tree if not node["ignored"] and node["role"]["value"] in kinds]
    assert {n["role"]["value"] for n in nodes} == kinds
    assert [node for node in nodes if not node.get("name", {}).get("value", "").strip()] == []
    levels = page.js("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("width", [320, 1280])
def test_fits_its_window_with_targets_large_enough(varied, opened, width):
    page = opened(varied)
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        assert page.js("document.documentElement.scrollWidth") <= width
        small = page.js(
            "[...document.querySelectorAll('button, select, input, summary, nav a')]"
            ".map(e => [e.outerHTML, e.getBoundingClientRect()])"
            ".filter(([, r]) => r.height && (r.height < 24 || r.width < 24)).map(([h]) => h)"
        )
        assert small == []
    finally:
        page.chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
