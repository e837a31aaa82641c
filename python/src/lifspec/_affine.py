"""Measures what lies between two layers of neurons, whatever it is, as a convolution or a dense layer."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

Shape = tuple[int, ...]
"""Rows, columns and channels."""
Run = Callable[[Any], Any]
"""Computes [image, row, column, channel] from the same."""

MOST_WEIGHTS = 2**23
IMPULSE = 2.0**64
"""So high that float32 rounds biases off, which leaves the weights with all their bits."""


@dataclass(frozen=True)
class Affine:
    """output[r, c] = bias[r, c] + Σ kernel[i, j] · input[r · stride + i − before, c · stride + j − before].

    Outside of the source, the input is 0. Stride and before are numbers of rows and of columns.
    """

    kernel: Any
    """[row, column, input channel, output channel]"""
    bias: Any
    """[row, column, channel]"""
    stride: Shape
    before: Shape
    source: Shape

    def __call__(self, images: Any) -> Any:
        """Applies the map to [image, row, column, channel]."""
        size, (rows, columns, _) = self.kernel.shape[:2], self.bias.shape
        reach = [(n - 1) * s + k for n, s, k in zip((rows, columns), self.stride, size, strict=True)]
        after = [max(0, r - b - n) for r, b, n in zip(reach, self.before, self.source, strict=False)]
        padded = np.pad(images, ((0, 0), *zip(self.before, after, strict=True), (0, 0)))
        windows: Any = np.lib.stride_tricks.sliding_window_view(padded, size, (1, 2))  # type: ignore[call-overload]
        windows = windows[:, :: self.stride[0], :: self.stride[1]][:, :rows, :columns]
        return np.tensordot(windows, self.kernel, ((4, 5, 3), (0, 1, 2))) + self.bias

    def scaled(self, kernel: Any, bias: Any = 1.0) -> Affine:
        """The kernel and the bias, multiplied by factors, which may differ between output channels."""
        return replace(self, kernel=self.kernel * kernel, bias=self.bias * bias)

    def as_dense(self, source: Shape) -> Affine:
        """The same map from a source of the same size to one position, with every output as a channel."""
        inputs, outputs = math.prod(self.source), self.bias.size
        if inputs * outputs > MOST_WEIGHTS:
            raise ValueError(f"would need {inputs * outputs} weights as a dense layer, but the limit is {MOST_WEIGHTS}")
        full = np.zeros((*self.source, *self.bias.shape))
        for at in np.ndindex(*self.bias.shape[:2]):
            starts = [i * s - b for i, s, b in zip(at, self.stride, self.before, strict=True)]
            spans = list(zip(starts, self.kernel.shape[:2], self.source[:2], strict=True))
            inside = tuple(slice(max(0, start), max(0, min(start + k, n))) for start, k, n in spans)
            shown = tuple(slice(max(0, -start), max(0, min(k, n - start))) for start, k, n in spans)
            index: Any = (*inside, slice(None), *at)
            full[index] = self.kernel[shown]
        kernel = full.reshape(*source, outputs)
        return Affine(kernel, self.bias.reshape(1, 1, -1), (1, 1), (0, 0), source)

    def squared(self) -> tuple[Any, int, int]:
        """A square kernel with zeros, a stride and an even padding, which compute the same.

        Raises:
            ValueError: if there are none
        """
        size, target, longest = self.kernel.shape[:2], self.bias.shape[:2], max(self.source[:2])
        strides = {s for s, n in zip(self.stride, target, strict=True) if n > 1}
        # a layer with a single position has any stride
        for stride in strides or (1, 2 * longest):
            for padding in range(max(self.before), longest + max(size) + 1):
                offset = [padding - before for before in self.before]
                most = [n + 2 * padding - (t - 1) * stride for n, t in zip(self.source, target, strict=False)]
                least = max(padding + 1, offset[0] + size[0], offset[1] + size[1], max(most) - stride + 1)
                if least <= min(most) and len(strides) < 2:
                    kernel = np.zeros((least, least, *self.kernel.shape[2:]))
                    kernel[offset[0] : offset[0] + size[0], offset[1] : offset[1] + size[1]] = self.kernel
                    return kernel, stride, padding
        raise ValueError(
            f"has {target[0]} × {target[1]} positions, as no square kernel gives; use one, with equal strides"
        )


def is_affine(run: Run, shape: Shape) -> bool:
    """Whether the output of a sum is the sum of the outputs."""
    x, y = np.random.default_rng(0).normal(size=(2, 3, *shape))
    zero, *others = (run(one) for one in (np.zeros((3, *shape)), x, y, x + y))
    a, b, both = (one - zero for one in others)
    return bool(np.abs(a + b - both).max() <= 1e-4 * max(np.abs(a).max(), np.abs(zero).max(), 1e-30))


def measure(run: Run, source: Shape) -> Affine:
    """The map that a function computes.

    Raises:
        ValueError: if it is not a convolution, of which a dense layer is one with a single position
    """
    bias = run(np.zeros((1, *source)))[0]
    axes = [_axis_of(run, source, bias, axis) for axis in (0, 1)]
    stride, before, size = zip(*axes, strict=True)
    rows, columns = (_positions(*axes[axis], source[axis], bias.shape[axis]) for axis in (0, 1))
    kernel = np.zeros((*size, source[2], bias.shape[2]))
    offsets = list(np.ndindex(kernel.shape[:3]))
    for block in (offsets[first : first + 256] for first in range(0, len(offsets), 256)):
        images = np.zeros((len(block), *source))
        for image, (i, j, channel) in zip(images, block, strict=True):
            image[rows[i][0], columns[j][0], channel] = IMPULSE
        for output, (i, j, channel) in zip(run(images), block, strict=True):
            kernel[i, j, channel] = output[rows[i][1], columns[j][1]] / IMPULSE
    kernel[np.abs(kernel) * IMPULSE <= 2 * np.abs(bias).max()] = 0  # of a weight of 0, only the bias is left
    found = Affine(kernel, bias, stride, before, source)
    shown = np.random.default_rng(1).normal(size=(2, *source))
    theirs = run(shown)
    if not np.abs(found(shown) - theirs).max() <= 1e-4 * max(np.abs(theirs).max(), 1e-30):
        raise ValueError(
            "weighs its inputs differently at different positions, such as at the border; pad with zeros or not at all"
        )
    return found


def _axis_of(run: Run, source: Shape, bias: Any, axis: int) -> tuple[int, int, int]:
    """The stride, the zeros before the source, and the size of the kernel along rows or columns."""
    random = np.random.default_rng(2).uniform(1, 2, source)
    lit = np.eye(source[axis]).reshape(source[axis], *np.roll((source[axis], 1), axis), 1) * random * IMPULSE
    others = (2, 3) if axis == 0 else (1, 3)
    touched = np.abs(run(lit) - bias).max(others) > 2 * np.abs(bias).max()  # [input, output]
    spans = [(output, *np.flatnonzero(column)[[0, -1]]) for output, column in enumerate(touched.T) if column.any()]
    stride = max([1, *(b[end] - a[end] for a, b in itertools.pairwise(spans) for end in (1, 2))])
    before = max([0, *(output * stride - first for output, first, _ in spans)])
    size = max([0, *(last - output * stride for output, _, last in spans)]) + before + 1
    return int(stride), int(before), int(size)


def _positions(stride: int, before: int, size: int, inputs: int, outputs: int) -> list[tuple[int, int]]:
    """For each row of a kernel, a row of the source and one of the output, between which it is."""
    found = []
    for i in range(size):
        output = min(max(0, -((i - before) // stride)), outputs - 1)
        found.append((min(max(0, output * stride - before + i), inputs - 1), output))
    return found
