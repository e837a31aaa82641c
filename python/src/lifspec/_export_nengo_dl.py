"""Exports networks of NengoDL as folders, for `lifspec explain --network FOLDER`."""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from . import _exported
from ._affine import Affine, Shape
from ._exported import COMPARED, NotExportable, Part
from ._rectifiers import to_numpy

Inputs = dict[Any, list[Any]]
"""The connections into each object of a network."""


def export_nengo_dl(
    simulator: Any,
    folder: str | Path,
    images: Any = None,
    *,
    white: float | None = None,
    mean: Any = 0,
    deviation: Any = 1,
    steps: int = 30,
) -> None:
    """Writes the network of a NengoDL simulator with its live weights, biases and initial voltages.

    Layers are made by `nengo_dl.Layer`, `nengo_dl.Converter` or `nengo.Connection`. The folder also contains the
    floor, the synapse between layers, the length of a step and the number of steps, with which lifspec runs it.

    Args:
        simulator: which starts again from its initial state
        folder: for `--network`; created if it is missing
        images: [image, …] as the network gets them, of which the first 300 verify the export; else 20 random ones
        white: as for `export_keras`, and necessary without images
        mean: as for `export_keras`
        deviation: as for `export_keras`
        steps: for which each image is shown

    Raises:
        ValueError: naming the layer that a folder cannot contain, or if the export is not what the network computes
    """
    inputs: Inputs = {}
    for connection in simulator.model.toplevel.all_connections:
        inputs.setdefault(connection.post_obj, []).append(connection)
    probe = _probe_of(simulator.model.toplevel)
    path = _path_to(probe.target, inputs)
    source, said = path[0].pre_obj, ""
    if images is None:
        if white is None:
            raise _refuse(source, "may get pixels from 0 to 1 or to 255; pass images, or white=1 or white=255")
        random = np.random.default_rng(0).integers(0, 256, (20, source.size_out))
        images, said = (random * (white / 255) - mean) / deviation, "20 random images, as none were passed: "
    shape = _shape_of(path[0], np.asarray(images))
    pixels, scale = _exported.read_images(np.asarray(images), shape, white, mean, deviation)
    ensembles = [one.post_obj.ensemble for one in path if _is_neurons(one.post_obj)]
    defaults = {**_synapse_of(path), "steps": steps, "dtSeconds": float(simulator.dt)}
    *stages, (_, readout) = _exported.stages_of(list(_parts_of(simulator, path, inputs)), scale, shape)
    described = _neurons_of(simulator, ensembles)
    described = {**described, "defaults": {**described["defaults"], **defaults}, "readoutTauSeconds": probe.synapse.tau}
    gain = float(simulator.data[ensembles[0]].gain[0])
    outputs = _predict(simulator, source, probe, np.float32(scale(pixels[:COMPARED])), steps)
    _exported.write(
        *(folder, *_with_gains(simulator, stages, readout, ensembles), gain, described),
        lambda written: said + _exported.compare_classes(written, pixels[:COMPARED], outputs, "own"),
    )


def _predict(simulator: Any, source: Any, probe: Any, shown: Any, steps: int) -> Any:
    """The filtered read-outs after the last step [image, class]."""
    if simulator.n_steps:
        simulator.soft_reset(include_probes=False)
    missing = -len(shown) % simulator.minibatch_size
    batch = np.concatenate([shown, np.repeat(shown[:1], missing, 0)]).reshape(len(shown) + missing, 1, -1)
    outputs = simulator.predict({source: np.tile(batch, (1, steps, 1))}, verbose=0)
    return outputs[probe][: len(shown), -1]


def _named(part: Any) -> tuple[str, str]:
    """The name and the kind of an object of Nengo."""
    whole = getattr(part, "ensemble", part)
    layer = getattr(part, "tensor_func", None)
    name = whole.label or getattr(layer, "name", None) or getattr(layer, "__name__", None)
    name = name or f"the unlabeled {type(whole).__name__} of size {getattr(whole, 'n_neurons', whole.size_out)}"
    return name, type(layer).__name__ if layer is not None else type(getattr(whole, "neuron_type", whole)).__name__


def _refuse(part: Any, reason: object) -> NotExportable:
    return NotExportable(*_named(part), reason)


def _probe_of(network: Any) -> Any:
    """The probe with the low-pass filter through which the classes are read."""
    ends = [one for one in network.all_probes if not hasattr(one.target, "neuron_type") and not _is_neurons(one.target)]
    found = [one for one in ends if type(one.synapse).__name__ == "Lowpass"]
    if found:
        return found[-1]
    reason = (
        "has no probe with a low-pass filter, through which lifspec reads the class; add nengo.Probe(…, synapse=0.1)"
    )
    raise _refuse(ends[-1].target, reason) if ends else NotExportable(network.label or "the network", "Network", reason)


