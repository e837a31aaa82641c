"""Writes networks of convolutions as folders of lifspec, with pooling and scales folded into the kernels."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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
