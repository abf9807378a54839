"""Building blocks on Ofsted's provider lists."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from cstools.rules import DAY, Codes, Return, any_at, expand, shared, take_dates
from cstools_ssda903.needs import provider_authorities, providers

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from cstools.rules import Mask, View

PLACEHOLDER = "XXXXXXX"


def urn_given(episodes: View) -> Mask:
    """Episodes with a URN that is not the placeholder of seven X (block URN_GIVEN)."""
    filled: Mask = episodes.URN.filled & (episodes.URN != PLACEHOLDER)
    return filled


@dataclass(frozen=True)
class UrnPairs:
    """Episodes paired with every row of the provider list of the same URN (block PROVIDER_LOOKUP).

    An episode whose URN is not listed is paired with blanks.

    Attributes:
        episodes: the episode of each pair.
        known: whether the URN is listed.
        place_codes: allowed placement codes, separated by commas.
        provider_codes: allowed provider codes, separated by commas.
        postcode: postcode of the setting, without spaces.
        closed: the day it closed or was deregistered.
        authority: gives the code of the authority it lies in, looked up when first asked for.
    """

    episodes: View
    known: Mask
    place_codes: Codes
    provider_codes: Codes
    postcode: Codes
    closed: NDArray[np.datetime64]
    authority: Callable[[], Codes]


@shared
def urn_pairs(ret: Return) -> UrnPairs:
    """This year's episodes with a URN, beside the provider list; skipped without a list."""
    lists = providers(ret)
    episodes = ret.Episodes.where(urn_given(ret.Episodes))
    left, right = _pairs(episodes.URN, Codes.of(lists["URN"]))

    def codes(column: str) -> Codes:
        return Codes.of(lists[column]).take(right)

    closed = lists["REG_END"].to_numpy().astype(DAY)
    return UrnPairs(
        episodes.take(left),
        right >= 0,
        codes("PLACE_CODES"),
        codes("PROVIDER_CODES"),
        codes("POSTCODE"),
        take_dates(closed, right),
        cache(lambda: Codes.of(provider_authorities(ret)).take(right)),
    )


def in_list(values: Codes, lists: Codes) -> Mask:
    """Rows whose value is one of the pieces of a comma-separated list; never with a blank."""
    pieces = {text: frozenset(p.strip() for p in text.split(",")) for text in lists.words}
    table = np.array(
        [[value in pieces[text] for text in lists.words] + [False] for value in values.words]
        + [[False] * (len(lists.words) + 1)],
        dtype=bool,
    )
    return table[values.codes, lists.codes]


def all_of_episode(pairs: UrnPairs, fails: Mask) -> Mask:
    """Pairs of episodes for which every listed row fails: one row that fits is enough."""
    position = pairs.episodes.index
    return ~any_at(position, ~fails, position.max(initial=-1) + 1)[position]


def _pairs(texts: Codes, offered: Codes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions of every pair with the same text; -1 where a wanted text is not offered."""
    place = {word: number for number, word in enumerate(offered.words)}
    target = texts.map(lambda word: place.get(word, -2), -2, np.int64)
    order = np.argsort(offered.codes, kind="stable")
    first = np.searchsorted(offered.codes[order], target, side="left")
    count = np.searchsorted(offered.codes[order], target, side="right") - first
    return expand(first, count, order, keep_all=True)
