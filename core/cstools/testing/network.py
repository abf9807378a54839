"""Refuse the network while a test runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cstools.call.guard import UndeclaredError, guard
from cstools.plugin.manifest import Manifest

if TYPE_CHECKING:
    from pathlib import Path

    from cstools.call.guard import Attempt


class refused_network(guard):  # noqa: N801 - it is used as a statement, like the guard it is
    """Hold the code in the ``with`` block, and threads it starts, off the network.

    Args:
        test: the test that is running, as pytest names it.
        folder: of the test.

    Raises:
        ToolError: on leaving, when something tried to use the network; names the test.
    """

    silent = False  # what a test prints is looked at

    def __init__(self, test: str, folder: Path) -> None:
        # Everything but the network is as if it were declared.
        super().__init__(
            Manifest(
                name=test,
                title=test,
                summary="",
                stages=(),
                reads=(),
                produces=(),
                maintainer="",
                licence="",
                subprocess=True,
                writes_outside=True,
                folder=folder,
            )
        )

    def refusal(self, attempt: Attempt) -> UndeclaredError:
        """What the code meets that tried to use the network."""
        return UndeclaredError(
            f"The test {self.manifest.name} was stopped: it tried to {attempt.doing}.",
            "Give the code what it would fetch. A test that needs the network has to do without "
            "the fixture no_network.",
        )
