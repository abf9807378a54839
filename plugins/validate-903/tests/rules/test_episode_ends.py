"""Rules on how an episode ended."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("adopted", ["E11", "E12"])
def test_199_after_adoption_this_year(check, adopted):
    check(
        "199",
        Episodes=f"""
        CHILD DECOM        DEC          REC
        1     01/09/2026   -            -           *
        1     01/06/2026   01/07/2026   X1
        1     01/07/2026   -            {adopted}
        1     01/08/2026   01/09/2026   {adopted}   *
        2     01/07/2026   -            {adopted}
        2     01/07/2026   -            X1          *
        3     01/07/2026   -            X1
        3     01/07/2026   -            {adopted}
        4     -            -            {adopted}
        4     01/07/2026   -            X1
        4     nonsense     -            -
        -     01/07/2026   -            {adopted}
        -     01/08/2026   -            -
        """,
    )


@pytest.mark.parametrize("adopted", ["E11", "E12"])
def test_199_after_adoption_last_year(check, adopted):
    check(
        "199",
        last_year={
            "Episodes": f"""
            CHILD DECOM        REC
            1     01/06/2025   {adopted}
            2     01/06/2025   X1
            2     01/07/2025   {adopted}
            2     01/09/2025   {adopted}
            3     nonsense     {adopted}
            4     01/07/2025   E4A
            5     01/07/2026   {adopted}
            -     01/07/2025   {adopted}
            """
        },
        Episodes=f"""
        CHILD DECOM        REC
        1     01/06/2025   {adopted}
        1     31/05/2025   X1
        1     02/06/2025   -           *
        2     30/06/2025   X1
        2     01/07/2025   X1
        2     01/08/2025   X1          *
        3     01/08/2026   X1
        4     01/08/2026   X1
        5     01/06/2026   {adopted}
        5     01/07/2026   X1          *
        -     01/08/2026   X1
        """,
    )


def test_199_needs_this_year_only(skips):
    reason = skips("199", Header="CHILD\n1", last_year={"Episodes": "CHILD\n1"})
    assert reason == "Episodes was not given."


@pytest.mark.parametrize("adopted", ["E11", "E12"])
def test_386_adopted_at_18(check, adopted):
    check(
        "386",
        Header="""
        CHILD DOB
        1     01/06/2008
        2     29/02/2008
        3     -
        5     01/06/2015
        5     01/06/2008
        -     01/06/2008
        """,
        Episodes=f"""
        CHILD DEC          REC
        1     31/05/2026   {adopted}
        1     01/06/2026   {adopted}   *
        1     02/06/2026   {adopted}   *
        1     02/06/2026   E13
        1     02/06/2026   -
        1     -            {adopted}
        1     nonsense     {adopted}
        2     27/02/2026   {adopted}
        2     28/02/2026   {adopted}   *
        3     02/06/2026   {adopted}
        4     02/06/2026   {adopted}
        5     02/06/2026   {adopted}   *
        -     02/06/2026   {adopted}
        """,
    )


@pytest.mark.parametrize(
    ("code", "reason", "birth"),
    [
        ("387", "E5", "01/06/2012"),
        ("387", "E6", "01/06/2012"),
        ("389", "E7", "01/06/2010"),
        ("460", "E17", "01/06/2008"),
    ],
)
def test_387_389_460_ended_too_young(check, code, reason, birth):
    check(
        code,
        Header=f"""
        CHILD DOB
        1     {birth}
        2     -
        3     nonsense
        5     {birth}
        5     01/01/1999
        -     {birth}
        """,
        Episodes=f"""
        CHILD DEC          REC
        1     31/05/2026   {reason}   *
        1     01/06/2026   {reason}
        1     02/06/2026   {reason}
        1     31/05/2026   E8
        1     31/05/2026   -
        1     -            {reason}
        1     nonsense     {reason}
        2     31/05/2026   {reason}
        3     31/05/2026   {reason}
        4     31/05/2026   {reason}
        5     31/05/2026   {reason}   *
        -     31/05/2026   {reason}
        """,
    )


@pytest.mark.parametrize(
    ("code", "reason", "birth"),
    [("387", "E5", "29/02/2012"), ("389", "E7", "29/02/2008"), ("460", "E17", "29/02/2008")],
)
def test_387_389_460_born_on_29_february(check, code, reason, birth):
    day = {"387": "28/02/2026", "389": "29/02/2024", "460": "28/02/2026"}[code]
    eve = {"387": "27/02/2026", "389": "28/02/2024", "460": "27/02/2026"}[code]
    check(
        code,
        Header=f"CHILD DOB\n1 {birth}",
        Episodes=f"""
        CHILD DEC     REC
        1     {eve}   {reason}   *
        1     {day}   {reason}
        """,
    )


@pytest.mark.parametrize("reason", ["E45", "E46", "E47", "E48"])
def test_407_guardianship_at_18(check, reason):
    check(
        "407",
        Header="""
        CHILD DOB
        1     01/06/2008   *
        2     02/06/2008
        3     29/02/2008   *
        4     -
        6     01/06/2008
        7     01/06/2008   *
        7     01/06/2015
        -     01/06/2008
        """,
        Episodes=f"""
        CHILD DEC          REC
        1     01/06/2026   {reason}   *
        1     31/05/2026   {reason}
        1     02/06/2026   E41
        2     01/06/2026   {reason}
        3     28/02/2026   {reason}   *
        3     27/02/2026   {reason}
        4     01/06/2026   {reason}
        5     01/06/2026   {reason}
        6     -            {reason}
        6     nonsense     {reason}
        7     02/06/2026   {reason}   *
        -     01/06/2026   {reason}
        """,
    )


@pytest.mark.parametrize("adopted", ["E11", "E12"])
def test_390_adopted_from_elsewhere(check, adopted):
    check(
        "390",
        Episodes=f"""
        CHILD PLACE REC
        1     A3    {adopted}
        1     A4    {adopted}
        1     A5    {adopted}
        1     A6    {adopted}
        1     U6    {adopted}   *
        1     -     {adopted}   *
        1     U6    E13
        1     U6    -
        -     K2    {adopted}   *
        """,
    )


@pytest.mark.parametrize("last", ["E2", "E15"])
def test_437_episode_after_the_last(check, last):
    check(
        "437",
        Episodes=f"""
        CHILD DECOM        REC
        1     01/07/2026   {last}
        1     01/06/2026   {last}   *
        1     01/05/2026   X1
        2     01/06/2026   {last}   *
        2     -            {last}
        2     nonsense     -
        3     01/06/2026   {last}   *
        3     01/06/2026   -
        4     01/06/2026   E3
        4     01/07/2026   -
        -     01/06/2026   {last}
        -     01/07/2026   -
        """,
    )


@pytest.mark.parametrize("reason", ["E45", "E46"])
def test_516_guardian_was_no_foster_carer(check, reason):
    check(
        "516",
        Episodes=f"""
        CHILD PLACE REC
        1     U1    {reason}
        1     U2    {reason}
        1     U3    {reason}
        1     U4    {reason}
        1     U5    {reason}
        1     U6    {reason}
        1     A3    {reason}   *
        1     U7    {reason}   *
        1     -     {reason}   *
        1     K2    E47
        1     K2    -
        -     K2    {reason}   *
        """,
    )


@pytest.mark.parametrize("code", ["386", "387", "389", "407", "460"])
def test_needs_both_tables(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."
    assert skips(code, Episodes="CHILD\n1") == "Header was not given."


@pytest.mark.parametrize("code", ["390", "437", "516"])
def test_needs_episodes(skips, code):
    assert skips(code, Header="CHILD\n1") == "Episodes was not given."


@pytest.mark.parametrize("code", ["199", "386", "387", "389", "390", "407", "437", "460", "516"])
def test_empty_tables(check, code):
    check(code, Header="CHILD DOB", Episodes="CHILD DECOM DEC REC PLACE")
