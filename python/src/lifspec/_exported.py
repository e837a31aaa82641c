"""Writes an exported network to a folder, if lifspec computes from it what the model computes."""

from __future__ import annotations

import base64
import json
import math
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ._affine import Affine, Run, Shape, is_affine, measure
from ._judge import Judge

COMPARED = 300
"""Images on which an export is verified."""
MOST_DIFFERENT = 0.01
"""Of the largest read-out. Rounding changes a millionth, or a spike in a few hundred."""
CHAIN = "lifspec runs a chain of layers, each a convolution or a dense layer, with neurons between them"


class NotExportable(ValueError):
    """One sentence that names a layer, what it is, and what would work."""

    def __init__(self, name: object, kind: object, reason: object) -> None:
        super().__init__(f"{name} ({kind}) {reason}")


@dataclass(frozen=True)
class Part:
    """A layer of a model, and how the model computes it. Neurons are not computed."""

    name: str
    kind: str
    run: Run | None = None

    def __call__(self, values: Any) -> Any:
        """What the model computes from [image, row, column, channel]."""
        assert self.run is not None
        try:
            found = np.asarray(self.run(values), float)
        except Exception as error:
            said = (str(error).splitlines() or [type(error).__name__])[0]
            raise self.refuse(f"does not run on the output of the layer before it alone ({said}); {CHAIN}") from None
        if not np.isfinite(found).all():
            raise self.refuse("computes NaN or infinity; train it again, or check its weights")
        found = found[..., None] if found.ndim == 3 else found
        return found.reshape(len(found), *((1, 1) if found.ndim == 2 else ()), *found.shape[1:])

    def refuse(self, reason: object) -> NotExportable:
        """A refusal that names the layer."""
        return NotExportable(self.name, self.kind, reason)


def read_images(images: Any, shape: Shape, white: float | None, mean: Any, deviation: Any) -> tuple[Any, Run]:
    """The pixels of images [image, row, column, channel], and what a model gets: (pixel · white/255 − mean)/deviation.

    Raises:
        ValueError: if the pixels would not be from 0 to white
    """
    if not np.all(np.asarray(deviation) > 0):
        raise ValueError(f"deviation must be above 0, but is {deviation}")
    values = np.asarray(images, float).reshape(len(images), *shape) * deviation + mean
    white = white or (255 if values.size and values.max() > 1.001 else 1)
    if not (values.size and values.min() >= -0.001 * white and values.max() <= 1.001 * white):
        found = f"from {values.min():.4g} to {values.max():.4g}" if values.size else "empty"
        advice = "pass mean and deviation if they are normalized"
        raise ValueError(f"images · deviation + mean are {found}, expected 0 to {white:g}; {advice}")
    pixels = np.rint(values.clip(0, white) * (255 / white)).astype(np.uint8)
    return pixels, lambda shown: (np.asarray(shown, float) * (white / 255) - mean) / deviation


def stages_of(parts: Sequence[Part], scale: Run, source: Shape) -> list[tuple[Part, Affine]]:
    """The maps to all layers of neurons and to the read-out, each from the neurons before it, or from the pixels.

    Raises:
        ValueError: naming the layer that is no part of such a chain
    """
    stages: list[tuple[Part, Affine]] = []
    segment = [Part("images", "pixels", scale)]
    for part in [*parts, Part("", "")]:
        if part.run is not None:
            segment.append(part)
        elif segment:
            stages.append((segment[-1], _measure(segment, source)))
            source, segment = stages[-1][1].bias.shape, []
    last = parts[-1]
    if last.run is None:
        raise last.refuse("is last; lifspec reads out the classes by a dense layer without an activation")
    if len(stages) < 2:
        raise last.refuse("has no neurons before it; lifspec needs at least one hidden layer with neurons")
    if source[:2] != (1, 1) or source[2] < 2:
        raise last.refuse(f"has outputs of {source}; end with a dense layer that has an output per class")
    return stages


def _measure(segment: Sequence[Part], source: Shape) -> Affine:
    def run(values: Any) -> Any:
        for part in segment:
            values = part(values)
        return values

    shape = source
    for part in segment:
        if not is_affine(part, shape):
            is_max = "max" in part.kind.lower()
            advice = "average pooling" if is_max else "ReLU, or nengo.LIF in NengoDL"
            raise part.refuse(f"is neither linear nor neurons that lifspec has; use {advice}")
        shape = part(np.zeros((1, *shape))).shape[1:]
    try:
        return measure(run, source)
    except ValueError as reason:
        raise _culprit(segment, source).refuse(reason) from None


def _culprit(segment: Sequence[Part], shape: Shape) -> Part:
    """The first layer that is no convolution itself, else the last one, which is none of what the others give."""
    for part in segment[:-1]:
        try:
            shape = measure(part, shape).bias.shape
        except ValueError:
            return part
    return segment[-1]


@dataclass(frozen=True)
class Hidden:
    """Neurons, and the map from the neurons before them to currents, before the gain."""

    part: Part
    affine: Affine
    bias: Any
    """[neuron]"""
    voltage: Any
    """Initial voltages [neuron]"""


