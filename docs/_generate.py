"""Make pages, and parts of pages, from the code while MkDocs builds the site.

Pages on rules and tools are made whole. In other pages a line ``<!-- made: NAME -->`` stands for
what `PARTS` makes. MkDocs calls `on_files`, `on_page_markdown` and `on_post_page`; see ``hooks`` in
``mkdocs.yml``.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

# MkDocs and the tests load this file by its path; what it imports lies beside it.
sys.path.insert(0, str(Path(__file__).parent))

from _made import checks, commands, geography, hooks, keys, tools
from cstools_validate_903.plugin import cstools_validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

Rule = dict[str, Any]

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "results.json"

# MkDocs counts what is logged below its own name, so that a strict build fails on it.
log = logging.getLogger("mkdocs.hooks.cstools")

_MARKDOWN = re.compile(r"([\\`*_{}\[\]|])")
# What a test reads and the site does not: that a block of commands is meant to fail.
_FAILS = re.compile(r"^(```\w+) fails$", re.MULTILINE)
_REQUESTED = re.compile(
    r'<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)="((?:https?:)?//[^"]*)"'
)
# A line of commands that is too long goes on below, but not in the midst of an option.
_COMMANDS = re.compile(r'<div class="language-(?:sh|bat|powershell|bash) .*?</div>', re.DOTALL)
_HYPHENATED = re.compile(r"[\w./=-]*-[\w./=-]+(?![^<>]*>)")
_NEEDS = {
    "local_authority": "the local authority",
    "postcodes": "the postcode look-up",
    "providers": "Ofsted's provider lists",
}


def _catalogue() -> list[Rule]:
    return [rule.plain() for rule in cstools_validate.rulebook.catalogue()]


def rules_page() -> str:
    """Every rule of every collection year, with its logic."""
    rules = _in_order(_catalogue())
    head = [
        "# Rules",
        "",
        f"The {len(rules)} rules of `validate-903`, made from the rules themselves. The logic is "
        "in our words; the code is the one the Department or the sector uses. In the terminal: "
        "`cstools info validate-903 --rules`, and `--rule CODE` for one.",
        "",
        "`error` has to be put right. `query` may be right but must be looked at.",
        "",
    ]
    return "\n".join([*head, *(line for rule in rules for line in _rule(rule))])


def differences_page() -> str:
    """The rules that differ on purpose from the sector's existing validator."""
    rules = [rule for rule in _in_order(_catalogue()) if rule["differs"]]
    head = [
        "# Differences from the existing validator",
        "",
        f"The sector has an open validator for this return. {len(rules)} rules here differ from it "
        "on purpose in what they flag or in how they end. This page is made from the rules "
        "themselves. [Compared](compared-with-the-existing-validator.md) has what reading files "
        "and their rule 365 add to that. A difference that is on neither page is a defect: please "
        "report it.",
        "",
        "| rule | what is wrong | how and why it differs |",
        "| --- | --- | --- |",
    ]
    lines = [
        f"| [{_text(rule['code'])}](rules.md#{_anchor(rule)}) | {_text(rule['title'])} "
        f"| {_text(_reasons(rule))} |"
        for rule in rules
    ]
    return "\n".join([*head, *lines, ""])


def speed_page() -> str:
    """The figures of the benchmark, as it last wrote them."""
    measured = json.loads(RESULTS.read_text(encoding="utf-8"))
    machine = measured["machine"]
    head = [
        "# How fast it is",
        "",
        "Measured with `python benchmarks/benchmark.py` on "
        f"{machine['cores']} cores with Python {machine['python']} and pandas {machine['pandas']}; "
        f"each figure is the best of {measured['repeats']} fresh processes, in seconds. The plain "
        "read is `pandas.read_csv` of the same files and nothing else. `benchmarks/README.md` says "
        "what the figures mean.",
        "",
    ]
    return "\n".join([*head, *(line for size in measured["sizes"] for line in _size(size))])


PAGES: dict[str, Callable[[], str]] = {
    "reference/rules.md": rules_page,
    "reference/differences.md": differences_page,
    "reference/speed.md": speed_page,
}


def pages() -> dict[str, str]:
    """Every page that is made whole, by its place below docs."""
    return {place: page() for place, page in PAGES.items()} | tools.pages()


