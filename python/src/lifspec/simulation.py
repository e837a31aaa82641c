"""LIF neurons under given conventions, step by step, as in `src/conformance/conventions` of the repository."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .conventions import Conventions
from .data import Precision
from .rule import Rule, charge_of, rule_of, to_float32


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
    share = round_(1 - rest) if rule.order == "complement" else fraction
    return round_(round_(voltage * rest) + round_input(drive * share))


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
