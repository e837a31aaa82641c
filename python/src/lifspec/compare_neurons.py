"""Compares neurons: the level of their spike trains, voltages and spike height."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from .comparison import Comparison, Divergence, is_near
from .levels import NONE, Level, level_of_trains


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
