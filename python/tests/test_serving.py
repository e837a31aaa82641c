"""`serve` speaks the whole protocol."""

from __future__ import annotations

import dataclasses
import io
import json
import math
import re
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import MAIN, Program

import lifspec
from lifspec.refusals import refuse_invalid
from lifspec.requests import read_input
from lifspec.serving import answer_all, answer_line
from lifspec.simulator import Simulator, Skip

INPUT = {
    "dtSeconds": 0.001,
    "tauRcSeconds": 0.02,
    "tauRefSeconds": 0.002,
    "amplitude": 1,
    "minVoltage": None,
    "initialVoltage": [0, 0.5],
    "current": [[1.5, 0], [30, 0], [0, -0.0]],
}

EULER = textwrap.dedent(
    """
    import lifspec

    def neuron(given):
        print("a simulator may print")
        dt, tau, voltage = given["dtSeconds"], given["tauRcSeconds"], given["initialVoltage"]
        trace, fired = [], []
        for currents in given["current"]:
            voltage = [v + (j - v) * dt / tau for v, j in zip(voltage, currents)]
            fired.append([v > 1 for v in voltage])
            voltage = [0.0 if v > 1 else v for v in voltage]
            trace.append(voltage)
        return {"fired": fired, "voltage": trace, "state": None}

    lifspec.serve(neuron=neuron, conventions="norse-box")
    """
)


def silent(given: Any) -> dict[str, Any]:
    return {"spikes": [[] for _ in given["initialVoltage"]]}


def no_arguments() -> dict[str, Any]:
    return {}


def ask(simulator: Simulator, **request: Any) -> dict[str, Any]:
    answer = answer_line(simulator, json.dumps({"id": 7, **request}).encode())
    assert answer is not None
    assert answer["id"] == 7
    return answer


def run(neuron: Any, **more: Any) -> dict[str, Any]:
    return ask(Simulator(neuron=neuron), command="run", capability="neuron", input={**INPUT, **more})


def test_a_short_adapter_conforms(tmp_path: Path, node: str) -> None:
    adapter = tmp_path / "euler.py"
    adapter.write_text(EULER)
    for command in ("smoke", "check"):
        words = [node, str(MAIN), command, "--", sys.executable, str(adapter)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        assert "euler" in done.stdout


def test_the_start_is_answered_with_what_is_declared() -> None:
    answer = ask(Simulator(neuron=silent, conventions="nest", name="mine"), command="start", protocol=3)
    assert answer["implementation"] == {"name": "mine", "version": "unknown", "language": "Python"}
    assert (answer["capabilities"], answer["precision"], answer["protocol"]) == (["neuron"], "float64", 3)
    assert answer["conventions"] == lifspec.profiles()["nest"].conventions


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[1]",
        b"\xff",
        b"{'id': 0}",
        b'{"id":0,"command":"begin"}',
        b'{"id":0,"command":"start","protocol":1}',
        b'{"id":-1,"command":"stop"}',
        b'{"id":1,"command":"run","capability":"hearing","input":{}}',
        b'{"id":1,"command":"run","capability":"neuron","input":3}',
        b'{"id":1,"command":"run","capability":"neuron","input":{}}',
        b'{"id":1,"command":"run","capability":"synapse","input":{}}',
        b"[" * 100_000,
    ],
)
def test_a_wrong_line_gets_the_same_kind_of_answer_as_from_the_reference(line: bytes, mutants: Program) -> None:
    answer = answer_line(Simulator(neuron=silent), line)
    assert answer is not None
    mutants.mutant = "lifspec reference, float64"
    mutants.process.stdin.write(json.dumps({"mutant": mutants.mutant, "line": line.decode("latin-1")}) + "\n")  # type: ignore[union-attr]
    mutants.process.stdin.flush()  # type: ignore[union-attr]
    right = json.loads(mutants.process.stdout.readline())  # type: ignore[union-attr]
    if "synapse" in line.decode("latin-1"):
        assert "does not support synapse" in answer["skipped"]
    else:
        assert (answer["id"], answer["error"]["kind"]) == (right["id"], right["error"]["kind"])


def test_stop_and_the_end_of_the_input_end_the_program() -> None:
    for text in ('{"id":0,"command":"stop"}\n{"id":1,"command":"stop"}\n', ""):
        answers = io.StringIO()
        answer_all(Simulator(neuron=silent), io.BytesIO(text.encode()), answers)
        assert answers.getvalue() == ""


