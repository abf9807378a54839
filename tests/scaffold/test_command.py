"""The command: with options, asked at a terminal, and all that can be given wrongly."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cstools.cli import prompt, run_command


@pytest.fixture
def new(capsys, tmp_path, monkeypatch):
    """Runs the command in this process, in a folder of its own; gives its code and its words."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = run_command(["new", *map(str, arguments)])
        shown = capsys.readouterr()
        return code, shown.out, " ".join(shown.err.split())

    return run


@pytest.fixture
def refused(new, tmp_path, contents):
    """Runs a command that must be refused with one message and leave nothing behind."""

    def run(*arguments):
        before = contents(tmp_path)
        code, out, err = new("--no-input", *arguments)
        assert (code, out) == (2, "")
        assert contents(tmp_path) == before
        assert not [path for path in tmp_path.iterdir() if path.name.startswith(".cstools-")]
        return err

    return run


def test_what_to_do_next_is_said(cstools_command, tmp_path):
    done = cstools_command(
        *("new", "--name", "late", "--stage", "validate", "--reads", "ssda903"),
        *("--output-dir", "my tools"),
    )
    assert done.code == 0, done
    lines = [line.strip() for line in done.out.splitlines()]
    assert lines[0] == f"Made {tmp_path / 'my tools' / 'late'}"
    folder = Path("my tools") / "late"
    quote = '"' if sys.platform == "win32" else "'"
    assert f"cd {quote}{folder}{quote}" in lines
    for line in ("cstools check .", "python -m pytest", "cstools run late --sample"):
        assert line in lines
    assert (tmp_path / "my tools" / "late" / "cstools_late" / "validate.py").exists()


def test_without_a_terminal_nothing_is_asked(cstools_command):
    done = cstools_command("new")
    assert done.code == 2
    assert "Give it with --name" in done.err


def test_several_stages_in_one_word_or_in_several(new, tmp_path):
    new("--no-input", "--name", "one", "--stage", "export,wrangle")
    new("--no-input", "--name", "two", "--stage", "Export", "--stage", "wrangle")
    for name in ("one", "two"):
        manifest = (tmp_path / name / f"cstools_{name}" / "cstools.toml").read_text("utf-8")
        assert 'stages = ["wrangle", "export"]' in manifest


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "The tool has no name."),
        ("Late Reviews", "Use 'late-reviews'."),
        ("Class", "Use 'class-check'."),
        ("LPT1", "Use 'lpt1-check'."),
        ("late_reviews", "Use 'late-reviews'."),
        ("prüfung-é", "Use 'prufung-e'."),
        ("123", "Choose a word or two"),
        ("日本", "Choose a word or two"),
        ("-late", "Use 'late'."),
        ("late--reviews", "Use 'late-reviews'."),
        ("../late", "is a path, not a name. Use 'late'."),
        ("C:\\late", "is a path, not a name. Use 'c-late'. --output-dir says where"),
        ("class", "'class' is a word of Python. Choose another, such as class-check."),
        ("none", "'none'"),
        ("con", "'con' is a device on Windows"),
        ("cstools", "'cstools' is the name of the core"),
        ("cstools-late", "Use 'late'."),
        ("xlsx", "'xlsx' is the name of an output format"),
        ("tools", "'tools' says too little"),
        ("a" * 41, "The name has 41 characters."),
        ("ssda903", "is taken: it is installed here"),
        ("validate-903", "is taken: it is installed here"),
        ("validate-9o3", "looks like validate-903"),
    ],
)
def test_a_name_that_will_not_do(refused, name, said):
    assert said in refused("--name", name)


