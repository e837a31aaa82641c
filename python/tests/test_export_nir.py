"""`lifspec export-nir` writes the same network, or says what NIR cannot express."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import reference_answers

nir = pytest.importorskip("nir")
np = pytest.importorskip("numpy")

AMPLITUDE, DT, STEPS = 0.02, 0.001, 80
ARCHITECTURE = {
    "name": "small",
    "input": {"rows": 7, "columns": 6, "channels": 1},
    "hidden": [
        {"kernelSize": 3, "stride": 1, "padding": 1, "channels": 3},
        {"kernelSize": 2, "stride": 2, "channels": 4},
    ],
    "classes": 3,
    "neuron": {"tauRcSeconds": 0.02, "tauRefSeconds": 0, "maxRateHz": 100, "intercept": 0},
    "readoutTauSeconds": 0.1,
}
SHAPES = {
    "conv1_kernel": (3, 3, 1, 3),
    "conv1_bias": (3,),
    "conv2_kernel": (2, 2, 3, 4),
    "conv2_bias": (4,),
    "dense_kernel": (36, 3),
    "dense_bias": (3,),
    "neuron_bias": (162,),
    "initial_voltage": (162,),
}


@pytest.fixture
def arrays() -> dict[str, Any]:
    random = np.random.default_rng(7)
    drawn = {name: random.normal(size=shape).astype(np.float32) / 4 for name, shape in SHAPES.items()}
    drawn["conv1_kernel"] = np.abs(drawn["conv1_kernel"]) / 256
    return {**drawn, "neuron_bias": drawn["neuron_bias"] + 1, "initial_voltage": 0 * drawn["initial_voltage"]}


def save(folder: Path, arrays: dict[str, Any], **neuron: float) -> Path:
    described = {**ARCHITECTURE, "neuron": {**ARCHITECTURE["neuron"], **neuron}}  # type: ignore[dict-item]
    (folder / "network.json").write_text(
        json.dumps({"lifspec": 1, "trainedAmplitude": 0.01, "architecture": described})
    )
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values)
    return folder / "network.nir"


def export(folder: Path, file: Path, amplitude: str = str(AMPLITUDE)) -> subprocess.CompletedProcess[str]:
    words = ["export-nir", str(folder), str(file), "--amplitude", amplitude, "--dt", str(DT)]
    return subprocess.run([sys.executable, "-m", "lifspec", *words], capture_output=True, text=True, check=False)


def convolve(node: Any, values: Any) -> Any:
    edge, stride = node.weight.shape[-1], int(np.ravel(node.stride)[0])
    border = int(np.ravel(node.padding)[0])
    values = np.pad(values, [(0, 0), (border, border), (border, border)])
    windows = np.lib.stride_tricks.sliding_window_view(values, (edge, edge), axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("chwij,ocij->ohw", windows, node.weight) + node.bias[:, None, None]


def run(graph: Any, image: Any) -> tuple[list[float], Any]:
    """Spikes per layer, and the read-out after each step, from the equations of the nodes alone."""
    path, after = ["input"], dict(graph.edges)
    while path[-1] != "output":
        path.append(after[path[-1]])
    state: dict[str, Any] = {}
    counts: dict[str, float] = {}
    readout = []
    for _ in range(STEPS):
        values = image
        for name in path[1:-1]:
            node = graph.nodes[name]
            if isinstance(node, nir.Conv2d):
                values = convolve(node, values)
            elif isinstance(node, nir.Flatten):
                values = values.ravel()
            elif isinstance(node, nir.Affine):
                values = node.weight @ values + node.bias
            else:
                rest = node.v_leak + node.r * values
                voltage = rest + (state.get(name, 0) - rest) * np.exp(-DT / node.tau)
                if isinstance(node, nir.LIF):
                    values = (voltage > node.v_threshold).astype(float)
                    voltage = np.where(values > 0, node.v_reset, voltage)
                    counts[name] = counts.get(name, 0) + values.sum()
                state[name] = voltage
        readout.append(state[path[-2]])
    return list(counts.values()), readout


def test_the_graph_computes_what_the_network_computes(tmp_path: Path, arrays: dict[str, Any]) -> None:
    file, other = save(tmp_path, arrays), tmp_path / "network.nir.unfinished"
    other.write_text("mine")
    assert export(tmp_path, file).stderr == ""
    assert other.read_text() == "mine"
    image = np.random.default_rng(3).integers(0, 256, size=(7, 6, 1)).astype(np.uint8)
    counts, readout = run(nir.read(file), image.transpose(2, 0, 1).astype(float))
    bits = lambda values: base64.b64encode(values.astype("<f4").tobytes()).decode()  # noqa: E731
    text = lambda name: bits(arrays[name])  # noqa: E731
    split = [arrays["neuron_bias"][:126], arrays["neuron_bias"][126:]]
    layers = [
        {"kernel": text(f"conv{number}_kernel"), "kernelBias": text(f"conv{number}_bias"), "neuronBias": bits(biases)}
        for number, biases in enumerate(split, start=1)
    ]
    given = {
        "architecture": ARCHITECTURE,
        "weights": {"layers": layers, "readout": {"weight": text("dense_kernel"), "bias": text("dense_bias")}},
        "initialVoltage": [bits(np.zeros(126)), bits(np.zeros(36))],
        "images": [base64.b64encode(image.tobytes()).decode()],
        "amplitude": AMPLITUDE,
        "minVoltage": None,
        "steps": STEPS,
        "dtSeconds": DT,
    }
    output = reference_answers("network", [given])[0]
    assert min(counts) > 10
    assert output["spikeCounts"] == [counts]
    assert np.allclose(output["readout"][0], readout[-2], rtol=1e-4)  # the filtered read-out lags one step


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"tauRefSeconds": 0.002}, "NIR has no refractory period, but tauRefSeconds is 0.002; train the network with"),
        (
            {"neurons": "reset-by-subtraction"},
            "a LIF of NIR is reset to a voltage, but neurons is reset-by-subtraction;",
        ),
        ({"initial_voltage": 0.5}, "but 162 of 162 voltages are not 0; to start at rest, replace the file by np.zeros"),
        ({"conv2_bias": 3}, "conv2_bias.npy: shape is (3), expected (4)"),
        ({"name": "\x1b[31m"}, "network.json: architecture.name: "),
        ({"amplitude": "1e308"}, "amplitude and dt must be finite numbers above 0"),
        ({"exists": True}, "exists already; name a new file"),
        ({"pipe": True}, "network.json: is a pipe, not a file"),
    ],
)
def test_what_nir_cannot_express_is_refused(tmp_path: Path, arrays: dict[str, Any], change: Any, message: str) -> None:
    if "initial_voltage" in change:
        arrays["initial_voltage"] += change["initial_voltage"]
    if "conv2_bias" in change:
        arrays["conv2_bias"] = arrays["conv2_bias"][:3]
    file = save(tmp_path, arrays, **{name: change[name] for name in ARCHITECTURE["neuron"] if name in change})
    described = json.loads((tmp_path / "network.json").read_text())
    if "neurons" in change:
        (tmp_path / "network.json").write_text(json.dumps({**described, **change}))
    if "name" in change:
        described["architecture"]["name"] = change["name"]
        (tmp_path / "network.json").write_text(json.dumps(described))
    if "exists" in change:
        file.write_text("mine")
    if "pipe" in change:
        (tmp_path / "network.json").unlink()
        os.mkfifo(tmp_path / "network.json")
    done = export(tmp_path, file, change.get("amplitude", str(AMPLITUDE)))
    assert done.returncode == 2
    assert message in done.stderr
    assert re.fullmatch(r"lifspec: [ -~]+\n", done.stderr)
    assert file.exists() == ("exists" in change)
    assert list(tmp_path.glob(".unfinished*")) == []
