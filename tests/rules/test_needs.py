"""Look-ups and building blocks are worked out once."""

from __future__ import annotations

import pytest

from cstools.rules import Skip, need, shared


def test_a_need_is_looked_up_once_a_run_for_both_periods(prepared):
    looked_up = []

    @need("It needs the limit.", note="There was no limit.")
    def limit(ret):
        looked_up.append(ret)
        return ret.params.limit

    ret = prepared(People="LAchildID\nA", last={"People": "LAchildID\nA"}, params={"limit": 3})
    assert limit(ret) == limit(ret.last) == limit.get(ret) == 3
    assert looked_up == [ret]
    assert (limit.name, limit.note, limit.missing(ret)) == ("limit", "There was no limit.", "")


def test_an_absent_need_is_looked_up_once_too(prepared):
    looked_up = []

    @need("It needs the limit.")
    def limit(ret):
        looked_up.append(ret)

    ret = prepared(People="LAchildID\nA")
    for _ in range(2):
        with pytest.raises(Skip, match="needs the limit"):
            limit(ret)
    assert limit.get(ret) is None
    assert limit.missing(ret) == "It needs the limit."
    assert len(looked_up) == 1


def test_a_building_block_is_worked_out_once_for_each_period(prepared):
    worked_out = []

    @shared
    def people(ret):
        """The people."""
        worked_out.append(ret)
        return ret.People

    ret = prepared(People="LAchildID\nA", last={"People": "LAchildID\nA"})
    assert people(ret) is people(ret)
    assert people(ret.last) is not people(ret)
    assert worked_out == [ret, ret.last]
    assert people.__doc__ == "The people."
