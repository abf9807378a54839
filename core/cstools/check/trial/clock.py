"""Another day for the code that is tried: what it takes from the clock shows when runs compare."""

from __future__ import annotations

import contextlib
import ctypes
import datetime as dt
import gc
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# Another year, month, day of the month, day of the week and time of day.
LATER = dt.timedelta(days=403, hours=7, minutes=13)


def shift() -> None:
    """Put forward the clock that code in this process reads, which cannot be taken back.

    What measures time, as ``time.monotonic`` does, goes on as before.
    """
    seconds, moment, universal = time.time, dt.datetime.now, dt.datetime.utcnow
    later = LATER.total_seconds()
    # date.today() and datetime.today() ask time.time(), too.
    time.time = lambda: seconds() + later
    time.time_ns = lambda: int(time.time() * 1e9)
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, _at_that_time(getattr(time, name)))
    time.strftime = _formatting(time.strftime)
    # pandas asks datetime.now(). Where a type cannot be changed in this way, it stays as it is.
    with contextlib.suppress(AttributeError, TypeError, ValueError):
        _put(dt.datetime, "now", lambda _, tz=None: moment(tz) + LATER)
        _put(dt.datetime, "utcnow", lambda _: universal() + LATER)


def _at_that_time(function: Callable[[float], Any]) -> Callable[..., Any]:
    def given(seconds: float | None = None) -> Any:
        return function(time.time() if seconds is None else seconds)

    return given


def _formatting(function: Callable[..., str]) -> Callable[..., str]:
    def given(form: str, moment: Any = None) -> str:
        return function(form, time.localtime() if moment is None else moment)

    return given


def _put(kind: type, name: str, function: Callable[..., Any]) -> None:
    """Give a type of Python's own another class method.

    It does not let itself be changed, so its members are found where they are kept. A class that
    stands in for it would not do: much code asks what type a value or an annotation is.
    """
    [members] = [one for one in gc.get_referents(vars(kind)) if isinstance(one, dict)]
    members[name] = classmethod(function)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
