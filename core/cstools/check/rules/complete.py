"""The manifest says all that a person needs to choose the tool.

Level: error
Why: People choose by title and summary, and have to know what becomes of personal data.
Fix: Write the keys out in cstools.toml: title, summary, maintainer, personal_data, produces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject

_MADE_BY = {"findings": "validate", "panels": "visualise", "tables": "wrangle"}


def look(subject: Subject) -> Iterator[str]:
    """Look for keys that are blank, and for results that no stage gives."""
    manifest = subject.manifest
    for key in ("title", "summary", "maintainer", "personal_data"):
        if not getattr(manifest, key).strip():
            yield f"The key {key} is blank or lacking."
    for product, stage in _MADE_BY.items():
        if product in manifest.produces and stage not in manifest.stages:
            yield f"It produces {product} without the stage {stage}."
    if "export" in manifest.stages and set(manifest.produces) <= set(_MADE_BY):
        yield "It has the stage export and names no format under produces."
    if "validate" in manifest.stages and "findings" not in manifest.produces:
        yield "It has the stage validate and does not list findings under produces."
    if "visualise" in manifest.stages and "panels" not in manifest.produces:
        yield "It has the stage visualise and does not list panels under produces."
