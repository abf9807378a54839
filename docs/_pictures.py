"""Take the pictures of the tools' pages: ``python docs/_pictures.py [TOOL]...``.

Each installed tool is run on generated data and its web report is photographed in a headless
browser: from the top, or from the first chart for a tool that finds nothing and only draws. The
pictures are kept in the repository, so that building the site needs no browser. This needs
Chromium with its driver, and Pillow besides what the tests need.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from selenium import webdriver

import cstools
from cstools.plugin import discovery

PICTURES = Path(__file__).with_name("pictures")
SIZE = (1100, 1300)
COLOURS = 96
_TO_THE_CHARTS = "document.querySelector('.panel').scrollIntoView({behavior: 'instant'})"


def main(names: list[str]) -> None:
    """Photograph the tools of these names, or all that are installed."""
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars"):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium") or ""
    driver = shutil.which("chromedriver")
    browser = webdriver.Chrome(options, webdriver.ChromeService(driver) if driver else None)
    try:
        for name in names or [plugin.name for plugin in discovery.tools()]:
            _photograph(browser, name)
    finally:
        browser.quit()


def _photograph(browser: webdriver.Chrome, tool: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        result = cstools.run(tool, sample=True)
        result.export(Path(folder) / "out", formats=["html"])
        browser.set_window_size(*SIZE)
        browser.get((Path(folder) / "out" / "report.html").as_uri())
        if "validate" not in result.tool.stages:
            browser.execute_script(_TO_THE_CHARTS)
        PICTURES.mkdir(exist_ok=True)
        # A page of text and charts has few colours; so the file is a third of the size.
        whole = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
        whole.quantize(COLOURS).save(PICTURES / f"{tool}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