def test_a_size_limit_is_declared_and_larger_requests_are_skipped() -> None:
    limited = Simulator(neuron=silent, limits={"neurons": 100, "steps": 2000})
    assert ask(limited, command="start", protocol=3)["limits"] == {"neurons": 100, "steps": 2000}
    right = {**INPUT, "current": [[0.0] * 100] * 2000, "initialVoltage": [0.0] * 100}
    request = {"command": "run", "capability": "neuron"}
    assert "output" in ask(limited, **request, input=right)
    many = {**INPUT, "current": [[0.0] * 101], "initialVoltage": [0.0] * 101}
    assert ask(limited, **request, input=many)["skipped"] == "a request asks for 101 neurons, but the limit is 100"
    long = {**INPUT, "current": [[0.0] * 2] * 2001}
    assert ask(limited, **request, input=long)["skipped"] == "a request asks for 2001 steps, but the limit is 2000"
    drawing = Simulator(seeded=silent, limits={"seed": 2**32 - 1})
    vector = next(one for one in lifspec.vectors() if one.capability == "seeded" and one.kind != "refusal")
    answer = ask(drawing, command="run", capability="seeded", input={**vector.input, "seed": 2**32})
    assert answer["skipped"] == "a request asks for seed 4294967296, but the limit is 4294967295"
    assert "limits" not in ask(Simulator(neuron=silent), command="start", protocol=3)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"neuron": 100}, "limits: 'neuron' is not a size; choose from neurons, steps, products, seed"),
        ({"neurons": 50}, "limits: neurons must be a whole number of 100 or more, which the vectors need, but is 50"),
        ({"steps": 2e3}, "limits: steps must be a whole number of 2000 or more, which the vectors need, but is 2000.0"),
    ],
)
def test_a_wrong_limit_is_explained(limits: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Simulator(neuron=silent, limits=limits)


def test_errors_have_kinds() -> None:
    def fails(_: Any) -> None:
        raise KeyError("weights")

    def refuses(_: Any) -> None:
        raise ValueError("too many neurons")

    def skips(_: Any) -> None:
        raise Skip("needs a GPU")

    class Mute(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    def fails_mutely(_: Any) -> None:
        raise Mute

    mute = "Mute: its message cannot be shown, because __str__ raised RuntimeError"
    assert run(fails_mutely)["error"] == {"kind": "failed", "message": mute}
    assert run(fails)["error"] == {"kind": "failed", "message": "KeyError: 'weights'"}
    assert run(refuses)["error"] == {"kind": "invalid-input", "message": "too many neurons"}
    assert run(skips)["skipped"] == "needs a GPU"
    assert run(silent, dtSeconds=0)["error"]["message"] == "dtSeconds must be a finite number above 0, but is 0.0"


def test_an_overflowing_height_and_a_missing_floor_are_refused() -> None:
    height = "amplitude / dtSeconds must be a finite number, but is inf"
    assert run(silent, amplitude=1e308)["error"] == {"kind": "invalid-input", "message": height}
    network = next(vector for vector in lifspec.vectors() if vector.id == "network/two-steps")
    for capability, given in (("neuron", INPUT), ("network", network.input)):
        wire = {name: value for name, value in given.items() if name != "minVoltage"}
        answer = ask(Simulator(**{capability: silent}), command="run", capability=capability, input=wire)  # type: ignore[arg-type]
        floor = "input.minVoltage: expected number, but got nothing"
        assert answer["error"] == {"kind": "invalid-input", "message": floor}
    answer = ask(
        Simulator(network=silent), command="run", capability="network", input={**network.input, "amplitude": 1e308}
    )
    assert answer["error"] == {"kind": "invalid-input", "message": height}


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (None, "neuron must return a dictionary, but returned nothing"),
        ({"voltage": []}, "the answer must contain spikes or fired, but contains voltage"),
        ({"skipped": "why"}, 'but contains skipped; to skip an input, raise lifspec.Skip("why")'),
        ({"fired": [[0, 0]] * 2}, "fired: expected shape (3, 2): [step][neuron], but got 2 values"),
        ({"spikes": [[0]]}, "spikes: expected 2 lists of steps, one per neuron, but got a list of 1"),
        ({"spikes": [[0, 1, 0], []]}, "is this [step][neuron]? It belongs in fired"),
        ({"spikes": [[math.nan], []]}, "spikes[0][0]: expected ascending steps from 0 to 2, but got nan"),
        ({"spikes": [[math.inf], []]}, "spikes[0][0]: expected ascending steps from 0 to 2, but got inf"),
        ({"spikes": [[3], []]}, "spikes[0][0]: expected ascending steps from 0 to 2, but got 3"),
        (
            {"spikes": [[], []], "voltage": [["a", 0]] * 3},
            "voltage: expected shape (3, 2): [step][neuron], but got str 'a' at [0][0]",
        ),
        ({"spikes": [[], []], "spikeHeight": [1]}, "spikeHeight: expected a number, but got a list of 1"),
    ],
)
def test_a_wrong_output_is_explained(output: Any, message: str) -> None:
    error = run(lambda _: output)["error"]
    assert error["kind"] == "shape"
    assert message in error["message"]


