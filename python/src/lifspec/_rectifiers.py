"""Exports networks of rectifiers, made by Keras or PyTorch, as folders, for `lifspec explain --network FOLDER`."""

from __future__ import annotations

import copy
import importlib
import itertools
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from . import _exported, _spiking
from ._affine import Shape
from ._exported import CHAIN, COMPARED, NotExportable, Part

RATE_HZ = 500
TAU_RC_SECONDS = 0.02
DESCRIBED = {
    "trainedAmplitude": 1 / RATE_HZ,
    "neuron": {"tauRcSeconds": TAU_RC_SECONDS, "tauRefSeconds": 0, "maxRateHz": RATE_HZ, "intercept": 0},
    "readoutTauSeconds": 0.1,
}
"""What replaces rectifiers: neurons that fire at 500 Hz where a layer has the 99.9 % quantile of its activations."""
GAIN = -1 / math.expm1(-1 / (RATE_HZ * TAU_RC_SECONDS)) - 1
SOFTMAX = ("Softmax", "LogSoftmax", "softmax", "log_softmax")


def export_keras(
    model: Any, folder: str | Path, images: Any, *, white: float | None = None, mean: Any = 0, deviation: Any = 1
) -> None:
    """Writes a Keras model, in which every layer but the last is followed by ReLU or linear layers such as pooling.

    Args:
        model: of Keras 2 or 3, a chain of layers
        folder: for `--network`; created if it is missing
        images: [image, row, column, channel] as the model gets them. Every tenth sets the scale of the layers, and
            the first 300 verify the export.
        white: the value of a white pixel; by default 1, or 255 if images contain more
        mean: subtracted from the pixels before the model gets them, a number or one per channel
        deviation: by which they are divided then

    Raises:
        ValueError: naming the layer that a folder cannot contain, or if the export is not what the model computes
    """
    given = np.asarray(images)
    shape = given.shape[1:]
    pixels, scale = _exported.read_images(given, _exported.grid_of(shape), white, mean, deviation)
    shown = np.asarray(scale(pixels[:COMPARED]), np.float32).reshape(-1, *shape)
    parts = list(_keras_parts(model, shape))
    _export(parts, folder, pixels, scale, np.asarray(model.predict(shown, verbose=0)))


def _keras_parts(model: Any, shape: Sequence[int]) -> Iterator[Part]:
    """The layers of a model that gets images of a shape, which run without their activations."""
    layers = list(_layers_of(model))
    for layer in layers:
        name, kind = layer.name, type(layer).__name__
        activation = None if kind in ("ReLU", "Softmax") else getattr(layer, "activation", None)
        what = kind.lower() if activation is None else getattr(activation, "__name__", str(activation))
        if activation is not None and what not in ("linear", "relu", "softmax"):
            raise NotExportable(name, kind, f"has the activation {what}; use relu, or linear in the last layer")
        if what == "softmax" and layer is not layers[-1]:
            raise NotExportable(name, kind, "is a softmax before other layers; use relu")
        if kind == "ReLU" and (layer.max_value is not None or layer.negative_slope or layer.threshold):
            raise NotExportable(name, kind, "has a limit, a slope or a threshold; use a plain ReLU")

        def run(values: Any, layer: Any = layer, shape: Any = shape, activation: Any = activation) -> Any:
            if activation is not None:
                layer.activation = lambda currents: currents
            try:
                return to_numpy(layer(np.asarray(values, np.float32).reshape(-1, *shape)))
            finally:
                if activation is not None:
                    layer.activation = activation

        if kind not in ("ReLU", "Softmax", "Activation"):
            yield (part := Part(name, kind, run))
            shape = _shape_after(part, shape)
        if what == "relu":
            yield Part(name, kind)


def _shape_after(part: Part, shape: Sequence[int]) -> Shape:
    """The shape of a native output: flat ones have neither rows nor columns."""
    found: Shape = part(np.zeros((1, *shape))).shape[1:]
    return found[2:] if found[:2] == (1, 1) else found


def _layers_of(model: Any) -> Iterator[Any]:
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from _layers_of(layer)
        elif type(layer).__name__ != "InputLayer":
            yield layer


def to_numpy(tensor: Any) -> Any:
    """A tensor of any library, such as one of PyTorch that needs gradients."""
    return np.asarray(tensor.detach().cpu() if hasattr(tensor, "detach") else tensor)


