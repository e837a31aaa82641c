"""Exports networks of other frameworks as folders, for `lifspec explain --network FOLDER`."""

from __future__ import annotations

import copy
import importlib
import itertools
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

EXPECTED = (
    "expected convolutions with square kernels and even padding, and dense layers, each with ReLU or LIF neurons, "
    "average pooling without overlap, and one dense layer at the end"
)

Shape = tuple[int, ...]
Weights = tuple[Any, Any, int, int]
"""A kernel, a bias, a stride, which is 0 in a dense layer, and a padding."""


@dataclass(frozen=True)
class Layer:
    """A convolution or a dense layer, with the average pooling before it."""

    weights: Weights
    """The kernel is [row, column, input channel, output channel]; of a dense layer, as large as its pooled input."""
    shape: Shape
    """Rows, columns and channels before the pooling."""
    pool: int
    scale: float
    """The output that becomes 1."""


RECTIFIERS = {
    "trainedAmplitude": 1 / 500,
    "neuron": {"tauRcSeconds": 0.02, "tauRefSeconds": 0, "maxRateHz": 500, "intercept": 0},
    "readoutTauSeconds": 0.1,
}
"""What replaces rectifiers: neurons that fire at 500 Hz where a layer has the 99.9 % quantile of its activations."""


def export_keras(model: Any, folder: str | Path, images: Any, *, white: float = 1.0) -> None:
    """Writes a Keras model of convolutions and dense layers with ReLU, average pooling, and a dense layer at the end.

    Args:
        model: of Keras 2 or 3, a chain of layers
        folder: for `--network`; created if it is missing
        images: [image, row, column, channel] as the model gets them, from 0 to `white`. Every tenth sets the scale.
        white: the value of a white pixel, which is 255 in lifspec

    Raises:
        ValueError: if a folder cannot contain this network
    """
    parts = [layer for layer in model.layers if type(layer).__name__ != "InputLayer"]
    _export_rectifiers(model, parts, folder, images, white, lambda part, x: np.asarray(part(x)), _read_keras)


def export_torch(module: Any, folder: str | Path, images: Any, *, white: float = 1.0) -> None:
    """Writes a PyTorch module whose parts run in the order of their definition, as in `nn.Sequential`.

    The arguments are those of `export_keras`, but images are [image, channel, row, column].

    Raises:
        ValueError: if a folder cannot contain this network
    """
    torch: Any = importlib.import_module("torch")
    module = copy.deepcopy(module).cpu().eval()
    parts = [part for part in module.modules() if not list(part.children())]

    def run(part: Any, x: Any) -> Any:
        return np.moveaxis(part(torch.tensor(np.moveaxis(x, -1, 1))).numpy(), 1, -1)

    with torch.no_grad():
        shown = np.moveaxis(np.asarray(images), 1, -1)
        _export_rectifiers(module, parts, folder, shown, white, run, _read_torch)


def export_nengo_dl(simulator: Any, folder: str | Path, *, white: float = 255.0) -> None:
    """Writes the network of a NengoDL simulator with its live weights, biases and initial voltages.

    Each layer is `nengo_dl.Layer` of a Keras layer without activation, and all neurons are alike. The voltage floor,
    synapses between layers and the length of a step are settings of lifspec's commands.

    Raises:
        ValueError: if a folder cannot contain this network
    """
    path = _path_of(simulator.model.toplevel)
    ensembles = [part.ensemble for _, part in path if _is_neurons(part)]
    factors = dict(zip((part for _, part in path), _factors(path), strict=True))

    def read(node: Any, grid: Shape) -> Weights:
        kernel, *others = _read_keras(node.tensor_func, grid)
        return (kernel * factors[node], *others)

    image = np.zeros((1, *path[0][1].shape_in))
    nodes = [part for _, part in path if not _is_neurons(part)]
    layers = list(_layers(nodes, image, lambda node, _: np.zeros((1, *node.shape_out)), read))
    probes = [probe for probe in simulator.model.toplevel.all_probes if probe.target is nodes[-1] and probe.synapse]
    described = {**_neurons_of(simulator, ensembles), "readoutTauSeconds": probes[0].synapse.tau if probes else 0.1}
    biases = np.concatenate([simulator.data[one].bias for one in ensembles])
    voltages = np.concatenate([simulator.model.sig[one.neurons]["voltage"].initial_value for one in ensembles])
    write(folder, layers, white, described, biases, voltages)


