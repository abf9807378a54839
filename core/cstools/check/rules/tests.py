"""It has tests, and they assert something.

Level: error
Why: A tool that councils rely on has to show that it still does what it did.
Fix: Write tests/test_*.py with functions test_... that assert what the tool finds on small tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.check.sources import asserts, parse, test_files, tests_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cstools.check.subject import Subject


def look(subject: Subject) -> Iterator[str]:
    """Look for test functions, and in their files for assertions that can fail."""
    folder = subject.project.folder
    trees = {path: parse(path) for path in test_files(folder)}
    with_tests = {path: tree for path, tree in trees.items() if tests_in(tree)}
    if not with_tests:
        yield "There is no test function in any file test_*.py."
    for path, tree in with_tests.items():
        if not asserts(tree):
            yield f"The tests in {path.relative_to(folder).as_posix()} assert nothing."
