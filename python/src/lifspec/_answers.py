"""Turns what a function returned into an output of the protocol: plain lists, whose sizes the judge checks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Any

import numpy as np

from ._nir_graph import read_graph

FIELDS = ("fired", "spikes", "spikeHeight", "voltage", "state")
"""What neurons may return."""

MOST_SPIKES = 10_000_000

LOWEST_HEIGHT = 100
"""A whole number below may be a count of spikes, although it equals the height."""


class WrongAnswer(Exception):
    """What a function returned has a missing field or a wrong shape."""


def read_output(capability: str, given: Mapping[str, Any], returned: Any) -> dict[str, Any]:
    """Reads what a function returned for an input.

    Raises:
        WrongAnswer: naming the field, what is expected and what it got
    """
    if not isinstance(returned, Mapping):
        raise WrongAnswer(f"{capability} must return a dictionary, but returned {kind_of(returned)}")
    if capability == "neuron":
        return _read_run(given, len(given["current"]), len(given["initialVoltage"]), returned)
    if capability == "nir":
        read = _read_run(given, len(given["inputs"]), len(given["nodes"][-1]["r"]), returned)
        return _only(read, "spikes", "voltage")
    if capability == "nir_export":
        run = {name: value for name, value in returned.items() if name != "graph"}
        read = _read_run(given, len(given["inputs"]), len(given["weights"]), run)
        nodes = plain(read_graph(returned.get("graph"), len(given["weights"])))
        return {"nodes": nodes, **_only(read, "spikes", "voltage")}
    if capability == "events":
        read = _read_run(given, given["steps"], len(given["initialVoltage"]), returned)
        return _only(read, "spikes", "voltage", "state")
    read = {str(name): plain(value) for name, value in returned.items() if value is not None}
    if "weights" in read:
        read["weights"] = _flat(read["weights"])
        read["initialVoltage"] = [_flat(one) for one in read.get("initialVoltage", [])]
    return read


def _only(read: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The fields with these names that an answer has."""
    return {name: read[name] for name in names if name in read}


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


def _flat(value: Any) -> Any:
    """Nested lists of numbers as flat lists, in the dictionaries that contain them."""
    if isinstance(value, Mapping):
        return {name: [_flat(one) for one in item] if name == "layers" else _flat(item) for name, item in value.items()}
    return np.ravel(value).tolist()


def _read_run(given: Mapping[str, Any], steps: int, neurons: int, returned: Mapping[str, Any]) -> dict[str, Any]:
    """The output of neurons: `fired` [step][neuron] or `spikes` [neuron] → steps, and what is optional."""
    read = {str(name): plain(value) for name, value in returned.items() if value is not None}
    for name in set(read) - {*FIELDS, "skipped"}:
        near = get_close_matches(name, FIELDS, n=1)
        advice = f"did you mean {near[0]}?" if near else f"the fields are {', '.join(FIELDS)}"
        raise WrongAnswer(f"the answer contains {name}, which is not a field; {advice}")
    if "fired" in read:
        read["spikes"] = _trains_of(_table(returned["fired"], (steps, neurons)), given)
        del read["fired"]
    if "spikes" not in read:
        got = ", ".join(map(str, returned)) or "nothing"
        if "skipped" in returned:
            got += '; to skip an input, raise lifspec.Skip("why")'
        raise WrongAnswer(f"the answer must contain spikes or fired, but contains {got}")
    return {"spikeHeight": 1, **read}


def _table(fired: Any, shape: tuple[int, int]) -> Any:
    """Numbers [step][neuron]."""
    got = plain(fired)
    try:
        table = np.array(got, dtype=float)
    except (TypeError, ValueError):
        table = np.array([got], dtype=object)
    if table.shape == shape or table.size == 0 == shape[0]:
        return table.reshape(shape)
    found = kind_of(fired) if table.dtype == object else f"shape {table.shape}"
    swapped = " (is it transposed?)" if table.shape == shape[::-1] else ""
    raise WrongAnswer(f"fired: expected [step][neuron], with the shape {shape}, but got {found}{swapped}")


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


def _is_height(value: float, given: Mapping[str, Any]) -> bool:
    amplitude, dt = given.get("amplitude"), given["dtSeconds"]
    return amplitude is not None and any(
        math.isclose(one, other, rel_tol=1e-6)
        for one, other in ((value * dt, amplitude), (value, amplitude), (value * dt, 1))
    )


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