def _export_rectifiers(
    model: Any,
    parts: Iterable[Any],
    folder: str | Path,
    images: Any,
    white: float,
    run: Callable[[Any, Any], Any],
    read: Callable[[Any, Shape], Weights],
) -> None:
    shown = np.asarray(images, np.float32)[::10]
    if shown.min() < 0 or shown.max() > white:
        raise ValueError(f"images contain {shown.min()} to {shown.max()}; expected 0 to white, which is {white}")
    layers = list(_layers(parts, shown, run, read))
    if not layers or not computes(*folded(layers, white), shown[:10] * (255 / white), run(model, shown[:10])):
        raise ValueError(f"the layers that can be exported compute something else than the model; {EXPECTED}")
    neurons = sum(math.prod(layer.shape) for layer in layers[1:])
    write(folder, layers, white, RECTIFIERS, np.ones(neurons), np.random.default_rng(0).random(neurons))


def _layers(parts: Iterable[Any], x: Any, run: Callable[..., Any], read: Callable[..., Weights]) -> Iterator[Layer]:
    """The layers that have weights, with the pooling before them. Values are [image, row, column, channel]."""
    shape, grid, pool = x.shape[1:], x.shape[1:], 1
    for part in parts:
        grid, x = x.shape[1:] if x.ndim == 4 else grid, run(part, x)
        try:
            pool *= _pool_of(part)
            if not _has_weights(part):
                continue
            yield Layer(read(part, grid), shape, pool, max(float(np.quantile(x, 0.999)), 0) or 1)
        except (AttributeError, TypeError, ValueError) as error:
            raise ValueError(f"{part} cannot be exported; {EXPECTED}") from error
        shape = grid = (1, 1, *x.shape[1:])[-3:]
        pool = 1


def _pool_of(part: Any) -> int:
    layer = getattr(part, "tensor_func", part)
    if "Pool" not in type(layer).__name__:
        return 1
    is_keras = hasattr(layer, "pool_size")
    return _only(*((layer.pool_size, layer.strides) if is_keras else (layer.kernel_size, layer.stride)))


def _has_weights(part: Any) -> bool:
    layer = getattr(part, "tensor_func", part)
    return bool(layer.weights if hasattr(layer, "weights") else list(layer.parameters()))


def _only(*sizes: Any) -> int:
    """The one value of several sizes, each a number or a tuple."""
    (value,) = {int(value) for one in sizes for value in np.ravel(one)}
    return value


def _read_keras(layer: Any, grid: Shape) -> Weights:
    kernel, *biases = layer.get_weights()
    bias = biases[0] if biases else np.zeros(kernel.shape[-1])
    if kernel.ndim == 2:
        return kernel.reshape(*grid, -1), bias, 0, 0
    return kernel, bias, _only(layer.strides), 0 if layer.padding == "valid" else len(kernel) // 2


def _read_torch(part: Any, grid: Shape) -> Weights:
    kernel = part.weight.numpy().T
    bias = np.zeros(kernel.shape[-1]) if part.bias is None else part.bias.numpy()
    if kernel.ndim == 2:  # channels come first in Torch
        return kernel.reshape(grid[2], *grid[:2], -1).transpose(1, 2, 0, 3), bias, 0, 0
    return kernel.transpose(1, 0, 2, 3), bias, _only(part.stride), _only(part.padding)


def _path_of(network: Any) -> list[tuple[Any, Any]]:
    """The connections of a Nengo network from its input on, each with what it leads to."""
    after = {connection.pre_obj: connection for connection in network.all_connections}
    starts = [connection.pre_obj for connection in network.all_connections if not connection.pre_obj.size_in]
    path: list[tuple[Any, Any]] = []
    part = starts[0] if starts else None
    while part in after and len(path) < len(network.all_connections):
        connection, part = after[part], after[part].post_obj
        path.append((connection, part))
    if len(starts) != 1 or len(path) < len(network.all_connections):
        raise ValueError(f"the network is not a chain from one input; {EXPECTED}")
    for before, following in itertools.pairwise([*(part for _, part in path), None]):
        layer = getattr(before, "tensor_func", before)
        is_linear = getattr(getattr(layer, "activation", None), "__name__", "linear") == "linear"
        is_known = type(layer).__name__ in ("Neurons", "Conv2D", "Dense", "AveragePooling2D") and is_linear
        if not is_known or (following and _is_neurons(following) != hasattr(layer, "kernel")):
            raise ValueError(f"{before} cannot be exported; {EXPECTED}, made by nengo_dl.Layer")
    return path


def _is_neurons(part: Any) -> bool:
    return hasattr(part, "ensemble")


def _factors(path: Sequence[tuple[Any, Any]]) -> Iterator[float]:
    """For each part, the product of the connections since the last neurons."""
    product = 1.0
    for connection, part in path:
        factor = getattr(connection.transform, "init", 1.0)  # a connection without transform has none
        if np.ndim(factor) or (_is_neurons(part) and (factor != 1 or connection.synapse)):
            raise ValueError(
                f"{connection} has weights, or a factor or a synapse into neurons; they cannot be exported"
            )
        product = 1.0 if _is_neurons(part) else product * factor
        yield product


