"""Turns what a function returned into an output of the protocol: plain lists of the right shape."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Any

import numpy as np

Shape = tuple[int, ...]
MOST_SPIKES = 10_000_000


class WrongAnswer(Exception):
    """What a function returned has a missing field or a wrong shape."""


class NotFinite(WrongAnswer):
    """What a function returned contains NaN or an infinity. A formula may fail so on a few inputs."""


def read_output(capability: str, given: Mapping[str, Any], returned: Any) -> dict[str, Any]:
    """Reads what a function returned for an input.

    Raises:
        WrongAnswer: naming the field, what is expected and what it got
    """
    if not isinstance(returned, Mapping):
        raise WrongAnswer(f"{capability} must return a dictionary, but returned {kind_of(returned)}")
    if capability in ("neuron", "nir"):
        _require_known(returned, RUN_FIELDS)
    else:
        _require_known(returned, {*_SHAPES[capability](given), *_OPTIONAL.get(capability, ())})
    if capability == "neuron":
        return _read_run(given, len(given["current"]), len(given["initialVoltage"]), returned)
    if capability == "nir":
        read = _read_run(given, len(given["inputs"]), len(given["nodes"][-1]["r"]), returned)
        return {name: read[name] for name in ("spikes", "voltage") if name in read}
    more: dict[str, Any] = {}
    if capability == "training" and returned.get("weights") is not None:
        more["weights"] = _flat(returned["weights"])
        more["initialVoltage"] = [_flat(one) for one in _field(returned, "initialVoltage")]
    return more | {
        name: shaped(name, _field(returned, name), shape, meaning, whole=name in _WHOLE)
        for name, (shape, meaning) in _SHAPES[capability](given).items()
        if name in returned or name != "probed"
    }


def collect(capability: str, steps: int, returned: Any, precision: str = "float64") -> Any:
    """What a function returned, or the dictionaries that it yields after each step as one, with the last state."""
    if not isinstance(returned, Iterator):
        _require_precision(returned, precision)
        return returned
    rows = []
    for row in islice(returned, steps + 1):
        _require_precision(row, precision)
        rows.append(plain(row))  # a copy, because the next step may change an array
    for row in rows:
        if not isinstance(row, Mapping):
            raise WrongAnswer(f"{capability} must yield a dictionary after each step, but yielded {kind_of(row)}")
    last = rows[-1] if rows else {"fired": [], "voltage": []}
    return {**last, **{name: [row.get(name) for row in rows] for name in ("fired", "voltage") if name in last}}


def _require_precision(returned: Any, precision: str) -> None:
    """Refuses voltages of float32 that are declared as float64, because they would all differ a little."""
    voltage = returned.get("voltage") if isinstance(returned, Mapping) else None
    while isinstance(voltage, (list, tuple)) and voltage:
        voltage = voltage[0]
    kind = str(getattr(voltage, "dtype", "")).rpartition(".")[2]
    if precision == "float64" and kind in ("float32", "float16", "bfloat16"):
        options = 'precision="float32" (pytest: --lifspec-precision float32)'
        raise WrongAnswer(f"voltage: is {kind}; declare {options}, or compute in float64")


def _require_known(returned: Mapping[str, Any], fields: Iterable[str]) -> None:
    for name in map(str, returned):
        if name not in fields and name != "skipped":
            near = get_close_matches(name, fields, n=1)
            advice = f"did you mean {near[0]}?" if near else f"the fields are {', '.join(fields)}"
            raise WrongAnswer(f"the answer contains {name}, which is not a field; {advice}")


def _flat(value: Any) -> Any:
    """Arrays and nested lists of numbers as flat lists, in the dictionaries that contain them."""
    if isinstance(value, Mapping):
        return {name: [_flat(one) for one in item] if name == "layers" else _flat(item) for name, item in value.items()}
    return np.ravel(plain(value)).tolist()


RUN_FIELDS = ("fired", "spikes", "spikeHeight", "voltage", "state")


def _read_run(given: Mapping[str, Any], steps: int, neurons: int, returned: Mapping[str, Any]) -> dict[str, Any]:
    """The output of neurons: `fired` [step][neuron] or `spikes` [neuron] → steps, and what is optional."""
    read: dict[str, Any] = {}
    if "fired" in returned:
        fired = np.array(shaped("fired", returned["fired"], (steps, neurons), "[step][neuron]"))
        read["spikes"] = _trains_of(fired.reshape(steps, neurons), given)
    else:
        read["spikes"] = _checked_trains(_field(returned, "spikes", "spikes or fired"), steps, neurons)
    read["spikeHeight"] = shaped("spikeHeight", returned.get("spikeHeight", 1), (), "a number")
    if returned.get("voltage") is not None:
        read["voltage"] = shaped("voltage", returned["voltage"], (steps, neurons), "[step][neuron]")
    if returned.get("state") is not None:
        read["state"] = plain(returned["state"])
    return read


def _field(returned: Mapping[str, Any], name: str, words: str | None = None) -> Any:
    if returned.get(name) is None:
        got = ", ".join(map(str, returned)) or "nothing"
        if "skipped" in returned:
            got += '; to skip an input, raise lifspec.Skip("why")'
        raise WrongAnswer(f"the answer must contain {words or name}, but contains {got}")
    return returned[name]


def _trains_of(fired: Any, given: Mapping[str, Any]) -> list[list[int]]:
    wrong = fired[~((fired >= 0) & (fired % 1 == 0))]
    values = np.unique(fired[fired > 0])
    is_height = len(values) == 1 and (wrong.size or values[0] >= LOWEST_HEIGHT) and _is_height(values[0], given)
    if wrong.size or is_height:
        got = f"{values[0]:g}, the height of a spike, which belongs in spikeHeight" if is_height else wrong[0]
        raise WrongAnswer(f"fired: expected whether or how often a neuron fired in a step, but got {got}")
    if fired.sum() > MOST_SPIKES:
        raise WrongAnswer(f"fired: expected at most {MOST_SPIKES} spikes, but got {fired.sum():g}")
    return [np.repeat(np.arange(len(fired)), counts.astype(int)).tolist() for counts in fired.T]


LOWEST_HEIGHT = 100
"""A whole number below may be a count of spikes, although it equals the height."""


def _is_height(value: float, given: Mapping[str, Any]) -> bool:
    amplitude, dt = given.get("amplitude"), given["dtSeconds"]
    return amplitude is not None and any(
        math.isclose(one, other, rel_tol=1e-6)
        for one, other in ((value * dt, amplitude), (value, amplitude), (value * dt, 1))
    )


def _checked_trains(spikes: Any, steps: int, neurons: int) -> list[list[int]]:
    trains = plain(spikes)
    if not isinstance(trains, list) or len(trains) != neurons or not all(isinstance(one, list) for one in trains):
        right = f"{neurons} lists of steps, one per neuron"
        raise WrongAnswer(f"spikes: expected {right}, but got {kind_of(spikes)}; [step][neuron] belongs in fired")
    for neuron, train in enumerate(trains):
        for index, step in enumerate(train):
            least = train[index - 1] if index else 0
            if isinstance(step, bool) or not isinstance(step, (int, float)) or not least <= step < steps or step % 1:
                guess = "; is this [step][neuron]? It belongs in fired" if len(train) == steps > 1 else ""
                rule = f"ascending steps from 0 to {steps - 1}"
                raise WrongAnswer(f"spikes[{neuron}][{index}]: expected {rule}, but got {step!r}{guess}")
    return [[int(step) for step in train] for train in trains]


def _tuning_shapes(given: Mapping[str, Any]) -> dict[str, tuple[Shape, str]]:
    neurons, points = len(given["maxRatesHz"]), len(given["inputs"])
    one, table = ((neurons,), "[neuron]"), ((points, neurons), "[point][neuron]")
    return {"gain": one, "bias": one, "ratesHz": table, "outputs": table}


def _network_shapes(given: Mapping[str, Any]) -> dict[str, tuple[Shape, str]]:
    images, plan = len(given["images"]), given["architecture"]
    shapes: dict[str, tuple[Shape, str]] = {
        "predicted": ((images,), "[image]"),
        "readout": ((images, plan["classes"]), "[image][class]"),
        "spikeCounts": ((images, len(plan["hidden"])), "[image][layer]"),
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

_OPTIONAL = {"network": ("probed",), "training": ("weights", "initialVoltage")}
_WHOLE = {"lagSteps", "predicted", "spikeCounts"}


def shaped(field: str, value: Any, shape: Shape, meaning: str, whole: bool = False) -> Any:
    """A value as nested lists of numbers, if it has the right shape."""
    expected = f"{meaning}, with the shape {_words(shape)}" if shape else meaning
    got = plain(value)
    wrong = _mismatch(got, shape)
    if wrong is not None:
        size = getattr(value, "shape", None)
        found = wrong if size is None or tuple(size) == shape else f"shape {tuple(size)}"
        swapped = " (is it transposed?)" if size is not None and tuple(size) == shape[::-1] != shape else ""
        raise WrongAnswer(f"{field}: expected {expected}, but got {found}{swapped}")
    infinite = _first_infinite(got)
    if infinite is not None:
        axes = zip(re.findall(r"\[(\w+)\]", meaning), infinite[1], strict=False)
        place = ", ".join(f"{axis} {index}" for axis, index in axes)
        raise NotFinite(f"{field}: expected finite numbers, but got {infinite[0]}{place and f' at {place}'}")
    if not whole:
        return got
    numbers = np.array(got, dtype=float)
    if np.any(numbers % 1 != 0):  # also NaN and infinities
        raise WrongAnswer(f"{field}: expected whole numbers, but got {numbers[numbers % 1 != 0][0]}")
    return numbers.astype(int).tolist()


def _words(shape: Shape) -> str:
    return f"({', '.join('any' if length < 0 else str(length) for length in shape)}{',' * (len(shape) == 1)})"


def _mismatch(value: Any, shape: Shape, path: str = "") -> str | None:
    """What is wrong with the first part of nested lists that has another length, or is not a number."""
    where = f" at {path}" if path else ""
    if not shape:
        return None if isinstance(value, (int, float)) else f"{kind_of(value)}{where}"
    if not isinstance(value, list):
        return f"{kind_of(value)}{where}"
    if shape[0] >= 0 and len(value) != shape[0]:
        return f"{len(value)} values{where}"
    wrongs = (_mismatch(item, shape[1:], f"{path}[{index}]") for index, item in enumerate(value))
    return next((wrong for wrong in wrongs if wrong is not None), None)


def _first_infinite(value: Any, place: Shape = ()) -> tuple[float, Shape] | None:
    """The first number in nested lists that is NaN or infinite, and its indices."""
    if not isinstance(value, list):
        return None if math.isfinite(value) else (value, place)
    if value and not isinstance(value[0], list) and all(map(math.isfinite, value)):
        return None
    found = (_first_infinite(item, (*place, index)) for index, item in enumerate(value))
    return next((one for one in found if one is not None), None)


def kind_of(value: Any) -> str:
    """What a value is, for a message."""
    if isinstance(value, Iterator):
        return f"a {type(value).__name__}; return a list or an array, without yield"
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {len(value)}"
    size = getattr(value, "shape", None)
    if size is not None:
        return f"an array of shape {tuple(size)}"
    return "None; is a return missing?" if value is None else f"{type(value).__name__} {str(value)[:40]!r}"


def plain(value: Any) -> Any:
    """Converts arrays, tensors and numbers of NumPy, Torch, JAX or TensorFlow to lists and numbers."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float, str)):
        return value
    if isinstance(value, np.longdouble):  # of which tolist makes the same
        return float(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    convert = getattr(value, "tolist", None) or getattr(value, "numpy", None)
    return plain(convert()) if convert else value
