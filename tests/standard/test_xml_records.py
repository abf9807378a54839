"""XML trees as tables: records, what they take from those they lie in, and harmful files."""

from __future__ import annotations

import pytest

from cstools import InputError
from cstools.standard import Column, Schema, Table
from cstools.standard.xml_records import read_records

CHILD = Column("LAchildID", "Child", role="child")
CHILDREN = Table("Children", "Children", (CHILD, Column("Sex", "Sex")), element="Child")
PLANS = Table(
    "Plans",
    "Plans",
    (CHILD, Column("Start", "Start", type="date", aliases=("PlanStart",))),
    element="Plan",
)
VISITS = Table(
    "Visits", "V", (CHILD, Column("Start", "S"), Column("Seen", "Seen")), element="Visit"
)
OTHERS = Table("Others", "Others", (Column("Sex", "Sex"),))
SCHEMA = Schema("s", "S", None, None, {t.name: t for t in (CHILDREN, PLANS, VISITS, OTHERS)}, {})
XML = """<?xml version="1.0"?>
<Message xmlns="urn:any"><Header><Year>2026</Year></Header><Children>
<Child><Identifiers><LAchildID> 1 </LAchildID></Identifiers>
  <Plan><PlanStart>2025-05-01</PlanStart><Visit><Seen>Y</Seen></Visit></Plan>
  <Details><Sex>F</Sex><Odd>x</Odd></Details></Child>
<child><LAchildID>2</LAchildID><Sex/></child>
</Children></Message>"""


def read(xml):
    return read_records(SCHEMA, xml.encode(), "f.xml")


def test_records_in_records():
    assert read(XML) == {
        "Children": {"LAchildID": ["1", "2"], "Sex": ["F", None]},
        "Plans": {"LAchildID": ["1"], "Start": ["01/05/2025"]},
        "Visits": {"LAchildID": ["1"], "Seen": ["Y"]},
    }


def test_a_file_without_records_gives_none():
    assert read("<a><b>1</b></a>") == {}


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        ("<a><Child>", "not well-formed XML: it breaks at line 1"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        ("<a>" * 50 + "</a>" * 50, "far deeper than a return"),
        ('<?xml version="1.0" encoding="none"?><a/>', "f.xml"),
    ],
)
def test_what_is_not_read(xml, says):
    with pytest.raises(InputError, match=says):
        read(xml)