def test_a_name_that_only_a_registry_knows(refused, tmp_path, monkeypatch):
    from cstools.cli.commands import new as module
    from cstools.registry.entry import Entry, Registry

    entry = Entry(
        *("far-away", "Far away", "A tool.", ("validate",), (), "cstools-far-away", "MIT"),
        *("tests", "reviewed", "own", ()),
    )
    there = [Registry("North", "Tools of the north.", (entry,))]
    monkeypatch.setattr(module, "registries", lambda *_, **__: there)
    assert "is taken: the registry North lists it" in refused("--name", "far-away")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--stage", "validat"), "There is no stage 'validat'. Did you mean validate?"),
        (("--stage", ""), "The tool has no stage."),
        (("--reads", "ssda930"), "no data standard 'ssda930'. Did you mean ssda903?"),
        (("--reads", "cin"), "Choose from ssda903, any ('any' is any table)."),
        (("--title", " "), "The title is empty."),
        (("--title", 'The "best"'), "The title has a quotation mark"),
        (("--title", "back\\slash"), "The title has a quotation mark, a backslash"),
        (("--title", "bell\x07"), "a character that cannot be shown"),
        (("--title", "long " * 20), "The title has 99 characters. Use at most 60"),
        (("--maintainer", 'A "B"'), "The maintainer has a quotation mark"),
        (("--function", "clean"), "--function goes with --from."),
        (("--patch", "x"), "--patch and --seen go with --update."),
        (("--update", "."), "--update makes no new tool."),
        (("--from", "nowhere.py"), "nowhere.py cannot be read: no such file or directory."),
    ],
)
def test_options_that_will_not_do(refused, options, said):
    assert said in refused("--name", "late", *options)


def test_a_folder_or_a_file_in_the_way(refused, tmp_path):
    (tmp_path / "late").mkdir()
    (tmp_path / "late" / "mine.txt").write_text("kept", "utf-8")
    (tmp_path / "early").write_text("kept", "utf-8")
    assert "is there already: a folder with files in it. Give another --name" in refused(
        "--name", "late"
    )
    assert "is there already: a file." in refused("--name", "early")
    assert "could not be written" in refused("--name", "other", "--output-dir", "early")


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be made read-only this way")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written(refused, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    said = refused("--name", "late", "--output-dir", locked)
    assert "permission denied. Nothing was left behind." in said


def test_a_disk_that_fills_up_leaves_nothing(refused, tmp_path, monkeypatch):
    write = Path.write_bytes

    def full(path, data):
        if path.name == "tox.ini":
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "no space left on device. Nothing was left behind." in refused("--name", "late")


def test_a_person_is_asked_and_asked_again(new, tmp_path, monkeypatch):
    answers = "Late!\nlate\n\nvalidate,dance\nvalidate, visualise\nssda903\nJo, Kent\n"
    monkeypatch.setattr(prompt, "somebody", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
    code, _, err = new()
    assert code == 0, err
    assert "The name 'Late!' is not allowed" in err
    assert "There is no stage 'dance'." in err
    assert "What it reads, one of ssda903, any" in err
    manifest = (tmp_path / "late" / "cstools_late" / "cstools.toml").read_text("utf-8")
    assert 'title = "Late"' in manifest
    assert 'stages = ["validate", "visualise"]' in manifest
    assert 'maintainer = "Jo, Kent"' in manifest


def test_what_is_given_is_not_asked(new, tmp_path, monkeypatch):
    monkeypatch.setattr(prompt, "somebody", lambda: True)
    said = ("--name", "late", "--stage", "export", "--reads", "any", "--title", "L")
    code, _, err = new(*said, "--maintainer", "Jo")
    assert (code, err) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="runs a shell of Unix systems")
@pytest.mark.parametrize("place", ["Jo(new)&co", "it's", "a b", "$HOME"])
def test_the_next_command_works_as_it_is_printed(new, tmp_path, place):
    _, out, _ = new("--no-input", "--name", "late", "--stage", "export", "--output-dir", place)
    line = next(line for line in out.splitlines() if line.startswith("  cd "))
    done = subprocess.run(
        ["/bin/sh", "-c", f"{line} && pwd"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(tmp_path / place / "late")


def test_the_standard_of_a_script_is_asked_and_guessed(new, tmp_path, monkeypatch):
    source = 'def late(reviews):\n    return reviews[["CHILD", "REVIEW"]]\n'
    (tmp_path / "late.py").write_text(source, "utf-8")
    monkeypatch.setattr(prompt, "somebody", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("late\nLate\n\n\nJo\n"))
    code, _, err = new("--from", "late.py")
    assert code == 0
    assert "What it reads, one of ssda903, any [ssda903]" in err
    manifest = (tmp_path / "late" / "cstools_late" / "cstools.toml").read_text("utf-8")
    assert 'reads = ["ssda903"]' in manifest
    assert "without it, Reviews." in manifest
