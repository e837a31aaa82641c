"""Compares outputs with what was expected, up to the first number that deviates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .levels import NONE, Level

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
