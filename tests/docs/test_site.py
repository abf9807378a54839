"""The built site, opened as files from a folder: what a laptop without a server has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

if TYPE_CHECKING:
    from selenium import webdriver

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `tox -e docs` builds it."""
    pytest.importorskip("material", reason="the site is built and tried by: tox -e docs")
    folder = tmp_path_factory.mktemp("the site")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        check=True,
    )
    return folder


def test_search_finds_a_page_without_a_server(site: Path, driver: webdriver.Chrome) -> None:
    driver.get((site / "index.html").as_uri())
    box = driver.find_element(By.CSS_SELECTOR, ".md-search__input")
    box.click()
    box.send_keys("provider list")
    results = WebDriverWait(driver, 20).until(
        lambda browser: browser.find_elements(By.CSS_SELECTOR, ".md-search-result__link")
    )
    addresses = [result.get_attribute("href") or "" for result in results]
    assert any("how-to/check-a-return.html" in address for address in addresses)
    assert all(address.startswith(site.as_uri()) for address in addresses)
