"""What of a check can be chosen, and what is allowed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from numbers import Integral, Real
from typing import Any

Skips = str | os.PathLike[str] | Mapping[str, str]
"""A skip file, or reasons by id."""

RUNS = 5
"""Inputs per law."""

TIMEOUT_SECONDS = 60.0
"""Time limit for an answer of a simulator."""

MOST_RUNS, LARGEST_SEED = 10_000, 2**31 - 1
LEAST_SECONDS = sys.float_info.min

ALLOWED: Mapping[str, tuple[type, float, float, str]] = {
    "runs": (Integral, 1, MOST_RUNS, f"a whole number from 1 to {MOST_RUNS}"),
    "seed": (Integral, 0, LARGEST_SEED, f"a whole number from 0 to {LARGEST_SEED}"),
    "timeout": (Real, LEAST_SECONDS, float("inf"), "a number of seconds above 0"),
}
"""The type of each number, the smallest and the largest, and both in words."""


def require_allowed(**numbers: Any) -> None:
    """Checks numbers by their names.

    Raises:
        TypeError: if one is not a number of the right type
        ValueError: if one is too small or too large
    """
    for name, number in numbers.items():
        kind, least, most, words = ALLOWED[name]
        wrong = f"{name} must be {words}, but is {number!r}"
        if isinstance(number, bool) or not isinstance(number, kind):
            raise TypeError(wrong)
        if not least <= number <= most:  # type: ignore[operator]
            raise ValueError(wrong)


def choice_of(
    *, only: Iterable[str] | None = None, runs: int = RUNS, skip: Skips | None = None, seed: int | None = None
) -> dict[str, Any]:
    """What the judge gets.

    Raises:
        TypeError: if an argument has the wrong type
        ValueError: if a number is too small or too large, or nothing is chosen
    """
    require_allowed(runs=runs, **({} if seed is None else {"seed": seed}))
    choice: dict[str, Any] = {"runs": int(runs), **({} if seed is None else {"seed": int(seed)})}
    if only is not None:
        chosen = list(only) if isinstance(only, Iterable) and not isinstance(only, str) else [None]
        if not all(isinstance(one, str) for one in chosen):
            raise TypeError(f'only must be a list of ids or clauses, such as ["threshold"], but is {only!r}')
        if not chosen:
            raise ValueError("only must contain at least one id or clause")
        choice["only"] = chosen
    if isinstance(skip, Mapping):
        choice["skips"] = [{"id": id, "reason": reason} for id, reason in skip.items()]
    elif isinstance(skip, (str, os.PathLike)):
        choice["skip"] = os.fspath(skip)
    elif skip is not None:
        raise TypeError(f"skip must be a file or a dictionary of reasons by id, but is {skip!r}")
    return choice
