"""Finds the profile, among the published ones, that is nearest to a simulator."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .answers import WrongAnswer
from .conventions import CHOICES, DOUBTFUL, Conventions, changes_from, go_together
from .data import Precision, probes, profiles
from .requests import read_input
from .rule import ORDERS, height_of, rounded, rule_of
from .simulation import simulate_neuron
from .simulator import Simulator, Skip

TOLERANCE = {"float64": 1e-9, "float32": 1e-5}
"""Tolerance of a voltage, absolute up to 1, relative above: far above rounding, far below another convention."""

HEIGHT_TOLERANCE = {"float64": 1e-12, "float32": 1e-6}

Answered = tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]
"""A probe, its input as read, and the answer."""


@dataclass(frozen=True)
class Nearest:
    """The profile that is nearest to a simulator, and how near it is."""

    profile: str
    conventions: Conventions
    """Those of the profile, with the choices that fit better."""
    explained: int
    """Number of spike trains that they explain to their end."""
    compared: int
    deviation: str = ""
    """The first deviation, such as `voltage of neuron 2 in step 3 of the probe floor`."""

    def __str__(self) -> str:
        """Such as `like arbor (Arbor, lif_cell …) except comparison '>'`."""
        profile = profiles()[self.profile]
        changed = changes_from(profile.conventions, self.conventions)
        words = ", ".join(f"{name} {choice!r}" for name, choice in changed.items())
        return f"like {profile.id} ({profile.simulator}){' except ' + words if changed else ''}"

    def mistakes(self) -> list[str]:
        """A sentence for each choice that is not the profile's and may be a mistake."""
        changed = json.dumps(
            changes_from(profiles()[self.profile].conventions, self.conventions), separators=(",", ":")
        )
        advice = "if you did not intend it, mend it instead of declaring it"
        found = [(choice, mutant) for choice, mutant in DOUBTFUL.items() if choice in changed]
        return [f"{choice} is also a known mistake ({mutant}): {advice}" for choice, mutant in found]


def with_nearest(simulator: Simulator) -> tuple[Simulator, Nearest]:
    """A simulator with the conventions of the nearest profile, for `conventions="auto"`.

    Raises:
        ValueError: if it answers no probe
    """
    nearest = find_nearest(simulator)
    return replace(simulator, conventions=nearest.conventions), nearest


def find_nearest(simulator: Simulator) -> Nearest:
    """Runs all probes, finds the profile that explains most of the spike trains, and changes one choice of its
    conventions at a time as long as they explain more."""
    answered = list(_ask(simulator))
    if not answered:
        raise ValueError('conventions: "auto" needs a simulator that answers at least one probe with valid numbers')
    if not any(any(answer["spikes"]) for _, _, answer in answered):
        raise ValueError("it never fires on any input, so its conventions cannot be found")
    height = _height(answered, simulator.precision)
    own = {} if height is None else {"spikeHeight": height}
    compared = sum(len(given["initialVoltage"]) for _, given, _ in answered)
    conventions: Conventions
    wrong, profile, conventions = min(
        (
            (_explain({**one.conventions, **own}, answered, simulator.precision), one, {**one.conventions, **own})
            for one in profiles().values()
        ),
        key=lambda rated: len(rated[0]),
    )
    while wrong:
        better = _first_better(conventions, answered, simulator.precision, len(wrong))
        if better is None:
            break
        wrong, conventions = better
    return Nearest(profile.id, conventions, compared - len(wrong), compared, wrong[0] if wrong else "")


def _first_better(
    conventions: Conventions, answered: list[Answered], precision: Precision, most: int
) -> tuple[list[str], Conventions] | None:
    for field in CHOICES:
        for choice in CHOICES[field]:
            other = {**conventions, field: choice}
            if field == "spikeHeight" or other == conventions or not go_together(other):
                continue
            wrong = _explain(other, answered, precision, most)
            if len(wrong) < most:
                return wrong, other
    return None


def _ask(simulator: Simulator) -> Iterator[Answered]:
    for probe in probes():
        try:
            answer = simulator.answer("neuron", probe["input"])
        except (ValueError, WrongAnswer, Skip):
            continue
        yield probe, read_input("neuron", probe["input"]), answer


def _height(answered: list[Answered], precision: Precision) -> str | None:
    """The first choice of the spike height that explains every answer."""
    for choice in ("amplitude/dt", "amplitude", "1/dt", "1"):
        pairs = [(height_of(choice, given, precision), answer["spikeHeight"]) for _, given, answer in answered]
        if all(abs(got - due) <= HEIGHT_TOLERANCE[precision] * due for due, got in pairs):
            return choice
    return None


def _explain(
    conventions: Conventions, answered: list[Answered], precision: Precision, most: float = math.inf
) -> list[str]:
    """The deviations of the trains that are not explained, up to a number of them."""
    wrong: list[str] = []
    for probe, given, answer in answered:
        find = _deviation if probe["looksAt"] == "every-step" else _deviation_at_threshold
        for neuron in range(len(given["initialVoltage"])):
            found = find(conventions, given, answer, precision, neuron)
            if found:
                wrong.append(f"{found} of the probe {probe['id']}")
            if len(wrong) >= most:
                return wrong
    return wrong


def _is_near(expected: float, got: float, tolerance: float) -> bool:
    return abs(expected - got) <= tolerance * max(1.0, abs(expected))


def _deviation(
    conventions: Conventions, given: Mapping[str, Any], answer: Mapping[str, Any], precision: Precision, neuron: int
) -> str:
    """The comparison ends when rounding could decide whether the neuron fires."""
    rule, tolerance = rule_of(conventions, given, precision, "difference"), TOLERANCE[precision]
    train, voltage = answer["spikes"][neuron], answer.get("voltage")
    for step, (expected, spikes) in enumerate(simulate_neuron(rule, given, neuron)):
        many = conventions["spikesPerStep"] == "many"
        threshold = max(round(expected.reached), 1) if many else 1
        if _is_near(threshold, expected.reached, tolerance):
            return ""
        if voltage is not None and not _is_near(expected.shown, voltage[step][neuron], tolerance):
            return f"voltage of neuron {neuron} in step {step}"
        if train.count(step) != spikes:
            return f"spikes of neuron {neuron} in step {step}"
    return ""


def _deviation_at_threshold(
    conventions: Conventions, given: Mapping[str, Any], answer: Mapping[str, Any], precision: Precision, neuron: int
) -> str:
    """Whether it fires at all, in one of the orders in which the simulator may compute."""
    fired = bool(answer["spikes"][neuron])
    # under the trapezoidal rule in float32, a complement moves voltages at 1 so far that > and >= look alike
    telling = [order for order in ORDERS if order != "complement"]
    orders: list[tuple[str, Precision]] = [(order, precision) for order in telling]
    if precision == "float32" and not rounded(answer.get("voltage", [[0.1]])):
        orders += [*((order, "float64") for order in telling), ("rounded-input", "float64")]
    for order, name in orders:
        rule = rule_of(conventions, given, name, order)
        if any(spikes > 0 for _, spikes in simulate_neuron(rule, given, neuron)) == fired:
            return ""
    return f"whether neuron {neuron} fires"
