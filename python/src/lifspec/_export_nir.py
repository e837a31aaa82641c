"""Writes a network of lifspec as a NIR graph, if NIR can express it exactly: `lifspec export-nir`."""

from __future__ import annotations

import argparse
import importlib
import math
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from ._judge import Judge
from .requests import layer_shapes


def main(words: Sequence[str]) -> None:
    """Exports the network that the words name; ends with exit code 2 and one message if that is not possible."""
    parser = argparse.ArgumentParser("lifspec export-nir", description=__doc__)
    parser.add_argument("folder", type=Path, help="network.json and .npy files, as lifspec train writes them")
    parser.add_argument("file", type=Path, help="the graph, such as network.nir")
    parser.add_argument("--amplitude", type=float, required=True, help="spike amplitude, above 0")
    parser.add_argument("--dt", type=float, default=0.001, help="step length, seconds; 0.001 by default")
    given = parser.parse_args(words)
    try:
        export(given.folder, given.file, given.amplitude, given.dt)
    except ModuleNotFoundError as error:
        sys.exit(_failed(f'export-nir needs {error.name}: pip install "lifspec[nir]"'))
    except (OSError, ValueError, RuntimeError) as error:
        sys.exit(_failed(str(error)))


def _failed(message: str) -> int:
    escaped = (one if one.isprintable() else one.encode("unicode_escape").decode() for one in message)
    sys.stderr.write(f"lifspec: {''.join(escaped)}\n")
    return 2


def export(folder: Path, file: Path, amplitude: float, dt: float) -> None:
    """Writes a network without a voltage floor to a file of NIR. A spike counts 1 in its step.

    Raises:
        ValueError: naming what NIR cannot express, and how to change it
    """
    nir: Any = importlib.import_module("nir")
    if not (0 < amplitude < math.inf and 0 < dt < math.inf and amplitude / dt < math.inf):
        raise ValueError(f"amplitude and dt must be finite numbers above 0, but are {amplitude} and {dt}")
    if file.exists():
        raise ValueError(f"{file}: exists already; name a new file")
    with closing(Judge()) as judge:  # reads within the limits of the command line
        network = judge.send("network", folder=str(folder))
    _require_expressible(folder, network)
    graph = nir.NIRGraph.from_list(*_nodes(nir, network, amplitude / dt))
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=file.parent) as unfinished:
        nir.write(Path(unfinished) / file.name, graph)
        (Path(unfinished) / file.name).rename(file)


def _require_expressible(folder: Path, network: Mapping[str, Any]) -> None:
    tau_ref, kind = network["architecture"]["neuron"]["tauRefSeconds"], network.get("neurons", "lif")
    where = f"{folder / 'network.json'}: "
    if tau_ref != 0:
        advice = "train the network with tauRefSeconds 0 in network.json, or convert it to weights that compensate it"
        raise ValueError(f"{where}NIR has no refractory period, but tauRefSeconds is {tau_ref}; {advice}")
    if kind != "lif":
        advice = "remove neurons from network.json if its neurons may be reset to zero"
        raise ValueError(f"{where}a LIF of NIR is reset to a voltage, but neurons is {kind}; {advice}")
    started = np.concatenate(network["initialVoltage"])
    if started.any():
        wrong = f"but {int((started != 0).sum())} of {started.size} voltages are not 0"
        advice = "to start at rest, replace the file by np.zeros of its length"
        raise ValueError(f"{folder / 'initial_voltage.npy'}: NIR has no initial voltage, {wrong}; {advice}")


def _nodes(nir: Any, network: Mapping[str, Any], height: float) -> list[Any]:
    """A convolution and neurons per layer, then the read-out. NIR has channels first, and lifspec has them last."""
    architecture, gain, nodes = network["architecture"], network["gain"], []
    shapes = layer_shapes(architecture)
    layers = zip(architecture["hidden"], network["layers"], shapes, shapes[1:], strict=False)
    for index, (plan, layer, before, after) in enumerate(layers):
        kernel = np.reshape(layer["kernel"], (plan["kernelSize"], plan["kernelSize"], before[2], plan["channels"]))
        factor = gain if index == 0 else gain * height
        how = dict(stride=plan["stride"], padding=plan.get("padding", 0), dilation=1, groups=1)
        weight, bias = factor * kernel.transpose(3, 2, 0, 1), gain * np.array(layer["kernelBias"])
        nodes.append(nir.Conv2d(input_shape=before[:2], weight=weight, bias=bias, **how))
        leak = np.reshape(layer["neuronBias"], after).transpose(2, 0, 1)
        tau, one = (0 * leak + value for value in (architecture["neuron"]["tauRcSeconds"], 1))
        nodes.append(nir.LIF(tau=tau, r=one, v_leak=leak, v_threshold=one, v_reset=0 * one))
    return [*nodes, *_readout(nir, network, shapes[-1], height)]


def _readout(nir: Any, network: Mapping[str, Any], shape: tuple[int, int, int], height: float) -> list[Any]:
    """The dense layer, and its filter."""
    (rows, columns, channels), classes = shape, network["architecture"]["classes"]
    stored = np.reshape(network["readout"]["weight"], (rows, columns, channels, classes))
    weight, one = height * stored.transpose(3, 2, 0, 1).reshape(classes, -1), np.ones(classes)
    return [
        nir.Flatten(input_type={"input": np.array([channels, rows, columns])}, start_dim=0, end_dim=-1),
        nir.Affine(weight=weight, bias=np.array(network["readout"]["bias"])),
        nir.LI(tau=network["architecture"]["readoutTauSeconds"] * one, r=one, v_leak=0 * one),
    ]
