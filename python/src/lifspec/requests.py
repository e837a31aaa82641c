"""Reads the inputs of requests: lists as NumPy arrays, weights and images from base64."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

_COUNTS = {"seed", "neurons", "steps", "epochs", "batchSize", "classes"}
_COUNTS |= {"source", "neuron", "target", "receptor", "delaySteps", "refractorySteps"}
_COUNTS |= {"kernelSize", "stride", "padding", "channels", "rows", "columns"}
"""The fields that are whole numbers."""


def read_input(capability: str, wire: Mapping[str, Any]) -> dict[str, Any]:
    """An input as a simulator gets it. `lifspec.Simulator` describes the fields.

    Example:
        >>> from lifspec.requests import read_input
        >>> read_input("synapse", {"input": [1, 2], "tauSeconds": 0.1, "dtSeconds": 0.001})["input"]
        array([1., 2.])
    """
    given = {name: value if name == "state" else _read(name, value) for name, value in wire.items()}
    if capability == "neuron":
        given["current"] = _shaped(given["current"], (len(wire["current"]), len(wire["initialVoltage"])))
        with suppress(ArithmeticError, TypeError):  # of an invalid input, which the simulator may refuse
            given["tauRcSteps"] = given["tauRcSeconds"] / given["dtSeconds"]
            given["tauRefSteps"] = given["tauRefSeconds"] / given["dtSeconds"]
    if capability == "events":
        given["bias"] = given.get("bias", np.zeros(len(wire["initialVoltage"])))
        given["sources"] = [_steps(train) for train in wire["sources"]]
        given |= {name: [_read(name, one) for one in wire[name]] for name in ("receptors", "connections")}
    if capability in ("network", "training"):
        given["shapes"] = layer_shapes(given["architecture"])
        given["images"] = np.array([_numbers(image, np.uint8) for image in wire["images"]])
    if capability == "nir_export":
        return {"bias": None, **given}
    if "weights" in wire:
        given["initialVoltage"] = [_numbers(one, np.float32) for one in wire["initialVoltage"]]
        given["weights"] = _read_weights(given["architecture"], wire["weights"])
    if capability == "network":
        given["padding"] = [layer.get("padding", 0) for layer in given["architecture"]["hidden"]]
        given["probes"] = given.get("probes", [])
        given["synapseSeconds"] = given.get("synapseSeconds") or None  # 0: no synapses
    if capability == "training":
        given["labels"] = given["labels"].astype(np.int64)
    return given


class Arrivals:
    """The events of a request for `events`, delayed for a simulator that has no delays of its own."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        """Sends the events of the sources."""
        self._connections = given["connections"]
        self._steps, delays = given["steps"], (one["delaySteps"] for one in self._connections)
        steps = self._steps + max(delays, default=0)
        self._weights = np.zeros((steps, len(given["receptors"]), len(given["initialVoltage"])))
        for source, train in enumerate(given["sources"]):
            for step in train[train < given["steps"]]:
                self._send("source", source, step)

    def at(self, step: int) -> Any:
        """The summed weights that arrive at the end of a step, as [receptor][neuron]."""
        return self._weights[step]

    def fire(self, step: int, fired: Any) -> None:
        """Sends the events of the neurons that fired in a step, given whether each did."""
        for neuron in np.flatnonzero(np.asarray(fired)):
            self._send("neuron", neuron, step)

    def run(self, step: Callable[[Any], tuple[Any, Any]]) -> Iterator[dict[str, Any]]:
        """Runs all steps: `step` gets what `at` returns, and returns whether each neuron fired, and their voltages."""
        for number in range(self._steps):
            fired, voltage = step(self.at(number))
            self.fire(number, fired)
            yield {"fired": fired, "voltage": voltage}

    def _send(self, kind: str, number: int, step: int) -> None:
        for one in self._connections:
            if one.get(kind) == number:
                self._weights[step + one["delaySteps"], one["receptor"], one["target"]] += one["weight"]


def _read(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _read(key, item) for key, item in value.items()}
    if isinstance(value, list):
        return _read_list(name, value)
    if value in ("NaN", "Infinity", "-Infinity"):
        return float(value)
    if name == "minVoltage" and value is None:
        return -math.inf
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return int(value) if name in _COUNTS and float(value).is_integer() else float(value)
    return value


def _read_list(name: str, value: list[Any]) -> Any:
    if value and isinstance(value[0], Mapping):
        return [_read(name, item) for item in value]
    try:
        return np.array(value, dtype=np.float64)
    except ValueError:  # base64, or an invalid input with rows of several lengths
        return [_read(name, item) for item in value]


def _steps(train: list[Any]) -> Any:
    """The steps of spikes as whole numbers, unless they are invalid."""
    steps = np.array(train, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        whole = steps.astype(np.int64)
    return whole if np.array_equal(whole, steps) else steps


def _shaped(values: Any, shape: tuple[int, ...]) -> Any:
    fits = isinstance(values, np.ndarray) and values.size == math.prod(shape)
    return values.reshape(shape) if fits else values


def _numbers(value: str | Sequence[float], kind: type) -> Any:
    if isinstance(value, str):
        return np.frombuffer(base64.b64decode(value), dtype=np.dtype(kind).newbyteorder("<")).astype(kind)
    return np.array(value, dtype=kind)


def layer_shapes(architecture: Mapping[str, Any]) -> list[tuple[int, int, int]]:
    """The shapes of the image and of every hidden layer: rows, columns, channels."""
    shapes = [tuple(architecture["input"][name] for name in ("rows", "columns", "channels"))]
    for layer in architecture["hidden"]:
        border = 2 * layer.get("padding", 0) - layer["kernelSize"]
        edges = ((length + border) // layer["stride"] + 1 for length in shapes[-1][:2])
        shapes.append((*edges, layer["channels"]))
    return shapes


def _read_weights(plan: Mapping[str, Any], wire: Mapping[str, Any]) -> dict[str, Any]:
    """Kernels as [row, column, input channel, output channel], read-out weights as [neuron, class]."""
    shapes = layer_shapes(plan)
    layers = []
    for sizes, before, after, layer in zip(plan["hidden"], shapes, shapes[1:], wire["layers"], strict=False):
        edge = sizes["kernelSize"]
        read = {name: _numbers(values, np.float32) for name, values in layer.items()}
        kernel = _shaped(read["kernel"], (edge, edge, before[2], sizes["channels"]))
        layers.append({**read, "kernel": kernel, "neuronBias": _shaped(read["neuronBias"], after)})
    readout = {name: _numbers(values, np.float32) for name, values in wire["readout"].items()}
    weight = _shaped(readout["weight"], (math.prod(shapes[-1]), plan["classes"]))
    return {"layers": layers, "readout": {**readout, "weight": weight}}
