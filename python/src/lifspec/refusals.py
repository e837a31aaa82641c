"""Refuses invalid inputs, as the protocol requires; NaN breaks every rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from .network_refusals import check_network, check_training
from .requirements import (
    require,
    require_below,
    require_finite,
    require_floor,
    require_height,
    require_length,
    require_not_negative,
    require_positive,
    require_response,
    require_step,
    require_voltages,
    require_whole,
)


def refuse_invalid(capability: str, given: Mapping[str, Any]) -> None:
    """Checks an input that was read.

    Raises:
        ValueError: naming the first field that breaks a rule, the rule and the value
    """
    _CHECKS[capability](given)


def _check_neuron(given: Mapping[str, Any]) -> None:
    require_step(given["dtSeconds"], given["tauRcSeconds"], given["tauRefSeconds"])
    require_floor(given["minVoltage"])
    require_height(given["amplitude"], given["dtSeconds"])
    require_voltages("initialVoltage", given["initialVoltage"])
    for step, currents in enumerate(given["current"]):
        require_length(f"current[{step}]", len(given["initialVoltage"]), currents)
        require_finite(f"current[{step}]", currents)


def _check_tuning(given: Mapping[str, Any]) -> None:
    require_positive("amplitude", given["amplitude"])
    require_positive("tauRcSeconds", given["tauRcSeconds"])
    require_not_negative("tauRefSeconds", given["tauRefSeconds"])
    require_finite("inputs", given["inputs"])
    require_length("intercepts", len(given["maxRatesHz"]), given["intercepts"])
    for rate, intercept in zip(given["maxRatesHz"], given["intercepts"], strict=True):
        require_response(rate, intercept, given["tauRcSeconds"], given["tauRefSeconds"])


def _check_synapse(given: Mapping[str, Any]) -> None:
    require_positive("dtSeconds", given["dtSeconds"])
    require_positive("tauSeconds", given["tauSeconds"])
    require_finite("signal", given["signal"])


def _check_nir(given: Mapping[str, Any]) -> None:
    require_positive("dtSeconds", given["dtSeconds"])
    *weights, neuron = given["nodes"]
    count = len(neuron["r"])
    for name, values in neuron.items():
        if name == "type":
            continue
        require_length(name, count, values)
        require_finite(name, values)
        for index, value in enumerate(values if name.startswith("tau") else []):
            require_positive(f"{name}[{index}]", value)
    channels = count
    for node in weights:
        rows = [*node["weight"], *([node["bias"]] if "bias" in node else [])]
        require_length("weight", count, node["weight"])
        require_length("bias", count, node.get("bias", node["weight"]))
        channels = len(rows[0])
        for row in node["weight"]:
            require_length("weight", channels, row)
        for row in rows:
            require_finite("weight or bias", row)
    for step, row in enumerate(given["inputs"]):
        require_length(f"inputs[{step}]", channels, row)
        require_finite(f"inputs[{step}]", row)


def _ends(field: str, distribution: Mapping[str, Any]) -> list[float]:
    """The values of a choice; of a uniform distribution the largest value, since its upper bound is never drawn."""
    if distribution["kind"] == "choice":
        values = list(distribution["values"])
        require(bool(values), field, "a list of at least one value", "empty")
        require_finite(field, values)
        return values
    low, high = distribution["low"], distribution["high"]
    require_finite(field, [low, high])
    require_below(f"low of {field}", high, low)
    return [math.nextafter(high, low)]


def _check_seeded(given: Mapping[str, Any]) -> None:
    require_whole("seed", 0, given["seed"])
    require_whole("neurons", 1, given["neurons"])
    require_voltages("initialVoltage", _ends("initialVoltage", given["initialVoltage"]))
    intercepts = _ends("intercepts", given["intercepts"])
    for rate in _ends("maxRatesHz", given["maxRatesHz"]):
        for intercept in intercepts:
            require_response(rate, intercept, given["tauRcSeconds"], given["tauRefSeconds"])


_CHECKS: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
    "neuron": _check_neuron,
    "tuning": _check_tuning,
    "synapse": _check_synapse,
    "network": check_network,
    "nir": _check_nir,
    "seeded": _check_seeded,
    "training": check_training,
}
