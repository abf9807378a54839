"""Every link between pages leads somewhere, and every file or module that a page names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cstools.registry import bundled

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
OTHERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("plugins/*/README.md")])

_PICTURE = re.compile(r"!\[[^\]]+\]\(([^)\s]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
_TITLE = re.compile(r'^```.* title="([^"]+)"$', re.MULTILINE)
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


@pytest.fixture(scope="module")
def site(generated) -> dict[Path, str]:
    """Every page of the site as a reader has it, and the texts beside it."""
    written = {path: path.read_text(encoding="utf-8") for path in [*PAGES, *OTHERS]}
    made = {ROOT / "docs" / place: text for place, text in generated.pages().items()}
    return {path: generated.expanded(text) for path, text in written.items()} | made


def test_links_lead_somewhere(site):
    for path, text in site.items():
        for link in _LINK.findall(_FENCED.sub("", text)):
            if "://" in link:
                continue
            place, _, anchor = link.partition("#")
            target = (path.parent / place).resolve() if place else path
            assert target in site or target.exists(), (name(path), link)
            if anchor:
                assert anchor in anchors(site[target]), (name(path), link)


def test_pictures_are_there_and_are_all_shown(site):
    shown = {
        (path.parent / link).resolve()
        for path, text in site.items()
        for link in _PICTURE.findall(text)
    }
    assert shown == set((ROOT / "docs" / "pictures").iterdir())
    assert all(path.stat().st_size < 150_000 for path in shown)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_page_leaves_the_folder_of_pages(path):
    """The site has only what stands below docs."""
    for link in _LINK.findall(prose(path)):
        if "://" not in link and not link.startswith("#"):
            assert (path.parent / link).resolve().is_relative_to(ROOT / "docs"), link


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_files_that_are_named_exist(path):
    """Here, among what a page writes itself, or in what ``cstools new`` makes."""
    below = (ROOT, ROOT / "core/cstools", ROOT / "plugins/validate-903/cstools_validate_903")
    made = [Path(one).name for one in _TITLE.findall(path.read_text(encoding="utf-8"))]
    made += [one.name for one in (ROOT / "templates" / "plugin").rglob("*.py")]
    for named in _PATH.findall(prose(path)):
        places = [folder / named for folder in below]
        places += [ROOT / "plugins/ssda903/cstools_ssda903" / named]
        assert Path(named).name in made or any(place.exists() for place in places), named


def nav() -> set[str]:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    return set(re.findall(r"[\w/-]+\.md", contents))


def test_every_page_is_in_the_contents(generated):
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in PAGES}
    assert nav() == pages | set(generated.pages())


def test_every_tool_has_its_page_and_its_picture(site):
    for entry in bundled().entries:
        assert f"tools/{entry.name}.md" in nav()
        shown = _PICTURE.findall(site[ROOT / "docs" / "tools" / f"{entry.name}.md"])
        assert shown == ([f"../pictures/{entry.name}.png"] if entry.stages else [])


def test_blocks_of_code_are_read_as_such(site, generated):
    """A word that the site does not know after the language, and the block is shown as text."""
    for path in PAGES:
        text = generated.on_page_markdown(site[path], page=None, config=None, files=None)
        fences = re.findall(r"^ *```.*$", text, re.MULTILINE)
        assert len(fences) % 2 == 0
        for opens, closes in zip(fences[::2], fences[1::2], strict=True):
            assert re.fullmatch(r' *```\w+( title="[^"]+")?', opens), (name(path), opens)
            assert closes.strip() == "```", (name(path), closes)


def test_commands_are_copied_as_they_stand(generated):
    """What keeps their words whole in a narrow window adds nothing to them."""
    line = 'cstools <span class="w"> </span>run late-reviews --most-days 170 "--x y-z"'
    shown = generated.on_page_content(
        f'<div class="language-sh highlight"><pre>{line}</pre></div> late-reviews',
        page=None,
        config=None,
        files=None,
    )
    assert '<span class="whole">--most-days</span> 170' in shown
    assert shown.endswith("</div> late-reviews")
    assert re.sub("<.*?>", "", shown) == re.sub("<.*?>", "", line) + " late-reviews"


@pytest.mark.parametrize("path", [path for path in PAGES if "\n```sh" in path.read_text("utf-8")])
def test_a_page_with_commands_is_followed_by_a_test(path):
    tests = [one.read_text(encoding="utf-8") for one in (ROOT / "tests").rglob("test_*.py")]
    assert any(path.stem in text for text in tests)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_machine_is_named(path):
    assert not re.search(r"(?<![\w./])/(?:work|tmp|home|root)/", path.read_text(encoding="utf-8"))
