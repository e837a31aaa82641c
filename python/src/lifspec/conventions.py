"""The conventions in which simulators of LIF neurons differ, and how they deviate from Nengo's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .data import profiles

Conventions = Mapping[str, Any]
"""Choices by field, with the names of the protocol; missing fields have Nengo's choices."""


_STEPS = ("clamped", "input-masked", "silent")

CHOICES: Mapping[str, Sequence[Any]] = {
    "integrator": ("exact", "euler", "backward-euler", "heun", "runge-kutta-4", "trapezoidal"),
    "inputScale": ("one-minus-decay", "dt-over-tau", "one"),
    "comparison": (">", ">="),
    "reset": ("zero", "subtract", "none"),
    "resetTime": ("at-once", "one-step-late"),
    "shownVoltage": ("after-reset", "before-reset"),
    "refractory": (
        {"kind": "none"},
        *({"kind": "sub-step", "spikeTime": time} for time in ("exact", "linear", "end-of-step", "scaled")),
        *({"kind": "fixed-steps", "steps": n, "meanwhile": one} for n in (1, 2, 3, 4, 5) for one in _STEPS),
        *(
            {"kind": "whole-steps", "rounding": rounding, "more": more, "meanwhile": one}
            for rounding in ("down", "nearest", "up")
            for more in (-1, 0, 1)
            for one in _STEPS
        ),
    ),
    "floor": ("as-asked", "none", "zero"),
    "initialVoltage": ("as-asked", "zero"),
    "inputDelaySteps": (0, 1),
    "spikeDelaySteps": (0, 1),
    "spikesPerStep": ("one", "many"),
    "spikeHeight": ("amplitude/dt", "amplitude", "1/dt", "1"),
}
"""Every choice of every field; `adapters/README.md` of the repository explains them."""

DOUBTFUL: Mapping[str, str] = {
    '"more":1': "refractory-one-step-long",
    '"more":-1': "refractory-one-step-short",
    '"kind":"fixed-steps"': "refractory-two-steps-whatever-dt",
    '"inputDelaySteps":1': "input-one-step-late",
    '"spikeDelaySteps":1': "output-one-step-late",
}
"""Choices that are mistakes if nobody intended them, as JSON, with the mutant that makes the mistake."""


def nengo_conventions() -> Conventions:
    """The conventions of Nengo, NengoDL and the reference simulator."""
    return profiles()["nengo"].conventions


def complete(declared: str | Conventions | None) -> Conventions:
    """Complete conventions: those of a profile, or given fields and Nengo's choice for the others.

    Raises:
        ValueError: if there is no such profile, field or choice
    """
    if declared is None:
        return nengo_conventions()
    if isinstance(declared, str):
        if declared not in profiles():
            raise ValueError(f"conventions: {declared!r} is not a profile; choose from {', '.join(profiles())}")
        return profiles()[declared].conventions
    if not isinstance(declared, Mapping):
        raise ValueError(f"conventions: expected the name of a profile or a dictionary, but got {declared!r}")
    for field, choice in declared.items():
        _check_choice(field, choice)
    return {**nengo_conventions(), **declared}


def _check_choice(field: str, choice: Any) -> None:
    if field not in CHOICES:
        raise ValueError(f"conventions: {field!r} is not a field; choose from {', '.join(CHOICES)}")
    if choice not in CHOICES[field] or isinstance(choice, bool):
        listed = " or ".join(json.dumps(one) for one in CHOICES[field])
        raise ValueError(f"conventions: {field} must be {listed}, but is {json.dumps(choice, default=str)}")


def go_together(conventions: Conventions) -> bool:
    """Whether the choices can be combined."""
    integrator, scale = conventions["integrator"], conventions["inputScale"]
    reset, refractory = conventions["reset"], conventions["refractory"]
    is_reset = reset != "none" and conventions["resetTime"] == "at-once"
    if scale != "one-minus-decay" and integrator not in ("exact", "euler"):
        return False
    if conventions["spikesPerStep"] == "many" and not (is_reset and refractory["kind"] == "none"):
        return False
    if refractory["kind"] != "sub-step":
        return True
    return bool(scale == "one-minus-decay" and is_reset and (refractory["spikeTime"] != "scaled" or reset == "zero"))


def changes_from(one: Conventions, other: Conventions) -> dict[str, Any]:
    """The choices of other conventions that differ."""
    return {field: other[field] for field in one if other[field] != one[field]}


def deviations_of(conventions: Conventions) -> dict[str, str]:
    """The assumptions that a simulator of these conventions does not meet, with what it does instead."""
    changed = changes_from(nengo_conventions(), conventions)
    found = {field: f"{field} is {_describe(choice)}" for field, choice in changed.items()}
    if not conventions["spikeHeight"].startswith("amplitude"):
        found["amplitude"] = "has no amplitude"
    if conventions["refractory"]["kind"] == "none":
        found["refractoryTime"] = "has no refractory period"
    return found


def _describe(choice: Any) -> str:
    return ", ".join(str(value) for value in choice.values()) if isinstance(choice, Mapping) else str(choice)
