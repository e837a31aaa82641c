"""What a simulator should answer under its conventions, and which vectors apply to it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .conventions import Conventions, deviations_of
from .data import Precision, Vector
from .requests import read_input
from .requirements import LARGEST_STEP
from .rule import ORDERS
from .simulation import simulate

TIMES_DIFFERENCE = 8
"""Tolerance for other orders of operations, as a multiple of the difference between the known ones."""

TIMES_ROUNDING = 32
"""Tolerance for orders that are not known, as a multiple of the rounding of the largest voltage."""

UNIT_ROUNDOFF = {"float64": 2.0**-53, "float32": 2.0**-24}

CLAUSES_OF_AMPLITUDE = ("spike-height", "folding", "rate-network")
"""Clauses that do not apply to a simulator without an amplitude."""


def expect_under(vector: Vector, conventions: Conventions, precision: Precision) -> Vector | None:
    """A vector with the values that simulators with conventions other than Nengo's should return.

    Only neurons follow conventions, including the neurons of networks, so other vectors stay unchanged. None if the
    spikes depend on the order of operations or on the precision, and for networks, which only `lifspec check`
    simulates.
    """
    if not deviations_of(conventions) or vector.kind != "answer" or vector.capability not in ("neuron", "network"):
        return vector
    if vector.capability == "network":
        return None
    given = read_input("neuron", vector.input)
    other: Precision = "float32" if precision == "float64" else "float64"
    own, others = ([simulate(conventions, given, name, order) for order in ORDERS] for name in (precision, other))
    expected = own[0]
    if any(run["spikes"] != expected["spikes"] for run in [*own, *others]):
        return None
    # a simulator declared as float32 may compute some or all of it in float64
    allowed = [*own, *others] if precision == "float32" else own
    return replace(vector, expected=expected, tolerance=_tolerance(vector, allowed, precision))


def _tolerance(vector: Vector, runs: Sequence[Mapping[str, Any]], precision: Precision) -> dict[str, Any]:
    first = runs[0]
    differences = (
        abs(value - wanted)
        for run in runs
        for row, due in zip(run["voltage"], first["voltage"], strict=True)
        for value, wanted in zip(row, due, strict=True)
    )
    published = (vector.tolerance or {})[precision]["voltage"]
    largest = max((abs(value) for row in first["voltage"] for value in row), default=0.0)
    rounding = TIMES_ROUNDING * UNIT_ROUNDOFF[precision] * largest
    voltage = published + max(TIMES_DIFFERENCE * max(differences, default=0.0), rounding)
    return {precision: {"voltage": voltage, "spikeHeight": 4 * UNIT_ROUNDOFF[precision] * first["spikeHeight"]}}


def why_not_applicable(vector: Vector, capabilities: Sequence[str], conventions: Conventions) -> str | None:
    """Why a vector says nothing about a simulator; None if it applies."""
    if vector.capability not in capabilities:
        return f"does not support {vector.capability}"
    deviations = deviations_of(conventions)
    return next((deviations[one] for one in assumptions_of(vector) if one in deviations), None)


def assumptions_of(vector: Vector) -> list[str]:
    """The conventions that a vector assumes: those of the tested feature."""
    found = ["amplitude"] if vector.clause in CLAUSES_OF_AMPLITUDE else []
    if vector.capability != "neuron":
        return found
    if vector.kind == "refusal":
        return found + _invalid_in(read_input("neuron", vector.input))
    if vector.kind == "answer":
        return found + _feature_of(vector)
    second = vector.second_input or {}
    return found if vector.input["dtSeconds"] == second["dtSeconds"] else [*found, "spikeHeight"]


def _feature_of(vector: Vector) -> list[str]:
    """A simulator without a floor, for example, would pass every vector about the floor."""
    is_floor = vector.clause == "floor" and vector.input["minVoltage"] is not None
    is_refractory = vector.clause == "refractory" and vector.input["tauRefSeconds"] > 0
    return ["floor"] * is_floor + ["refractoryTime"] * is_refractory


def _invalid_in(given: Mapping[str, Any]) -> list[str]:
    """The invalid parameters of an input that a simulator might ignore."""
    floor, amplitude = given["minVoltage"], given["amplitude"]
    voltages = given["initialVoltage"]
    invalid = {
        "floor": floor is not None and not floor <= 0,
        "initialVoltage": not all(voltage <= 1 and math.isfinite(voltage) for voltage in voltages),
        "refractory": not given["tauRefSeconds"] >= 0,
        "amplitude": not 0 < amplitude < math.inf,
        "integrator": given["dtSeconds"] > LARGEST_STEP * given["tauRcSeconds"] > 0,
    }
    return [name for name, is_so in invalid.items() if is_so]
