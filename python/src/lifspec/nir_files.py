"""Files of NIR: graphs that lifspec can send to an importer, and the published vectors."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .data import npm_folder
from .nir_graph import NEURONS, WEIGHTS, nodes_of

LARGEST_BYTES = 64_000_000
"""Size of the largest file that is read."""
MOST_NEURONS = 100_000


@dataclass(frozen=True)
class NirVector:
    """A NIR graph, an input, and what its neurons do: see `fixtures/vectors/nir/README.md` of the repository."""

    id: str
    graph: Any
    """a `nir.NIRGraph`"""
    nodes: list[dict[str, Any]]
    """The same as in a request."""
    dtSeconds: float
    inputs: Any
    """[step][channel]"""
    spikes: Any
    """Whether a neuron fires in a step [step][neuron]."""
    voltage: Any
    """After each step [step][neuron]."""


def nir_vectors() -> list[NirVector]:
    """The published vectors of NIR. They need the package `nir`."""
    folder = npm_folder() / "fixtures" / "vectors" / "nir"
    names = sorted(path.name.removesuffix("-data.nir") for path in folder.glob("*-data.nir"))
    return [_read_vector(folder, name) for name in names]


def _read_vector(folder: Path, name: str) -> NirVector:
    nir = importlib.import_module("nir")
    data = nir.read_data(str(folder / f"{name}-data.nir"))
    inputs = data.nodes["input"].observables["input"]
    neuron = next(node for key, node in data.nodes.items() if key != "input")
    observed = (neuron.observables[key].data[0] for key in ("spikes", "v"))
    file = folder / f"{name}.nir"
    return NirVector(name, nir.read(file), read_nir(file), inputs.dt, inputs.data[0], *observed)


def read_nir(path: str | Path) -> list[dict[str, Any]]:
    """Reads a graph of one or two nodes, as the `nodes` of a request.

    Raises:
        ValueError: saying what is wrong with the file, and what would be right
    """
    file = Path(path)
    try:
        size = file.stat().st_size
    except OSError as error:
        raise ValueError(f"{file}: {error.strerror}") from None
    if size > LARGEST_BYTES:
        raise ValueError(f"{file}: has {size} bytes, but at most {LARGEST_BYTES} are read")
    return _nodes_in(file, _graph_in(file))


def _graph_in(file: Path) -> Any:
    nir: Any = importlib.import_module("nir")
    h5py: Any = importlib.import_module("h5py")
    try:
        with h5py.File(file, "r") as content:
            keys, version = set(content), content["version"][()] if "version" in content else b"none"
            _require_flat(file, content)
    except (OSError, RuntimeError, KeyError, TypeError, AttributeError) as error:  # h5py raises all of them
        raise ValueError(f"{file}: is not a whole HDF5 file: {str(error).splitlines()[0]}") from None
    if not isinstance(version, bytes):
        raise ValueError(f"{file}: has a version that is not text")
    if "node" not in keys:
        found = ", ".join(sorted(keys)) or "nothing"
        raise ValueError(f"{file}: is not a NIR graph: it has no group /node, but {found}")
    try:
        return nir.read(file)
    except Exception as error:  # NIR checks types by all kinds of errors
        words = f"{type(error).__name__}: {error}".splitlines()[0]
        known = f"it was written by version {version.decode(errors='replace')}, and nir {nir.__version__} is installed"
        raise ValueError(f"{file}: nir cannot read it ({words}); {known}") from None


def _require_flat(file: Path, content: Any) -> None:
    """A graph in a graph in a graph … would end the interpreter."""
    depth = 0

    def note(name: str, _: Any) -> None:
        nonlocal depth
        depth = max(depth, name.count("/nodes/"))

    content.visititems(note)
    if depth > 1:
        raise ValueError(f"{file}: contains a graph within a graph; only one or two nodes are supported")


def _nodes_in(file: Path, graph: Any) -> list[dict[str, Any]]:
    order = _path_of(file, graph)
    kinds = [type(graph.nodes[name]).__name__ for name in order]
    known = kinds in [[neuron] for neuron in NEURONS] or (
        len(kinds) == 2 and kinds[0] in WEIGHTS and kinds[1] in NEURONS
    )
    if not known:
        expected = f"a neuron ({', '.join(NEURONS)}), or {' or '.join(WEIGHTS)} and a neuron"
        raise ValueError(f"{file}: has the nodes {', '.join(kinds) or 'none'}; expected {expected}")
    try:
        nodes = nodes_of([graph.nodes[name] for name in order])
    except TypeError as error:
        raise ValueError(f"{file}: a parameter is not an array of numbers: {error}") from None
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from None
    neurons = len(nodes[-1]["r"])
    if neurons > MOST_NEURONS:
        raise ValueError(f"{file}: has {neurons} neurons, but at most {MOST_NEURONS} are supported")
    return nodes


def _path_of(file: Path, graph: Any) -> Sequence[str]:
    """The nodes between input and output, in the order of the flow."""
    after = dict(graph.edges)
    if len(after) < len(graph.edges) or len(set(after.values())) < len(after):
        raise ValueError(f"{file}: a node has several inputs or outputs, or feeds itself; expected a chain")
    kinds = {name: type(node).__name__ for name, node in graph.nodes.items()}
    path, name = [], next((name for name, kind in kinds.items() if kind == "Input"), "")
    while (name := after.get(name, "")) and kinds[name] != "Output":
        if name in path:
            raise ValueError(f"{file}: is recurrent, through {name}; expected a chain from input to output")
        path.append(name)
    return path
