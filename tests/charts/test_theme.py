"""The colours of a chart are told apart by everybody, and its letters can be read."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from cstools.charts import BESIDE_EARLIER, SERIES, theme
from cstools.charts.kinds import heat

LIGHTNESS_APART = 12
APART = 20  # of CIELAB, where about 2 can just be told
READABLE = 4.5
# Colours as seen without one kind of cone, in linear light (Viénot, Brettel and Mollon 1999 for the
# first two; for the third Brettel's half plane is taken as one plane).
WITHOUT = {
    "protan": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
    "deutan": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
    "tritan": [[1, 0.14461, -0.14461], [0, 0.85924, 0.14076], [0, 0.85924, 0.14076]],
}
XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
WHITE = np.array(XYZ).sum(axis=1)


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    ratio = np.array(XYZ) @ light / WHITE
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one_light: float, other_light: float) -> float:
    lighter, darker = sorted((one_light, other_light), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(light: np.ndarray) -> float:
    return float(np.array(XYZ[1]) @ light)


def shade_of_heat(way: float) -> np.ndarray:
    """The linear light of the scale of a heat table at a part of the way from least to most."""
    stops = np.linspace(0, 1, len(theme.SCALE))
    bytes_ = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in theme.SCALE])
    mixed = [round(float(np.interp(way, stops, bytes_[:, channel]))) for channel in range(3)]
    return linear("#{:02x}{:02x}{:02x}".format(*mixed))


PAIRS = [*combinations(SERIES, 2), BESIDE_EARLIER]


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_two_colours_differ_on_a_grey_print(pair: tuple[str, str]) -> None:
    first, second = (lab(linear(colour))[0] for colour in pair)
    assert abs(first - second) >= LIGHTNESS_APART


@pytest.mark.parametrize("kind", WITHOUT)
@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_two_colours_differ_for_every_kind_of_eye(pair: tuple[str, str], kind: str) -> None:
    first, second = (
        lab(np.clip(np.array(WITHOUT[kind]) @ linear(colour), 0, 1)) for colour in pair
    )
    assert np.linalg.norm(first - second) >= APART


def test_like_colours_would_be_told() -> None:
    red, green = linear("#D62728"), linear("#6B8E23")
    assert abs(lab(red)[0] - lab(green)[0]) < LIGHTNESS_APART
    seen = [lab(np.clip(np.array(WITHOUT["deutan"]) @ light, 0, 1)) for light in (red, green)]
    assert np.linalg.norm(seen[0] - seen[1]) < np.linalg.norm(lab(red) - lab(green)) / 2


def test_letters_can_be_read_on_the_paper() -> None:
    paper = luminance(linear("#ffffff"))
    assert contrast(luminance(linear(theme.INK)), paper) >= READABLE
    assert contrast(luminance(linear(theme.LINE)), paper) >= READABLE


@pytest.mark.parametrize("way", np.linspace(0, 1, 101).tolist())
def test_letters_can_be_read_on_every_shade_of_a_heat_table(way: float) -> None:
    letters = heat.WHITE if way > heat.DARK_FROM else heat.BLACK
    assert contrast(luminance(linear(letters)), luminance(shade_of_heat(way))) >= READABLE


def test_numbers_are_written_by_their_unit() -> None:
    assert theme.number_in_words(1204, "count") == "1,204"
    assert theme.number_in_words(17.25, "percent") == "17.3%"
    assert theme.number_in_words(-2.5, "days") == "-3 days"
    assert theme.number_in_words(61.04, "rate_per_10000") == "61.0 per 10,000"
    assert theme.number_in_words(0.125, "ratio") == "0.13"
    assert theme.number_in_words(1234.5, "light years") == "1,234.5"
    assert theme.number_format("light years") == ",~f"


def test_more_series_than_colours_are_refused() -> None:
    assert theme.colours_of(["a"]) == {"a": theme.ALONE}
    assert list(theme.colours_of(list("abcde")).values()) == list(SERIES)
    with pytest.raises(ValueError, match="6 series, and only 5 can be told apart"):
        theme.colours_of(list("abcdef"))
