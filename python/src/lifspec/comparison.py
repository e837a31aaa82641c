"""Compares outputs with what was expected, up to the first number that deviates."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .levels import NONE, Level, level_of_trains

EPSILON = 2.0**-52


@dataclass(frozen=True)
class Divergence:
    """Where an output first deviates from what was expected."""

    stage: str
    """`voltage`, `spikes`, `spike height`, …"""
    expected: Any
    got: Any
    step: int | None = None
    neuron: int | None = None


@dataclass(frozen=True)
class Comparison:
    """The comparison of an output with the expected one."""

    level: Level | None = None
    divergence: Divergence | None = None


def is_near(expected: float, got: Any, tolerance: float) -> bool:
    """Whether a number is within the tolerance; NaN never is."""
    return isinstance(got, (int, float)) and abs(expected - got) <= tolerance


def first_off(stage: str, expected: Any, got: Any, tolerance: Any) -> Divergence | None:
    """The first number that deviates by more than the tolerance, which is one for all numbers or one per number."""
    if not isinstance(expected, list):
        return None if is_near(expected, got, tolerance) else Divergence(stage, expected, got)
    if not isinstance(got, list) or len(got) != len(expected):
        return Divergence(stage, f"{len(expected)} values", f"{len(got)} values" if isinstance(got, list) else got)
    for index, value in enumerate(expected):
        own = tolerance[index] if isinstance(tolerance, list) else tolerance
        off = first_off(f"{stage}[{index}]", value, got[index], own)
        if off is not None:
            return off
    return None


def compare_neurons(
    expected: Mapping[str, Any],
    got: Mapping[str, Any],
    steps: int,
    tolerance: Mapping[str, float],
    rates: Sequence[float | None] = (),
) -> Comparison:
    """Compares neurons. A wrong spike height gives level `none`, because it changes the currents of later neurons."""
    level = level_of_trains(expected["spikes"], got["spikes"], steps, rates)
    divergence = _first_in_time(_voltage_off(expected, got, tolerance["voltage"]), _spike_off(expected, got))
    if not is_near(expected["spikeHeight"], got["spikeHeight"], tolerance["spikeHeight"]):
        fired = [step for train in expected["spikes"] for step in train]
        step = min(fired, default=None)
        height = Divergence("spike height", expected["spikeHeight"], got["spikeHeight"], step)
        is_first = divergence is None or (step is not None and (divergence.step or 0) > step)
        return Comparison(NONE, height if is_first else divergence)
    if divergence is None and level.name == "steps" and _are_same_bits(expected, got):
        return Comparison(Level("bits"))
    return Comparison(level, divergence)


def _are_same_bits(expected: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    fields = ("spikeHeight", "voltage")
    return "voltage" in expected and all(expected[field] == got.get(field) for field in fields)


def _first_in_time(voltage: Divergence | None, spike: Divergence | None) -> Divergence | None:
    if voltage is None or spike is None:
        return voltage or spike
    return spike if (spike.step or 0) < (voltage.step or 0) else voltage


def _voltage_off(expected: Mapping[str, Any], got: Mapping[str, Any], tolerance: float) -> Divergence | None:
    rows = zip(expected.get("voltage", []), got.get("voltage", []), strict=False)
    for step, (due, came) in enumerate(rows):
        for neuron, (one, other) in enumerate(zip(due, came, strict=True)):
            if not is_near(one, other, tolerance):
                return Divergence("voltage", one, other, step, neuron)
    return None


def _spike_off(expected: Mapping[str, Any], got: Mapping[str, Any]) -> Divergence | None:
    pairs = enumerate(zip(expected["spikes"], got["spikes"], strict=True))
    found = [(step, neuron) for neuron, pair in pairs if (step := first_difference(*pair)) is not None]
    if not found:
        return None
    step, neuron = min(found)
    words = [_spikes_in(one["spikes"][neuron], step) for one in (expected, got)]
    return Divergence("spikes", words[0], words[1], step, neuron)


def _spikes_in(train: Sequence[int], step: int) -> str:
    count = list(train).count(step)
    return f"{count} spikes" if count > 1 else "a spike" if count == 1 else "no spike"


def first_difference(one: Sequence[int], other: Sequence[int]) -> int | None:
    """The earliest step that is in one train but not in the other."""
    for spike in range(max(len(one), len(other))):
        a = one[spike] if spike < len(one) else math.inf
        b = other[spike] if spike < len(other) else math.inf
        if a != b:
            return int(min(a, b))
    return None


def _of(divergences: Sequence[Divergence | None], is_same: bool) -> Comparison:
    divergence = next((one for one in divergences if one is not None), None)
    return Comparison(NONE, divergence) if divergence else Comparison(Level("bits" if is_same else "steps"))


def compare_tuned(expected: Mapping[str, Any], got: Mapping[str, Any], tolerance: Mapping[str, Any]) -> Comparison:
    """Compares tuned neurons: gain and bias first, since the rates follow from them."""
    fields = ("gain", "bias", "ratesHz", "outputs")
    offs = [first_off(field, expected[field], got[field], tolerance[field]) for field in fields]
    return _of(offs, all(expected[field] == got[field] for field in fields))


def compare_filtered(expected: Mapping[str, Any], got: Mapping[str, Any], tolerance: Mapping[str, Any]) -> Comparison:
    """Compares filtered signals and their lag."""
    lag = first_off("lagSteps", expected["lagSteps"], got["lagSteps"], 0)
    off = first_off("filtered", expected["filtered"], got["filtered"], tolerance["filtered"])
    return _of([lag, off], expected["filtered"] == got["filtered"])


def compare_spread(expected: Mapping[str, Any], got: Mapping[str, Any], tolerance: Mapping[str, Any]) -> Comparison:
    """Compares the range and mean of drawn values; never `bits`, because every simulator draws other values."""
    quantities = ("gain", "bias", "initialVoltage")
    return _of([_spread_off(name, expected[name], got[name], tolerance) for name in quantities], False)


def _spread_off(
    quantity: str, expected: Mapping[str, float], values: Sequence[float], tolerance: Mapping[str, float]
) -> Divergence | None:
    low, high, mean, rounding = expected["low"], expected["high"], expected["mean"], tolerance[quantity]
    for neuron, value in enumerate(values):
        if not low - rounding <= value <= high + rounding:
            return Divergence(quantity, f"{low} … {high}", value, neuron=neuron)
    average = sum(values) / len(values)
    of_sum = len(values) * EPSILON * max(abs(low), abs(high))  # the sum is rounded once per value
    is_centered = abs(average - mean) <= tolerance["mean"] * (high - low) + rounding + of_sum
    return None if is_centered else Divergence(f"mean of {quantity}", mean, average)


def compare_networks(
    given: Mapping[str, Any], expected: Mapping[str, Any], got: Mapping[str, Any], tolerance: Mapping[str, float]
) -> Comparison:
    """Compares networks in the order of cause and effect: current, voltage, spikes, counts, read-out, class."""
    probes = given.get("probes", [])
    is_probed = "probed" in expected and len(got.get("probed") or []) == len(expected["probed"])
    divergence = _probed_off(given, expected, got, tolerance) if is_probed else None
    if divergence is None:
        offs = (
            first_off("spikeCounts", expected["spikeCounts"], got["spikeCounts"], 0),
            first_off("filtered", expected["readout"], got["readout"], tolerance["readout"]),
            first_off("class", expected["predicted"], got["predicted"], 0),
        )
        divergence = next((off for off in offs if off is not None), None)
    if not is_probed:
        return Comparison(NONE if divergence else Level("steps"), divergence)
    if all(expected.get(field) == got.get(field) for field in ("readout", "spikeCounts", "predicted", "probed")):
        return Comparison(Level("bits"), divergence)
    trains = [_probed_trains(one["probed"], probes) for one in (expected, got)]
    return Comparison(level_of_trains(trains[0], trains[1], given["steps"]), divergence)


def _probed_off(
    given: Mapping[str, Any], expected: Mapping[str, Any], got: Mapping[str, Any], tolerance: Mapping[str, float]
) -> Divergence | None:
    for step in range(given["steps"]):
        for index, probe in enumerate(given["probes"]):
            own = 0 if probe["stage"] == "spikes" else tolerance[probe["stage"]]
            due, came = (one["probed"][index][step] for one in (expected, got))
            off = first_off(f"{probe['layer']} {probe['stage']}", due, came, own)
            if off is not None:
                return replace(off, step=step)
    return None


def _probed_trains(probed: Sequence[Any], probes: Sequence[Mapping[str, str]]) -> list[list[int]]:
    """The spike trains of all neurons whose spikes were probed."""
    spiking = [steps for steps, probe in zip(probed, probes, strict=True) if probe["stage"] == "spikes"]
    return [
        [step for step, fired in enumerate(steps) if fired[neuron]]
        for steps in spiking
        for neuron in range(len(steps[0]) if steps else 0)
    ]


def compare_metamorphic(
    relation: Mapping[str, Any], first: Mapping[str, Any], second: Mapping[str, Any], relative: float
) -> Comparison | None:
    """Compares the outputs for two inputs; None if neither contains what is compared. Silence proves nothing."""

    def is_given(field: str) -> bool:
        return first.get(field) is not None and second.get(field) is not None

    times = relation.get("times", {"factor": 1, "fields": []})
    factors = [(field, 1) for field in relation["same"]] + [(field, times["factor"]) for field in times["fields"]]
    factors = [(field, factor) for field, factor in factors if is_given(field)]
    others = [field for field in relation.get("other", []) if is_given(field)]
    if not factors and not others:
        return None
    if _count_spikes(first) == 0:
        return Comparison(divergence=Divergence("spikes", "spikes", "silence"))
    offs = [_unequal(field, first[field], second[field], factor, relative) for field, factor in factors]
    for field in others:
        if json.dumps(first[field]) == json.dumps(second[field]):
            offs.append(Divergence(field, "other values for the second input", "the same"))
    return Comparison(divergence=next((off for off in offs if off is not None), None))


def _count_spikes(output: Mapping[str, Any]) -> int | None:
    if "spikes" in output:
        return sum(map(len, output["spikes"]))
    return sum(map(sum, output["spikeCounts"])) if "spikeCounts" in output else None


def _unequal(stage: str, one: Any, other: Any, factor: float, relative: float) -> Divergence | None:
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        offs = (_unequal(f"{stage}[{index}]", a, b, factor, relative) for index, (a, b) in pairs)
        return next((off for off in offs if off is not None), None)
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        expected = factor * one
        is_close = abs(expected - other) <= relative * max(abs(expected), abs(other))
        return None if is_close else Divergence(stage, expected, other)
    return None if one == other else Divergence(stage, one, other)
