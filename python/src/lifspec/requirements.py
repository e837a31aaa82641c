"""Checks of values. Each raises `ValueError` that names the field, the rule and the value; NaN breaks every rule."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

LARGEST_STEP = 30
"""Longest step, in membrane time constants."""


def require(holds: bool, field: str, rule: str, value: Any) -> None:
    """Requires that a rule holds."""
    if not holds:
        raise ValueError(f"{field} must be {rule}, but is {value}")


def require_positive(field: str, value: float) -> None:
    """Requires a finite number above 0."""
    require(0 < value < math.inf, field, "a finite number above 0", value)


def require_not_negative(field: str, value: float) -> None:
    """Requires a finite number of 0 or more."""
    require(0 <= value < math.inf, field, "a finite number of 0 or more", value)


def require_below(field: str, limit: float, value: float) -> None:
    """Requires a number below a limit."""
    require(value < limit, field, f"below {limit}", value)


def require_at_most(field: str, limit: float, value: float) -> None:
    """Requires a number no greater than a limit."""
    require(value <= limit, field, f"at most {limit}", value)


def require_whole(field: str, least: float, value: float) -> None:
    """Requires a whole number."""
    require(isinstance(value, int) and value >= least, field, f"a whole number of {least} or more", value)


def require_length(field: str, length: int, values: Sequence[Any]) -> None:
    """Requires a number of values."""
    require(len(values) == length, field, f"{length} values long", f"{len(values)} values")


def require_finite(field: str, values: Iterable[float]) -> None:
    """Requires finite values, and names the first one that is not."""
    wrong = next(((index, value) for index, value in enumerate(values) if not math.isfinite(value)), None)
    if wrong is not None:
        require(False, f"{field}[{wrong[0]}]", "a finite number", wrong[1])


def require_voltages(field: str, values: Sequence[float]) -> None:
    """Requires finite voltages of at most 1."""
    require_finite(field, values)
    require_at_most(field, 1, max(values, default=0))


def require_floor(value: float | None) -> None:
    """Requires a floor of at most 0, or none."""
    if value is not None:
        require_at_most("minVoltage", 0, value)


def require_height(amplitude: float, dt: float) -> None:
    """Requires an amplitude, and a height of spikes that does not overflow at a valid step."""
    require_positive("amplitude", amplitude)
    require(amplitude / dt < math.inf, "amplitude / dtSeconds", "a finite number", amplitude / dt)


def require_step(dt: float, tau_rc: float, tau_ref: float) -> None:
    """Requires a step and time constants that go together."""
    require_positive("tauRcSeconds", tau_rc)
    require_positive("dtSeconds", dt)
    require_at_most("dtSeconds", LARGEST_STEP * tau_rc, dt)
    require_not_negative("tauRefSeconds", tau_ref)


def require_response(rate: float, intercept: float, tau_rc: float, tau_ref: float) -> None:
    """Requires a max rate and an intercept from which a gain follows."""
    require_positive("tauRcSeconds", tau_rc)
    require_not_negative("tauRefSeconds", tau_ref)
    require_positive("max rate", rate)
    require_below("max rate", 1 / tau_ref if tau_ref > 0 else math.inf, rate)
    require_finite("intercept", [intercept])
    require_below("intercept", 1, intercept)
    reached = 1 - math.exp((tau_ref - 1 / rate) / tau_rc)  # 0 if the membrane is very slow
    at_one = 1 / reached if reached > 0 else math.inf
    require_positive(f"gain for max rate {rate}", (at_one - 1) / (1 - intercept))