def write(
    folder: str | Path,
    hidden: Sequence[Hidden],
    readout: Affine,
    gain: float,
    described: Mapping[str, Any],
    verify: Callable[[str], str],
) -> None:
    """Writes a network to an unfinished folder, and moves it to its own once `verify` returns what to print.

    `described` contains `neuron`, `readoutTauSeconds`, and what `network.json` contains besides the architecture.
    """
    layers, arrays = _arrays_of(hidden, gain)
    weights = readout.as_dense(readout.source).kernel.reshape(-1, readout.bias.size)
    arrays |= {"dense_kernel": weights, "dense_bias": readout.bias.ravel()}
    others = dict(described)
    last = {"classes": readout.bias.size, **{name: others.pop(name) for name in ("neuron", "readoutTauSeconds")}}
    shape = dict(zip(("rows", "columns", "channels"), map(int, hidden[0].affine.source), strict=True))
    architecture = {"name": "mine", "input": shape, "hidden": layers, **last}
    Path(folder).parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=Path(folder).parent) as unfinished:
        for name, values in arrays.items():
            np.save(Path(unfinished) / f"{name}.npy", np.asarray(values, np.float32))
        text = json.dumps({"lifspec": 1, **others, "architecture": architecture}, indent=2)
        (Path(unfinished) / "network.json").write_text(text)
        said = verify(unfinished)
        Path(folder).mkdir(exist_ok=True)
        for file in [*(f"{name}.npy" for name in arrays), "network.json"]:  # a folder without the last is incomplete
            (Path(unfinished) / file).replace(Path(folder) / file)
    print(said)


def _arrays_of(hidden: Sequence[Hidden], gain: float) -> tuple[list[dict[str, int]], dict[str, Any]]:
    layers: list[dict[str, int]] = []
    arrays: dict[str, Any] = {}
    for number, layer in enumerate(hidden, 1):
        try:
            kernel, stride, padding = layer.affine.squared()
        except ValueError as reason:
            raise layer.part.refuse(reason) from None
        bias, own = layer.affine.bias, np.reshape(layer.bias, layer.affine.bias.shape)
        if np.ptp(bias, (0, 1)).any():  # at the border, the zeros of padding are not the mean of normalized images
            bias, own = np.zeros_like(bias), own + gain * bias
        arrays |= {f"conv{number}_kernel": kernel, f"conv{number}_bias": bias[0, 0], f"own{number}": own}
        border = {"padding": padding} if padding else {}
        layers.append({"kernelSize": len(kernel), "stride": stride, **border, "channels": kernel.shape[3]})
    biases = np.concatenate([np.ravel(arrays.pop(f"own{number}")) for number in range(1, len(hidden) + 1)])
    voltages = np.concatenate([np.ravel(layer.voltage) for layer in hidden])
    return layers, {**arrays, "neuron_bias": biases, "initial_voltage": voltages}


def compare_classes(folder: str, pixels: Any, outputs: Any, neurons: str) -> str:
    """Compares the read-outs of lifspec with those of the model, and returns the sentence to print.

    Raises:
        ValueError: if they give different classes to images, other than by rounding
    """
    with closing(Judge()) as judge:

        def run(shown: Any, precision: str) -> Any:
            text = base64.b64encode(np.ascontiguousarray(shown).tobytes()).decode()
            return np.array(judge.send("run", folder=folder, images=text, neurons=neurons, precision=precision))

        ours = run(pixels, "float64" if neurons == "rectifiers" else "float32")
        differ = np.flatnonzero(ours.argmax(1) != outputs.argmax(1))
        count, total = len(differ), len(ours)
        if count:  # rounding changes the two highest read-outs of some images by as much as their difference
            some = np.unique([*differ[:20], *range(min(20, total))])
            rounding = np.abs(run(pixels[some], "float64") - run(pixels[some], "float32")).max()
            two = np.sort(ours[differ], 1)[:, -2:]
            count = int((np.diff(two) > 2 * rounding).sum())
    if count:
        raise ValueError(f"{count} of {total} classes differ from the model's, though the currents of each layer agree")
    softmax = np.exp(ours - ours.max(1, keepdims=True))
    softmax /= softmax.sum(1, keepdims=True)
    with np.errstate(all="ignore"):
        each = [np.abs(one - outputs).max(1) for one in (ours, softmax, np.log(softmax))]
        found = min(each, key=np.median)
    # of most images; a spike more or less changes a few
    if not np.median(found) <= MOST_DIFFERENT * np.abs(outputs).max():
        raise ValueError(
            f"the read-outs of most images differ by {np.median(found):.2g} or more, though their classes agree"
        )
    within = f", {len(differ)} others within rounding" if len(differ) else ""
    return (
        f"{total - len(differ)} of {total} classes equal{within}; largest difference of the read-out {found.max():.2g}"
    )


def grid_of(shape: Sequence[int]) -> Shape:
    """The rows, columns and channels of an image; a flat one is square, or its values are channels."""
    if not shape:
        raise ValueError("images must be an array whose first dimension counts them")
    if len(shape) == 1:
        edge = math.isqrt(shape[0])
        return (edge, edge, 1) if edge * edge == shape[0] else (1, 1, shape[0])
    return (*shape, 1)[:3]
