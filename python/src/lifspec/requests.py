"""Reads the inputs of requests: field by field, numbers as float, weights and images from base64."""

from __future__ import annotations

import base64
import binascii
import sys
from array import array
from collections.abc import Callable, Mapping
from typing import Any

from .nir_graph import NEURONS, WEIGHTS

Reader = Callable[[str, Any], Any]

_MISSING = object()
"""Stands for a field that is missing, which differs from null."""


def _wrong(field: str, expected: str, value: Any) -> ValueError:
    shown = f"a list of {len(value)}" if isinstance(value, list) else "null" if value is None else repr(value)[:60]
    if value is _MISSING:
        shown = "nothing"
    return ValueError(f"{field}: expected {expected}, but got {shown}")


def _number(field: str, value: Any) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if value in ("NaN", "Infinity", "-Infinity"):
        return float(value)
    raise _wrong(field, "number", value)


def _count(field: str, value: Any) -> float:
    number = _number(field, value)
    return int(number) if number.is_integer() else number


def _text(field: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    raise _wrong(field, "string", value)


def _bytes(field: str, value: Any) -> bytes:
    try:
        return base64.b64decode(_text(field, value), validate=True)
    except binascii.Error:
        raise _wrong(field, "base64", value) from None


def _float32(field: str, value: Any) -> array[float]:
    data = _bytes(field, value)
    if len(data) % 4:
        raise ValueError(f"{field}: float32 numbers have 4 bytes each, but there are {len(data)}")
    numbers = array("f", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _or_null(read: Reader) -> Reader:
    return lambda field, value: None if value is None else read(field, value)


def _list(read: Reader) -> Reader:
    def read_list(field: str, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise _wrong(field, "array", value)
        return [read(f"{field}[{index}]", item) for index, item in enumerate(value)]

    return read_list


_numbers = _list(_number)


def _object(fields: Mapping[str, Reader], optional: Mapping[str, Reader] | None = None) -> Reader:
    def read_object(field: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _wrong(field, "object", value)
        given = {name: read(f"{field}.{name}", value.get(name, _MISSING)) for name, read in fields.items()}
        for name, read in (optional or {}).items():
            if name in value:
                given[name] = read(f"{field}.{name}", value[name])
        return given

    return read_object


def _distribution(field: str, value: Any) -> dict[str, Any]:
    kinds = {"choice": _object({"values": _list(_number)}), "uniform": _object({"low": _number, "high": _number})}
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in kinds:
        raise _wrong(field, "a distribution of kind choice or uniform", value)
    return {"kind": kind, **kinds[kind](field, value)}


def _node(field: str, value: Any) -> dict[str, Any]:
    kind = value.get("type", "") if isinstance(value, dict) else ""
    if not isinstance(kind, str):
        raise _wrong(f"{field}.type", "a text", kind)
    if kind in WEIGHTS:
        read = {name: _list(_numbers) if name == "weight" else _numbers for name in WEIGHTS[kind]}
    elif kind in NEURONS:
        read = dict.fromkeys(NEURONS[kind], _numbers)
    else:
        raise _wrong(f"{field}.type", f"one of {', '.join([*WEIGHTS, *NEURONS])}", kind)
    return {"type": kind, **_object(read)(field, value)}


def _nodes(field: str, value: Any) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = _list(_node)(field, value)
    kinds = [node["type"] in NEURONS for node in nodes]
    if kinds not in ([True], [False, True]):
        raise _wrong(field, "a neuron node, or weights and a neuron node", value)
    return nodes


def _opaque(_: str, value: Any) -> Any:
    return value


_layer = _object({"kernel": _float32, "kernelBias": _float32, "neuronBias": _float32})
_convolution = _object({"kernelSize": _count, "stride": _count, "channels": _count}, {"padding": _count})
_architecture = _object(
    {
        "name": _text,
        "input": _object({"rows": _count, "columns": _count, "channels": _count}),
        "hidden": _list(_convolution),
        "classes": _count,
        "neuron": _object(dict.fromkeys(("tauRcSeconds", "tauRefSeconds", "maxRateHz", "intercept"), _number)),
        "readoutTauSeconds": _number,
    }
)
_point = {"amplitude": _number, "minVoltage": _or_null(_number), "steps": _count, "dtSeconds": _number}
_times = {"tauRcSeconds": _number, "tauRefSeconds": _number}

INPUTS: Mapping[str, Reader] = {
    "neuron": _object(
        {
            "dtSeconds": _number,
            **_times,
            "amplitude": _number,
            "minVoltage": _or_null(_number),
            "initialVoltage": _numbers,
            "current": _list(_numbers),
        },
        {"state": _opaque},
    ),
    "tuning": _object(
        {**_times, "amplitude": _number, "maxRatesHz": _numbers, "intercepts": _numbers, "inputs": _numbers}
    ),
    "synapse": _object({"dtSeconds": _number, "tauSeconds": _number, "signal": _numbers}),
    "network": _object(
        {
            "architecture": _architecture,
            "weights": _object({"layers": _list(_layer), "readout": _object({"weight": _float32, "bias": _float32})}),
            "initialVoltage": _list(_float32),
            **_point,
            "images": _list(_bytes),
        },
        {"probes": _list(_object({"layer": _text, "stage": _text})), "synapseSeconds": _number},
    ),
    "nir": _object({"dtSeconds": _number, "nodes": _nodes, "inputs": _list(_numbers)}),
    "seeded": _object(
        {
            "seed": _count,
            "neurons": _count,
            **_times,
            "maxRatesHz": _distribution,
            "intercepts": _distribution,
            "initialVoltage": _distribution,
        }
    ),
    "training": _object(
        {
            "architecture": _architecture,
            "seed": _count,
            "epochs": _count,
            "batchSize": _count,
            **_point,
            "images": _list(_bytes),
            "labels": _list(_count),
        }
    ),
}
"""A reader for the input of each capability. It checks the fields, not which inputs must be refused."""


def read_input(capability: str, value: Any) -> dict[str, Any]:
    """Reads an input as it is on the wire.

    Raises:
        ValueError: naming the first field that is missing or of another kind
    """
    given: dict[str, Any] = INPUTS[capability]("input", value)
    return given
