"""The options of the plugin, from the command line or the configuration file."""

from __future__ import annotations

import math
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

LIMIT_SECONDS = 30.0
"""Default limit for the two runs of a vector."""

LONGEST_SECONDS = 1e9
"""The most that a timer accepts."""


def option(config: pytest.Config, name: str) -> str | None:
    """The value of an option; None if it is not set."""
    return config.getoption(f"--lifspec-{name}") or config.getini(f"lifspec_{name}") or None


class TooLong(Exception):
    """A simulator did not answer within the limit."""


def limit_of(config: pytest.Config) -> float:
    """The seconds that a simulator has for a vector."""
    text = option(config, "limit") or str(LIMIT_SECONDS)
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if 0 < seconds < math.inf:
        return min(seconds, LONGEST_SECONDS)
    raise ValueError(f"--lifspec-limit: expected seconds, a number above 0, but got {text!r}")


@contextmanager
def limited(config: pytest.Config) -> Iterator[None]:
    """Stops a simulator that does not answer, where the system has alarms."""
    seconds = limit_of(config)
    is_possible = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not is_possible:
        yield
        return

    def stop(*_: object) -> None:
        raise TooLong(f"no answer within {seconds:g} s; --lifspec-limit changes the limit")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
