"""Take the pictures of the pages: ``python docs/_pictures.py [charts | TOOL]...``.

The charts are those that the examples of ``reference/charts.md`` draw.
Each installed tool is run on generated data and its web report is photographed in a headless
browser: from the top, or from the first chart for a tool that finds nothing and only draws. The
pictures are kept in the repository, so that building the site needs no browser. This needs
Chromium with its driver, and Pillow besides what the tests need.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from selenium import webdriver

import cstools
from cstools.charts.draw import draw_png
from cstools.plugin import discovery

CHARTS = "charts"
CHARTS_PAGE = Path(__file__).parent / "reference" / "charts.md"
PICTURES = Path(__file__).with_name("pictures")
SIZE = (1100, 1300)
COLOURS = 96
SHARPNESS = 1.5
_TO_THE_CHARTS = "document.querySelector('.panel').scrollIntoView({behavior: 'instant'})"


def main(names: list[str]) -> None:
    """Draw the charts and photograph the tools of these names, or all that are installed."""
    names = names or [CHARTS, *(plugin.name for plugin in discovery.tools())]
    if CHARTS in names:
        _draw_charts()
        names.remove(CHARTS)
    if names:
        _photograph_all(names)


def _draw_charts() -> None:
    """Follow the page of charts: each example leaves a ``chart``, its picture is named below it."""
    page = CHARTS_PAGE.read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    for code, picture in re.findall(r"```python\n(.*?)```(?:\n\n!\[.*?\]\((.*?)\))?", page, re.S):
        exec(compile(code, CHARTS_PAGE.name, "exec"), names)
        if picture:
            drawing = Image.open(io.BytesIO(draw_png(names["chart"].spec, SHARPNESS)))
            path = CHARTS_PAGE.parent / picture
            drawing.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def _photograph_all(names: list[str]) -> None:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars"):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium") or ""
    driver = shutil.which("chromedriver")
    browser = webdriver.Chrome(options, webdriver.ChromeService(driver) if driver else None)
    try:
        for name in names:
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