PARTS: dict[str, Callable[[], str]] = {
    "checks": checks.checks,
    "commands": commands.commands,
    "hooks": hooks.hooks,
    "hooks given": hooks.given,
    "hooks made": hooks.made,
    "joint returns": geography.joint,
    "lock environment": keys.lock_environment,
    "lock package": keys.lock_package,
    "lock tool": keys.lock_tool,
    "manifest params": keys.manifest_params,
    "manifest tool": keys.manifest_tool,
    "names taken": keys.reserved,
    "registry release": keys.registry_release,
    "registry tool": keys.registry_tool,
    "reorganisations": geography.reorganisations,
    "tools": tools.overview,
}
_MARKER = re.compile(r"^<!-- made: ([\w ]+) -->$", re.MULTILINE)


def expanded(markdown: str) -> str:
    """A page with what is made from the code in the places that are marked for it."""
    return _MARKER.sub(lambda found: PARTS[found[1]](), markdown)


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put what is made from the code into a page, and leave out what only the tests read."""
    return _FAILS.sub(r"\1", expanded(markdown))


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages to the site."""
    from mkdocs.structure.files import File

    for place, content in pages().items():
        files.append(File.generated(config, place, content=content))
    return files


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the words of commands whole where their lines are broken."""
    whole = r'<span class="whole">\g<0></span>'
    return _COMMANDS.sub(lambda block: _HYPHENATED.sub(whole, block[0]), html)


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Warn of anything a reader's browser would fetch from elsewhere."""
    for address in _REQUESTED.findall(output):
        log.warning("%s would fetch %s", page.file.src_uri, address)
    return output


def _size(size: dict[str, Any]) -> Iterable[str]:
    ours, plain, ratios = size["ours"], size["plain"], size["ratios"]
    yield f"## {size['children']:,} children"
    yield ""
    yield f"{size['rows']:,} rows, {size['findings']:,} findings, {ours['peak_mb']:,.0f} MB."
    yield ""
    yield "| | plain read | read to findings | times as long |"
    yield "| --- | --- | --- | --- |"
    for label, place, ratio in (
        ("whole process, imports included", "first", "with_imports"),
        ("first time in a process, without imports", "first", "first"),
        ("again in the same process", "again", "again"),
    ):
        left_out = () if ratio == "with_imports" else ("import",)
        took = [
            sum(seconds for stage, seconds in one[place].items() if stage not in left_out)
            for one in (plain, ours)
        ]
        yield f"| {label} | {took[0]:.2f} | {took[1]:.2f} | {ratios[ratio]:.1f} |"
    yield ""
    slowest = ", ".join(f"{rule} {ms:.0f} ms" for rule, ms in size["slowest_rules_ms"].items())
    yield f"The slowest rules, with what they load: {slowest}."
    yield ""
    if size.get("exports"):
        wrote = ", ".join(f"{name} {one['export']:.1f} s" for name, one in size["exports"].items())
        yield f"Writing every finding: {wrote}."
        yield ""


def _rule(rule: Rule) -> Iterable[str]:
    yield f"## {_text(rule['code'])}: {_text(rule['title'])} {{#{_anchor(rule)}}}"
    yield ""
    for version in rule["versions"]:
        until = version["to"] or "now"
        yield f"**{version['from']} to {until}.** {_text(' '.join(version['logic'].split()))}"
        yield ""
    for name, value in _facts(rule).items():
        yield f"- {name}: {value}"
    yield ""


def _facts(rule: Rule) -> dict[str, str]:
    tables = [*rule["tables"], *(f"last year's {table}" for table in rule["last_year"])]
    facts = {
        "Severity": rule["severity"],
        "Tables": ", ".join(tables),
        "Fields": ", ".join(f"`{field}`" for field in rule["fields"]),
        "Needs": ", ".join(_NEEDS.get(need, need) for need in rule["needs"]),
        "What to do": _text(rule["fix"]),
        "Differs": _text(_reasons(rule)),
    }
    return {name: value for name, value in facts.items() if value}


def _reasons(rule: Rule) -> str:
    return " ".join(difference["reason"] for difference in rule["differs"])


def _in_order(rules: list[Rule]) -> list[Rule]:
    """By the number in the code: 99 before 101, letters after numbers."""
    return sorted(rules, key=lambda rule: _key(rule["code"]))


def _key(code: str) -> tuple[str, int, str]:
    parts = re.fullmatch(r"(\D*)(\d*)(.*)", code)
    assert parts is not None
    return parts[1], int(parts[2] or 0), parts[3]


def _anchor(rule: Rule) -> str:
    return f"rule-{rule['code']}"


def _text(text: str) -> str:
    """Text as Markdown shows it unchanged."""
    return _MARKDOWN.sub(r"\\\1", text).replace("<", "&lt;")
