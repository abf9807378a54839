"""Take the pictures of the tools' pages: ``python docs/_pictures.py [TOOL]...``.

Each installed tool is run on generated data and its web report is photographed in a headless
browser. The pictures are kept in the repository, so that building the site needs no browser.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from selenium import webdriver

import cstools
from cstools import plugins

PICTURES = Path(__file__).with_name("pictures")
SIZE = (1200, 1500)


def main(names: list[str]) -> None:
    """Photograph the tools of these names, or all that are installed."""
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars"):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium") or ""
    driver = shutil.which("chromedriver")
    browser = webdriver.Chrome(options, webdriver.ChromeService(driver) if driver else None)
    try:
        for name in names or [plugin.name for plugin in plugins.tools()]:
            _photograph(browser, name)
    finally:
        browser.quit()


def _photograph(browser: webdriver.Chrome, tool: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        result = cstools.run(tool, sample=True)
        result.export(Path(folder) / "out", formats=["html"])
        browser.set_window_size(*SIZE)
        browser.get((Path(folder) / "out" / "report.html").as_uri())
        PICTURES.mkdir(exist_ok=True)
        browser.save_screenshot(str(PICTURES / f"{tool}.png"))


if __name__ == "__main__":
    main(sys.argv[1:])
