"""The template of projects, and its files filled in with answers."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cstools.plugin.manifest import STAGES

if TYPE_CHECKING:
    from cstools.scaffold.answers import Answers

# Folders of examples below ``templates`` in the template: one for each standard that has examples
# of its own, one for everything else, one for scripts.
EXAMPLES = "templates"
ANY_TABLE = "any-table"
SCRIPT = "script"
CODE = "code.py"


def bundled() -> Path:
    """The template that comes with the core, or that of the checkout it runs from."""
    module = Path(__file__).resolve()
    inside = module.with_name("template")
    return inside if inside.exists() else module.parents[3] / "templates" / "plugin"


def version(template: Path) -> int:
    """The version of a template; each change to it has a higher one."""
    return int(_defaults(template)["_version"])


def fill_in(template: Path, answers: Answers) -> dict[str, str]:
    """The files of a project by path; a file with nothing in it is left out."""
    # cookiecutter is imported when it is used: its time and slug extensions take a while.
    from cookiecutter.generate import generate_files

    context = {"cookiecutter": {**_defaults(template), **_values(template, answers)}}
    with tempfile.TemporaryDirectory() as place:
        # Hooks would start other programs, which locked-down machines refuse.
        project = Path(generate_files(template, context, place, accept_hooks=False))
        texts = {
            path.relative_to(project).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(project.rglob("*"))
            # pip compiles what it installs, the files of the template as well.
            if path.is_file() and path.parent.name != "__pycache__"
        }
    return {name: text for name, text in texts.items() if text.strip()}


def _defaults(template: Path) -> dict[str, Any]:
    defaults: dict[str, Any] = json.loads(
        (template / "cookiecutter.json").read_text(encoding="utf-8")
    )
    return defaults


def _values(template: Path, answers: Answers) -> dict[str, Any]:
    wrapped = answers.wrapped
    return {
        "name": answers.name,
        "package": answers.package,
        "title": answers.title,
        "maintainer": answers.maintainer,
        "reads": answers.reads,
        "stages": list(answers.stages),
        "year": answers.year,
        "script": {
            "name": wrapped.name,
            "function": wrapped.function,
            "columns": list(wrapped.columns),
            "dependencies": list(wrapped.dependencies),
            "kind": wrapped.kind,
            "tables": [
                {"name": name, "table": table, "columns": columns}
                for name, table, *columns in wrapped.tables
            ],
            "options": [
                {"name": name, "help": means, "keys": lines}
                for name, means, *lines in wrapped.options
            ],
        },
        **{
            stage: _example(template, answers, stage) if stage in answers.stages else ""
            for stage in STAGES
        },
    }


def _example(template: Path, answers: Answers, stage: str) -> str:
    """The worked example of a stage: that of the script, of the standard, or of any table."""
    places = [answers.reads, ANY_TABLE] if answers.reads else [ANY_TABLE]
    if answers.wrapped.name:
        places.insert(0, f"{SCRIPT}-{answers.wrapped.kind}")
        places.insert(1, SCRIPT)
    folders = (f"{place}/{stage}" for place in places)
    return next(folder for folder in folders if (template / EXAMPLES / folder / CODE).exists())
