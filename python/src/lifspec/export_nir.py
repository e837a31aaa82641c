"""Writes a network of lifspec as a NIR graph, if NIR can express it exactly: `python -m lifspec export-nir`."""

from __future__ import annotations

import argparse
import importlib
import json
import math
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .network_refusals import layer_shapes
from .requirements import require_finite, require_height, require_response


def main(words: Sequence[str]) -> None:
    """Exports the network that the words name; ends with exit code 2 and one message if that is not possible."""
    parser = argparse.ArgumentParser("python -m lifspec export-nir", description=__doc__)
    parser.add_argument("folder", type=Path, help="network.json and .npy files, as lifspec train writes them")
    parser.add_argument("file", type=Path, help="the graph, such as network.nir")
    parser.add_argument("--amplitude", type=float, required=True, help="spike amplitude, above 0")
    parser.add_argument("--dt", type=float, default=0.001, help="step length, seconds; 0.001 by default")
    given = parser.parse_args(words)
    try:
        export(given.folder, given.file, given.amplitude, given.dt)
    except (OSError, ValueError, KeyError, ModuleNotFoundError) as error:
        sys.stderr.write(f"lifspec: {_words(error)}\n")
        sys.exit(2)


def _words(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"network.json: {error.args[0]} is missing"
    if isinstance(error, ModuleNotFoundError):
        return f'export-nir needs {error.name}: pip install "lifspec[nir]"'
    return str(error)


def export(folder: Path, file: Path, amplitude: float, dt: float) -> None:
    """Writes a network without a voltage floor to a file of NIR. A spike counts 1 in its step.

    Raises:
        ValueError: naming what NIR cannot express
    """
    nir: Any = importlib.import_module("nir")
    if not (0 < amplitude < math.inf and 0 < dt < math.inf):
        raise ValueError(f"amplitude and dt must be finite numbers above 0, but are {amplitude} and {dt}")
    require_height(amplitude, dt)
    if file.exists():
        raise ValueError(f"{file}: exists already; name a new file")
    architecture = _read_architecture(folder)
    graph = nir.NIRGraph.from_list(*_nodes(nir, architecture, folder, amplitude / dt))
    if not file.parent.is_dir():
        raise ValueError(f"{file.parent}: there is no such folder")
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=file.parent) as unfinished:
        nir.write(Path(unfinished) / file.name, graph)
        (Path(unfinished) / file.name).rename(file)


def _read_architecture(folder: Path) -> Mapping[str, Any]:
    file = folder / "network.json"
    try:
        described = json.loads(file.read_text("utf-8"))
        architecture: Mapping[str, Any] = described["architecture"]
        _check(architecture)
        if described.get("reset", "zero") != "zero":
            raise ValueError(f"a LIF of NIR is reset to a voltage, but reset is {described['reset']}")
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"{file}: is not JSON: {error}") from None
    except (TypeError, OverflowError) as error:
        raise ValueError(f"{file}: is not a network as lifspec train writes it: {error}") from None
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from None
    return architecture


def _check(architecture: Mapping[str, Any]) -> None:
    neuron = architecture["neuron"]
    if neuron["tauRefSeconds"] != 0:
        raise ValueError(f"NIR has no refractory period, but tauRefSeconds is {neuron['tauRefSeconds']}")
    require_response(neuron["maxRateHz"], neuron["intercept"], neuron["tauRcSeconds"], 0)
    layer_shapes(architecture)
    require_finite("readoutTauSeconds", [architecture["readoutTauSeconds"]])


class _Arrays:
    """The arrays of a network. Neurons are stored layer after layer."""

    def __init__(self, folder: Path, neurons: int) -> None:
        self.folder, self.done = folder, 0
        self.bias = self.read("neuron_bias", neurons)
        started = self.read("initial_voltage", neurons)
        if started.any():
            wrong = f"but {int((started != 0).sum())} of {started.size} voltages are not 0"
            raise ValueError(f"{folder / 'initial_voltage.npy'}: NIR has no initial voltage, {wrong}")

    def read(self, name: str, *shape: int) -> Any:
        import numpy as np

        file = self.folder / f"{name}.npy"
        try:
            with file.open("rb") as content:
                values = np.lib.format.read_array(content, allow_pickle=False)  # type: ignore[no-untyped-call]
        except (ValueError, MemoryError) as error:
            raise ValueError(f"{file}: cannot be read: {error}") from None
        if values.shape != shape:
            raise ValueError(f"{file}: shape is {values.shape}, expected {shape}")
        if values.dtype.kind != "f":
            raise ValueError(f"{file}: values are {values.dtype}, expected floating-point numbers")
        if not np.isfinite(values).all():
            raise ValueError(f"{file}: values are not all finite")
        return values.astype(np.float64)

    def next_biases(self, count: int) -> Any:
        self.done += count
        return self.bias[self.done - count : self.done]


def _nodes(nir: Any, architecture: Mapping[str, Any], folder: Path, height: float) -> list[Any]:
    """A convolution and neurons per layer, then the read-out. NIR has channels first, and lifspec has them last."""
    shapes, nodes = layer_shapes(architecture), []
    arrays = _Arrays(folder, sum(math.prod(shape) for shape in shapes[1:]))
    gain = _gain(architecture["neuron"])
    for index, (layer, before, after) in enumerate(zip(architecture["hidden"], shapes, shapes[1:], strict=False)):
        kernel = (layer["kernelSize"], layer["kernelSize"], before[2], layer["channels"])
        factor = gain if index == 0 else gain * height
        weight = factor * arrays.read(f"conv{index + 1}_kernel", *kernel).transpose(3, 2, 0, 1)
        bias = gain * arrays.read(f"conv{index + 1}_bias", layer["channels"])
        plan = dict(stride=layer["stride"], padding=layer.get("padding", 0), dilation=1, groups=1)
        nodes.append(nir.Conv2d(input_shape=before[:2], weight=weight, bias=bias, **plan))
        leak = arrays.next_biases(math.prod(after)).reshape(after).transpose(2, 0, 1)
        tau, one = (0 * leak + value for value in (architecture["neuron"]["tauRcSeconds"], 1))
        nodes.append(nir.LIF(tau=tau, r=one, v_leak=leak, v_threshold=one, v_reset=0 * one))
    return [*nodes, *_readout(nir, architecture, arrays, shapes[-1], height)]


def _gain(neuron: Mapping[str, float]) -> float:
    """Without a refractory period."""
    at_one = 1 / (1 - math.exp(-1 / neuron["maxRateHz"] / neuron["tauRcSeconds"]))
    return (at_one - 1) / (1 - neuron["intercept"])


def _readout(
    nir: Any, architecture: Mapping[str, Any], arrays: _Arrays, shape: tuple[int, int, int], height: float
) -> list[Any]:
    """The dense layer, and its filter."""
    import numpy as np

    (rows, columns, channels), classes = shape, architecture["classes"]
    stored = arrays.read("dense_kernel", math.prod(shape), classes).reshape(rows, columns, channels, classes)
    one = np.ones(classes)
    return [
        nir.Flatten(input_type={"input": np.array([channels, rows, columns])}, start_dim=0, end_dim=-1),
        nir.Affine(
            weight=height * stored.transpose(3, 2, 0, 1).reshape(classes, -1), bias=arrays.read("dense_bias", classes)
        ),
        nir.LI(tau=architecture["readoutTauSeconds"] * one, r=one, v_leak=0 * one),
    ]
