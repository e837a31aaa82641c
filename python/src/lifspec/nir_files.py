"""Reads files of NIR: graphs that lifspec can send to an importer."""

from __future__ import annotations

import importlib
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .nir_graph import NEURONS, WEIGHTS, nodes_of
from .writing import printable

LARGEST_BYTES = 64_000_000
"""Size of the largest file that is read."""
MOST_NEURONS = 100_000
MOST_VALUES = 10_000_000
MOST_GROUPS = 1000


def read_nir(path: str | Path) -> list[dict[str, Any]]:
    """Reads a graph of one or two nodes, as the `nodes` of a request.

    Raises:
        ValueError: saying what is wrong with the file, and what would be right
    """
    file = Path(path)
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ValueError(f"{file}: is not a file")
        if about.st_size > LARGEST_BYTES:
            raise ValueError(f"{file}: has {about.st_size} bytes, but at most {LARGEST_BYTES} are read")
        return _nodes_in(file, _graph_in(file))
    except OSError as error:
        raise ValueError(printable(f"{file}: {error.strerror}")) from None
    except ValueError as error:
        raise ValueError(printable(str(error))) from None


def _graph_in(file: Path) -> Any:
    nir: Any = importlib.import_module("nir")
    h5py: Any = importlib.import_module("h5py")
    try:
        with h5py.File(file, "r") as content:
            _require_harmless(h5py, file, content)
            keys, version = set(content), content["version"][()] if "version" in content else b"none"
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


def _require_harmless(h5py: Any, file: Path, content: Any) -> None:
    """Requires that reading takes little memory and reads no other file. Nothing is read before."""
    left, groups = MOST_VALUES, [("", content)]
    for path, group in groups:
        if len(groups) > MOST_GROUPS or path.count("/nodes/") > 1:
            raise ValueError(f"{file}: contains a graph within a graph; only one or two nodes are supported")
        for name in group:
            where = f"{path}/{name}"
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                raise ValueError(f"{file}: {where} is a link; expected the values themselves")
            found = group[name]
            if isinstance(found, h5py.Group):
                groups.append((where, found))
                continue
            _require_plain(h5py, f"{file}: {where}", found)
            left -= found.size
            if left < 0:
                raise ValueError(f"{file}: has more than {MOST_VALUES} values")


def _require_plain(h5py: Any, where: str, found: Any) -> None:
    if not isinstance(found, h5py.Dataset):
        raise ValueError(f"{where} is a {type(found).__name__}; expected groups and arrays")
    if found.external or found.is_virtual:
        raise ValueError(f"{where} is stored in another file; expected the values themselves")
    if found.shape is None or found.dtype.kind not in "biufSOU":
        raise ValueError(f"{where} contains {found.dtype}; expected real numbers or text")


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
    _require_times(file, nodes)
    neurons = len(nodes[-1]["r"])
    if neurons > MOST_NEURONS:
        raise ValueError(f"{file}: has {neurons} neurons, but at most {MOST_NEURONS} are supported")
    return nodes


def _require_times(file: Path, nodes: Sequence[Mapping[str, Any]]) -> None:
    for node in nodes:
        for name in (name for name in node if name.startswith("tau")):
            wrong = next((value for value in node[name] if value <= 0), None)
            if wrong is not None:
                raise ValueError(f"{file}: {node['type']}.{name} contains {wrong}; expected times above 0, in seconds")


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
