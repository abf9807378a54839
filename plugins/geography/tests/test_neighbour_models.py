"""Statistical neighbours and joint returns."""

from __future__ import annotations

import pytest
from python_calamine import CalamineWorkbook

from cstools import UsageError
from cstools_geography import MODELS, areas, authorities, joint_returns, joint_with, neighbours


def test_kents_neighbours_are_those_of_the_model():
    new = [neighbour.code for neighbour in neighbours("886")]
    assert new == ["881", "845", "878", "303", "935", "926", "891", "938", "822", "933"]
    old = [neighbour.code for neighbour in neighbours("886", 2021)]
    assert old == ["881", "845", "866", "885", "888", "941", "891", "937", "935", "860"]


@pytest.mark.parametrize("authority", authorities(2025), ids=lambda authority: authority.code)
def test_every_authority_of_today_has_ten(authority):
    ten = neighbours(authority.code, 2025)
    codes = {neighbour.code for neighbour in ten}
    assert len(codes) == len(ten) == 10
    assert authority.code not in codes
    assert codes <= {neighbour.code for neighbour in authorities(2025)}
    order = ["extremely close", "very close", "close", "somewhat close", "not close"]
    places = [order.index(neighbour.closeness) for neighbour in ten]
    assert places == sorted(places)


def test_those_of_the_city_are_formal_only():
    for model in MODELS:
        assert {neighbour.closeness for neighbour in neighbours("201", model)} == {"not close"}


@pytest.mark.parametrize(
    ("code", "model", "says"),
    [
        ("942", 2021, "The model of 2025 has some"),
        ("928", 2025, "The model of 2021 has some"),
        ("E12000001", 2025, "Give an authority's number"),
        ("886", 2015, "Give 2021 or 2025"),
        ("000", 2025, "three-digit number"),
    ],
)
def test_a_list_that_is_not_there_is_refused(code, model, says):
    with pytest.raises(UsageError) as refused:
        neighbours(code, model)
    assert says in refused.value.advice


def test_the_abolished_have_those_of_2021():
    assert len(neighbours("835", 2021)) == len(neighbours("909", 2021)) == 10


@pytest.mark.parametrize("model", MODELS)
def test_the_lists_are_those_of_the_departments_workbooks(data, model):
    book = CalamineWorkbook.from_path(data / "lait" / f"statistical_neighbours_{model}.xlsx")
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)[3:]
    compared = 0
    for row in rows:
        current = isinstance(row[0], float) and areas()[str(int(row[0]))].valid_to is None
        if not current or row[5] == "-":
            continue
        printed = [(str(int(row[at])), row[at + 1].strip().lower()) for at in range(5, 25, 2)]
        listing = neighbours(str(int(row[0])), model)
        assert [(neighbour.code, neighbour.closeness) for neighbour in listing] == printed
        compared += 1
    assert compared == {2021: 151, 2025: 153}[model]


def test_joint_returns():
    assert joint_with("318") == ("314",)
    assert joint_with("205") == ("207", "213")
    assert joint_with("886") == ()
    since = {
        neighbour.codes: neighbour.since
        for neighbour in joint_returns()
        if "workforce" in neighbour.collection
    }
    assert since == {("314", "318"): 2017, ("940", "941"): 2021}
