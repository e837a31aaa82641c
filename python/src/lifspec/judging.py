"""Judges a simulator by a vector."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from .answers import WrongAnswer, first_not_finite
from .compare_metamorphic import compare_metamorphic
from .compare_networks import compare_networks
from .compare_neurons import compare_neurons
from .comparison import Comparison, Divergence, compare_filtered, compare_spread, compare_tuned
from .data import Vector
from .levels import NONE, Level
from .requests import read_input
from .simulator import Simulator


@dataclass(frozen=True)
class Outcome:
    """The result of judging a simulator by a vector."""

    outcome: Literal["pass", "fail", "not applicable"]
    level: Level | None = None
    """Only for vectors of kind `answer`."""
    divergence: Divergence | None = None
    expected: Mapping[str, Any] | None = None
    """What was expected of neurons, to be drawn."""
    got: Mapping[str, Any] | None = None
    reason: str = ""
    """Why it is not applicable, or what is wrong with the answer."""
    is_error: bool = False
    """Whether the answer is not an output, which shows nothing about how neurons are computed."""


def judge(vector: Vector, simulator: Simulator) -> Outcome:
    """Judges a simulator twice and returns the worse result, because some simulators remember an earlier run.

    Raises:
        Exception: what the simulator raises, except `ValueError`, which is a refusal
    """
    first = judge_once(vector, simulator)
    if first.outcome != "pass":
        return first
    second = judge_once(vector, simulator)
    if second.outcome == "fail":
        again = "passes, but fails when it gets the same input again: does it keep state between two calls?"
        return replace(second, reason=second.reason or again)
    return second


def judge_once(vector: Vector, simulator: Simulator) -> Outcome:
    """Judges a simulator by a vector whose values are expected under its conventions."""
    try:
        return _judge(vector, simulator)
    except WrongAnswer as wrong:
        return Outcome("fail", NONE, reason=str(wrong), is_error=True)
    except ValueError as refusal:
        if vector.kind == "refusal":
            return Outcome("pass")
        return Outcome("fail", NONE, Divergence("refusal", "an answer", f"a refusal: {refusal}"))


def _judge(vector: Vector, simulator: Simulator) -> Outcome:
    if vector.kind == "refusal":
        _ask(simulator, vector.capability, vector.input)
        return Outcome("fail", None, Divergence("refusal", "a refusal (ValueError)", "an answer"))
    tolerance = (vector.tolerance or {})[simulator.precision]
    if vector.kind == "metamorphic":
        first, second = (_ask(simulator, vector.capability, one) for one in (vector.input, vector.second_input or {}))
        comparison = compare_metamorphic(vector.expected, first, second, tolerance)
        return _outcome(comparison) if comparison else Outcome("not applicable", reason=_OMITS)
    got = _run_in_pieces(vector, simulator)
    if got is None:
        return Outcome("not applicable", reason=_OMITS)
    comparison = _compare(vector, got, tolerance)
    is_drawn = vector.capability == "neuron" and vector.continued_at is None
    return _outcome(comparison, vector.expected if is_drawn else None, got if is_drawn else None)


_OMITS = "omits the output that the vector examines"


def _outcome(
    comparison: Comparison, expected: Mapping[str, Any] | None = None, got: Mapping[str, Any] | None = None
) -> Outcome:
    level, divergence = comparison.level, comparison.divergence
    passes = divergence is None and (level or Level("steps")).is_at_least("steps")
    return Outcome("pass" if passes else "fail", level, divergence, expected, got)


def _ask(simulator: Simulator, capability: str, wire: Mapping[str, Any]) -> dict[str, Any]:
    output = simulator.answer(capability, wire)
    wrong = first_not_finite({name: value for name, value in output.items() if name != "state"})
    if wrong is not None:
        raise WrongAnswer(f"every number must be finite, but {wrong}")
    return output


def _compare(vector: Vector, got: Mapping[str, Any], tolerance: Any) -> Comparison:
    if vector.capability == "neuron":
        rates = steady_rates_per_step(vector.input)
        return compare_neurons(vector.expected, got, len(vector.input["current"]), tolerance, rates)
    if vector.capability == "network":
        return compare_networks(vector.input, vector.expected, got, tolerance)
    compare = {"tuning": compare_tuned, "synapse": compare_filtered, "seeded": compare_spread}[vector.capability]
    return compare(vector.expected, got, tolerance)


def _run_in_pieces(vector: Vector, simulator: Simulator) -> dict[str, Any] | None:
    """The output of one run, or of two if the vector continues from a state; None if there is no state."""
    at, given = vector.continued_at, vector.input
    if at is None:
        return _ask(simulator, vector.capability, given)
    before = _ask(simulator, "neuron", {**given, "current": given["current"][:at]})
    if "state" not in before:
        return None
    after = _ask(simulator, "neuron", {**given, "current": given["current"][at:], "state": before["state"]})
    pairs = zip(before["spikes"], after["spikes"], strict=True)
    output = {**after, "spikes": [[*one, *(step + at for step in other)] for one, other in pairs]}
    if "voltage" in before and "voltage" in after:
        output["voltage"] = [*before["voltage"], *after["voltage"]]
    return output


def steady_rates_per_step(wire: Mapping[str, Any]) -> list[float | None]:
    """Spikes per step of the neurons to which the count law applies, else None.

    It applies from rest, at a constant current that is not just above 1, with a step no longer than τ_ref.
    """
    given = read_input("neuron", wire)
    dt, tau_rc, tau_ref = given["dtSeconds"], given["tauRcSeconds"], given["tauRefSeconds"]
    rates: list[float | None] = []
    for neuron, start in enumerate(given["initialVoltage"]):
        currents = {row[neuron] for row in given["current"]}
        current = currents.pop() if len(currents) == 1 else math.nan
        is_covered = current <= 1 or 1.001 <= current <= 1e4
        if start != 0 or not is_covered or dt > tau_ref:
            rates.append(None)
        else:
            rates.append(dt / (tau_ref + tau_rc * math.log1p(1 / (current - 1))) if current > 1 else 0.0)
    return rates
