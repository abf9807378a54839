"""Pages that show Python as it is typed: every line gives what the page says."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "```pycon" in path.read_text("utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_python_as_it_is_typed(path, page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = path.relative_to(DOCS).as_posix()
    blocks = [block.body for block in page(name).blocks if block.language == "pycon"]
    session = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, name, name, 0)
    assert session.examples
    heard: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(session, out=heard.append)
    assert not heard, "".join(heard)
