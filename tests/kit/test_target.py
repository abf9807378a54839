"""The machines that kits are made for."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.tags import parse_tag
from uv import find_uv_bin

import cstools
from cstools.kit.target import KNOWN, Target, runs_here, target, this_python


def test_this_machine_is_the_usual_one():
    here = target()
    assert here.python == this_python()
    assert runs_here(here.platform)


@pytest.mark.parametrize(
    ("platform", "python", "says"),
    [
        ("windows", "", "Those known: win_amd64 (most Windows computers), win_arm64, mac"),
        ("win32", "3.12", "No kit can be made for the platform 'win32'"),
        ("win_amd64", "3.12.4", "'3.12.4' is no version of Python. Give it as 3.12."),
        ("win_amd64", "twelve", "is no version of Python"),
    ],
)
def test_what_is_no_machine(platform, python, says):
    with pytest.raises(cstools.UsageError) as caught:
        target(platform, python)
    assert says in str(caught.value)


def test_uv_knows_each():
    command = [find_uv_bin(), "pip", "compile", "--help"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    known = {word.strip("],") for word in said.split()}
    assert set(KNOWN.values()) <= known


@pytest.mark.parametrize(
    ("platform", "tag", "taken"),
    [
        ("win_amd64", "cp312-cp312-win_amd64", True),
        ("win_amd64", "cp37-abi3-win_amd64", True),
        ("win_amd64", "py3-none-any", True),
        ("win_amd64", "py2.py3-none-any", True),
        ("win_amd64", "cp311-cp311-win_amd64", False),
        ("win_amd64", "cp312-cp312-manylinux_2_28_x86_64", False),
        ("manylinux_2_28_x86_64", "cp312-cp312-manylinux_2_17_x86_64", True),
        ("manylinux_2_28_x86_64", "cp312-cp312-manylinux2014_x86_64", True),
        ("manylinux_2_28_x86_64", "cp312-cp312-manylinux_2_34_x86_64", False),
        ("macosx_13_0_arm64", "cp312-cp312-macosx_11_0_universal2", True),
        ("macosx_13_0_arm64", "cp312-cp312-macosx_14_0_arm64", False),
    ],
)
def test_which_wheels_run_there(platform, tag, taken):
    assert bool(parse_tag(tag) & Target(platform, "3.12").tags) is taken


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_python_is_taken_when_a_patch_release_of_it_is(minor, least):
    assert Target("win_amd64", f"3.{minor}").runs(f">=3.{least}") is (minor >= least)
    assert Target("win_amd64", f"3.{minor}").runs(f"<3.{least}") is (minor < least)
    assert Target("win_amd64", f"3.{minor}").runs(f"==3.{least}.4") is (minor == least)
    assert Target("win_amd64", f"3.{minor}").runs("")
