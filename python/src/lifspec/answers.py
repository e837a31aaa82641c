"""Turns what a function returned into an output of the protocol: plain lists of the right shape."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

Shape = tuple[int, ...]


class NeuronOutput(TypedDict, total=False):
    """The behavior of the neurons. Either `spikes` or `fired` is required; arrays of NumPy are accepted everywhere."""

    spikes: Any
    """[neuron] → the steps in which it fired, ascending, from 0"""
    fired: Any
    """[step][neuron]: whether it fired, or how often"""
    spikeHeight: float
    """What a neuron sends in the step of a spike; 1 if absent."""
    voltage: Any
    """After each step [step][neuron]; optional."""
    state: Any
    """Anything from which the neurons can continue; optional."""


class WrongAnswer(Exception):
    """What a function returned has a missing field or a wrong shape."""


def read_output(capability: str, given: Mapping[str, Any], returned: Any) -> dict[str, Any]:
    """Reads what a function returned for an input.

    Raises:
        WrongAnswer: naming the field, what is expected and what it got
    """
    if not isinstance(returned, Mapping):
        raise WrongAnswer(f"{capability} must return a dictionary, but returned {_kind(returned)}")
    output = dict(returned)
    if capability == "neuron":
        return _read_neurons(len(given["current"]), len(given["initialVoltage"]), output)
    if capability == "nir":
        read = _read_neurons(len(given["inputs"]), len(given["nodes"][-1]["r"]), output)
        return {name: read[name] for name in ("spikes", "voltage") if name in read}
    return {
        name: _shaped(name, _field(output, name), shape, meaning, whole=name in _WHOLE)
        for name, (shape, meaning) in _SHAPES[capability](given).items()
        if name in output or name != "probed"
    }


_WHOLE = {"lagSteps", "predicted", "spikeCounts"}


def _read_neurons(steps: int, neurons: int, output: dict[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    if "fired" in output:
        fired = _shaped("fired", output["fired"], (steps, neurons), "[step][neuron]")
        read["spikes"] = [_train([row[neuron] for row in fired]) for neuron in range(neurons)]
    else:
        read["spikes"] = _trains(_field(output, "spikes", "spikes or fired"), steps, neurons)
    read["spikeHeight"] = _shaped("spikeHeight", output.get("spikeHeight", 1), (), "a number")
    if output.get("voltage") is not None:
        read["voltage"] = _shaped("voltage", output["voltage"], (steps, neurons), "[step][neuron]")
    if output.get("state") is not None:
        read["state"] = plain(output["state"])
    return read


def _field(output: Mapping[str, Any], name: str, words: str | None = None) -> Any:
    if output.get(name) is None:
        got = ", ".join(output) or "nothing"
        if "skipped" in output:
            got += '; to skip an input, raise lifspec.Skip("why")'
        raise WrongAnswer(f"the answer must contain {words or name}, but contains {got}")
    return output[name]


def _train(fired: Sequence[float]) -> list[int]:
    wrong = next((count for count in fired if not (count >= 0 and count % 1 == 0)), None)
    if wrong is not None:
        raise WrongAnswer(f"fired: expected whether or how often a neuron fired in a step, but got {wrong}")
    return [step for step, count in enumerate(fired) for _ in range(int(count))]


def _trains(spikes: Any, steps: int, neurons: int) -> list[list[int]]:
    trains = plain(spikes)
    if not isinstance(trains, list) or len(trains) != neurons or not all(isinstance(one, list) for one in trains):
        raise WrongAnswer(
            f"spikes: expected {neurons} lists of steps, one per neuron, but got {_kind(spikes)}; "
            "[step][neuron] belongs into fired"
        )
    return [_checked_train(f"spikes[{neuron}]", train, steps) for neuron, train in enumerate(trains)]


def _checked_train(field: str, train: list[Any], steps: int) -> list[int]:
    last: float = 0
    for index, step in enumerate(train):
        if (
            isinstance(step, bool)
            or not isinstance(step, (int, float))
            or step % 1 != 0  # true for NaN and infinities as well
            or not last <= step < steps
        ):
            guess = "; is this [step][neuron]? It belongs in fired" if len(train) == steps and steps > 1 else ""
            rule = f"ascending steps from 0 to {steps - 1}"
            raise WrongAnswer(f"{field}[{index}]: expected {rule}, but got {step!r}{guess}")
        last = step
    return [int(step) for step in train]


def _tuning_shapes(given: Mapping[str, Any]) -> dict[str, tuple[Shape, str]]:
    neurons, points = len(given["maxRatesHz"]), len(given["inputs"])
    one, table = ((neurons,), "[neuron]"), ((points, neurons), "[point][neuron]")
    return {"gain": one, "bias": one, "ratesHz": table, "outputs": table}


def _network_shapes(given: Mapping[str, Any]) -> dict[str, tuple[Shape, str]]:
    images, layers = len(given["images"]), len(given["architecture"]["hidden"])
    shapes: dict[str, tuple[Shape, str]] = {
        "predicted": ((images,), "[image]"),
        "readout": ((images, given["architecture"]["classes"]), "[image][class]"),
        "spikeCounts": ((images, layers), "[image][layer]"),
    }
    if given.get("probes"):
        shapes["probed"] = ((len(given["probes"]), given["steps"], -1), "[probe][step][neuron]")
    return shapes


_SHAPES: Mapping[str, Callable[[Mapping[str, Any]], dict[str, tuple[Shape, str]]]] = {
    "tuning": _tuning_shapes,
    "synapse": lambda given: {"filtered": ((len(given["signal"]),), "[step]"), "lagSteps": ((), "a whole number")},
    "network": _network_shapes,
    "seeded": lambda given: dict.fromkeys(("gain", "bias", "initialVoltage"), ((given["neurons"],), "[neuron]")),
    "training": lambda _: dict.fromkeys(("rateAccuracy", "spikingAccuracy"), ((), "a fraction")),
}
"""The fields of each output, their shapes (-1: any length) and the meaning of their axes."""


def _shaped(field: str, value: Any, shape: Shape, meaning: str, whole: bool = False) -> Any:
    got = plain(value)
    wrong = _mismatch(got, shape)
    if wrong is None:
        return _as_whole(field, got) if whole else got
    expected = f"{_words(shape)}: {meaning}" if shape else meaning
    size = getattr(value, "shape", None)
    found = f"shape {tuple(size)}" if size is not None else wrong
    raise WrongAnswer(f"{field}: expected {expected}, but got {found}")


def _as_whole(field: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_as_whole(f"{field}[{index}]", item) for index, item in enumerate(value)]
    if not math.isfinite(value) or value != int(value):
        raise WrongAnswer(f"{field}: expected a whole number, but got {value}")
    return int(value)


def _words(shape: Shape) -> str:
    return f"shape ({', '.join('any' if length < 0 else str(length) for length in shape)}{',' * (len(shape) == 1)})"


def _mismatch(value: Any, shape: Shape, path: str = "") -> str | None:
    """What is wrong with the first part of nested lists that has another length, or is not a number."""
    if not shape:
        return None if isinstance(value, (int, float)) else f"{_kind(value)}{path and ' at ' + path}"
    if not isinstance(value, list):
        return f"{_kind(value)}{path and ' at ' + path}"
    if shape[0] >= 0 and len(value) != shape[0]:
        return f"{len(value)} values{path and ' at ' + path}"
    wrongs = (_mismatch(item, shape[1:], f"{path}[{index}]") for index, item in enumerate(value))
    return next((wrong for wrong in wrongs if wrong is not None), None)


def _kind(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    size = getattr(value, "shape", None)
    if size is not None:
        return f"an array of shape {tuple(size)}"
    return "nothing" if value is None else f"{type(value).__name__} {str(value)[:40]!r}"


def plain(value: Any) -> Any:
    """Converts arrays, tensors and numbers of NumPy or Torch to lists and numbers."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [plain(item) for item in value]
    if isinstance(value, bool):
        return int(value)
    return value


def first_not_finite(value: Any, path: str = "") -> str | None:
    """Where a NaN or an infinity is, such as `voltage[3][0] is nan`."""
    if isinstance(value, float):
        return None if math.isfinite(value) else f"{path} is {value}"
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    names = ((f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}".lstrip("."), item) for key, item in items)
    return next((found for name, item in names if (found := first_not_finite(item, name)) is not None), None)
