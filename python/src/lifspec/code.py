"""Inputs of simulators as Python code that can be pasted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .requests import read_input
from .simulator import Simulator

LONGEST = 4000
"""Most characters of code that are shown."""


def call_as_code(simulator: Simulator, capability: str, wire: Mapping[str, Any], result: str = "got") -> str:
    """Code that calls a simulator with an input, such as `got = neuron({"current": np.array([[1.5]]), …})`."""
    name = getattr(getattr(simulator, capability, None), "__name__", capability)
    given = read_input(capability, wire)
    fields = [f'    "{field}": {_literal(value)},' for field, value in given.items()]
    code = "\n".join([f"{result} = {name if name.isidentifier() else capability}({{", *fields, "})"])
    return code if len(code) <= LONGEST else f"# the input of {name} is too long to be shown: {len(code)} characters"


def header_of(simulator: Simulator, capability: str) -> list[str]:
    """The imports that the code needs."""
    function = getattr(simulator, capability, None)
    module, name = getattr(function, "__module__", ""), getattr(function, "__qualname__", "")
    return ["import numpy as np", *([f"from {module} import {name}"] if module and name.isidentifier() else [])]


def _literal(value: Any) -> str:
    if isinstance(value, np.ndarray):
        kind = "" if value.dtype == np.float64 else f", dtype=np.{value.dtype}"
        if value.size == 0:
            return f"np.zeros({value.shape}{kind})"
        return f"np.array({_literal(value.tolist())}{kind})"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f'"{key}": {_literal(item)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, float) and not np.isfinite(value):
        return f'float("{value}")'
    return repr(value)
