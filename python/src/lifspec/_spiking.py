"""Reads the nodes of snnTorch, SpikingJelly and Norse: what `export_torch` needs to export networks that spike."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import _exported
from ._affine import Run
from ._exported import COMPARED, Part

LIBRARIES = ("snntorch", "norse", "spikingjelly")
DT_SECONDS = 0.001
"""Of libraries that count steps."""
NO_LEAK_SECONDS = 1e30
"""So long that a step takes nothing from a voltage."""


@dataclass(frozen=True)
class Node:
    """Neurons of a library. Voltages are in units of the threshold in lifspec, so currents are divided by it."""

    part: Part
    rules: tuple[str, float, float]
    """Kind of neurons in lifspec, time constant and step length in seconds."""
    threshold: float


def library_of(layer: Any) -> str:
    """The library of a module, `torch` if it is none that spikes."""
    name = type(layer).__module__.split(".")[0]
    return name if name in LIBRARIES else "torch"


def is_node(layer: Any) -> bool:
    """Whether a module of a library that spikes is more than a layer of PyTorch."""
    bases = [base for base in type(layer).__mro__ if base.__module__.startswith("torch.nn.modules.")]
    return library_of(layer) != "torch" and all(base.__name__ == "Module" for base in bases)


def read_node(name: str, layer: Any) -> Node:
    """The neurons of a module.

    Raises:
        ValueError: naming the module, if lifspec does not have them
    """
    kind = f"{library_of(layer)}.{type(layer).__name__}"
    readers = {
        "snntorch.Leaky": _leaky,
        "spikingjelly.LIFNode": _lif_node,
        "spikingjelly.IFNode": _lif_node,
        "norse.LIFBoxCell": _box,
    }
    part = Part(name, kind)
    if kind not in readers:
        raise part.refuse(f"is not a neuron that lifspec has; use {', '.join(sorted(readers))}")
    return readers[kind](part, layer)


def _leaky(part: Part, layer: Any) -> Node:
    beta = min(max(_number(part, layer.beta, "beta"), 0), 1)
    reset = layer.reset_mechanism
    _require(part, reset in ("subtract", "zero"), f"has the reset {reset}; use subtract or zero")
    _require(part, reset == "zero" or layer.reset_delay, "subtracts without a delay; use reset_delay=True")
    _require(part, not layer.inhibition and not layer.state_quant, "has inhibition or a quantized state; use neither")
    _require(part, float(layer.graded_spikes_factor) == 1, "multiplies its spikes; use graded_spikes_factor=1")
    _require(part, layer.init_hidden, "needs its state in each call; use init_hidden=True")
    _require(part, beta > 1e-13, f"has a beta of {beta}; use one above 1e-13")
    tau = -DT_SECONDS / math.log(beta) if beta < 1 else NO_LEAK_SECONDS
    return Node(part, (f"snntorch-{reset}", tau, DT_SECONDS), _number(part, layer.threshold, "threshold"))


def _lif_node(part: Part, layer: Any) -> Node:
    leaks = part.kind.endswith(".LIFNode")
    _require(part, layer.v_reset in (None, 0), f"resets to {layer.v_reset}; use 0, or None to subtract the threshold")
    tau = float(layer.tau) * DT_SECONDS if leaks else NO_LEAK_SECONDS
    unscaled = "-unscaled" if not leaks or not layer.decay_input else ""
    subtract = "-subtract" if layer.v_reset is None else ""
    return Node(part, (f"spikingjelly{unscaled}{subtract}", tau, DT_SECONDS), float(layer.v_threshold))


def _box(part: Part, layer: Any) -> Node:
    p = layer.p
    _require(part, not np.any(_array(p.v_leak)), "leaks towards another voltage than 0; use v_leak=0")
    _require(part, not np.any(_array(p.v_reset)), "resets to another voltage than 0; use v_reset=0")
    reset = getattr(p.reset_method, "__name__", "")
    _require(part, reset == "reset_value", f"has the reset {reset}; use reset_value")
    tau = 1 / _number(part, p.tau_mem_inv, "tau_mem_inv")
    return Node(part, ("norse-box", tau, float(layer.dt)), _number(part, p.v_th, "v_th"))


def _array(value: Any) -> Any:
    return np.asarray(value.detach().cpu() if hasattr(value, "detach") else value, float)


def _number(part: Part, value: Any, field: str) -> float:
    """The value of a field; the neurons of a layer must have the same."""
    values = np.unique(_array(value))
    _require(part, values.size == 1 and values[0] >= 0, f"needs a {field} that all its neurons have, and of 0 or more")
    return round(float(values[0]), 7)  # the shortest number that has these bits in float32


def _require(part: Part, condition: Any, reason: str) -> None:
    if not condition:
        raise part.refuse(reason)


def layers_of(module: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """The names and layers of a chain: of a `Sequential` and those within it."""
    if not any(base.__name__ == "Sequential" for base in type(module).__mro__):
        yield name or "module", module
        return
    for child, layer in module.named_children():
        yield from layers_of(layer, f"{name}.{child}" if name else child)


def parts_of(layers: Sequence[tuple[str, Any]], shown: Any, to_torch: Any) -> Iterator[Part | Node]:
    """The parts of a chain that gets images."""
    x = shown
    for name, layer in layers:
        if is_node(layer):
            yield read_node(name, layer)
            continue

        def run(values: Any, layer: Any = layer, shape: Any = x.shape[1:]) -> Any:
            found = layer(to_torch(values, shape)).numpy()
            return np.moveaxis(found, 1, -1) if found.ndim == 4 else found

        part = Part(name, type(layer).__name__, run)
        if any(is_node(one) for one in layer.modules()):
            raise part.refuse("contains neurons but is not a Sequential; put its layers into an nn.Sequential")
        try:
            x = layer(x)
        except Exception as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise part.refuse(f"does not take {tuple(x.shape[1:])} ({reason}); use a chain in nn.Sequential") from None
        yield part


def forget(module: Any) -> None:
    """Removes the state of all neurons, and lets layers of SpikingJelly run single steps."""
    for layer in module.modules():
        if library_of(layer) == "spikingjelly" and hasattr(layer, "step_mode"):
            layer.step_mode = "s"
        for reset in ("reset_mem", "reset"):
            if is_node(layer) and callable(getattr(layer, reset, None)):
                getattr(layer, reset)()
                break


def run_spiking(layers: Sequence[Any], shown: Any, steps: int) -> Any:
    """The sum of the outputs of a chain over all steps."""
    states: dict[int, Any] = {}
    for layer in layers:
        forget(layer)
    total: Any = 0
    for _ in range(steps):
        x = shown
        for index, layer in enumerate(layers):
            found = layer(x, states.get(index)) if library_of(layer) == "norse" else layer(x)
            x, states[index] = found[:2] if isinstance(found, tuple) else (found, None)
        total = total + x
    return total.numpy()


def export_spiking(
    parts: Sequence[Part | Node], folder: Any, pixels: Any, scale: Run, run: Callable[[int], Any], steps: int | None
) -> None:
    """Writes a network of nodes, if it gives the classes of the model, which `run` runs for some steps."""
    nodes = [one for one in parts if isinstance(one, Node)]
    first = nodes[0]
    for node in nodes[1:]:
        _require(
            node.part,
            node.rules == first.rules,
            f"is {node.rules} but {first.part.name} is {first.rules} (kind, seconds, seconds per step); use the same",
        )
    if not steps:
        raise first.part.refuse("spikes; pass the number of steps for which each image is shown, such as steps=25")
    for one, other in itertools.pairwise(parts):
        if isinstance(one, Node) and isinstance(other, Node):
            raise one.part.refuse("is followed by a neuron")
    own = [one.part if isinstance(one, Node) else one for one in parts]
    counts_spikes = isinstance(parts[-1], Node)
    stages = _exported.stages_of([*own, _sum(own[-1])] if counts_spikes else own, scale, pixels.shape[1:])
    *hidden, (_, readout) = stages
    kind, tau, dt = first.rules
    described = {
        "trainedAmplitude": dt,  # spikes of height 1
        "neurons": kind,
        "defaults": {"minVoltage": None, "steps": steps, "dtSeconds": dt},
        # a gain of 1
        "neuron": {"tauRcSeconds": tau, "tauRefSeconds": 0, "maxRateHz": 1 / (tau * math.log(2)), "intercept": 0},
        "readoutTauSeconds": None,
    }
    layers = [
        _exported.Hidden(part, affine.scaled(1 / node.threshold, 1 / node.threshold), zeros, zeros)
        for (part, affine), node in zip(hidden, nodes, strict=True)
        for zeros in [np.zeros(affine.bias.size)]
    ]
    compared, outputs = pixels[:COMPARED], run(steps)
    _exported.write(
        *(folder, layers, readout, 1, described),
        lambda written: _exported.compare_classes(written, compared, outputs, "own"),
    )


def _sum(last: Part) -> Part:
    return Part(f"sum of {last.name}", "spikes", lambda values: values)