def _path_to(end: Any, inputs: Inputs) -> list[Any]:
    """The connections from the node of the images to the read-out."""
    path: list[Any] = []
    part = end
    while part in inputs:
        carrying = [one for one in inputs[part] if not _is_constant(one.pre_obj, inputs)]
        if len(carrying) != 1 or carrying[0] in path:
            is_recurrent = any(one.pre_obj is part or one in path for one in carrying)
            what = "is recurrent" if is_recurrent else "joins several layers"
            raise _refuse(part, f"{what}; lifspec runs a chain of layers from one input")
        path.insert(0, carrying[0])
        part = carrying[0].pre_obj
    if not path:
        raise _refuse(end, "has no connection into it; probe the last layer")
    for connection in path:
        for one in inputs[connection.post_obj]:
            _require_plain(one)
    return path


def _require_plain(connection: Any) -> None:
    post = connection.post_obj
    for one in (connection.pre_obj, post):
        if hasattr(one, "neuron_type"):
            raise _refuse(one, "is decoded or encoded; connect neurons: nengo.Connection(a.neurons, b.neurons)")
    if connection.function is not None or connection.learning_rule_type is not None:
        raise _refuse(post, "has an input with a function or a learning rule; use a transform")
    if connection.pre is not connection.pre_obj or connection.post is not post:
        raise _refuse(post, "has an input from or to a slice; connect whole layers")


def _is_constant(part: Any, inputs: Inputs) -> bool:
    """Whether it is a bias: a node with one number, or what only such nodes lead to."""
    if _is_neurons(part) or hasattr(part, "tensor_func") or hasattr(part, "neuron_type"):
        return False
    if part in inputs:
        return all(_is_constant(one.pre_obj, inputs) for one in inputs[part])
    return bool(part.size_out == 1)


def _constant(simulator: Any, connection: Any, inputs: Inputs) -> Any:
    """What a bias adds to the target of a connection."""
    node = connection.pre_obj
    value = sum(_constant(simulator, one, inputs) for one in inputs.get(node, [])) if node in inputs else node.output
    weights = _weights(simulator, connection)
    return value if weights is None else weights * value if weights.ndim < 2 else weights @ np.ravel(value)


def _weights(simulator: Any, connection: Any) -> Any:
    """The live weights of a transform; None if it has none."""
    weights = simulator.data[connection].weights
    if weights is None:
        return None
    weights = np.asarray(weights)
    matrix: Any = getattr(connection.transform, "init", None)
    if hasattr(matrix, "indices"):  # a sparse one, of which these are the numbers
        full = np.zeros(matrix.shape)
        np.add.at(full, tuple(np.transpose(matrix.indices)), weights)
        return full
    return weights.reshape(()) if weights.size == 1 else weights


def _is_neurons(part: Any) -> bool:
    return hasattr(part, "ensemble")


def _shape_of(connection: Any, images: Any) -> Shape:
    """Rows, columns and channels of the images: those of the first layer, else those of the given images."""
    size, found = connection.pre_obj.size_out, math.prod(images.shape[1:])
    if found != size:
        raise _refuse(connection.pre_obj, f"takes {size} values per image, but images have {found}")
    shapes = [getattr(getattr(connection.transform, "input_shape", None), "shape", ())]
    shapes += [getattr(connection.post_obj, "shape_in", None) or (), tuple(n for n in images.shape[1:] if n > 1)]
    return _exported.grid_of(next((one for one in shapes if len(one) > 1 and math.prod(one) == size), (size,)))


def _parts_of(simulator: Any, path: Sequence[Any], inputs: Inputs) -> Iterator[Part]:
    """What the connections and their targets compute, in order."""
    for connection in path:
        post = connection.post_obj
        others = [one for one in inputs[post] if one is not connection]
        bias = np.ravel(sum((_constant(simulator, one, inputs) for one in others), start=np.zeros(1)))
        transform, layer = _transform(simulator, connection), _layer(post)

        def run(values: Any, transform: Any = transform, layer: Any = layer, bias: Any = bias) -> Any:
            values = transform(values)
            return layer((values.reshape(len(values), -1) + bias).reshape(values.shape))

        yield Part(*_named(post), run)
        if _is_neurons(post):
            yield Part(*_named(post))


