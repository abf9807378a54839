"""Rules on how a placement for adoption may begin."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("place", ["A3", "A5"])
def test_217_carer_changed(check, place):
    check(
        "217",
        Episodes=f"""
        CHILD PLACE    DECOM        RNE
        1     {place}  01/04/2015   P    *
        1     {place}  31/03/2015   P
        1     {place}  01/04/2015   S
        1     {place}  01/04/2015   T
        1     {place}  01/04/2015   U
        1     {place}  02/04/2015   L    *
        1     {place}  02/04/2015   B    *
        1     {place}  02/04/2015   -    *
        1     {place}  -            P
        1     {place}  nonsense     P
        1     A4       02/04/2015   P
        1     -        02/04/2015   P
        -     {place}  02/04/2015   P    *
        """,
    )


@pytest.mark.parametrize("place", ["A3", "A5"])
def test_336_not_fostered_before(check, place):
    check(
        "336",
        Episodes=f"""
        CHILD DECOM        PLACE
        1     01/07/2026   {place}   *
        1     01/06/2026   K2
        2     01/06/2026   {place}
        2     01/07/2026   {place}
        3     01/06/2026   U1
        3     01/07/2026   {place}
        4     01/06/2026   U6
        4     01/07/2026   {place}
        5     01/06/2026   A4
        5     01/07/2026   {place}
        6     01/06/2026   A6
        6     01/07/2026   {place}
        7     01/06/2026   -
        7     01/07/2026   {place}   *
        8     01/06/2026   K2
        8     01/07/2026   A4
        8     01/08/2026   -
        8     01/09/2026   A6
        9     01/06/2026   U6
        9     02/06/2026   K2
        9     -            {place}   *
        10    -            {place}
        10    -            K2
        10    -            {place}   *
        -     01/06/2026   K2
        -     01/07/2026   {place}
        """,
    )


@pytest.mark.parametrize("place", ["A5", "A6"])
def test_408_without_placement_order(check, place):
    check(
        "408",
        Episodes=f"""
        CHILD PLACE    LS
        1     {place}  E1
        1     {place}  C2   *
        1     {place}  -    *
        1     A3       C2
        1     A4       C2
        1     -        C2
        -     {place}  C2   *
        """,
    )


@pytest.mark.parametrize("code", ["217", "336", "408"])
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."
