"""Conventions combined with the parameters of a neuron, and the roundings of a precision."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .conventions import Conventions
from .data import Precision

Round = Callable[[float], float]

ORDERS = ("difference", "towards", "sum", "complement")
"""Orders of operations of a step, which differ only by rounding: v + (J − v)·A, J − (J − v)·E, v·E + J·A, and
v·E + J·(1 − E)."""


def to_float32(value: float) -> float:
    """The nearest float32 number."""
    if math.isinf(value) or math.isnan(value):
        return value
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


ROUND: Mapping[str, Round] = {"float64": float, "float32": to_float32}

_NEARLY_WHOLE = 1e-6
"""A τ_ref/dt this close to a whole number counts as whole: 0.3/0.1 is 2.9999999999999996."""


@dataclass(frozen=True)
class Rule:
    """Conventions combined with the parameters of a neuron; constants are rounded once to the precision."""

    conventions: Conventions
    order: str
    """One of `ORDERS`, or `rounded-input`: a sum whose input is rounded to float32, like an event's weight."""
    round: Round
    decay: float
    """What remains of a voltage after one step."""
    scale: float
    """The factor of the current."""
    exact_decay: float
    """e^(−dt/τ_rc), whatever the integrator."""
    whole_step: float
    """The first-step fraction of a whole active step."""
    period_steps: float
    """τ_ref/dt, not rounded."""
    whole_period_steps: int
    decay_to_step: float
    """e^(−(M·dt − τ_ref)/τ_rc), M whole steps of the refractory period."""
    decay_to_next_step: float
    floor: float
    spike_height: float


def rule_of(conventions: Conventions, given: Mapping[str, Any], precision: Precision, order: str) -> Rule:
    """Combines conventions with the parameters of a neuron."""
    round_, dt = ROUND[precision], given["dtSeconds"]
    tau_rc, tau_ref = given["tauRcSeconds"], given["tauRefSeconds"]
    integrator, refractory, in_taus = conventions["integrator"], conventions["refractory"], dt / tau_rc
    exact = integrator == "exact"
    charge = round_(-math.expm1(-in_taus) if exact else charge_of(integrator, in_taus))
    whole = math.floor(tau_ref / dt)
    is_scaled = refractory["kind"] == "sub-step" and refractory["spikeTime"] == "scaled"
    asked = -math.inf if given["minVoltage"] is None else round_(given["minVoltage"])
    return Rule(
        conventions=conventions,
        order=order,
        round=round_,
        decay=round_(math.exp(-in_taus) if exact else 1 - charge_of(integrator, in_taus)),
        scale=round_({"one-minus-decay": charge, "dt-over-tau": in_taus, "one": 1.0}[conventions["inputScale"]]),
        exact_decay=round_(math.exp(-in_taus)),
        whole_step=1.0 if is_scaled else charge,
        period_steps=tau_ref / dt,
        whole_period_steps=_whole_steps(refractory, tau_ref / dt),
        decay_to_step=round_(math.exp((tau_ref - whole * dt) / tau_rc)),
        decay_to_next_step=round_(math.exp((tau_ref - (whole + 1) * dt) / tau_rc)),
        floor={"as-asked": asked, "none": -math.inf, "zero": 0.0}[conventions["floor"]],
        spike_height=height_of(conventions["spikeHeight"], given, precision),
    )


def charge_of(integrator: str, x: float) -> float:
    """The fraction of the distance to the current that a step of length x·τ_rc covers."""
    charges: Mapping[str, Callable[[], float]] = {
        "exact": lambda: 1 - math.exp(-x),
        "euler": lambda: x,
        "backward-euler": lambda: x / (1 + x),
        "heun": lambda: x * (1 - x / 2),
        "runge-kutta-4": lambda: x * (1 - (x / 2) * (1 - (x / 3) * (1 - x / 4))),
        "trapezoidal": lambda: x / (1 + x / 2),
    }
    return charges[integrator]()


def _whole_steps(refractory: Mapping[str, Any], steps: float) -> int:
    if refractory["kind"] == "fixed-steps":
        return int(refractory["steps"])
    if refractory["kind"] != "whole-steps":
        return 0
    rounded = {
        "down": math.floor(steps + _NEARLY_WHOLE),
        "nearest": math.floor(steps + 0.5),
        "up": math.ceil(steps - _NEARLY_WHOLE),
    }[refractory["rounding"]]
    return max(rounded + int(refractory["more"]), 0)


def height_of(height: str, given: Mapping[str, Any], precision: Precision) -> float:
    """The output of a neuron in the step of a spike."""
    round_, amplitude, dt = ROUND[precision], given["amplitude"], given["dtSeconds"]
    heights = {
        "amplitude/dt": round_(round_(amplitude) / round_(dt)),
        "1/dt": round_(1 / round_(dt)),
        "amplitude": round_(amplitude),
        "1": 1.0,
    }
    return heights[height]


def rounded(values: Sequence[Sequence[float]]) -> bool:
    """Whether all numbers are float32 numbers."""
    return all(to_float32(value) == value for row in values for value in row)
