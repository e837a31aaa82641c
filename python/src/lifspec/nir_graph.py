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


def refusal_of(error: Exception, nodes: Sequence[Mapping[str, Any]]) -> Unsupported:
    """What an importer refused: the parameter that its message names first, else the type of the neuron."""
    kind, name_of_error = nodes[-1]["type"], type(error).__name__
    names = [name for node in nodes for name in node if name != "type"]
    found = re.search(rf"\b({'|'.join(names)})\b", str(error))
    if found or isinstance(error, NotImplementedError):
        return Unsupported(found[0] if found else kind, str(error) or name_of_error)
    return Unsupported(kind, f"the importer ended with {name_of_error}: {error}")
