"""A simulator: the functions that lifspec calls, and what it declares about itself."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from .answers import read_output
from .conventions import Conventions, complete
from .data import Precision
from .refusals import layer_shapes, refuse_invalid
from .requests import read_input

Function = Callable[..., Any]


class Skip(Exception):
    """Raised by a function that cannot answer an input, with the reason. The case is then skipped."""


@dataclass(frozen=True)
class Simulator:
    """The functions of a simulator, each from an input to an output with the fields of the protocol.

    A function refuses an input by raising `ValueError`, and skips it by raising `Skip`.
    """

    neuron: Function | None = None
    """LIF neurons, step by step."""
    tuning: Function | None = None
    """Gain, bias and firing rates."""
    network: Function | None = None
    """A spiking network with given weights."""
    synapse: Function | None = None
    """The low-pass filter of a synapse."""
    seeded: Function | None = None
    """Neurons drawn from a seed."""
    training: Function | None = None
    """A network trained from a seed."""
    conventions: str | Conventions | None = None
    """A profile such as `"norse-box"`, fields of the protocol, or `"auto"` in tests; by default Nengo's."""
    precision: Precision = "float64"
    """`float32` if any part of the computation is float32."""
    name: str = ""
    version: str = "unknown"
    homepage: str = ""
    numpy: bool = False
    """Whether lists in inputs are NumPy arrays; `current` then always has the shape (steps, neurons)."""
    pad_steps: bool = False
    """Whether runs of neurons are padded to 16, 32, 64 … steps without current, for simulators that compile for every
    length. What happens in the padding is cut off; there is no state to continue from."""
    refuse_invalid: bool = True
    """Whether lifspec refuses inputs that make no sense, so that no function receives them."""

    def __post_init__(self) -> None:
        """Checks what a caller may have passed by mistake."""
        if not self.capabilities:
            raise TypeError(f"pass at least one function: {', '.join(CAPABILITIES)}")
        for capability in self.capabilities:
            check_signature(capability, getattr(self, capability))
        if self.precision not in ("float64", "float32"):
            raise ValueError(f"precision must be float64 or float32, but is {self.precision!r}")
        if self.conventions != "auto":
            complete(self.conventions)

    @property
    def capabilities(self) -> tuple[str, ...]:
        """The capabilities that it supports."""
        return tuple(name for name in CAPABILITIES if getattr(self, name) is not None)

    @property
    def label(self) -> str:
        """Its name, by default that of the module of its first function."""
        if self.name:
            return self.name
        function = getattr(self, self.capabilities[0])
        module = getattr(function, "__module__", None) or type(function).__module__
        code = getattr(function, "__code__", None)
        return Path(code.co_filename).stem if module == "__main__" and code else str(module)

    def answer(self, capability: str, wire: Mapping[str, Any]) -> dict[str, Any]:
        """The output for an input as it is on the wire.

        Raises:
            ValueError: if the input is refused
            WrongAnswer: if the function returned something else than an output
        """
        given = read_input(capability, wire)
        if self.refuse_invalid:
            refuse_invalid(capability, given)
        function, more = getattr(self, capability), {}
        if capability == "network":
            synapse = given.pop("synapseSeconds", None) or None  # 0: no synapses
            if accepts(function, "synapseSeconds"):
                more["synapseSeconds"] = synapse
            elif synapse is not None:
                raise Skip("has no synapses; a network function that has them has a parameter synapseSeconds")
        asked = padded(given) if capability == "neuron" and self.pad_steps else given
        passed = with_arrays(capability, asked) if self.numpy else asked
        output = read_output(capability, asked, function(passed, **more))
        return output if asked is given else cut(output, len(given["current"]))


CAPABILITIES = tuple(field.name for field in fields(Simulator))[:6]
"""The names of the capabilities, which are those of the functions."""


def check_signature(capability: str, function: object) -> None:
    """Requires a function that can be called with one input.

    Raises:
        TypeError: saying what was passed instead
    """
    if not callable(function):
        raise TypeError(f"{capability} must be a function, but is {type(function).__name__}")
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return  # a compiled function without a signature
    try:
        signature.bind({}, **({"synapseSeconds": None} if accepts(function, "synapseSeconds") else {}))
    except TypeError:
        name = getattr(function, "__name__", "it")
        raise TypeError(
            f"{capability} must be a function of one argument, the input, but {name} takes {signature}"
        ) from None


def accepts(function: Function, parameter: str) -> bool:
    """Whether a function has a parameter of a name."""
    try:
        return parameter in inspect.signature(function).parameters
    except (TypeError, ValueError):
        return False


SHORTEST_PADDED = 16
"""Steps of the shortest padded run."""


def padded(given: Mapping[str, Any]) -> dict[str, Any]:
    """An input of neurons with steps without current at its end, up to a power of two."""
    steps = len(given["current"])
    length = max(SHORTEST_PADDED, 1 << (steps - 1).bit_length()) if steps > 0 else SHORTEST_PADDED
    rest = [[0.0] * len(given["initialVoltage"]) for _ in range(length - steps)]
    return {**given, "current": [*given["current"], *rest]}


def cut(output: Mapping[str, Any], steps: int) -> dict[str, Any]:
    """An output of neurons without what happened after a number of steps."""
    short = {"spikes": [[step for step in train if step < steps] for train in output["spikes"]]}
    if "voltage" in output:
        short["voltage"] = output["voltage"][:steps]
    return {**short, "spikeHeight": output["spikeHeight"]}


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
