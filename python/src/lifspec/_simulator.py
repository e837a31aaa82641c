"""A simulator: the functions that lifspec calls, and what it declares about itself."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, cast

import numpy as np

from ._answers import collect, read_output
from ._nir_graph import build_graph, refusal_of
from .requests import read_input

Function = Callable[..., Any]
Precision = Literal["float64", "float32"]


class Skip(Exception):
    """Raised by a function that cannot answer an input, with the reason. The case is then skipped."""


class InvalidInput(ValueError):
    """Raised by a function that refuses an input. No other exception refuses."""


@dataclass(frozen=True)
class Simulator:
    """The functions of a simulator. Each gets a dictionary, and returns one.

    The README lists their fields. Lists of numbers are NumPy arrays of float64, weights of float32, images of uint8.

    Args:
        neuron: LIF neurons, step by step
        tuning: gain, bias and firing rates
        network: a spiking network with given weights
        synapse: the low-pass filter of a synapse
        seeded: neurons drawn from a seed
        training: a network trained from a seed
        nir: a NIR graph, imported and run
        nir_export: LIF neurons behind weights, run and exported as a NIR graph
        events: LIF neurons that receive weighted, delayed events
        conventions: the name of a profile such as `"norse-box"`, or fields of the protocol; by default Nengo's
        event_conventions: choices of the protocol in the stages of events; by default the definition's
        precision: `"float32"` if any part of the computation is float32
        limits: the largest `neurons`, `steps`, `refractorySteps`, `products` and `seed` of a request; none is larger
        takes_weights: whether the training starts from the weights in a request; otherwise none are sent
        refuses: whether invalid inputs are refused with `InvalidInput`; only then are they sent
        name: its name in reports, by default that of the module of its first function
        version: its version in reports
        pad_steps: whether runs of neurons are padded to 16, 32, 64 … steps without current, for simulators that compile
            for every length; what happens in the padding is cut off, and there is no state to continue from
    """

    neuron: Function | None = None
    tuning: Function | None = None
    network: Function | None = None
    synapse: Function | None = None
    seeded: Function | None = None
    training: Function | None = None
    nir: Function | None = None
    nir_export: Function | None = None
    events: Function | None = None
    conventions: str | Mapping[str, Any] | None = None
    event_conventions: Mapping[str, str] | None = None
    precision: Precision = "float64"
    limits: Mapping[str, int] | None = None
    takes_weights: bool = True
    refuses: bool = False
    name: str = ""
    version: str = "(version unknown)"
    pad_steps: bool = False

    def __post_init__(self) -> None:
        """Checks what a caller may have passed by mistake."""
        if not self.capabilities:
            raise TypeError(f"pass at least one function: {', '.join(CAPABILITIES)}")
        for capability in self.capabilities:
            try:
                inspect.signature(getattr(self, capability)).bind({})
            except TypeError as error:
                wrong = f"must be a function of one argument, the input: {error}"
                raise TypeError(f"{capability} {wrong}") from None
            except ValueError:
                pass  # a compiled function without a signature
        if self.precision not in ("float64", "float32"):
            raise ValueError(f"precision must be float64 or float32, but is {self.precision!r}")

    @property
    def capabilities(self) -> tuple[str, ...]:
        """The capabilities that it supports."""
        return tuple(name for name in CAPABILITIES if getattr(self, name) is not None)

    @property
    def first(self) -> Function:
        """The function of its first capability, of which messages speak."""
        return cast(Function, getattr(self, self.capabilities[0]))

    @property
    def label(self) -> str:
        """Its name in reports."""
        if self.name:
            return self.name
        function = self.first
        module = getattr(function, "__module__", None) or type(function).__module__
        code = getattr(function, "__code__", None)
        if module == "__main__" and not hasattr(sys.modules["__main__"], "__file__"):  # a notebook
            return str(getattr(function, "__qualname__", type(function).__name__))
        return Path(code.co_filename).stem if module == "__main__" and code else str(module)

    def describe(self) -> dict[str, Any]:
        """Its answer to the start request."""
        optional = {"limits": self.limits, "conventions": self.conventions, "refuses": self.refuses}
        optional["eventConventions"] = self.event_conventions
        return {
            "implementation": {"name": self.label, "version": self.version, "language": "Python"},
            "capabilities": list(self.capabilities),
            "precision": self.precision,
            **({} if self.takes_weights is True else {"takesWeights": self.takes_weights}),
            **{name: value for name, value in optional.items() if value},
        }

    def calls(self) -> dict[str, dict[str, str]]:
        """How code imports and calls the functions, by capability: `from m import run`, `list(run({}))`."""
        functions = {name: getattr(self, name) for name in self.capabilities}
        return {name: _call_of(function, name) for name, function in functions.items()}

    def answer(self, capability: str, wire: Mapping[str, Any]) -> dict[str, Any]:
        """The output for an input as it is on the wire.

        Raises:
            WrongAnswer: if the function returned something else than an output
            Exception: whatever the function raises
        """
        try:
            given = read_input(capability, wire)
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise InvalidInput(f"the input cannot be read: {type(error).__name__}: {error}") from None
        if capability == "nir":
            return self._answer_nir(given)
        asked = _padded(given) if capability == "neuron" and self.pad_steps else given
        returned = getattr(self, capability)(dict(asked))
        if capability in ("neuron", "events"):
            steps = asked["steps"] if capability == "events" else len(asked["current"])
            returned = collect(capability, steps, returned, self.precision)
        output = read_output(capability, asked, returned)
        return output if asked is given else _cut(output, len(given["current"]))

    def _answer_nir(self, given: dict[str, Any]) -> dict[str, Any]:
        """The output of a graph. The input is valid, so an importer that complains refuses a parameter."""
        nodes = given["nodes"]
        graph = build_graph(nodes)
        try:
            called = self.nir({"graph": graph, **given})  # type: ignore[misc]
            returned = collect("nir", len(given["inputs"]), called, self.precision)
        except (ValueError, AssertionError, NotImplementedError) as error:
            raise refusal_of(error, nodes) from error
        return read_output("nir", given, returned)


def _call_of(function: Function, capability: str) -> dict[str, str]:
    name, module = getattr(function, "__name__", ""), getattr(function, "__module__", "")
    called = name if name.isidentifier() else capability
    call = f"list({called}({{}}))" if inspect.isgeneratorfunction(function) else f"{called}({{}})"
    is_global = module and getattr(function, "__qualname__", "") == called
    return {"call": call, **({"imported": f"from {module} import {called}"} if is_global else {})}


CAPABILITIES = tuple(field.name for field in fields(Simulator) if str(field.type).startswith("Function"))
"""The names of the capabilities, which are those of the functions."""


def as_simulator(given: Simulator | Function) -> Simulator:
    """A simulator as it is, or a function of neurons as a simulator."""
    return given if isinstance(given, Simulator) else Simulator(neuron=given)


def load_simulator(named: str, folder: Path) -> Simulator:
    """Imports `module:name`: a `Simulator`, or a function. The folder is searched first.

    A function is of the capability whose name it has, such as `events`, and otherwise of neurons.

    Raises:
        ValueError: if the name is not of this form, or nothing can be imported
        TypeError: if it is neither, or a function that does not take one argument
    """
    module, _, path = named.partition(":")
    if not module or not path:
        raise ValueError("must be MODULE:NAME, such as my_simulator:neuron")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    try:
        found: object = importlib.import_module(module)
    except Exception as error:
        raise ValueError(f"cannot import {module}: {type(error).__name__}: {error}") from None
    for name in path.split("."):
        if not hasattr(found, name):
            raise ValueError(f"{module} has no {name}")
        found = getattr(found, name)
    if isinstance(found, Simulator):
        return found
    capability = named.rpartition(":")[2].rpartition(".")[2]
    return Simulator(**{capability if capability in CAPABILITIES else "neuron": found}, name=module)  # type: ignore[arg-type]


SHORTEST_PADDED = 16
"""Steps of the shortest padded run."""


def _padded(given: Mapping[str, Any]) -> dict[str, Any]:
    """An input of neurons with steps without current at its end, up to a power of two."""
    current = given["current"]
    length = max(SHORTEST_PADDED, 1 << (len(current) - 1).bit_length())
    rest = np.zeros((length - len(current), current.shape[1]))
    return {**given, "current": np.concatenate([current, rest])}


def _cut(output: Mapping[str, Any], steps: int) -> dict[str, Any]:
    """An output of neurons without what happened after a number of steps."""
    short = {"spikes": [[step for step in train if step < steps] for train in output["spikes"]]}
    if "voltage" in output:
        short["voltage"] = output["voltage"][:steps]
    return {**short, "spikeHeight": output["spikeHeight"]}
