"""LIF neurons under given conventions, step by step, as in `src/conformance/conventions` of the repository."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .conventions import Conventions
from .data import Precision

Round = Callable[[float], float]

ORDERS = ("difference", "towards", "sum")
"""The orders of operations of a step, which differ only by rounding: v + (J − v)·A, J − (J − v)·E, v·E + J·A."""


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
    """e^(−dt/τ_rc), also for other integrators."""
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


@dataclass(frozen=True)
class Step:
    """A neuron after a step, or before its first one."""

    voltage: float
    refractory_steps: int
    first_step_fraction: float
    last_current: float = 0.0
    is_reset_due: bool = False
    spikes: int = 0
    reached: float = 0.0
    """The voltage that was compared with the threshold."""
    shown: float = 0.0
    """The voltage that the simulator reports."""


def simulate_neuron(rule: Rule, given: Mapping[str, Any], neuron: int) -> Iterator[tuple[Step, int]]:
    """Runs one neuron of an input: the neuron after each step, and the spikes reported in it."""
    is_delayed = rule.conventions["spikeDelaySteps"] == 1
    asked = 0.0 if rule.conventions["initialVoltage"] == "zero" else given["initialVoltage"][neuron]
    before = Step(rule.round(asked), 0, rule.whole_step)
    for currents in given["current"]:
        after = _advance_neuron(before, rule.round(currents[neuron]), rule)
        yield after, before.spikes if is_delayed else after.spikes
        before = after


def simulate(
    conventions: Conventions, given: Mapping[str, Any], precision: Precision = "float64", order: str = "difference"
) -> dict[str, Any]:
    """The output of neurons under given conventions."""
    rule = rule_of(conventions, given, precision, order)
    runs = [list(simulate_neuron(rule, given, neuron)) for neuron in range(len(given["initialVoltage"]))]
    return {
        "spikes": [[step for step, (_, count) in enumerate(run) for _ in range(count)] for run in runs],
        "spikeHeight": rule.spike_height,
        "voltage": [[run[step][0].shown for run in runs] for step in range(len(given["current"]))],
    }


def _advance_neuron(neuron: Step, current: float, rule: Rule) -> Step:
    """One step: integration, a late reset, spikes, reset, floor."""
    conventions, round_ = rule.conventions, rule.round
    drive = neuron.last_current if conventions["inputDelaySteps"] == 1 else current
    integrated = _integrate_step(neuron, drive, rule)
    reached = round_(_reset(integrated, 1, rule)) if neuron.is_reset_due else integrated
    spikes = _count_spikes(neuron, reached, rule)
    at_once = conventions["resetTime"] == "at-once"
    reset = round_(_reset(reached, spikes, rule)) if spikes > 0 and at_once else reached
    voltage = reset if spikes > 0 else max(reset, rule.floor)
    shown = reached if conventions["shownVoltage"] == "before-reset" and spikes > 0 else voltage
    if spikes > 0:
        steps, fraction = _refractory_after_spike(neuron.voltage, reached, drive, rule)
    elif neuron.refractory_steps > 0:
        steps, fraction = neuron.refractory_steps - 1, neuron.first_step_fraction
    else:
        steps, fraction = 0, rule.whole_step
    return Step(voltage, steps, fraction, current, spikes > 0 and not at_once, spikes, reached, shown)


def _integrate_step(neuron: Step, drive: float, rule: Rule) -> float:
    refractory, is_refractory = rule.conventions["refractory"], neuron.refractory_steps > 0
    if refractory["kind"] == "sub-step":
        fraction = 0.0 if is_refractory else neuron.first_step_fraction
        if refractory["spikeTime"] != "scaled":
            return _advance(neuron.voltage, drive, fraction, rule)
        return rule.round(fraction * max(_advance(neuron.voltage, drive, rule.scale, rule), rule.floor))
    if refractory["kind"] == "none" or not is_refractory or refractory["meanwhile"] == "silent":
        return _advance(neuron.voltage, drive, rule.whole_step, rule)
    if refractory["meanwhile"] == "clamped":
        return neuron.voltage
    return _advance(neuron.voltage, 0.0, rule.whole_step, rule)


def _advance(voltage: float, drive: float, fraction: float, rule: Rule) -> float:
    """The voltage after covering a fraction of the distance to the current."""
    round_ = rule.round
    round_input = to_float32 if rule.order == "rounded-input" else round_
    if rule.conventions["inputScale"] != "one-minus-decay":
        return round_(round_(voltage * rule.decay) + round_input(drive * rule.scale))
    if rule.order == "difference":
        return round_(voltage + round_(round_(drive - voltage) * fraction))
    rest = rule.decay if fraction == rule.scale else round_(1 - fraction)
    if rule.order == "towards":
        return round_(drive - round_(round_(drive - voltage) * rest))
    return round_(round_(voltage * rest) + round_input(drive * fraction))


def _count_spikes(neuron: Step, reached: float, rule: Rule) -> int:
    conventions = rule.conventions
    if neuron.refractory_steps > 0 and conventions["refractory"]["kind"] != "sub-step":
        return 0
    count = max(math.floor(reached) if conventions["comparison"] == ">=" else math.ceil(reached) - 1, 0)
    return min(count, 1) if conventions["spikesPerStep"] == "one" else count


def _reset(voltage: float, spikes: int, rule: Rule) -> float:
    return {"none": voltage, "zero": 0.0, "subtract": voltage - spikes}[rule.conventions["reset"]]


Refractory = tuple[int, float]
"""Whole refractory steps, and the fraction of the distance to the current that the step after them covers."""


def _refractory_after_spike(before: float, reached: float, drive: float, rule: Rule) -> Refractory:
    refractory, round_ = rule.conventions["refractory"], rule.round
    if refractory["kind"] != "sub-step":
        return rule.whole_period_steps, rule.whole_step
    time = refractory["spikeTime"]
    if time == "exact":  # a voltage that starts above the threshold and sinks fires at the end of the step
        return _refractory_from(round_(round_(drive - reached) / round_(drive - 1)) if drive > reached else 1.0, rule)
    if time == "end-of-step":
        return _refractory_from(1.0, rule)
    if time == "linear":
        left = _overshoot(reached, round_(reached - before))
        return _refractory_from(round_(math.exp(-left * -math.log(rule.exact_decay))), rule)
    left = _overshoot(reached, round_(round_(drive - before) * rule.scale))
    remaining = max(rule.period_steps - left, 0.0)
    steps = math.floor(remaining)
    return steps, round_(1 - (remaining - steps))


def _overshoot(reached: float, climb: float) -> float:
    """The fraction of the step that remains after a straight line crosses the threshold."""
    return min((reached - 1) / climb, 1.0) if climb > 0 else 0.0


def _refractory_from(decay_since_spike: float, rule: Rule) -> Refractory:
    """The refractory period from a spike whose step ended when the voltage had decayed by a factor."""
    round_, whole = rule.round, math.floor(rule.period_steps)
    rest = round_(decay_since_spike * rule.decay_to_step)
    later = whole < 1 or rest >= 1
    steps = whole if later else whole - 1
    inactive = round_(decay_since_spike * rule.decay_to_next_step) if later else rest
    if rule.conventions["integrator"] == "exact":
        return steps, round_(1 - max(inactive, rule.exact_decay))
    # an inexact voltage may have crossed the threshold a few steps before the step in which it fires
    early = min(math.floor(math.log(inactive) / math.log(rule.exact_decay)), steps)
    remaining = max(inactive / math.prod([rule.exact_decay] * early), rule.exact_decay)
    return steps - early, round_(charge_of(rule.conventions["integrator"], -math.log(remaining)))


def rounded(values: Sequence[Sequence[float]]) -> bool:
    """Whether all numbers are float32 numbers."""
    return all(to_float32(value) == value for row in values for value in row)
