"""Refuses inputs that make no sense, as the protocol requires; NaN breaks every rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

LARGEST_STEP = 30
"""Longest step, in membrane time constants."""


def refuse_invalid(capability: str, given: Mapping[str, Any]) -> None:
    """Checks an input that was read.

    Raises:
        ValueError: naming the first field that breaks a rule, the rule and the value
    """
    _CHECKS[capability](given)


def _require(holds: bool, field: str, rule: str, value: Any) -> None:
    if not holds:
        raise ValueError(f"{field} must be {rule}, but is {value}")


def _positive(field: str, value: float) -> None:
    _require(0 < value < math.inf, field, "a finite number above 0", value)


def _not_negative(field: str, value: float) -> None:
    _require(0 <= value < math.inf, field, "a finite number of 0 or more", value)


def _below(field: str, limit: float, value: float) -> None:
    _require(value < limit, field, f"below {limit}", value)


def _at_most(field: str, limit: float, value: float) -> None:
    _require(value <= limit, field, f"at most {limit}", value)


def _whole(field: str, least: float, value: float) -> None:
    _require(isinstance(value, int) and value >= least, field, f"a whole number of {least} or more", value)


def _length(field: str, length: int, values: Sequence[Any]) -> None:
    _require(len(values) == length, field, f"{length} values long", f"{len(values)} values")


def _finite(field: str, values: Iterable[float]) -> None:
    wrong = next(((index, value) for index, value in enumerate(values) if not math.isfinite(value)), None)
    if wrong is not None:
        _require(False, f"{field}[{wrong[0]}]", "a finite number", wrong[1])


def _voltages(field: str, values: Sequence[float]) -> None:
    _finite(field, values)
    _at_most(field, 1, max(values, default=0))


def _floor(value: float | None) -> None:
    if value is not None:
        _at_most("minVoltage", 0, value)


def _step(dt: float, tau_rc: float, tau_ref: float) -> None:
    _positive("tauRcSeconds", tau_rc)
    _positive("dtSeconds", dt)
    _at_most("dtSeconds", LARGEST_STEP * tau_rc, dt)
    _not_negative("tauRefSeconds", tau_ref)


def _check_neuron(given: Mapping[str, Any]) -> None:
    _step(given["dtSeconds"], given["tauRcSeconds"], given["tauRefSeconds"])
    _floor(given["minVoltage"])
    _positive("amplitude", given["amplitude"])
    _voltages("initialVoltage", given["initialVoltage"])
    for step, currents in enumerate(given["current"]):
        _length(f"current[{step}]", len(given["initialVoltage"]), currents)
        _finite(f"current[{step}]", currents)


def _check_response(rate: float, intercept: float, tau_rc: float, tau_ref: float) -> None:
    _positive("tauRcSeconds", tau_rc)
    _not_negative("tauRefSeconds", tau_ref)
    _positive("max rate", rate)
    _below("max rate", 1 / tau_ref if tau_ref > 0 else math.inf, rate)
    _finite("intercept", [intercept])
    _below("intercept", 1, intercept)
    at_one = 1 / (1 - math.exp((tau_ref - 1 / rate) / tau_rc))
    _positive(f"gain for max rate {rate}", (at_one - 1) / (1 - intercept))


def _check_tuning(given: Mapping[str, Any]) -> None:
    _positive("amplitude", given["amplitude"])
    _positive("tauRcSeconds", given["tauRcSeconds"])
    _not_negative("tauRefSeconds", given["tauRefSeconds"])
    _finite("inputs", given["inputs"])
    _length("intercepts", len(given["maxRatesHz"]), given["intercepts"])
    for rate, intercept in zip(given["maxRatesHz"], given["intercepts"], strict=True):
        _check_response(rate, intercept, given["tauRcSeconds"], given["tauRefSeconds"])


def _check_synapse(given: Mapping[str, Any]) -> None:
    _positive("dtSeconds", given["dtSeconds"])
    _positive("tauSeconds", given["tauSeconds"])
    _finite("signal", given["signal"])


def _ends(field: str, distribution: Mapping[str, Any]) -> list[float]:
    """The values of a choice; of a uniform distribution the largest value, since its upper bound is never drawn."""
    if distribution["kind"] == "choice":
        values = list(distribution["values"])
        _require(bool(values), field, "a list of at least one value", "empty")
        _finite(field, values)
        return values
    low, high = distribution["low"], distribution["high"]
    _finite(field, [low, high])
    _below(f"low of {field}", high, low)
    return [math.nextafter(high, low)]


def _check_seeded(given: Mapping[str, Any]) -> None:
    _whole("seed", 0, given["seed"])
    _whole("neurons", 1, given["neurons"])
    _voltages("initialVoltage", _ends("initialVoltage", given["initialVoltage"]))
    intercepts = _ends("intercepts", given["intercepts"])
    for rate in _ends("maxRatesHz", given["maxRatesHz"]):
        for intercept in intercepts:
            _check_response(rate, intercept, given["tauRcSeconds"], given["tauRefSeconds"])


def layer_shapes(architecture: Mapping[str, Any]) -> list[tuple[int, int, int]]:
    """The shapes of the image and of every hidden layer: rows, columns, channels.

    Raises:
        ValueError: if the architecture is not valid
    """
    _whole("number of hidden layers", 1, len(architecture["hidden"]))
    _whole("classes", 2, architecture["classes"])
    _positive("readoutTauSeconds", architecture["readoutTauSeconds"])
    shapes = [tuple(architecture["input"][name] for name in ("rows", "columns", "channels"))]
    for layer in architecture["hidden"]:
        for name in ("kernelSize", "stride", "channels"):
            _whole(name, 1, layer[name])
        rows, columns, channels = shapes[-1]
        _whole("input.rows", layer["kernelSize"], rows)
        _whole("input.columns", layer["kernelSize"], columns)
        _whole("input.channels", 1, channels)
        edges = ((length - layer["kernelSize"]) // layer["stride"] + 1 for length in (rows, columns))
        shapes.append((*edges, layer["channels"]))
    return shapes


def _numbers(field: str, length: int, values: Sequence[float]) -> None:
    _length(field, length, values)
    _finite(field, values)


def _check_point(given: Mapping[str, Any]) -> None:
    neuron = given["architecture"]["neuron"]
    _positive("amplitude", given["amplitude"])
    _whole("steps", 2, given["steps"])
    _step(given["dtSeconds"], neuron["tauRcSeconds"], neuron["tauRefSeconds"])
    _floor(given["minVoltage"])
    _check_response(neuron["maxRateHz"], neuron["intercept"], neuron["tauRcSeconds"], neuron["tauRefSeconds"])


def _check_images(shape: tuple[int, int, int], images: Sequence[bytes]) -> None:
    for index, image in enumerate(images):
        _length(f"images[{index}]", math.prod(shape), image)


def _check_network(given: Mapping[str, Any]) -> None:
    architecture, weights = given["architecture"], given["weights"]
    shapes = layer_shapes(architecture)
    _check_point(given)
    _length("layers", len(shapes) - 1, weights["layers"])
    _length("initialVoltage", len(shapes) - 1, given["initialVoltage"])
    for number, (layer, sizes) in enumerate(zip(weights["layers"], architecture["hidden"], strict=True), 1):
        neurons, inputs = math.prod(shapes[number]), shapes[number - 1][2]
        _numbers(f"kernel {number}", sizes["kernelSize"] ** 2 * inputs * sizes["channels"], layer["kernel"])
        _numbers(f"kernel bias {number}", sizes["channels"], layer["kernelBias"])
        _numbers(f"neuron bias {number}", neurons, layer["neuronBias"])
        _length(f"initialVoltage[{number - 1}]", neurons, given["initialVoltage"][number - 1])
        _voltages(f"initialVoltage[{number - 1}]", given["initialVoltage"][number - 1])
    _numbers("readout weight", math.prod(shapes[-1]) * architecture["classes"], weights["readout"]["weight"])
    _numbers("readout bias", architecture["classes"], weights["readout"]["bias"])
    _check_images(shapes[0], given["images"])
    layers = [f"layer{number}" for number in range(1, len(shapes))]
    for probe in given.get("probes", []):
        _require(probe["layer"] in layers, "layer of a probe", f"one of {' '.join(layers)}", probe["layer"])
        stages = ("current", "voltage", "spikes")
        _require(probe["stage"] in stages, "stage of a probe", f"one of {' '.join(stages)}", probe["stage"])
    if given.get("synapseSeconds") is not None:
        _not_negative("synapseSeconds", given["synapseSeconds"])


def _check_training(given: Mapping[str, Any]) -> None:
    shapes = layer_shapes(given["architecture"])
    _check_point(given)
    for name, least in (("seed", 0), ("epochs", 0), ("batchSize", 1)):
        _whole(name, least, given[name])
    _whole("number of images", 1, len(given["images"]))
    _check_images(shapes[0], given["images"])
    _length("labels", len(given["images"]), given["labels"])
    for index, label in enumerate(given["labels"]):
        _whole(f"labels[{index}]", 0, label)
        _below(f"labels[{index}]", given["architecture"]["classes"], label)


_CHECKS: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
    "neuron": _check_neuron,
    "tuning": _check_tuning,
    "synapse": _check_synapse,
    "network": _check_network,
    "seeded": _check_seeded,
    "training": _check_training,
}
