"""A simulator: the functions that lifspec calls, and what it declares about itself."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from .answers import read_output
from .arrays import with_arrays
from .conventions import Conventions, complete
from .data import Precision
from .limits import check_limits, excess
from .nir_graph import build_graph, refusal_of
from .padding import cut, padded
from .refusals import refuse_invalid
from .requests import read_input

Function = Callable[..., Any]


class Skip(Exception):
    """Raised by a function that cannot answer an input, with the reason. The case is then skipped."""


@dataclass(frozen=True)
class Simulator:
    """The functions of a simulator, each from an input to an output with the fields of the protocol.

    A function refuses an input by raising `ValueError`, and skips it by raising `Skip`.

    Args:
        neuron: LIF neurons, step by step
        tuning: gain, bias and firing rates
        network: a spiking network with given weights
        synapse: the low-pass filter of a synapse
        seeded: neurons drawn from a seed
        training: a network trained from a seed
        nir: a NIR graph, imported and run
        conventions: a profile such as `"norse-box"`, fields of the protocol, or `"auto"` in tests; by default Nengo's
        precision: `"float32"` if any part of the computation is float32
        limits: the largest `neurons`, `steps`, `products` and `seed` of a request; lifspec sends none that is larger
        name: its name in reports, by default that of the module of its first function
        version: its version in reports
        homepage: its home page
        numpy: whether lists in inputs are NumPy arrays; `current` then always has the shape (steps, neurons)
        pad_steps: whether runs of neurons are padded to 16, 32, 64 … steps without current, for simulators that compile
            for every length; what happens in the padding is cut off, and there is no state to continue from
        refuse_invalid: whether lifspec refuses invalid inputs, so that no function receives them
    """

    neuron: Function | None = None
    tuning: Function | None = None
    network: Function | None = None
    synapse: Function | None = None
    seeded: Function | None = None
    training: Function | None = None
    nir: Function | None = None
    conventions: str | Conventions | None = None
    precision: Precision = "float64"
    limits: Mapping[str, int] | None = None
    name: str = ""
    version: str = "unknown"
    homepage: str = ""
    numpy: bool = False
    pad_steps: bool = False
    refuse_invalid: bool = True

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
        check_limits(self.limits or {})

    @property
    def capabilities(self) -> tuple[str, ...]:
        """The capabilities that it supports."""
        return tuple(name for name in CAPABILITIES if getattr(self, name) is not None)

    @property
    def label(self) -> str:
        """Its name in reports."""
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
            Unsupported: if it imports NIR graphs and cannot honor a parameter
            Skip: if the function skips it, or if it is larger than the limits
        """
        given = read_input(capability, wire)
        too_large = excess(capability, given, self.limits or {})
        if too_large is not None:
            raise Skip(too_large)
        if self.refuse_invalid:
            refuse_invalid(capability, given)
        function, more = getattr(self, capability), {}
        if capability == "network":
            synapse = given.pop("synapseSeconds", None) or None  # 0: no synapses
            if accepts(function, "synapseSeconds"):
                more["synapseSeconds"] = synapse
            elif synapse is not None:
                raise Skip("has no synapses; a network function that has them has a parameter synapseSeconds")
            padding = [layer.get("padding", 0) for layer in given["architecture"]["hidden"]]
            if accepts(function, "padding"):
                more["padding"] = padding
            elif any(padding):
                raise Skip("has no padding; a network function that has it has a parameter padding")
        if capability == "nir":
            return self._answer_nir(given)
        asked = padded(given) if capability == "neuron" and self.pad_steps else given
        passed = with_arrays(capability, asked) if self.numpy else asked
        output = read_output(capability, asked, function(passed, **more))
        return output if asked is given else cut(output, len(given["current"]))

    def _answer_nir(self, given: dict[str, Any]) -> dict[str, Any]:
        """The output of a graph. The input is valid, so an importer that complains refuses a parameter."""
        nodes = given["nodes"]
        graph, passed = build_graph(nodes), with_arrays("nir", given) if self.numpy else given
        try:
            returned = self.nir({"graph": graph, **passed})  # type: ignore[misc]
        except (ValueError, AssertionError, NotImplementedError) as error:
            raise refusal_of(error, nodes) from error
        return read_output("nir", given, returned)


CAPABILITIES = tuple(field.name for field in fields(Simulator))[:7]
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
        signature.bind({}, **{name: None for name in ("synapseSeconds", "padding") if accepts(function, name)})
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
