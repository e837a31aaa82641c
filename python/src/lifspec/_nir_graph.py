"""Graphs of NIR, the Neuromorphic Intermediate Representation: from a request, and what an importer refuses in them."""

from __future__ import annotations

import dataclasses
import importlib
import re
from collections.abc import Mapping, Sequence
from typing import Any


class Unsupported(Exception):
    """Raised by a `nir` function that cannot honor a parameter. Refusing it is right, and ignoring it is a failure."""

    def __init__(self, parameter: str, message: str = "") -> None:
        """Takes the parameter or the type of node, such as `v_leak`, and why."""
        super().__init__(message or f"{parameter} is not supported")
        self.parameter = parameter


def build_graph(nodes: Sequence[Mapping[str, Any]]) -> Any:
    """A `nir.NIRGraph`: an input, one or two nodes, an output. Arrays are float32, as in files of most exporters.

    Raises:
        Unsupported: if the installed version of NIR does not have a parameter
        RuntimeError: if NIR is not installed
    """
    try:
        nir: Any = importlib.import_module("nir")
    except ModuleNotFoundError:
        raise RuntimeError('NIR graphs need the package nir: pip install "lifspec[nir]"') from None
    return nir.NIRGraph.from_list(*(_build_node(nir, node) for node in nodes))


def _build_node(nir: Any, node: Mapping[str, Any]) -> Any:
    import numpy as np

    kind = getattr(nir, node["type"])
    known = {field.name for field in dataclasses.fields(kind)}
    arrays = {name: np.array(value, dtype=np.float32) for name, value in node.items() if name != "type"}
    for name in [name for name in arrays if name not in known]:
        if np.any(arrays.pop(name)):
            raise Unsupported(name, f"{node['type']} of this version of nir has no {name}")
    return kind(**arrays)


def read_graph(graph: Any, neurons: int) -> list[dict[str, Any]]:
    """The nodes of a `nir.NIRGraph` as in a request, weights first. One number is the parameter of every neuron."""
    import numpy as np

    read: list[dict[str, Any]] = []
    for node in getattr(graph, "nodes", {}).values():
        kind = type(node).__name__
        names = {field.name for field in dataclasses.fields(node)} - {"input_type", "output_type", "metadata"}
        if kind in ("Affine", "Linear"):
            read.insert(0, {"type": kind, **{name: np.asarray(getattr(node, name)) for name in names}})
        elif kind not in ("Input", "Output"):
            values = {name: np.ravel(getattr(node, name)) for name in names}
            if "v_threshold" in names:
                values.setdefault("v_reset", np.zeros(1))  # nir up to 1.0.4 has none
            every = {name: np.repeat(one, neurons) if one.size == 1 else one for name, one in values.items()}
            read.append({"type": kind, **every})
    return read


def refusal_of(error: Exception, nodes: Sequence[Mapping[str, Any]]) -> Unsupported:
    """What an importer refused: the parameter that its message names first, else the type of the neuron."""
    kind, name_of_error = nodes[-1]["type"], type(error).__name__
    names = [name for node in nodes for name in node if name != "type"]
    found = re.search(rf"\b({'|'.join(names)})\b", str(error))
    if found or isinstance(error, NotImplementedError):
        return Unsupported(found[0] if found else kind, str(error) or name_of_error)
    return Unsupported(kind, f"the importer ended with {name_of_error}: {error}")
