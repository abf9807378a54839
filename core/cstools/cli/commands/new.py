"""Make the project of a new tool, ready to run and to change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cstools.cli import prompt
from cstools.cli.show_registries import registries
from cstools.errors import UsageError
from cstools.io import shell

if TYPE_CHECKING:
    from cstools.scaffold.answers import Answers
    from cstools.scaffold.known import Known
    from cstools.scaffold.script import Script
    from cstools.scaffold.update import Changes


@click.command()
@click.option("--name", help="What the tool is called, e.g. late-reviews.")
@click.option(
    "--stage",
    "stages",
    multiple=True,
    metavar="STAGE",
    help="What it does: wrangle, validate, visualise or export; again for each further one.",
)
@click.option("--reads", metavar="STANDARD", help="The data standard it reads, or any.")
@click.option("--title", help="Its name for a reader.")
@click.option("--maintainer", help="Who looks after it.")
@click.option(
    "--output-dir",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    default=".",
    show_default=True,
    help="Where to make the project's folder.",
)
@click.option(
    "--from",
    "script",
    metavar="SCRIPT",
    type=click.Path(path_type=Path),
    help="Make a tool of this Python script, or of a function in it.",
)
@click.option("--function", help="The function to wrap, where several fit.")
@click.option("--no-input", is_flag=True, help="Ask nothing: use what is given, and defaults.")
@click.option(
    "--update",
    "project",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Show what the template changed since this project was made.",
)
@click.option(
    "--patch",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="With --update: write the changes to a file.",
)
@click.option("--seen", is_flag=True, help="With --update: do not show these changes again.")
def command(project: Path | None, patch: Path | None, seen: bool, **given: Any) -> None:
    """Make the project of a new tool, ready to run and to change.

    It asks for what is not given. The project has a small worked example of each stage, with tests
    and all else that a tool needs to be shared. With --from, a script of yours becomes the tool.
    """
    if project is None and (patch is not None or seen):
        raise UsageError("--patch and --seen go with --update.", "Add --update FOLDER.")
    if project is None:
        _new(**given)
        return
    if any(value for key, value in given.items() if key not in {"output_dir", "no_input"}):
        raise UsageError(
            "--update makes no new tool.", "Leave out what describes one, or leave out --update."
        )
    _update(project, patch, seen=seen)


def _new(
    *, script: Path | None, function: str | None, no_input: bool, output_dir: Path, **given: Any
) -> None:
    from cstools.scaffold import make
    from cstools.scaffold.known import Known
    from cstools.scaffold.script import read_script

    if function is not None and script is None:
        raise UsageError("--function goes with --from.", "Add --from and the script.")
    ask = prompt.Asking(on=not no_input and prompt.somebody())
    wrapped = None
    if script is not None:
        wrapped = read_script(
            script, function, lambda names: ask.choice("Which function becomes the tool", names)
        )
    known = Known.of(registries(None, copies=True))
    answers, wrapped = _answers(ask, known, output_dir, wrapped, **given)
    folder = make.make(answers, output_dir, wrapped)
    sentences = [] if given["reads"] else _said_of_reads(answers, wrapped)
    click.echo("\n".join(_make_project(folder, answers, wrapped, known, sentences)))


def _answers(
    ask: prompt.Asking,
    known: Known,
    place: Path,
    script: Script | None,
    *,
    name: str | None,
    stages: tuple[str, ...],
    reads: str | None,
    title: str | None,
    maintainer: str | None,
) -> tuple[Answers, Script | None]:
    """What was given, asked for or left to its default, all of it checked.

    With it comes the script, its tables matched to those of the standard.
    """
    from cstools.plugin.manifest import STAGES
    from cstools.scaffold import answers, guess, make
    from cstools.scaffold.names import check_name, suggestion

    def check_named(text: str) -> str:
        checked = check_name(text, known.taken)
        make.check_free(place.resolve() / checked)
        return checked

    def check_stages(text: str) -> tuple[str, ...]:
        return answers.check_stages([text, "wrangle"] if script else [text])

    choices = ", ".join([*known.standards, answers.ANY_TABLE])
    stem = suggestion(script.name.removesuffix(".py")) if script else ""
    first = "wrangle" if script else "validate"
    given_stages = ",".join(stages) if stages else None
    name = ask("Name, in small letters and hyphens", "name", name, stem or None, check_named)
    likely = guess.guess(script) if script else None

    def check_reads(text: str) -> str:
        standard = answers.check_reads(text, known.standards)
        if script is not None:
            guess.with_tables(script, standard)
        return standard

    whole = answers.Answers(
        name=name,
        title=ask("Title", "title", title, answers.title_of(name), answers.check_title),
        stages=ask(
            f"What it does, one or more of {', '.join(STAGES)}",
            "stage",
            given_stages,
            first,
            check_stages,
        ),
        reads=ask(
            f"What it reads, one of {choices}",
            "reads",
            reads,
            likely.standard if likely else answers.ANY_TABLE,
            check_reads,
        ),
        maintainer=ask(
            "Who looks after it",
            "maintainer",
            maintainer,
            answers.MAINTAINER,
            answers.check_maintainer,
        ),
    )
    if script is None:
        return whole, None
    script = guess.with_tables(script, whole.reads)
    return replace(whole, wrapped=script.wrapped), script


def _said_of_reads(answers: Answers, script: Script | None) -> list[str]:
    """Say what the tool reads where nobody said so, and how to have it otherwise."""
    from cstools.scaffold import guess

    if script is None:
        return []
    if not answers.reads:
        return ["It reads any table; for a data standard make it with --reads STANDARD."]
    likely = guess.guess(script)
    columns = f", told from {', '.join(likely.columns)}" if likely else ""
    return [f"It reads {answers.reads}{columns}; for any table make it with --reads any."]


def _make_project(
    folder: Path, answers: Answers, script: Script | None, known: Known, sentences: list[str]
) -> list[str]:
    """Say what was made and what to do next."""
    lines = [f"Made {folder}"]
    if script is not None:
        lines += [*_of_script(script), *sentences, *(f"Note: {note}" for note in script.notes)]
    lacks_standard = answers.reads and answers.reads not in known.installed
    return [
        *lines,
        "",
        "Next:",
        f"  cd {_quoted(folder)}",
        *([f"  cstools install {answers.reads}"] if lacks_standard else []),
        "  python -m pip install -e . pytest",
        "  cstools check .",
        "  python -m pytest",
        f"  cstools run {answers.name} --sample",
        "",
        "Then change the files of its stages to what you need. To share it:",
        "  cstools publish . --to REGISTRY",
        f"  cstools install {answers.name} --from REGISTRY",
    ]


def _of_script(script: Script) -> list[str]:
    """Say what became of a script."""
    wrapped = script.wrapped
    if wrapped.kind == "files":
        inputs = ", ".join(name for name, *_ in wrapped.tables)
        first = (
            f"It runs {script.name} as a function, which is its script.py now. What it read of "
            f"files are its inputs: {inputs}. What it writes or prints as a table, or else the "
            "last table that it makes, is the result."
        )
    else:
        first = f"It applies {wrapped.function} of {script.name}, which is its script.py now."
    lines = [first]
    if wrapped.kind == "tables":
        pairs = [f"{name} ({table})" if table else name for name, table, *_ in wrapped.tables]
        lines.append(f"Its tables: {', '.join(pairs)}.")
    if wrapped.options:
        names = (f"--{name.replace('_', '-')}" for name, *_ in wrapped.options)
        lines.append(f"Its options: {', '.join(names)}.")
    return lines


def _quoted(folder: Path) -> str:
    current = Path.cwd()
    return shell.quoted(folder.relative_to(current) if folder.is_relative_to(current) else folder)


def _update(project: Path, patch: Path | None, *, seen: bool) -> None:
    from cstools.scaffold import update

    changes = update.changes(project)
    for name in changes.removed:
        click.echo(f"Left out, as the project has it no more: {name}", err=True)
    if patch is not None and changes.diffs:
        update.write(patch, changes.patch)
    elif changes.diffs:
        click.echo(changes.text, nl=False)
    if seen:
        update.mark_seen(project)
    click.echo(_report(changes, patch, seen=seen), err=True)


def _report(changes: Changes, patch: Path | None, *, seen: bool) -> str:
    """Say how much changed, and how to take it or leave it."""
    if not changes.diffs:
        return f"Nothing in the template has changed for this project (version {changes.now})."
    count = f"{len(changes.diffs)} files" if len(changes.diffs) > 1 else "1 file"
    text = f"The template changed {count} (version {changes.before} to {changes.now}). "
    if seen:
        return text + "They will not be shown again."
    if patch is None:
        return text + (
            "Nothing was written. To take the changes, add --patch FILE; to leave them, add --seen."
        )
    return text + (
        f"In the project's folder this takes what fits and leaves the rest in files that end in "
        f'.rej: git apply --reject "{patch.absolute()}"'
    )
