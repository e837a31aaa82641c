"""`export_keras` writes a folder that computes what a model does, or names the layer that it cannot export.

Real models of all frameworks are in spec/network.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import lifspec
from lifspec._affine import measure
from lifspec._judge import Judge

IMAGES = np.random.default_rng(1).random((30, 11, 10, 1))
RANDOM = np.random.default_rng(2)
BIAS = RANDOM.normal(size=3)
KERNEL, OTHERS = RANDOM.normal(size=(2, 4, 1, 3)), RANDOM.normal(size=(3, 3, 1, 3))
OTHERS[1, 1] = 0


def convolve(x: Any, kernel: Any, stride: int = 1, border: tuple[int, int] = (0, 0)) -> Any:
    x = np.pad(x, ((0, 0), border, border, (0, 0)))
    ends = [length - size + 1 for length, size in zip(x.shape[1:3], kernel.shape, strict=False)]
    rows, columns = (range(0, end, stride) for end in ends)
    high, wide = kernel.shape[:2]
    patches = [[np.tensordot(x[:, r : r + high, c : c + wide], kernel, 3) for c in columns] for r in rows]
    return np.moveaxis(np.array(patches), 2, 0)


@pytest.mark.parametrize("kernel", [KERNEL, OTHERS])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("border", [(0, 0), (0, 1), (1, 2), (3, 3)])
def test_a_convolution_is_measured_and_has_a_square_kernel(kernel: Any, stride: int, border: tuple[int, int]) -> None:
    # rows and columns of an image of 11 × 12 have as many positions of a kernel of 2 × 4 as of a square one
    images = RANDOM.random((2, 11, 12 if kernel is OTHERS else 13, 1))
    expected = convolve(images, kernel, stride, border)
    found = measure(lambda x: np.float32(convolve(x, kernel, stride, border) + BIAS), images.shape[1:])
    assert np.abs(found(images) - expected - BIAS).max() < 1e-5
    assert found.kernel.shape != kernel.shape or np.array_equal(found.kernel == 0, kernel == 0)
    try:
        square, step, padding = found.squared()
    except ValueError as refused:
        assert kernel is KERNEL
        assert "as no square kernel gives" in str(refused)
        return
    assert np.abs(convolve(images, square, step, (padding, padding)) - expected).max() < 1e-5
    assert padding < len(square) == square.shape[1]


def linear(x: Any) -> Any:
    return x


def relu(x: Any) -> Any:
    return np.maximum(x, 0)


def tanh(x: Any) -> Any:
    return np.tanh(x)


class Layer:
    """A layer of Keras."""

    def __init__(self, name: str, compute: Callable[[Any], Any], activation: Callable[[Any], Any] = linear) -> None:
        self.name, self.compute, self.activation = name, compute, activation

    def __call__(self, x: Any) -> Any:
        return self.activation(self.compute(x))


class Model:
    """A model of Keras, which may do more than its layers."""

    def __init__(self, *layers: Layer, factor: float = 1) -> None:
        self.layers, self.factor = layers, factor

    def predict(self, x: Any, verbose: int) -> Any:
        for layer in self.layers:
            x = layer(x)
        return self.factor * x


CONVOLUTION = Layer("first", lambda x: convolve(x, KERNEL[:, :2], 1) + BIAS, relu)
POOL = Layer(
    "pool", lambda x: convolve(x, np.eye(3) / 9 * np.ones((3, 3, 1, 1)), 3)
)  # of 10 × 9 positions, it drops a row
WEIGHTS = RANDOM.normal(size=(27, 4))
DENSE = Layer("last", lambda x: x.reshape(len(x), -1) @ WEIGHTS + 0.1)


def test_an_exported_network_is_read_by_lifspec(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lifspec.export_keras(Model(CONVOLUTION, POOL, DENSE), tmp_path / "mine", IMAGES)
    assert capsys.readouterr().out.startswith("30 of 30 classes equal; largest difference of the read-out ")
    with closing(Judge()) as judge:
        network = judge.send("network", folder=str(tmp_path / "mine"))
    assert network["architecture"]["hidden"] == [{"kernelSize": 2, "stride": 1, "channels": 3}]
    assert (network["architecture"]["classes"], network["trainedAmplitude"]) == (4, 0.002)
    dense = np.reshape(network["readout"]["weight"], (10, 9, 3, 4))
    assert not dense[9].any()
    assert np.array_equal(dense[0, 0], dense[2, 2])


def test_normalized_images_are_exported_although_padding_is_not_their_mean(tmp_path: Path) -> None:
    padded = Layer("padded", lambda x: convolve(x, OTHERS, 1, (1, 1)), relu)
    hidden = Layer("hidden", lambda x: x.reshape(len(x), -1) @ np.cos(np.arange(11 * 10 * 3 * 5)).reshape(-1, 5), relu)
    dense = Layer("last", lambda x: x @ np.cos(np.arange(20)).reshape(5, 4) + 0.1)
    how = {"mean": 0.25, "deviation": 0.5}
    lifspec.export_keras(Model(padded, hidden, dense), tmp_path / "mine", (IMAGES - 0.25) / 0.5, **how)
    biases = np.load(tmp_path / "mine" / "neuron_bias.npy")[:330].reshape(11, 10, 3)
    assert np.ptp(biases[1:-1, 1:-1], (0, 1)).max() < 1e-5 < np.ptp(biases, (0, 1)).min()


@pytest.mark.parametrize(
    ("model", "images", "message"),
    [
        (Model(CONVOLUTION, POOL, DENSE), IMAGES - 0.5, "expected 0 to 1; pass mean and deviation if they are norm"),
        (Model(CONVOLUTION, POOL, DENSE), IMAGES[:0], "mean are empty, expected 0 to 1"),
        (Model(CONVOLUTION, POOL, DENSE), [1, 2], "images must be an array whose first dimension counts them"),
        (
            Model(CONVOLUTION, POOL, Layer("nan", lambda x: np.nan * x)),
            IMAGES,
            r"nan \(Layer\) computes NaN or infinity",
        ),
        (Model(CONVOLUTION, POOL), IMAGES, r"pool \(Layer\) has outputs of \(3, 3, 3\); end with a dense layer"),
        (Model(CONVOLUTION, POOL, DENSE, factor=-1), IMAGES, " of 30 classes differ from the model's, "),
        (Model(CONVOLUTION, POOL, DENSE, factor=1.1), IMAGES, "the read-outs of most images differ by "),
        (Model(POOL, DENSE), IMAGES, r"pool \(Layer\) does not run on the output of the layer before it alone"),
        (Model(Layer("curved", linear, tanh), DENSE), IMAGES, r"curved \(Layer\) has the activation tanh; use relu"),
        (
            Model(CONVOLUTION, Layer("square", np.square), POOL, DENSE),
            IMAGES,
            r"square \(Layer\) is neither linear nor ",
        ),
        (
            Model(Layer("flip", lambda x: x[:, ::-1]), CONVOLUTION, POOL, DENSE),
            IMAGES,
            r"flip \(Layer\) weighs its inputs ",
        ),
        (Model(Layer("only", lambda x: x.reshape(len(x), -1))), IMAGES, r"only \(Layer\) has no neurons before it; "),
        (Model(CONVOLUTION), IMAGES, r"first \(Layer\) is last; lifspec reads out the classes by a dense layer"),
    ],
)
def test_what_cannot_be_exported_is_explained(tmp_path: Path, model: Any, images: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        lifspec.export_keras(model, tmp_path / "mine", images)
    assert list(tmp_path.iterdir()) == []
