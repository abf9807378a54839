"""Statistical neighbours: the ten authorities most like one, by the department's two models."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from cstools import UsageError
from cstools_geography import facts
from cstools_geography.register import area

Model = Literal[2021, 2025]
Closeness = Literal["extremely close", "very close", "close", "somewhat close", "not close"]
MODELS: tuple[Model, ...] = (2021, 2025)
_CLOSENESS: dict[str, Closeness] = {
    "E": "extremely close",
    "V": "very close",
    "C": "close",
    "S": "somewhat close",
    "N": "not close",
}


@dataclass(frozen=True)
class Neighbour:
    """A statistical neighbour.

    Attributes:
        code: its number.
        closeness: how like it is, in the model's words; ``not close`` is formal only.
    """

    code: str
    closeness: Closeness


def neighbours(code: str, model: Model = 2025) -> tuple[Neighbour, ...]:
    """The ten statistical neighbours of an authority, nearest first.

    The two models share about half their neighbours, so say which one was used. The authorities
    made in 2023 have none in the model of 2021, and abolished ones none in that of 2025.

    Args:
        code: the authority's number.
        model: the year of the model.

    Raises:
        UsageError: there is no such authority or model, or the model has no list for it.
    """
    if model not in MODELS:
        raise UsageError(f"There is no neighbour model of {model}.", "Give 2021 or 2025.")
    lists, authority = _lists(model), area(code)
    if code not in lists:
        others = [str(other) for other in MODELS if code in _lists(other)]
        advice = f"The model of {others[0]} has some." if others else "Give an authority's number."
        raise UsageError(f"The model of {model} has no neighbours of {authority.label}.", advice)
    return lists[code]


@cache
def _lists(model: Model) -> dict[str, tuple[Neighbour, ...]]:
    return {
        row["number"]: tuple(map(_neighbour, row["neighbours"].split()))
        for row in facts.rows(f"neighbours_{model}.csv")
    }


def _neighbour(text: str) -> Neighbour:
    return Neighbour(text[:-1], _CLOSENESS[text[-1]])
