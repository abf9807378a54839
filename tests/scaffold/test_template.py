"""The template as it is after pip installed it."""

from __future__ import annotations

import compileall
import shutil

from cstools.plugin.manifest import STAGES
from cstools.scaffold import template
from cstools.scaffold.answers import Answers


def test_what_pip_compiles_is_no_part_of_a_project(tmp_path):
    """pip compiles every file called .py, those of the template as well."""
    copy = tmp_path / "template"
    shutil.copytree(template.bundled(), copy)
    answers = Answers(name="late", title="Late", stages=STAGES, reads="", maintainer="Ann")
    before = template.fill_in(copy, answers)
    compileall.compile_dir(copy, quiet=2)
    assert list(copy.rglob("*.pyc"))
    assert template.fill_in(copy, answers) == before
