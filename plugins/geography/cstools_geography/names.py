"""Names of areas brought to a form in which their spellings agree."""

from __future__ import annotations

import re

_STYLE = re.compile(
    r"\b(london borough of|royal borough of|metropolitan borough of|borough of|city of|county of"
    r"|(?:county|city|borough|district|metropolitan|london borough|unitary) council"
    r"|childrens (?:trust|services)|council|(?:unitary|local) authority|the"
    r"|city|county|borough|metropolitan|lb of|rb of|lb|rb|mbc|mdc|bc|cc|ua)\b"
)


def words(name: str) -> str:
    """A name in small letters with single spaces, without punctuation and marks of footnotes."""
    plain = re.sub(r"['’.]", "", name.casefold().replace("&", " and "))
    parted = " ".join(re.sub(r"[^a-z0-9]", " ", plain).split())
    return re.sub(r"(?<=[a-z ])\s*\d{1,2}$", "", parted)


def key(name: str) -> str:
    """The letters of a name alone, which is what two spellings of it agree in."""
    return words(name).replace(" ", "")


def bare_key(name: str) -> str:
    """The letters of a name without the words that the styles of councils add to it."""
    return _STYLE.sub("", words(name)).replace(" ", "") or key(name)
