"""Graphs of NIR: built from a request, handed to an importer, and what the importer may refuse."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from conftest import MAIN, REPOSITORY, reference_answers

import lifspec
from lifspec._nir_graph import build_graph
from lifspec._serving import answer_line
from lifspec._simulator import Simulator

nir = pytest.importorskip("nir")
np = pytest.importorskip("numpy")

LIF = {"type": "LIF", "tau": [0.002], "r": [1], "v_leak": [0], "v_threshold": [1], "v_reset": [0]}
AFFINE = {"type": "Affine", "weight": [[1, 2, 3]], "bias": [0.5]}
REQUEST = {"dtSeconds": 0.0001, "nodes": [LIF], "inputs": [[2.0]] * 20}

NIR_VECTORS = REPOSITORY / "fixtures" / "vectors" / "nir"

IMPORTER = textwrap.dedent(
    """
    import lifspec, nir, numpy as np

    def run(given):
        graph, dt, weights = given["graph"], given["dtSeconds"], None
        for node in graph.nodes.values():
            if isinstance(node, (nir.Affine, nir.Linear)):
                weights = node
            elif not isinstance(node, (nir.Input, nir.Output)):
                neuron = node
        if not isinstance(neuron, nir.LIF):
            raise NotImplementedError(f"only LIF, not {type(neuron).__name__}")
        assert np.allclose(neuron.v_leak, 0) or LEAK, "v_leak not supported"
        voltage = np.zeros(neuron.r.shape)
        for row in given["inputs"]:
            if weights is not None:
                row = weights.weight @ row + getattr(weights, "bias", 0)
            voltage = voltage + dt / neuron.tau * (neuron.v_leak - voltage + neuron.r * row)
            fired = voltage > neuron.v_threshold
            voltage = np.where(fired, neuron.v_reset, voltage)
            yield {"fired": fired, "voltage": voltage}
        print("importers print")

    lifspec.serve(nir=run, name="importer")
    """
)


def answer(function: Any, **changes: Any) -> Any:
    simulator = Simulator(nir=function)
    request = {"id": 1, "command": "run", "capability": "nir", "input": {**REQUEST, **changes}}
    return answer_line(simulator, json.dumps(request).encode(), set())


def silent(given: Any) -> dict[str, Any]:
    return {"spikes": [[] for _ in given["nodes"][-1]["r"]]}


def test_a_request_becomes_a_graph_of_nir() -> None:
    graph = build_graph([AFFINE, LIF])
    assert isinstance(graph, nir.NIRGraph)
    assert graph.edges == [("input", "affine"), ("affine", "lif"), ("lif", "output")]
    assert graph.nodes["affine"].weight.tolist() == [[1, 2, 3]]
    assert graph.nodes["lif"].tau.dtype == np.float32
    assert graph.nodes["input"].input_type["input"].tolist() == [3]


@pytest.mark.parametrize(
    ("error", "parameter"),
    [
        (AssertionError("v_leak not supported"), "v_leak"),
        (ValueError("nir.LIF.r must equal 1 or tau / dt."), "r"),
        (NotImplementedError(""), "LIF"),
        (ValueError("v_thr must be the same for all"), "LIF"),
        (lifspec.Unsupported("tau"), "tau"),
    ],
)
def test_an_importer_that_complains_refuses_a_parameter(error: Exception, parameter: str) -> None:
    def importer(_: Any) -> Any:
        raise error

    refusal = answer(importer)["error"]
    assert (refusal["kind"], refusal["parameter"]) == ("unsupported", parameter)
    assert refusal["message"]


def test_an_error_that_names_no_parameter_is_not_reported_as_a_refusal() -> None:
    def importer(_: Any) -> Any:
        raise ValueError("Cannot find the input of an empty graph")

    assert answer(importer)["error"]["message"].startswith("the importer ended with ValueError: Cannot find")


def test_v_reset_is_refused_by_a_version_of_nir_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclasses.dataclass
    class OldLif:
        tau: Any
        r: Any
        v_leak: Any
        v_threshold: Any

        def __post_init__(self) -> None:
            self.input_type = {"input": np.array([1])}
            self.output_type = {"output": np.array([1])}

    monkeypatch.setattr(nir, "LIF", OldLif)
    refusal = answer(silent, nodes=[{**LIF, "v_reset": [-1]}])["error"]
    assert refusal == {
        "kind": "unsupported",
        "parameter": "v_reset",
        "message": "LIF of this version of nir has no v_reset",
    }


def check(tmp_path: Path, node: str, leak: bool) -> dict[str, Any]:
    adapter = tmp_path / "adapter.py"
    adapter.write_text(IMPORTER.replace("LEAK", str(leak)))
    command = [node, str(MAIN), "check", "--runs", "5", "--report", "json", "--", sys.executable, str(adapter)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    verdict: dict[str, Any] = json.loads(done.stdout)
    return verdict


@pytest.mark.parametrize("leak", [True, False])
def test_an_importer_of_lif_conforms_with_and_without_v_leak(tmp_path: Path, node: str, leak: bool) -> None:
    verdict = check(tmp_path, node, leak)
    outcomes = {case["id"]: case for clause in verdict["clauses"] for case in clause["cases"]}
    assert verdict["conforming"]
    assert outcomes["nir/lif-latency"]["outcome"] == "passed"
    assert outcomes["nir/affine-arrives"]["outcome"] == "passed"
    assert outcomes["nir/li-settles"]["reason"] == "cannot honor LI: only LIF, not LI"
    about_leak = outcomes["nir/lif-leak-as-bias"]
    assert about_leak["outcome"] == ("passed" if leak else "not applicable")
    assert about_leak.get("reason") == (None if leak else "cannot honor v_leak: v_leak not supported")


def nodes_in(graph: Any) -> list[dict[str, Any]]:
    """The nodes of a request from a graph of one neuron, perhaps after weights."""
    nodes = [node for node in graph.nodes.values() if not isinstance(node, (nir.Input, nir.Output))]
    nodes.sort(key=lambda node: not isinstance(node, (nir.Affine, nir.Linear)))
    return [
        {"type": type(node).__name__}
        | {name: value.tolist() for name, value in vars(node).items() if isinstance(value, np.ndarray)}
        for node in nodes
    ]


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_the_reference_fires_as_the_vectors_say(precision: str) -> None:
    names = sorted(path.name for path in NIR_VECTORS.glob("*.nir"))
    assert len(names) == 18
    inputs, observed = [], []
    for name in names:
        data = nir.read_data(str(NIR_VECTORS / name))
        signal = data.nodes["input"].observables["input"]
        nodes = nodes_in(nir.read(NIR_VECTORS / name))
        inputs.append({"dtSeconds": signal.dt, "nodes": nodes, "inputs": signal.data[0].tolist()})
        observed.append(next(node.observables for key, node in data.nodes.items() if key != "input"))
    for name, seen, output in zip(names, observed, reference_answers("nir", inputs, precision), strict=True):
        expected = [np.flatnonzero(train).tolist() for train in seen["spikes"].data[0].T]
        assert output["spikes"] == expected, name
        assert np.allclose(output["voltage"], seen["v"].data[0], atol=1e-5), name


def test_the_vectors_are_what_their_script_writes(tmp_path: Path) -> None:
    script = NIR_VECTORS / "generate.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(path.name for path in script.parent.glob("*.nir"))
    for name in names:
        written, published = (nir.read_data(str(folder / name)).nodes for folder in (tmp_path, script.parent))
        for key, values in published.items():
            for what, observed in values.observables.items():
                assert np.array_equal(observed.data, written[key].observables[what].data), name


EXPORTED = {"dtSeconds": 0.001, "tauRcSeconds": 0.02, "weights": [[2, 0.5, 1], [0, 3, -1]], "inputs": [[1, 0, 0]] * 3}


def export(given: Any) -> Any:
    neurons = len(given["weights"])
    one = np.ones(neurons)
    first = nir.Linear(given["weights"]) if given["bias"] is None else nir.Affine(given["weights"], given["bias"])
    lif = nir.LIF(tau=given["tauRcSeconds"] * one, r=one, v_leak=0 * one, v_threshold=one)
    return {"graph": nir.NIRGraph.from_list(first, lif), "fired": np.zeros((3, neurons))}


@pytest.mark.parametrize("bias", [None, [0.5, 0]])
def test_returns_an_exported_graph_as_nodes(bias: Any) -> None:
    asked = EXPORTED if bias is None else {**EXPORTED, "bias": bias}
    output = Simulator(nir_export=export).answer("nir_export", asked)
    weights, neuron = output["nodes"]
    shown = {"type": "Linear"} if bias is None else {"type": "Affine", "bias": bias}
    assert weights == {**shown, "weight": EXPORTED["weights"]}
    lif = {"tau": 0.02, "r": 1, "v_leak": 0, "v_threshold": 1, "v_reset": 0}
    assert neuron == {"type": "LIF", **{name: [value] * 2 for name, value in lif.items()}}
    assert output["spikes"] == [[], []]
