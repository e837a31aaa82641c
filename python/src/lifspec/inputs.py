"""The inputs of the capabilities, with the field names of the protocol."""

from __future__ import annotations

from typing import Any, TypedDict


class NeuronInput(TypedDict, total=False):
    """LIF neurons, each fed with a current. `state` is present if an earlier answer had one."""

    dtSeconds: float
    tauRcSeconds: float
    tauRefSeconds: float
    amplitude: float
    minVoltage: float | None
    initialVoltage: Any
    """[neuron]"""
    current: Any
    """[step][neuron]"""
    state: Any


class TuningInput(TypedDict):
    """Neurons described by max rate and intercept, and inputs for them."""

    tauRcSeconds: float
    tauRefSeconds: float
    amplitude: float
    maxRatesHz: Any
    intercepts: Any
    inputs: Any


class SynapseInput(TypedDict):
    """A signal for the low-pass filter."""

    dtSeconds: float
    tauSeconds: float
    signal: Any


class NetworkInput(TypedDict, total=False):
    """A network with its weights, and images. Weights are arrays of float32, images are bytes."""

    architecture: dict[str, Any]
    weights: dict[str, Any]
    initialVoltage: list[Any]
    amplitude: float
    minVoltage: float | None
    steps: int
    dtSeconds: float
    images: list[Any]
    probes: list[dict[str, str]]


class SeededInput(TypedDict):
    """Distributions, from which the simulator draws neurons with its own random numbers."""

    seed: int
    neurons: int
    tauRcSeconds: float
    tauRefSeconds: float
    maxRatesHz: dict[str, Any]
    intercepts: dict[str, Any]
    initialVoltage: dict[str, Any]


class NirInput(TypedDict):
    """A NIR graph with one or two nodes, and what it receives. Times of the graph are in seconds."""

    graph: Any
    """a `nir.NIRGraph`"""
    dtSeconds: float
    inputs: Any
    """[step][channel]"""


class TrainingInput(TypedDict):
    """Labeled images, on which the simulator trains a network with its own random numbers."""

    architecture: dict[str, Any]
    seed: int
    amplitude: float
    epochs: int
    batchSize: int
    minVoltage: float | None
    steps: int
    dtSeconds: float
    images: list[Any]
    labels: list[int]
