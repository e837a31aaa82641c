"""`export_torch` writes the nodes of snnTorch, SpikingJelly and Norse with the rules that they follow.

The nodes here have the fields of the libraries and the steps that their sources define, without PyTorch.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lifspec._exported import Part
from lifspec._spiking import Node, export_spiking, layers_of, parts_of, read_node

RANDOM = np.random.default_rng(3)
PIXELS = RANDOM.integers(0, 256, (40, 6, 6, 1)).astype(np.uint8)
FIRST, SECOND = RANDOM.normal(size=(36, 12)), RANDOM.normal(size=(12, 4))
STEPS = 25


def a(library: str, kind: str, **fields: Any) -> Any:
    """A module of a library."""
    return type(kind, (SimpleNamespace,), {"__module__": f"{library}.neurons"})(**fields)


def leaky(**others: Any) -> Any:
    fields = {"beta": 0.9, "threshold": 0.7, "reset_mechanism": "subtract", "reset_delay": True, "init_hidden": True}
    return a(
        "snntorch", "Leaky", **{**fields, "inhibition": False, "state_quant": False, "graded_spikes_factor": 1} | others
    )


def lif_node(**others: Any) -> Any:
    return a(
        "spikingjelly", "LIFNode", **{"tau": 2.0, "v_threshold": 0.7, "v_reset": 0.0, "decay_input": True} | others
    )


def box(**others: Any) -> Any:
    reset = SimpleNamespace(__name__="reset_value")
    fields = {"tau_mem_inv": 200.0, "v_th": 0.7, "v_leak": 0.0, "v_reset": 0.0, "reset_method": reset}
    return a("norse", "LIFBoxCell", p=SimpleNamespace(**fields | others), dt=0.001)


def snntorch_step(v: Any, x: Any, fired: Any) -> tuple[Any, Any]:
    v = 0.9 * v + x - 0.7 * fired
    return v, v > 0.7


def spikingjelly_step(v: Any, x: Any, _: Any) -> tuple[Any, Any]:
    v = v + (x - v) / 2
    return np.where(v >= 0.7, 0, v), v >= 0.7


def soft_if_step(v: Any, x: Any, _: Any) -> tuple[Any, Any]:
    v = v + x
    return v - 0.7 * (v >= 0.7), v >= 0.7


def norse_step(v: Any, x: Any, _: Any) -> tuple[Any, Any]:
    v = v + 0.001 * 200 * (x - v)
    return np.where(v > 0.7, 0, v), v > 0.7


def counts(step: Any, images: Any) -> Any:
    """Spikes of the second layer [image, neuron]."""
    states = [(np.zeros((len(images), size)), np.zeros((len(images), size))) for size in (12, 4)]
    total = np.zeros((len(images), 4))
    for _ in range(STEPS):
        x = images.reshape(-1, 36) @ FIRST
        for layer, (v, fired) in enumerate(states):
            states[layer] = step(v, x, fired)
            x = states[layer][1] @ SECOND if layer == 0 else states[layer][1]
        total += x
    return total


def export(
    folder: Path, node: Any, outputs: Any, steps: int | None = STEPS, second: Any = None, more: tuple[Node, ...] = ()
) -> Any:
    first, last = (
        Part(name, "Linear", lambda x, weights=weights: x.reshape(len(x), -1) @ weights)
        for name, weights in (("one", FIRST), ("two", SECOND))
    )
    parts = [first, read_node("1", node), last, read_node("3", second or node), *more]
    export_spiking(parts, folder, PIXELS, lambda x: x / 255, lambda _: outputs, steps)
    return json.loads((folder / "network.json").read_text())


@pytest.mark.parametrize(
    ("node", "step", "kind"),
    [
        (leaky(), snntorch_step, "snntorch-subtract"),
        (lif_node(), spikingjelly_step, "spikingjelly"),
        (
            a("spikingjelly", "IFNode", v_threshold=0.7, v_reset=None),
            soft_if_step,
            "spikingjelly-unscaled-subtract",
        ),
        (box(), norse_step, "norse-box"),
    ],
)
def test_the_sum_of_the_spikes_is_that_of_the_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], node: Any, step: Any, kind: str
) -> None:
    outputs = counts(step, PIXELS / 255)
    assert len(np.unique(outputs.argmax(1))) > 1
    written = export(tmp_path / "mine", node, outputs)
    assert capsys.readouterr().out.startswith("40 of 40 classes equal")
    assert (written["neurons"], written["architecture"]["readoutTauSeconds"]) == (kind, None)
    assert written["defaults"] == {"minVoltage": None, "steps": STEPS, "dtSeconds": 0.001}


def test_other_spikes_are_no_export(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="classes differ from the model's"):
        export(tmp_path / "mine", lif_node(), counts(soft_if_step, PIXELS / 255))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("node", "message"),
    [
        (leaky(reset_mechanism="none"), "snntorch.Leaky has the reset none; use subtract or zero"),
        (leaky(reset_delay=False), "snntorch.Leaky subtracts without a delay; use reset_delay=True"),
        (leaky(init_hidden=False), "snntorch.Leaky needs its state in each call; use init_hidden=True"),
        (leaky(beta=np.array([0.8, 0.9])), "snntorch.Leaky needs a beta that all its neurons have"),
        (leaky(graded_spikes_factor=2), "snntorch.Leaky multiplies its spikes; use graded_spikes_factor=1"),
        (lif_node(v_reset=-0.1), "spikingjelly.LIFNode resets to -0.1; use 0, or None to subtract the threshold"),
        (a("spikingjelly", "PLIFNode"), "spikingjelly.PLIFNode is not a neuron that lifspec has; use norse.LIFBoxCell"),
        (box(v_leak=0.1), "norse.LIFBoxCell leaks towards another voltage than 0; use v_leak=0"),
        (a("norse", "LIFCell"), "norse.LIFCell is not a neuron that lifspec has; use norse.LIFBoxCell, "),
    ],
)
def test_a_refusal_names_the_layer_and_what_would_be_right(node: Any, message: str) -> None:
    kind, reason = message.split(" ", 1)
    with pytest.raises(ValueError, match=rf"^3 \({kind}\) {reason}"):
        list(parts_of([("3", node)], np.zeros((2, 36)), np.asarray))


def test_neurons_that_differ_between_layers_are_explained(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"3 \(snntorch.Leaky\) is .* but 1 is "):
        export(tmp_path / "mine", leaky(), None, second=leaky(beta=0.8))


def test_neurons_after_neurons_are_explained(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^3 \(snntorch.Leaky\) is followed by a neuron"):
        export(tmp_path / "mine", leaky(), None, more=(read_node("4", leaky()),))


def test_neurons_within_another_module_are_explained() -> None:
    module = a("mine", "Net", modules=lambda: [leaky()])
    with pytest.raises(
        ValueError, match=r"module \(Net\) contains neurons but is not a Sequential; put its layers into"
    ):
        list(parts_of(list(layers_of(module)), np.zeros((2, 36)), np.asarray))


def test_steps_are_needed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pass the number of steps"):
        export(tmp_path / "mine", leaky(), None, steps=None)


def test_a_node_is_measured_in_thresholds() -> None:
    assert read_node("1", leaky(beta=1)) == Node(Part("1", "snntorch.Leaky"), ("snntorch-subtract", 1e30, 0.001), 0.7)