def test_arrays_are_accepted_and_their_shapes_checked() -> None:
    np = pytest.importorskip("numpy")
    answer = run(lambda _: {"fired": np.eye(3, 2) > 0, "voltage": np.zeros((3, 2), np.float32), "state": np.ones(2)})
    assert answer["output"] == {
        "spikes": [[0], [1]],
        "spikeHeight": 1,
        "voltage": [[0.0, 0.0]] * 3,
        "state": [1.0, 1.0],
    }
    error = run(lambda _: {"fired": np.zeros((2, 3))})["error"]
    assert error["message"] == "fired: expected shape (3, 2): [step][neuron], but got shape (2, 3)"


def test_inputs_are_arrays_on_request() -> None:
    np = pytest.importorskip("numpy")
    seen: list[Any] = []

    def neuron(given: Any) -> Any:
        seen.append(given)
        return silent(given)

    simulator = Simulator(neuron=neuron, numpy=True)
    simulator.answer("neuron", {**INPUT, "current": []})
    assert seen[0]["current"].shape == (0, 2)
    assert seen[0]["initialVoltage"].dtype == np.float64
    network = next(vector for vector in lifspec.vectors() if vector.id == "network/three-layers")
    shapes: list[Any] = []

    def show(given: Any) -> Any:
        shapes.extend(layer["kernel"].shape for layer in given["weights"]["layers"])
        return network.expected

    Simulator(network=show, numpy=True).answer("network", network.input)
    assert [len(shape) for shape in shapes] == [4, 4, 4]


def test_serve_passes_every_argument_on(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Simulator] = []
    monkeypatch.setattr("lifspec.serving.serve_simulator", served.append)
    given = {
        **dict.fromkeys(("neuron", "tuning", "network", "synapse", "seeded", "training", "nir"), silent),
        "conventions": "norse-box",
        "precision": "float32",
        "limits": {"neurons": 500},
        "name": "a",
        "version": "1",
        "homepage": "b",
        "numpy": True,
        "pad_steps": True,
        "refuse_invalid": False,
    }
    assert list(given) == [field.name for field in dataclasses.fields(Simulator)]
    lifspec.serve(**given)  # type: ignore[arg-type]
    assert served == [Simulator(**given)]  # type: ignore[arg-type]


def test_runs_are_padded_to_a_few_lengths_and_the_padding_is_cut_off() -> None:
    lengths = []

    def neuron(given: Any) -> Any:
        lengths.append(len(given["current"]))
        return {"fired": [[1, 0]] * lengths[-1], "voltage": given["current"], "state": 1}

    simulator = Simulator(neuron=neuron, pad_steps=True)
    for steps in (0, 3, 16, 17, 100):
        output = simulator.answer("neuron", {**INPUT, "current": [[1, 2]] * steps})
        assert output == {"spikes": [list(range(steps)), []], "voltage": [[1, 2]] * steps, "spikeHeight": 1}
    assert lengths == [16, 16, 16, 32, 128]


def test_numbers_keep_their_digits_and_nan_is_text(tmp_path: Path) -> None:
    def neuron(given: Any) -> Any:
        return {**silent(given), "spikeHeight": float("nan"), "voltage": [[0.1 + 0.2, 1e-300]] * 3}

    lines = io.StringIO()
    request = {"id": 1, "command": "run", "capability": "neuron", "input": INPUT}
    answer_all(Simulator(neuron=neuron), io.BytesIO(json.dumps(request).encode() + b"\n"), lines)
    output = json.loads(lines.getvalue())["output"]
    assert output["spikeHeight"] == "NaN"
    assert output["voltage"][0] == [0.1 + 0.2, 1e-300]


