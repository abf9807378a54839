"""The manifest: every wrong key is named, with the file."""

from __future__ import annotations

import pytest

from cstools.errors import ToolError
from cstools.plugin.manifest import read_manifest

GOOD = """
[tool]
name = "late-reviews"
title = "Late reviews"
summary = "Finds reviews held late."
stages = ["validate"]
reads = ["ssda903"]
produces = ["findings"]
maintainer = "A person"
licence = "MIT"

[params.days]
type = "int"
default = 20
help = "Working days allowed."
"""


def read(tmp_path, text):
    (tmp_path / "cstools.toml").write_text(text, encoding="utf-8")
    return read_manifest(tmp_path)


def test_a_good_manifest(tmp_path):
    manifest = read(tmp_path, GOOD)
    assert (manifest.name, manifest.stages, manifest.network) == (
        "late-reviews",
        ("validate",),
        False,
    )
    assert (manifest.subprocess, manifest.writes_outside) == (False, False)
    assert manifest.params["days"].default == 20
    assert manifest.params["days"].option == "--days"


def test_a_library_has_neither_a_stage_nor_a_standard(tmp_path):
    text = GOOD.replace('["validate"]', "[]").replace('["findings"]', '[]\nkind = "library"')
    assert read(tmp_path, text).kind == "library"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "Late reviews"', "", r"\[tool\] lacks the key 'title'"),
        ("stages =", "stage =", "lacks the key 'stages'"),
        ('licence = "MIT"', 'licence = "MIT"\nlicense = "MIT"', "Did you mean licence?"),
        ('"late-reviews"', '"Late Reviews"', "is not allowed"),
        ('"late-reviews"', '"late--reviews"', "is not allowed"),
        ('["validate"]', '["check"]', "unknown stage check"),
        ('["validate"]', "[]", "no stage and provides no standard"),
        ('licence = "MIT"', 'licence = "MIT"\nkind = "data"', "unknown kind"),
        ('licence = "MIT"', 'licence = "MIT"\nkind = "library"', "a library has no stage"),
        ('["ssda903"]', '"ssda903"', r"reads is str\. Expected list"),
        ('type = "int"', 'type = "number"', "unknown type"),
        ('type = "int"', 'type = "choice"', "choice without choices"),
        ("[params.days]", "[params.Days]", "not a name Python can use"),
        ("[params.days]", "[params.out]", "a name every run uses"),
        ('help = "Working days allowed."', "", "lacks the key 'help'"),
        ("[tool]", "[tools]", r"has no \[tool\] section"),
        ('licence = "MIT"', 'licence = "MIT"\nstatus = "great"', "unknown status"),
        (
            'licence = "MIT"',
            'licence = "MIT"\nnetwork = "no"',
            r"\[tool\] network is str\. Expected bool",
        ),
        (
            'licence = "MIT"',
            'licence = "MIT"\nsubprocess = 1',
            r"subprocess is int\. Expected bool",
        ),
        (
            'licence = "MIT"',
            'licence = "MIT"\nwrites_outside = ["reports"]',
            r"writes_outside is list\. Expected bool",
        ),
        (
            'licence = "MIT"',
            'licence = "MIT"\nwrite_outside = true',
            "Did you mean writes_outside?",
        ),
        ("[tool]", "[tool", "not valid TOML"),
        ("[params.days]", "[parms.days]", "unknown key 'parms'. Did you mean params?"),
        ("[params.days]", "[checks]\nskips = {}\n[params.days]", "Did you mean skip?"),
        ("[params.days]", "[checks.skip]\ntests = ''\n[params.days]", "tests gives no reason"),
        ("[params.days]", "[checks.skip]\ntests = true\n[params.days]", "tests gives no reason"),
        ('licence = "MIT"', 'licence = "MIT"\napi = "2"', "written for version 2 of the hooks"),
        ('licence = "MIT"', 'licence = "MIT"\napi = 2\nkey_to_come = 1', "Upgrade cstools"),
        ('licence = "MIT"', 'licence = "MIT"\napi = "1.0"', "Tell its maintainer"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, says):
    assert old in GOOD
    with pytest.raises(ToolError, match=says) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert "cstools.toml" in str(caught.value)


@pytest.mark.parametrize("key", ["network", "subprocess", "writes_outside"])
def test_what_a_tool_may_do_is_declared(tmp_path, key):
    text = GOOD.replace('licence = "MIT"', f'licence = "MIT"\n{key} = true')
    assert getattr(read(tmp_path, text), key) is True


def test_no_manifest(tmp_path):
    with pytest.raises(ToolError, match="does not exist"):
        read_manifest(tmp_path)


def test_what_is_skipped(tmp_path):
    text = GOOD + '[checks.skip]\ntests = "They stand elsewhere."\n'
    assert read(tmp_path, text).skip == {"tests": "They stand elsewhere."}


def test_examples_of_parameters(tmp_path):
    text = (
        GOOD.replace("default = 20", "required = true\nexample = 5")
        + """
[params.lists]
type = "files"
example = ["a.csv", "b.csv"]
help = "Lists."

[params.place]
type = "directory"
example = "made-up"
help = "A folder."

[params.codes]
type = "str"
many = true
example = ["A", "B"]
help = "Codes."
"""
    )
    assert read(tmp_path, text).examples() == {
        "days": 5,
        "lists": [tmp_path / "a.csv", tmp_path / "b.csv"],
        "place": tmp_path / "made-up",
        "codes": ["A", "B"],
    }
