"""`export_keras` writes a folder that lifspec reads, or says what it cannot export. Real models are in spec/network."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import lifspec
from lifspec.judge import Judge

IMAGES = np.random.default_rng(1).random((30, 11, 10, 1))


class Conv2D:
    """A convolution, a dense layer or an average pool as Keras has them, computed position by position."""

    padding, strides, size = "valid", (1, 1), (2, 2)

    def __init__(self, *shape: int) -> None:
        random = np.random.default_rng(len(shape))
        self.weights = [random.normal(size=shape), random.normal(size=shape[-1])]

    def get_weights(self) -> list[Any]:
        return self.weights

    def patch(self, values: Any) -> Any:
        return np.tensordot(values, self.weights[0], 3) + self.weights[1]

    def __call__(self, x: Any) -> Any:
        (height, width), stride = self.size, self.strides[0]
        rows, columns = (range(0, x.shape[axis + 1] - self.size[axis] + 1, stride) for axis in (0, 1))
        patches = [[self.patch(x[:, r : r + height, c : c + width]) for c in columns] for r in rows]
        return np.maximum(np.moveaxis(np.array(patches), 2, 0), 0)


class AveragePooling2D(Conv2D):
    strides = size = pool_size = (3, 3)

    def patch(self, values: Any) -> Any:
        return values.mean(axis=(1, 2))


class Flatten(AveragePooling2D):
    def __call__(self, x: Any) -> Any:
        return x.reshape(len(x), -1)


class Dense(Conv2D):
    def __call__(self, x: Any) -> Any:
        return x @ self.weights[0] + self.weights[1]


class Model:
    def __init__(self, *layers: Any) -> None:
        self.layers = layers
        for layer in layers:
            if isinstance(layer, AveragePooling2D):
                layer.weights = []

    def __call__(self, x: Any) -> Any:
        for layer in self.layers:
            x = layer(x)
        return x


def parts() -> list[Any]:
    # of 10 × 9 positions, the pool drops a row
    return [Conv2D(2, 2, 1, 3), AveragePooling2D(1), Flatten(1), Dense(27, 4)]


def test_an_exported_network_is_read_by_lifspec(tmp_path: Path) -> None:
    lifspec.export_keras(Model(*parts()), tmp_path / "mine", IMAGES)
    with closing(Judge()) as judge:
        network = judge.send("network", folder=str(tmp_path / "mine"))
    assert network["architecture"]["hidden"] == [{"kernelSize": 2, "stride": 1, "channels": 3}]
    assert (network["architecture"]["classes"], network["trainedAmplitude"]) == (4, 0.002)
    dense = np.reshape(network["readout"]["weight"], (10, 9, 3, 4))
    assert not dense[9].any()
    assert np.array_equal(dense[0, 0], dense[2, 2])


class Doubled(Model):
    def __call__(self, x: Any) -> Any:
        return 2 * super().__call__(x)


class Other(Dense):
    """A layer whose weights are of no known kind."""

    def get_weights(self) -> list[Any]:
        return []


@pytest.mark.parametrize(
    ("model", "images", "message"),
    [
        (Model(*parts()), 255 * IMAGES, "expected 0 to white, which is 1.0"),
        (Model(*parts()), IMAGES - 0.5, "images contain -0."),
        (Doubled(*parts()), IMAGES, "compute something else than the model; expected convolutions with square kernels"),
        (Model(*parts()[:-1], Other(27, 4)), IMAGES, "Other object at "),
        (Model(Flatten(1), Dense(110, 5), Dense(5, 4)), IMAGES, "layer 1 has a kernel of 11 × 10; expected "),
    ],
)
def test_what_cannot_be_exported_is_explained(tmp_path: Path, model: Any, images: Any, message: str) -> None:
    with pytest.raises(ValueError, match="; expected ") as refused:
        lifspec.export_keras(model, tmp_path / "mine", images)
    assert message in str(refused.value)
    assert not (tmp_path / "mine").exists()