def test_a_state_that_cannot_be_written_is_explained() -> None:
    lines = io.StringIO()
    request = {"id": 1, "command": "run", "capability": "neuron", "input": INPUT}
    simulator = Simulator(neuron=lambda given: {**silent(given), "state": {1j}})
    answer_all(simulator, io.BytesIO(json.dumps(request).encode() + b"\n"), lines)
    assert json.loads(lines.getvalue()) == {
        "id": 1,
        "error": {"kind": "shape", "message": "set cannot be written as JSON"},
    }


@pytest.mark.parametrize("changes", [{"maxRatesHz": {"kind": []}}, {"tauRcSeconds": 1e308}])
def test_an_input_without_a_meaning_is_refused(changes: Mapping[str, Any]) -> None:
    vector = next(vector for vector in lifspec.vectors() if vector.capability == "seeded" and vector.kind != "refusal")
    answer = ask(Simulator(seeded=silent), command="run", capability="seeded", input={**vector.input, **changes})
    assert answer["error"]["kind"] == "invalid-input"


def test_a_network_without_synapses_skips_requests_with_synapses() -> None:
    vector = next(vector for vector in lifspec.vectors() if vector.id == "network/two-steps")
    wire = {**vector.input, "synapseSeconds": 0.005}
    request = {"command": "run", "capability": "network", "input": wire}
    without = Simulator(network=lambda given: vector.expected)
    assert "parameter synapseSeconds" in ask(without, **request)["skipped"]
    got = []
    with_synapses = Simulator(network=lambda given, synapseSeconds: got.append(synapseSeconds) or vector.expected)
    assert "output" in ask(with_synapses, **request)
    assert "output" in ask(without, **{**request, "input": {**wire, "synapseSeconds": 0}})
    assert "output" in ask(with_synapses, **{**request, "input": vector.input})
    assert got == [0.005, None]


def test_a_network_without_padding_skips_requests_with_padding() -> None:
    vector = next(vector for vector in lifspec.vectors() if vector.id == "network/padding-two-with-stride-two")
    without = Simulator(network=lambda given: vector.expected)
    request = {"command": "run", "capability": "network"}
    assert "parameter padding" in ask(without, **request, input=vector.input)["skipped"]
    got = []
    padded = Simulator(network=lambda given, padding: got.append(padding) or vector.expected)
    assert "output" in ask(padded, **request, input=vector.input)
    plain = next(vector for vector in lifspec.vectors() if vector.id == "network/two-steps")
    padded = Simulator(network=lambda given, padding: got.append(padding) or plain.expected)
    assert "output" in ask(padded, **request, input=plain.input)
    assert got == [[2, 0], [0, 0]]


@pytest.mark.parametrize("vector", [one for one in lifspec.vectors() if one.kind == "refusal"], ids=lambda one: one.id)
def test_invalid_inputs_are_refused(vector: lifspec.Vector) -> None:
    with pytest.raises(ValueError, match=r"must be|expected"):
        refuse_invalid(vector.capability, read_input(vector.capability, vector.input))


def test_no_other_input_is_refused() -> None:
    for vector in lifspec.vectors():
        if vector.kind != "refusal":
            for wire in (vector.input, vector.second_input or vector.input):
                refuse_invalid(vector.capability, read_input(vector.capability, wire))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "pass at least one function: neuron, "),
        ({"neuron": 3}, "neuron must be a function, but is int"),
        ({"neuron": no_arguments}, "neuron must be a function of one argument, the input, but no_arguments takes ()"),
        ({"neuron": silent, "precision": "float16"}, "precision must be float64 or float32, but is 'float16'"),
        ({"neuron": silent, "conventions": "auto"}, "lifspec fingerprint finds those that an adapter declares"),
    ],
)
def test_a_wrong_argument_ends_the_program_with_one_message(
    arguments: Any, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        lifspec.serve(**arguments)
    assert ended.value.code == 2
    assert re.fullmatch(f"lifspec.serve: .*{re.escape(message)}.*\n", capsys.readouterr().err)


def test_help_describes_every_argument() -> None:
    described = re.findall(r"^ {8}(\w+): .", Simulator.__doc__ or "", re.MULTILINE)
    assert described == [field.name for field in dataclasses.fields(Simulator)]
