"""Every link between pages leads somewhere, and every file or module that a page names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
OTHERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("plugins/*/README.md")])

_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(
    r"`((?:core|plugins|tests|docs|cli|runner|export|io|registry|engine)/[\w./-]+|\w+\.py|[A-Z]+\.md)`"
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    return _FENCED.sub("", path.read_text(encoding="utf-8"))


def anchors(text: str) -> set[str]:
    """What a heading is called in a link; one given by hand counts in place of it."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    given = set(re.findall(r"\{#([\w.-]+)\}", text))
    plain = (re.sub(r"[^\w\s-]", "", heading.lower()).strip() for heading in headings)
    return given | {re.sub(r"[\s-]+", "-", heading) for heading in plain}


@pytest.mark.parametrize("path", [*PAGES, *OTHERS], ids=name)
def test_links_lead_somewhere(path, generated):
    made = {ROOT / "docs" / place: page for place, page in generated.PAGES.items()}
    for link in _LINK.findall(prose(path)):
        if "://" in link:
            continue
        place, _, anchor = link.partition("#")
        target = (path.parent / place).resolve() if place else path
        assert target.exists() or target in made, link
        if anchor:
            text = made[target]() if target in made else target.read_text(encoding="utf-8")
            assert anchor in anchors(text), link


def test_links_of_the_generated_pages_lead_somewhere(generated):
    pages = {place.rpartition("/")[2]: page() for place, page in generated.PAGES.items()}
    for text in pages.values():
        for link in _LINK.findall(text):
            place, _, anchor = link.partition("#")
            assert place in pages or (ROOT / "docs" / "reference" / place).exists(), link
            assert not anchor or anchor in anchors(pages[place])


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_page_leaves_the_folder_of_pages(path):
    """The site has only what stands below docs."""
    for link in _LINK.findall(prose(path)):
        if "://" not in link and not link.startswith("#"):
            assert (path.parent / link).resolve().is_relative_to(ROOT / "docs"), link


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_files_that_are_named_exist(path):
    below = (ROOT, ROOT / "core/cstools", ROOT / "plugins/validate-903/cstools_validate_903")
    for named in _PATH.findall(prose(path)):
        places = [folder / named for folder in below]
        places += [ROOT / "plugins/ssda903/cstools_ssda903" / named]
        assert any(place.exists() for place in places), named


def test_every_page_is_in_the_contents(generated):
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    listed = set(re.findall(r"[\w/-]+\.md", nav))
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in PAGES}
    assert listed == pages | set(generated.PAGES)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_machine_is_named(path):
    assert not re.search(r"(?<![\w./])/(?:work|tmp|home|root)/", path.read_text(encoding="utf-8"))