def _transform(simulator: Any, connection: Any) -> Any:
    """What the transform of a connection computes."""
    transform, weights = connection.transform, _weights(simulator, connection)
    if weights is None:
        return lambda values: values
    if weights.ndim < 2:
        return lambda values: (values.reshape(len(values), -1) * weights).reshape(values.shape)
    if weights.ndim == 2:
        return lambda values: values.reshape(len(values), -1) @ weights.T
    if weights.ndim != 4 or not transform.channels_last:
        raise _refuse(connection.post_obj, "has a convolution that is not two-dimensional with channels last")
    shape, how = transform.input_shape.shape, (transform.strides, transform.padding.upper())
    convolve: Any = importlib.import_module("tensorflow").nn.conv2d
    return lambda values: to_numpy(convolve(np.float32(values).reshape(-1, *shape), np.float32(weights), *how))


def _layer(post: Any) -> Any:
    """What a layer of Keras computes; neurons and nodes pass on what they get."""
    layer = getattr(post, "tensor_func", None)
    if layer is None:
        if not _is_neurons(post) and post.output is not None:
            raise _refuse(post, "computes a function; use a layer of Keras in nengo_dl.Layer")
        return lambda values: values
    if not hasattr(layer, "get_weights"):
        raise _refuse(post, "is a function of TensorFlow, not spiking neurons; use nengo_dl.Layer(nengo.LIF())")
    constant: Any = importlib.import_module("tensorflow").constant
    return lambda values: to_numpy(layer.call(constant(np.float32(values).reshape(-1, *post.shape_in))))


def _synapse_of(path: Sequence[Any]) -> dict[str, float]:
    """The synapse between layers of neurons, in `network.json`."""
    last = max((number for number, one in enumerate(path) if _is_neurons(one.post_obj)), default=0)
    between = [one for one in path[: last + 1] if _is_neurons(one.pre_obj)]
    taus: set[Any] = {getattr(one.synapse, "tau", None) for one in between}
    for one in path:
        is_low_pass = one in between and type(one.synapse).__name__ == "Lowpass" and len(taus) == 1
        if one.synapse is not None and not is_low_pass:
            advice = "use one low-pass synapse from each layer of neurons to the next, and synapse=None elsewhere"
            raise _refuse(one.post_obj, f"gets its input through {one.synapse}; {advice}")
    return {} if taus <= {None} else {"synapseSeconds": taus.pop()}


def _neurons_of(simulator: Any, ensembles: Sequence[Any]) -> dict[str, Any]:
    """The constants that all neurons share."""
    first = ensembles[0].neuron_type
    for one in ensembles:
        kind = one.neuron_type
        if type(kind).__name__ != "LIF":
            raise _refuse(one, f"has neurons {kind}, expected nengo.LIF")
        for name in ("tau_rc", "tau_ref", "min_voltage"):
            if getattr(kind, name) != getattr(first, name):
                others = f"{getattr(first, name)} in {_named(ensembles[0])[0]}"
                raise _refuse(one, f"has {name} {getattr(kind, name)}, but it is {others}; give all layers the same")
    rates, _ = first.max_rates_intercepts(simulator.data[ensembles[0]].gain[:1], np.ones(1))
    rate = float(f"{rates[0]:.7g}")  # gains are float32
    neuron = {"tauRcSeconds": first.tau_rc, "tauRefSeconds": first.tau_ref, "maxRateHz": rate, "intercept": 0}
    floor = None if first.min_voltage == -math.inf else float(first.min_voltage)
    described = {"trainedAmplitude": float(first.amplitude), "library": "nengo-dl"}
    return {**described, "neuron": neuron, "defaults": {"minVoltage": floor}}


def _with_gains(
    simulator: Any, stages: Sequence[tuple[Part, Affine]], readout: Affine, ensembles: Sequence[Any]
) -> tuple[list[_exported.Hidden], Affine]:
    """Folds gains and amplitudes that differ from those of the first neuron into weights, perhaps of dense layers."""
    hidden: list[_exported.Hidden] = []
    first, below = ensembles[0], 1.0
    flat: Shape | None = None
    for (part, affine), one in zip(stages, ensembles, strict=True):
        gains = np.reshape(simulator.data[one].gain / simulator.data[first].gain[0], affine.bias.shape)
        affine = affine.scaled(below)
        if not np.allclose(gains, gains[:1, :1]) or flat:
            try:
                affine = affine.as_dense(flat or affine.source)
            except ValueError as reason:
                advice = "give its neurons one max rate and intercept, with nengo.dists.Choice"
                raise _refuse(one, f"has a gain per neuron and {reason}; {advice}") from None
            gains, flat = gains.reshape(1, 1, -1), affine.bias.shape
        if not np.allclose(gains, 1):
            affine = affine.scaled(gains, gains)
        voltage = simulator.model.sig[one.neurons]["voltage"].initial_value
        hidden.append(_exported.Hidden(part, affine, simulator.data[one].bias, voltage))
        below = one.neuron_type.amplitude / first.neuron_type.amplitude
    return hidden, (readout.as_dense(flat) if flat else readout).scaled(below)
