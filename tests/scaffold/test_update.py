"""What the template changed since is shown, and neither forced nor mixed with the author's work."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from cstools.cli import run_command
from cstools.errors import InputError
from cstools.scaffold import record, template
from cstools.scaffold import update as updating


@pytest.fixture
def project(made):
    """A project whose author went on with it."""
    folder = made("late", ("validate",), "ssda903")
    readme = folder / "README.md"
    readme.write_text(readme.read_text("utf-8") + "\nMy own words.\n", "utf-8")
    (folder / "cstools_late" / "validate.py").write_text("RULE = 'MINE'\n", "utf-8")
    return folder


def test_nothing_has_changed_since_it_was_made(project):
    assert updating.changes(project).diffs == {}


def test_only_what_the_template_changed_is_shown(project, changed_template, contents):
    before = contents(project)
    found = updating.changes(project, changed_template)
    assert list(found.diffs) == [".gitignore", "CHANGES.md", "tox.ini"]
    assert found.now == found.before + 1
    assert "+    mypy\n" in found.diffs["tox.ini"]
    assert found.diffs["CHANGES.md"].endswith("+# Changes of late\n")
    assert found.diffs[".gitignore"].startswith("--- a/.gitignore\n+++ /dev/null\n")
    assert "MINE" not in found.patch
    assert contents(project) == before


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize("within", ["", "tools"])
def test_git_takes_the_patch_and_then_nothing_is_left(project, changed_template, tmp_path, within):
    repository = tmp_path / "repository"
    shutil.copytree(project, repository / within / "late")
    subprocess.run(["git", "init", "--quiet"], cwd=repository, check=True)
    place = repository / within / "late"
    found = updating.changes(place, changed_template)
    patch = tmp_path / "template.patch"
    updating.write(patch, found.patch)
    subprocess.run(["git", "apply", "--reject", str(patch)], cwd=place, check=True)
    assert "    mypy\n" in (place / "tox.ini").read_text("utf-8")
    assert not (place / ".gitignore").exists()
    assert "My own words." in (place / "README.md").read_text("utf-8")
    assert updating.changes(place, changed_template).diffs == {}
    assert record.read(place).version == found.now


def test_what_the_author_took_or_threw_away_is_left_out(project, changed_template):
    tox = project / "tox.ini"
    tox.write_text(tox.read_text("utf-8").replace("    ruff\n", "    ruff\n    mypy\n"), "utf-8")
    (project / ".gitignore").unlink()
    found = updating.changes(project, changed_template)
    assert list(found.diffs) == ["CHANGES.md"]
    assert found.removed == ()
    tox.unlink()
    assert updating.changes(project, changed_template).removed == ("tox.ini",)


def test_changes_that_were_seen_are_not_shown_again(project, changed_template, contents):
    before = contents(project)
    updating.mark_seen(project, changed_template)
    assert updating.changes(project, changed_template).diffs == {}
    after = contents(project)
    assert {name for name in after if after[name] != before[name]} == {record.FILE}


def test_a_script_is_the_authors_own(script, made, changed_template):
    path = script('def f(df):\n    return df[["a"]]\n')
    project = made("visits", ("wrangle",), script=path)
    assert updating.changes(project).diffs == {}
    kept = record.read(project)
    assert kept.answers.wrapped.columns == ("a",)
    assert "cstools_visits/script.py" not in kept.files


@pytest.fixture
def update(monkeypatch, changed_template, capsys):
    monkeypatch.setattr(template, "bundled", lambda: changed_template)

    def run(*arguments):
        code = run_command(["new", "--update", *map(str, arguments)])
        shown = capsys.readouterr()
        return code, shown.out, " ".join(shown.err.split())

    return run


def test_the_command_shows_writes_and_remembers(project, update, tmp_path):
    code, out, err = update(project)
    assert code == 0
    assert "+    mypy" in out
    assert record.FILE not in out
    assert "The template changed 3 files" in err
    assert "add --patch FILE; to leave them, add --seen" in err
    patch = tmp_path / "my template.patch"
    code, out, err = update(project, "--patch", patch)
    assert (code, out) == (0, "")
    assert f'git apply --reject "{patch}"' in err
    assert f"+++ b/{record.FILE}" in patch.read_text("utf-8")
    assert "will not be shown again" in update(project, "--seen")[2]
    assert "Nothing in the template has changed" in update(project)[2]


def test_a_folder_that_no_template_made(update, tmp_path):
    code, out, err = update(tmp_path)
    assert (code, out) == (2, "")
    assert "was not made by 'cstools new': it has no file .cstools-template.toml." in err
    assert update(tmp_path / "nowhere")[0] == 2


def test_a_patch_that_cannot_be_written(project, update, tmp_path):
    code, _, err = update(project, "--patch", tmp_path / "no" / "folder.patch")
    assert code == 2
    assert "folder.patch could not be written: no such file or directory." in err


def test_a_project_of_a_newer_template(project):
    path = project / record.FILE
    path.write_text(path.read_text("utf-8").replace("template = ", "template = 99"), "utf-8")
    with pytest.raises(InputError, match="Upgrade cstools"):
        updating.changes(project)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("template = ", "template = x"),
        ("[answers]", "[answer]"),
        ("name = ", "nome = "),
        ('packed = """\n', 'packed = """\nAAAA'),
        ('packed = """\n', 'packed = """\n!'),
        ("[files]", "[files]\npacked = 1\n[more]"),
    ],
)
def test_a_record_that_was_damaged(project, old, new):
    path = project / record.FILE
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(InputError, match="is damaged or was edited"):
        record.read(project)