def export_torch(
    module: Any,
    folder: str | Path,
    images: Any,
    *,
    steps: int | None = None,
    white: float | None = None,
    mean: Any = 0,
    deviation: Any = 1,
) -> None:
    """Writes a PyTorch module whose `forward` is a chain of such layers.

    It may also be a `Sequential` with neurons of snnTorch, SpikingJelly or Norse. The class is where the outputs of the
    last layer have the largest sum over all steps. Each image starts without a state.

    Args:
        module: the chain
        folder: as for `export_keras`
        images: [image, channel, row, column], as for `export_keras`
        steps: for which neurons that spike get each image
        white: as for `export_keras`
        mean: as for `export_keras`
        deviation: as for `export_keras`

    Raises:
        ValueError: as `export_keras`
    """
    torch: Any = importlib.import_module("torch")
    is_spiking = any(_spiking.is_node(one) for one in module.modules())
    if is_spiking:
        _spiking.forget(module)  # a state that has gradients cannot be copied
    module = copy.deepcopy(module).cpu().eval()
    kind = next((one.dtype for one in module.parameters()), torch.float32)

    def to_torch(values: Any, shape: Sequence[int]) -> Any:
        values = np.moveaxis(values, -1, 1) if len(shape) == 3 else values
        return torch.tensor(np.array(values.reshape(-1, *shape), order="C"), dtype=kind)

    given = to_numpy(images)
    shape = given.shape[1:]
    given = np.moveaxis(given, 1, -1) if len(shape) == 3 else given
    pixels, scale = _exported.read_images(given, _exported.grid_of(given.shape[1:]), white, mean, deviation)
    with torch.no_grad():
        shown = to_torch(scale(pixels[:COMPARED]), shape)
        if is_spiking:
            layers = list(_spiking.layers_of(module))
            chain = list(_spiking.parts_of(layers, shown[:2], to_torch))

            def run(steps: int) -> Any:
                return _spiking.run_spiking([layer for _, layer in layers], shown, steps)

            _spiking.export_spiking(chain, folder, pixels, scale, run, steps)
            return
        parts = list(_torch_parts(torch, module, shown[:2], to_torch))
        _export(parts, folder, pixels, scale, module(shown).numpy())


def _torch_parts(torch: Any, module: Any, shown: Any, to_torch: Any) -> Iterator[Part]:
    """The steps of a traced module."""
    results = _results_of(module, shown)
    tensors = [
        node for node, value in results.items() if torch.is_tensor(value) and node.op not in ("get_attr", "output")
    ]
    for before, node in itertools.pairwise(tensors):
        is_module = node.op == "call_module"
        layer = module.get_submodule(node.target) if is_module else None
        name = str(node.target) if is_module else node.name
        kind = type(layer).__name__ if is_module else getattr(node.target, "__name__", str(node.target))
        if {one for one in node.all_input_nodes if torch.is_tensor(results[one]) and one.op != "get_attr"} != {before}:
            raise NotExportable(name, kind, f"joins several layers; {CHAIN}")

        def run(values: Any, node: Any = node, before: Any = before, layer: Any = layer) -> Any:
            x = to_torch(values, results[before].shape[1:])
            if node.target in ("view", "reshape"):  # whose size may be that of the traced batch
                found = x.reshape(len(x), *results[node].shape[1:])
            elif node.op == "call_method":
                found = getattr(x, node.target)(*node.args[1:], **node.kwargs)
            else:
                found = layer(x) if layer else node.target(x, *node.args[1:], **node.kwargs)
            return np.moveaxis(found.numpy(), 1, -1) if found.ndim == 4 else found.numpy()

        if kind in ("ReLU", "relu", "relu_"):
            yield Part(name, kind)
        elif kind not in SOFTMAX or node is not tensors[-1]:
            yield Part(name, kind, run)


def _results_of(module: Any, shown: Any) -> dict[Any, Any]:
    """What every step of a module computes."""
    fx: Any = importlib.import_module("torch.fx")
    results: dict[Any, Any] = {}

    class Recorder(fx.Interpreter):  # type: ignore[misc]
        def run_node(self, node: Any) -> Any:
            results[node] = super().run_node(node)
            return results[node]

    try:
        traced = fx.symbolic_trace(module)
    except Exception as error:
        reason = f"cannot be traced by torch.fx ({str(error).splitlines()[0]}); write forward as a chain of layers"
        raise NotExportable(type(module).__name__, "Module", reason) from None
    try:
        Recorder(traced).run(shown)
    except Exception as error:
        reason = f"does not take images of {tuple(shown.shape[1:])} ({str(error).splitlines()[0]}); pass what it gets"
        raise NotExportable(type(module).__name__, "Module", reason) from None
    return results


def _export(parts: Sequence[Part], folder: str | Path, pixels: Any, scale: Any, outputs: Any) -> None:
    """Writes a network whose parts are known, if it gives the classes of the model."""
    *stages, (_, readout) = _exported.stages_of(parts, scale, pixels.shape[1:])
    values, below = pixels[::10].astype(float), 1.0
    hidden, random = [], np.random.default_rng(0)
    for part, affine in stages:
        values = np.maximum(affine(values), 0)
        scaling = max(float(np.quantile(values, 0.999)), 0) or 1
        neurons = affine.bias.size
        scaled = affine.scaled(below / scaling, 1 / scaling)
        hidden.append(_exported.Hidden(part, scaled, np.ones(neurons), random.random(neurons)))
        below = scaling
    compared = pixels[:COMPARED]
    _exported.write(
        *(folder, hidden, readout.scaled(below), GAIN, DESCRIBED),
        lambda written: _exported.compare_classes(written, compared, outputs, "rectifiers"),
    )
