"""What a project's files say of its imports."""

from __future__ import annotations

from types import SimpleNamespace

from cstools.check.sources import modules


def test_what_stands_behind_a_part_of_the_public_face_is_used_and_need_not_be_declared(tmp_path):
    source = tmp_path / "plugin.py"
    source.write_text("from cstools.rules import rule\nimport click\n", "utf-8")
    project = SimpleNamespace(sources=[source], package=SimpleNamespace(name="cstools_calls"))
    assert modules(project) == {
        "cstools": True,
        "click": True,
        "numpy": False,
        "pandas": False,
        "pyarrow": False,
    }