def _neurons_of(simulator: Any, ensembles: Sequence[Any]) -> dict[str, Any]:
    """The constants that all neurons share."""
    types = [ensemble.neuron_type for ensemble in ensembles]
    kinds = {(type(one).__name__, one.tau_rc, one.tau_ref, one.amplitude) for one in types}
    gains = np.concatenate([simulator.data[one].gain for one in ensembles])
    if len(kinds) != 1 or not np.allclose(gains, gains[0]) or type(types[0]).__name__ != "LIF":
        raise ValueError(f"expected nengo.LIF with one gain, but got {sorted(kinds)}, {gains.min()} to {gains.max()}")
    rates, _ = types[0].max_rates_intercepts(gains[:1], np.ones(1))
    rate = float(f"{rates[0]:.7g}")  # gains are float32
    neuron = {"tauRcSeconds": types[0].tau_rc, "tauRefSeconds": types[0].tau_ref, "maxRateHz": rate, "intercept": 0}
    return {"trainedAmplitude": types[0].amplitude, "neuron": neuron}


def write(
    folder: str | Path, layers: Sequence[Layer], white: float, about: Mapping[str, Any], biases: Any, voltages: Any
) -> None:
    """Writes a network. `about` contains the neuron, the amplitude of training, and the filter of the read-out."""
    hidden, arrays = folded(layers, white)
    shape = dict(zip(("rows", "columns", "channels"), map(int, layers[0].shape), strict=True))
    sizes = {"name": "mine", "input": shape, "hidden": hidden, "classes": len(arrays["dense_bias"])}
    architecture = {**sizes, "neuron": about["neuron"], "readoutTauSeconds": about["readoutTauSeconds"]}
    described = {"lifspec": 1, "trainedAmplitude": about["trainedAmplitude"], "architecture": architecture}
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, values in {**arrays, "neuron_bias": biases, "initial_voltage": voltages}.items():
        np.save(Path(folder) / f"{name}.npy", np.asarray(values, np.float32))
    (Path(folder) / "network.json").write_text(json.dumps(described))


def computes(hidden: Sequence[Mapping[str, int]], arrays: Mapping[str, Any], images: Any, expected: Any) -> bool:
    """Whether a network of rectifiers has the expected outputs, perhaps after a softmax."""
    for number, plan in enumerate(hidden, 1):
        border, stride, size = plan.get("padding", 0), plan["stride"], (plan["kernelSize"], plan["kernelSize"])
        padded = np.pad(images, ((0, 0), (border, border), (border, border), (0, 0)))
        windows: Any = np.lib.stride_tricks.sliding_window_view(padded, size, (1, 2))  # type: ignore[call-overload]
        currents = np.einsum("nrcijk,jkio->nrco", windows[:, ::stride, ::stride], arrays[f"conv{number}_kernel"])
        images = np.maximum(currents + arrays[f"conv{number}_bias"], 0)
    outputs = images.reshape(len(images), -1) @ arrays["dense_kernel"] + arrays["dense_bias"]
    shares = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    candidates = (outputs, shares / shares.sum(axis=1, keepdims=True))
    most = 1e-3 * np.abs(expected).max()  # float32
    return any(one.shape == expected.shape and np.abs(one - expected).max() < most for one in candidates)


def folded(layers: Sequence[Layer], white: float) -> tuple[list[dict[str, int]], dict[str, Any]]:
    """The hidden layers and the arrays of all, with pooling and scales folded into the kernels."""
    hidden: list[dict[str, int]] = []
    arrays: dict[str, Any] = {}
    below = white / 255
    for number, layer in enumerate(layers, 1):
        _, bias, stride, padding = layer.weights
        kernel = unpooled(layer) * below
        if number == len(layers):
            arrays.update(dense_kernel=kernel.reshape(-1, len(bias)), dense_bias=bias)
            break
        if kernel.shape[0] != kernel.shape[1]:
            raise ValueError(f"layer {number} has a kernel of {kernel.shape[0]} × {kernel.shape[1]}; {EXPECTED}")
        arrays.update({f"conv{number}_kernel": kernel / layer.scale, f"conv{number}_bias": bias / layer.scale})
        border = {"padding": layer.pool * padding} if padding else {}
        hidden.append({"kernelSize": len(kernel), "stride": layer.pool * stride or 1, **border, "channels": len(bias)})
        below = layer.scale
    return hidden, arrays


def unpooled(layer: Layer) -> Any:
    """The kernel for the values before the pooling."""
    kernel, _, stride, _ = layer.weights
    kernel = np.repeat(np.repeat(kernel, layer.pool, 0), layer.pool, 1) / layer.pool**2
    missing = [0 if stride else length % layer.pool for length in layer.shape[:2]]
    return np.pad(kernel, [(0, missing[0]), (0, missing[1]), (0, 0), (0, 0)])
