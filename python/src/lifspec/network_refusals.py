"""Refuses invalid networks and trainings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

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


def layer_shapes(architecture: Mapping[str, Any]) -> list[tuple[int, int, int]]:
    """The shapes of the image and of every hidden layer: rows, columns, channels.

    Raises:
        ValueError: if the architecture is not valid
    """
    require_whole("number of hidden layers", 1, len(architecture["hidden"]))
    require_whole("classes", 2, architecture["classes"])
    require_positive("readoutTauSeconds", architecture["readoutTauSeconds"])
    shapes = [tuple(architecture["input"][name] for name in ("rows", "columns", "channels"))]
    for layer in architecture["hidden"]:
        for name in ("kernelSize", "stride", "channels"):
            require_whole(name, 1, layer[name])
        size, padding = layer["kernelSize"], layer.get("padding", 0)
        require_whole("padding", 0, padding)
        require_below("padding", size, padding)
        rows, columns, channels = shapes[-1]
        require_whole("input.rows", max(1, size - 2 * padding), rows)
        require_whole("input.columns", max(1, size - 2 * padding), columns)
        require_whole("input.channels", 1, channels)
        edges = ((length + 2 * padding - size) // layer["stride"] + 1 for length in (rows, columns))
        shapes.append((*edges, layer["channels"]))
    return shapes


def _numbers(field: str, length: int, values: Sequence[float]) -> None:
    require_length(field, length, values)
    require_finite(field, values)


def _check_point(given: Mapping[str, Any]) -> None:
    neuron = given["architecture"]["neuron"]
    require_whole("steps", 2, given["steps"])
    require_step(given["dtSeconds"], neuron["tauRcSeconds"], neuron["tauRefSeconds"])
    require_height(given["amplitude"], given["dtSeconds"])
    require_floor(given["minVoltage"])
    require_response(neuron["maxRateHz"], neuron["intercept"], neuron["tauRcSeconds"], neuron["tauRefSeconds"])


def _check_images(shape: tuple[int, int, int], images: Sequence[bytes]) -> None:
    for index, image in enumerate(images):
        require_length(f"images[{index}]", math.prod(shape), image)


def check_network(given: Mapping[str, Any]) -> None:
    """Checks a network, its weights, its images and its probes."""
    architecture, weights = given["architecture"], given["weights"]
    shapes = layer_shapes(architecture)
    _check_point(given)
    require_length("layers", len(shapes) - 1, weights["layers"])
    require_length("initialVoltage", len(shapes) - 1, given["initialVoltage"])
    for number, (layer, sizes) in enumerate(zip(weights["layers"], architecture["hidden"], strict=True), 1):
        neurons, inputs = math.prod(shapes[number]), shapes[number - 1][2]
        _numbers(f"kernel {number}", sizes["kernelSize"] ** 2 * inputs * sizes["channels"], layer["kernel"])
        _numbers(f"kernel bias {number}", sizes["channels"], layer["kernelBias"])
        _numbers(f"neuron bias {number}", neurons, layer["neuronBias"])
        require_length(f"initialVoltage[{number - 1}]", neurons, given["initialVoltage"][number - 1])
        require_voltages(f"initialVoltage[{number - 1}]", given["initialVoltage"][number - 1])
    _numbers("readout weight", math.prod(shapes[-1]) * architecture["classes"], weights["readout"]["weight"])
    _numbers("readout bias", architecture["classes"], weights["readout"]["bias"])
    _check_images(shapes[0], given["images"])
    layers = [f"layer{number}" for number in range(1, len(shapes))]
    for probe in given.get("probes", []):
        require(probe["layer"] in layers, "layer of a probe", f"one of {' '.join(layers)}", probe["layer"])
        stages = ("current", "voltage", "spikes")
        require(probe["stage"] in stages, "stage of a probe", f"one of {' '.join(stages)}", probe["stage"])
    if given.get("synapseSeconds") is not None:
        require_not_negative("synapseSeconds", given["synapseSeconds"])


def check_training(given: Mapping[str, Any]) -> None:
    """Checks a network to be trained, and its labeled images."""
    shapes = layer_shapes(given["architecture"])
    _check_point(given)
    for name, least in (("seed", 0), ("epochs", 0), ("batchSize", 1)):
        require_whole(name, least, given[name])
    require_whole("number of images", 1, len(given["images"]))
    _check_images(shapes[0], given["images"])
    require_length("labels", len(given["images"]), given["labels"])
    for index, label in enumerate(given["labels"]):
        require_whole(f"labels[{index}]", 0, label)
        require_below(f"labels[{index}]", given["architecture"]["classes"], label)
