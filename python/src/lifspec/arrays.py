"""Inputs with NumPy arrays in place of lists."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .network_refusals import layer_shapes


def with_arrays(capability: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """An input whose lists of numbers are NumPy arrays."""
    import numpy as np

    def convert(value: Any) -> Any:
        if isinstance(value, list) and not all(isinstance(item, (int, float, list)) for item in value):
            return [convert(item) for item in value]
        if isinstance(value, dict):
            return {key: convert(item) for key, item in value.items()}
        if isinstance(value, list):
            return np.array(value, dtype=np.float64)
        if isinstance(value, bytes):
            return np.frombuffer(value, dtype=np.uint8)
        return np.asarray(value) if hasattr(value, "typecode") else value

    arrays = {name: value if name == "state" else convert(value) for name, value in given.items()}
    if capability == "neuron":
        arrays["current"] = arrays["current"].reshape(len(given["current"]), len(given["initialVoltage"]))
    if capability == "network":
        arrays["weights"] = _shaped_weights(arrays)
    return arrays


def _shaped_weights(given: Mapping[str, Any]) -> dict[str, Any]:
    """Kernels as [row, column, input channel, output channel], read-out weights as [neuron, class]."""
    plan, weights = given["architecture"], given["weights"]
    shapes = layer_shapes(plan)
    layers = []
    for sizes, before, after, layer in zip(plan["hidden"], shapes, shapes[1:], weights["layers"], strict=False):
        edge = int(sizes["kernelSize"])
        kernel = layer["kernel"].reshape(edge, edge, before[2], sizes["channels"])
        layers.append({**layer, "kernel": kernel, "neuronBias": layer["neuronBias"].reshape(after)})
    readout = weights["readout"]
    weight = readout["weight"].reshape(math.prod(shapes[-1]), plan["classes"])
    return {"layers": layers, "readout": {**readout, "weight": weight}}
