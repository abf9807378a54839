"""The pages on making, sharing and installing tools, walked as written in real environments."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cstools.plugin.environment import python_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Four groups of four, as a person reads them out.
FINGERPRINT = re.compile(r"\b[0-9a-f]{4}(?:-[0-9a-f]{4}){3}\b")


@pytest.fixture
def type_in(shell, environment, tmp_path) -> Callable[..., str]:
    """Runs a block in an environment and a home that are there for this test alone."""
    return lambda block, **variables: shell(block, tmp_path, environment | variables)


@pytest.fixture
def home(environment) -> Path:
    return Path(environment["CSTOOLS_HOME"])


@pytest.fixture
def walk(page, type_in) -> Callable[[str, str], Iterator[str]]:
    """Goes through the commands of a section, block by block, and gives what each prints.

    What the page asks to do by hand between two blocks is done between two steps.
    """

    def steps(name: str, section: str) -> Iterator[str]:
        for block in page(name).sections[section].blocks:
            if block.language == "sh":
                yield type_in(block)

    return steps


@pytest.fixture
def change(tmp_path) -> Callable[[str, str, str], None]:
    """Changes one line of a file, as a person with an editor does."""

    def by_hand(file: str, line: str, words: str) -> None:
        path = tmp_path / file
        text, changed = re.subn(f"(?m)^{line}$", words, path.read_text(encoding="utf-8"))
        assert changed == 1
        path.write_text(text, encoding="utf-8")

    return by_hand


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def receipt(folder: Path) -> dict[str, object]:
    whole: dict[str, object] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return whole


def test_the_tutorial_your_own_tool(page, walk, change, tmp_path, home):
    name = "tutorial/your-own-tool.md"

    [made] = walk(name, "1. Make it")
    assert "late-reviews" in made
    for row in page(name).sections["1. Make it"].rows:
        assert all(
            (tmp_path / "late-reviews" / one).exists() for one in re.findall("`(.+?)`", row[0])
        )

    [checked] = walk(name, "2. Check it")
    assert checked.splitlines()[-1].endswith("0 failed. It passes.")

    own = walk(name, "3. Make it yours")
    assert re.search(r"\d+ passed", next(own))
    assert re.search(r"LATE +query", next(own))
    rule = "late-reviews/cstools_late_reviews/validate.py"
    change(rule, r" +fix=.+", '    fix="Ask the chair.",')
    assert re.search(r"\d+ passed", next(own))
    assert "Ask the chair." in (tmp_path / "first-report" / "report.html").read_text("utf-8")

    shelf = tmp_path / "shared-drive"
    [published] = walk(name, "4. Publish it")
    assert "late-reviews 0.1.0" in published
    wheels = [path for path in files_in(shelf) if path.endswith(".whl")]
    assert wheels == ["cstools_late_reviews-0.1.0-py3-none-any.whl"]
    assert "registry.toml" in files_in(shelf)

    [used] = walk(name, "5. Use it as a colleague does")
    assert "Successfully uninstalled cstools-late-reviews-0.1.0" in used
    assert "late-reviews 0.1.0 installed" in used
    assert re.search(r"LATE +query", used)
    report = receipt(tmp_path / "colleague-report")
    assert report["version"] == "0.1.0"
    assert list(report["own_environments"]) == ["late-reviews"]
    assert "Ask the chair." in (tmp_path / "colleague-report" / "report.html").read_text("utf-8")

    change("late-reviews/pyproject.toml", 'version = "0.1.0"', 'version = "0.2.0"')
    [upgraded] = walk(name, "6. A new version")
    assert "late-reviews 0.2.0 upgraded" in upgraded
    assert re.search(r"late-reviews +Late reviews +0\.2\.0 +region +own +ready", upgraded)

    before = files_in(shelf)
    [tidied] = walk(name, "7. Tidy up")
    assert "late-reviews 0.2.0 removed" in tidied
    assert list((home / "environments").iterdir()) == []
    assert list((home / "receipts").iterdir()) == []
    assert "region" not in (home / "registries.toml").read_text(encoding="utf-8")
    assert files_in(shelf) == before


def test_the_tutorial_keeps_its_promise_of_six_commands(page):
    """From nothing to a published, installed, running tool, by what cannot be left out."""
    lines = [
        line
        for section in list(page("tutorial/your-own-tool.md").sections.values())[1:6]
        for block in section.blocks
        for line in block.body.splitlines()
    ]
    needed = [
        next(line for line in lines if line.startswith(f"cstools {command}"))
        for command in ("new", "check", "publish", "registry add", "install", "run")
    ]
    assert len(set(needed)) == 6


def test_a_script_is_wrapped(page, type_in, tmp_path):
    printed = []
    for block in page("how-to/wrap-a-script.md").blocks:
        if block.title:
            (tmp_path / block.title).write_text(block.body, encoding="utf-8")
        elif block.language == "sh":
            printed.append(type_in(block))
    shown, whole = printed
    assert re.search(r"3\d rules passed, 0 failed. It passes.", shown)
    assert re.search(r"\d+ passed", shown)
    project = tmp_path / "tidy-visits"
    package = project / "cstools_tidy_visits"
    assert (package / "script.py").read_bytes() == (tmp_path / "tidy_visits.py").read_bytes()
    [table] = (tmp_path / "tidied" / "tables").glob("*.csv")
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].split(",")[-3:] == ["Child", "Days", "Late"]
    assert [line.split(",")[-3:] for line in lines[1:]] == [
        ["007", "30", "late"],
        ["008", "12", "in time"],
    ]
    assert re.search(r"3\d rules passed, 0 failed. It passes.", whole)
    late = tmp_path / "late" / "tables" / "late_visits.csv"
    records = late.read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[-3:] for line in records[1:]] == [["007", "30", "North"]] * 2


SHARE, INSTALL, LOCK = (
    f"how-to/{name}.md" for name in ("share-tools-in-a-folder", "install-tools", "lock-and-sync")
)


def test_a_folder_is_kept_by_one_and_used_by_others(page, walk, type_in, tmp_path, home):
    """Shared, signed, installed, mended, locked, installed elsewhere, retired: three pages."""
    assert "late-reviews" in next(walk(SHARE, ""))
    assert "late-reviews 0.1.0" in next(walk(SHARE, "Put a tool in"))
    added, updated = walk(SHARE, "Let others use it")
    assert re.search(r"late-reviews +Late reviews", added)
    assert "submitted" in added
    assert "region" in updated

    made, again = walk(SHARE, "Sign it")
    [fingerprint] = set(FINGERPRINT.findall(made))
    assert f"signed with the key {fingerprint}" in again
    index = tmp_path / "shared-drive" / "registry.toml"
    assert index.read_text(encoding="utf-8").splitlines()[-1].startswith("# signed: ed25519 ")

    [found] = walk(INSTALL, "Find one")
    assert "validate-903" in found
    assert "late-reviews 0.1.0 installed" in type_in("cstools install late-reviews")
    [listed] = walk(INSTALL, "Install, upgrade, remove")
    assert re.search(r"late-reviews +Late reviews +0\.1\.0 +region +own +ready", listed)
    [broken] = (home / "environments").iterdir()
    python_of(broken).unlink()
    [repaired] = walk(INSTALL, "When an environment is broken")
    assert "late-reviews 0.1.0 rebuilt" in repaired

    lock, check = page(LOCK).sections["Write it down"].blocks
    assert "cstools.lock" in type_in(lock)
    # Here tools of ours run from a checkout, so that no lock can say which files they are.
    checked = type_in(replace(check, fails=True))
    untold = r"is as locked\. Of .*\bssda903,.* validate-903 nobody can tell"
    assert re.search(untold, checked)
    lines = [one.body for one in page(LOCK).sections["Install the same elsewhere"].blocks]
    first, exact = (line.replace("S:\\tools", "shared-drive") for line in lines)
    elsewhere = {"CSTOOLS_HOME": str(tmp_path / "elsewhere")}
    assert "late-reviews 0.1.0 installed" in type_in(first, **elsewhere)
    assert re.search(untold, type_in(exact, **elsewhere))

    [retired] = walk(SHARE, "Take a tool out of use")
    assert "no longer looked after: The return no longer has reviews." in retired
