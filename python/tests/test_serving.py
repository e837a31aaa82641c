"""`serve` speaks the protocol, and functions get and return what the README says."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import PLAIN, run

import lifspec
from lifspec._answers import read_output
from lifspec._judge import Judge
from lifspec._serving import PROTOCOL, answer_line
from lifspec._simulator import CAPABILITIES, Simulator, Skip
from lifspec._writing import to_line

INPUT = {
    "dtSeconds": 0.001,
    "tauRcSeconds": 0.02,
    "tauRefSeconds": 0,
    "amplitude": 1,
    "minVoltage": None,
    "initialVoltage": [0, 0.5],
    "current": [[1.5, 0], [30, 0], [0, -0.0]],
}
VECTORS = {vector["id"]: vector for vector in lifspec.vectors()}


def silent(given: Any) -> dict[str, Any]:
    return {"spikes": [[] for _ in given["initialVoltage"]]}


def no_arguments() -> dict[str, Any]:
    return {}


def ask(simulator: Simulator, **request: Any) -> dict[str, Any]:
    answer = answer_line(simulator, json.dumps({"id": 7, **request}).encode(), set())
    assert answer is not None
    assert answer["id"] == 7
    return dict(json.loads(to_line(answer)))


def answer(function: Any, capability: str = "neuron", given: Any = INPUT, **more: Any) -> dict[str, Any]:
    simulator = Simulator(**{capability: function}, **more)
    return ask(simulator, command="run", capability=capability, input=given)


@pytest.mark.parametrize("program", [["--", "python", "adapter.py"], ["named:simulator"]])
def test_a_served_simulator_that_prints_and_whose_threads_run_on_conforms(user: Path, program: list[str]) -> None:
    declared = f"conventions={PLAIN}"
    (user / "adapter.py").write_text(
        "import lifspec\nlifspec.protect_stdout()\nimport my_simulator, threading, time\nprint('printed')\n"
        "threading.Thread(target=time.sleep, args=[600]).start()\n"
        f"lifspec.serve(neuron=my_simulator.neuron, {declared})\n"
    )
    (user / "named.py").write_text(
        "import lifspec, my_simulator\nprint('printed')\n"
        f"simulator = lifspec.Simulator(neuron=my_simulator.neuron, {declared})\n"
    )
    done = run("lifspec", "check", "--runs", "2", "--only", "threshold", *program, cwd=user)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("conforms")


def test_the_start_is_answered_with_what_is_declared() -> None:
    mine = Simulator(neuron=silent, conventions="nest", name="mine", limits={"steps": 3000})
    start = ask(mine, command="start", protocol=PROTOCOL)
    assert start["implementation"] == {"name": "mine", "version": "(version unknown)", "language": "Python"}
    assert (start["capabilities"], start["precision"], start["protocol"]) == (["neuron"], "float64", PROTOCOL)
    assert (start["conventions"], start["limits"]) == ("nest", {"steps": 3000})


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"", "invalid-request"),
        (b"[1]", "invalid-request"),
        (b"\xff", "invalid-request"),
        (b"[" * 100_000, "invalid-request"),
        (b'{"id":0}', "invalid-request"),
        (b'{"id":0,"command":"start","protocol":1}', "invalid-request"),
        (b'{"id":1,"command":"run","capability":"neuron","input":{}}', "invalid-input"),
    ],
)
def test_a_wrong_line_gets_an_error(line: bytes, kind: str) -> None:
    got = answer_line(Simulator(neuron=silent), line, set())
    assert got is not None
    assert got["error"]["kind"] == kind
    assert answer_line(Simulator(neuron=silent), b'{"id":0,"command":"stop"}', set()) is None


def raising(error: BaseException) -> Callable[[Any], Any]:
    def simulator(_: Any) -> Any:
        raise error

    return simulator


class Mute(Exception):
    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (KeyError("weights"), "failed", "KeyError: 'weights' (test_serving.py, line "),
        (ValueError("operands could not be broadcast"), "failed", "ValueError: operands could not be broadcast ("),
        (SystemExit(1), "failed", "the simulator called sys.exit(1); raise an exception instead ("),
        (Mute(), "failed", "test_serving.Mute: <exception str() failed> ("),
        (lifspec.InvalidInput("too short a step"), "invalid-input", "too short a step"),
    ],
)
def test_only_invalid_input_refuses(error: BaseException, kind: str, message: str) -> None:
    got = answer(raising(error))["error"]
    assert got["kind"] == kind
    assert got["message"].startswith(message)


def test_a_skip_gives_its_reason() -> None:
    assert answer(raising(Skip("needs a GPU")))["skipped"] == "needs a GPU"


def test_an_error_is_written_once_per_line_of_code(capsys: pytest.CaptureFixture[str]) -> None:
    told: set[str] = set()
    simulator = Simulator(neuron=raising(KeyError("weights")))
    line = json.dumps({"id": 1, "command": "run", "capability": "neuron", "input": INPUT}).encode()
    for _ in range(3):
        answer_line(simulator, line, told)
    shown = capsys.readouterr().err
    assert shown.count("KeyError: 'weights'") == 1
    assert "causes.py" not in shown


def test_inputs_are_arrays() -> None:
    seen: list[Any] = []
    given = {**INPUT, "dtSeconds": 0.1, "tauRcSeconds": 0.2, "tauRefSeconds": 0.3, "current": []}
    answer(lambda given: seen.append(given) or silent(given), given=given)
    assert (seen[0]["tauRcSteps"], seen[0]["tauRefSteps"], seen[0]["minVoltage"]) == (2, 0.3 / 0.1, -math.inf)
    assert seen[0]["current"].shape == (0, 2)
    assert seen[0]["initialVoltage"].dtype == np.float64
    network = VECTORS["network/three-layers"]

    def show(given: Any) -> Any:
        seen.append(given)
        return network["expected"]

    assert "output" in answer(show, "network", network["input"])
    layers = seen[1]["weights"]["layers"]
    assert [layer["kernel"].ndim for layer in layers] == [4, 4, 4]
    assert (seen[1]["images"].dtype, seen[1]["images"].ndim) == (np.uint8, 2)
    assert layers[0]["kernel"].dtype == np.float32


class Tensor:
    """As in TensorFlow; those of Torch and JAX have `tolist`, as arrays do."""

    def __init__(self, values: Any) -> None:
        self.numpy = lambda: np.array(values)


@pytest.mark.parametrize(
    "fired",
    [
        [[True, False], [0, 2], [False, True]],
        ((1, 0), (0, 2), (0, 1)),
        np.asfortranarray([[1.0, 0], [0, 2], [0, 1]], dtype=np.float32),
        np.array([[1, 0], [0, 2], [0, 1]], dtype=np.longdouble),
        [np.array([1, 0]), Tensor([0, 2]), np.array([0, 1])],
    ],
)
def test_lists_and_arrays_of_any_kind_are_accepted(fired: Any) -> None:
    assert answer(lambda _: {"fired": fired})["output"] == {"spikes": [[0], [1, 1, 2]], "spikeHeight": 1}


def test_a_function_may_yield_after_each_step() -> None:
    def neuron(given: Any) -> Any:
        voltage = np.zeros(2)
        for step, currents in enumerate(given["current"]):
            voltage += currents  # the array of the step before
            yield {"fired": currents > 1, "voltage": voltage, "state": step}

    seen = {"spikes": [[0, 1], []], "spikeHeight": 1, "voltage": [[1.5, 0], [31.5, 0], [31.5, 0]], "state": 2}
    assert answer(neuron)["output"] == seen
    empty = {"spikes": [[], []], "spikeHeight": 1, "voltage": []}
    assert answer(neuron, given={**INPUT, "current": []})["output"] == empty
    namespace: dict[str, Any] = {"np": np, "neuron": neuron}
    with closing(Judge()) as judge:
        calls = Simulator(neuron=neuron).calls()
        exec(judge.send("code", requests=[{"capability": "neuron", "input": INPUT}], calls=calls), namespace)
    assert len(namespace["got"]) == 3


def test_whole_numbers_are_floats() -> None:
    seen: dict[str, Any] = {}

    def neuron(given: Any) -> Any:
        seen.update(given)
        return silent(given)

    def synapse(given: Any) -> Any:
        seen.update(given)
        return {"filtered": np.zeros(3), "lagSteps": 1}

    answer(neuron, given={**INPUT, "current": [[1, 0], [2, 0], [3, 0]], "initialVoltage": [0, 1]})
    request = {"command": "run", "id": 1, "capability": "synapse"}
    wire = {"dtSeconds": 1, "tauSeconds": 20, "signal": [1, 0, 2]}
    answer_line(Simulator(synapse=synapse), to_line({**request, "input": wire}), set())
    for name in ("current", "initialVoltage", "signal"):
        assert np.array(seen[name]).dtype == np.float64
    assert all(isinstance(seen[name], float) for name in ("dtSeconds", "tauSeconds", "amplitude"))


def forever(value: Any) -> Any:
    while True:
        yield value


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (None, "neuron must return a dictionary, but returned None; is a return missing?"),
        ([1, 2], "neuron must return a dictionary, but returned a list of 2"),
        (forever([0, 0]), "neuron must yield a dictionary after each step, but yielded a list of 2"),
        (forever({"fired": [0, 0]}), "fired: expected [step][neuron], with the shape (3, 2), but got shape (4, 2)"),
        ({"voltage": []}, "the answer must contain spikes or fired, but contains voltage"),
        (
            {"fired": [[0, 0]] * 3, "volts": []},
            "the answer contains volts, which is not a field; did you mean voltage?",
        ),
        (
            {"fired": [[0, 0]] * 3, "xyz": 1},
            "xyz, which is not a field; the fields are fired, spikes, spikeHeight, voltage",
        ),
        ({"skipped": "why"}, 'but contains skipped; to skip an input, raise lifspec.Skip("why")'),
        ({"fired": [[0, 0]] * 2}, "fired: expected [step][neuron], with the shape (3, 2), but got shape (2, 2)"),
        ({"fired": np.zeros((2, 3))}, "but got shape (2, 3) (is it transposed?) (returned by"),
        ({"fired": forever(0)}, "but got a generator; return a list or an array, without yield"),
        ({"fired": np.full((3, 2), 1j)}, "with the shape (3, 2), but got an array of shape (3, 2)"),
        ({"fired": np.full((3, 2), 1e9)}, "fired: expected at most 10000000 spikes, but got 6e+09"),
        ({"fired": [[1000, 0]] * 3}, "in a step, but got 1000, the height of a spike, which belongs in spikeHeight"),
        (
            forever({"fired": [0, 0], "voltage": np.zeros(2, np.float32)}),
            'voltage: is float32; declare precision="float32"',
        ),
        ({"fired": [[0, 0]] * 3, "voltage": np.zeros((3, 2), np.float32)}, "or compute in float64"),
        ({"fired": [[0.5, 0]] * 3}, "fired: expected whether or how often a neuron fired in a step, but got 0.5"),
        ({"spikes": [[], []], "state": {1j}}, "set cannot be written as JSON"),
    ],
)
def test_a_wrong_output_is_explained(output: Any, message: str) -> None:
    error = answer(lambda _: output)["error"]
    assert error["kind"] == "shape"
    assert message in error["message"]


def test_numbers_keep_their_digits_and_nan_is_text() -> None:
    got = answer(lambda given: {**silent(given), "spikeHeight": math.nan, "voltage": [[0.1 + 0.2, 1e-300]] * 3})
    assert got["output"]["spikeHeight"] == "NaN"
    assert got["output"]["voltage"][0] == [0.1 + 0.2, 1e-300]


def test_float32_may_be_returned_if_it_is_declared() -> None:
    got = answer(lambda given: {**silent(given), "voltage": np.zeros((3, 2), np.float32)}, precision="float32")
    assert got["output"]["voltage"] == [[0, 0]] * 3


def test_trained_weights_are_flat() -> None:
    layer = {"kernel": np.ones((2, 1, 1, 1)), "kernelBias": [0.5], "neuronBias": np.zeros((1, 2))}
    readout = {"weight": [[1, 2], [3, 4]], "bias": (0, 1)}
    accuracies = {"rateAccuracy": 1, "spikingAccuracy": 0.5}
    trained = {"weights": {"layers": [layer], "readout": readout}, "initialVoltage": [np.zeros((1, 2))]}
    assert read_output("training", {}, accuracies | trained) == accuracies | {
        "weights": {
            "layers": [{"kernel": [1, 1], "kernelBias": [0.5], "neuronBias": [0, 0]}],
            "readout": {"weight": [1, 2, 3, 4], "bias": [0, 1]},
        },
        "initialVoltage": [[0, 0]],
    }
    assert read_output("training", {}, accuracies) == accuracies


def test_runs_are_padded_to_a_few_lengths_and_the_padding_is_cut_off() -> None:
    lengths = []

    def neuron(given: Any) -> Any:
        lengths.append(len(given["current"]))
        return {"fired": [[1, 0]] * lengths[-1], "voltage": given["current"], "state": 1}

    for steps in (0, 3, 16, 17, 100):
        got = answer(neuron, given={**INPUT, "current": [[1, 2]] * steps}, pad_steps=True)["output"]
        assert got == {"spikes": [list(range(steps)), []], "voltage": [[1, 2]] * steps, "spikeHeight": 1}
    assert lengths == [16, 16, 16, 32, 128]


@pytest.mark.parametrize(
    ("id", "change", "expected"),
    [
        ("network/two-steps", {}, (None, [0, 0], [])),
        ("network/two-steps", {"synapseSeconds": 0}, (None, [0, 0], [])),
        ("network/two-steps", {"synapseSeconds": 0.005}, (0.005, [0, 0], [])),
        ("network/padding-two-with-stride-two", {}, (None, [2, 0], [])),
    ],
)
def test_a_network_always_gets_synapses_paddings_and_probes(id: str, change: Any, expected: Any) -> None:
    vector, got = VECTORS[id], []
    given = {name: value for name, value in vector["input"].items() if name != "probes"}

    def network(given: Any) -> Any:
        got.append((given["synapseSeconds"], given["padding"], given["probes"]))
        return vector["expected"]

    assert "output" in answer(network, "network", {**given, **change})
    assert got == [expected]


def test_events_come_as_whole_numbers_and_lists_of_dictionaries() -> None:
    got: list[Any] = []
    wire = {
        "dtSeconds": 0.001,
        "tauRcSeconds": 0.02,
        "refractorySteps": 2,
        "minVoltage": None,
        "steps": 3,
        "initialVoltage": [0, 0],
        "receptors": [{"kind": "delta"}],
        "sources": [[0, 2], [1, 1]],
        "connections": [{"source": 0, "target": 1, "receptor": 0, "weight": 2, "delaySteps": 1}],
    }

    def events(given: Any) -> Any:
        got.append(given)
        return {"fired": [[0, 0], [0, 1], [0, 0]]}

    assert answer(events, "events", wire)["output"] == {"spikes": [[], [1]]}
    assert [train.tolist() for train in got[0]["sources"]] == [[0, 2], [1, 1]]
    assert got[0]["sources"][0].dtype.kind == "i"
    assert got[0]["bias"].tolist() == [0, 0]
    assert got[0]["connections"] == wire["connections"]
    assert isinstance(got[0]["connections"][0]["target"], int)
    assert (got[0]["steps"], got[0]["refractorySteps"], got[0]["minVoltage"]) == (3, 2, -math.inf)


def test_arrivals_are_weights_summed_per_receptor_and_neuron_after_their_delays() -> None:
    given = {
        "steps": 4,
        "initialVoltage": np.zeros(2),
        "receptors": [{"kind": "delta"}, {"kind": "exponential", "tauSeconds": 0.005}],
        "sources": [np.array([0, 1, 1, 9]), np.array([], dtype=int)],
        "connections": [
            {"source": 0, "target": 1, "receptor": 0, "weight": 2.0, "delaySteps": 1},
            {"source": 0, "target": 1, "receptor": 0, "weight": -0.5, "delaySteps": 2},
            {"source": 1, "target": 0, "receptor": 0, "weight": 64.0, "delaySteps": 1},
            {"neuron": 0, "target": 0, "receptor": 1, "weight": 8.0, "delaySteps": 3},
            {"neuron": 1, "target": 0, "receptor": 1, "weight": 16.0, "delaySteps": 1},
        ],
    }
    seen: list[Any] = []
    fires = [[True, False], [False, False], np.array([0.0, 1.0]), [True, True]]  # the last arrive after the last step

    def step(arriving: Any) -> Any:
        seen.append(arriving.tolist())
        return fires[len(seen) - 1], [len(seen), 0]

    yielded = list(lifspec.Arrivals(given).run(step))
    assert [first for first, _ in seen] == [[0, 0], [0, 2], [0, 3.5], [0, -1]]
    assert [second for _, second in seen] == [[0, 0], [0, 0], [0, 0], [24, 0]]
    assert yielded == [{"fired": fired, "voltage": [at, 0]} for at, fired in enumerate(fires, 1)]


def test_serve_passes_every_argument_on(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Simulator] = []
    monkeypatch.setattr("lifspec._serving.serve_simulator", served.append)
    given = {
        **dict.fromkeys(CAPABILITIES, silent),
        "conventions": "norse-box",
        "event_conventions": {"deltaSlot": "after-reset"},
        "precision": "float32",
        "limits": {"neurons": 500},
        "takes_weights": False,
        "refuses": True,
        "name": "a",
        "version": "1",
        "pad_steps": True,
    }
    assert list(given) == [field.name for field in dataclasses.fields(Simulator)]
    lifspec.serve(**given)  # type: ignore[arg-type]
    assert served == [Simulator(**given)]  # type: ignore[arg-type]
    described = re.findall(r"^ {8}(\w+): .", Simulator.__doc__ or "", re.MULTILINE)
    assert described == list(given)
    assert served[0].describe()["eventConventions"] == {"deltaSlot": "after-reset"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "pass at least one function: neuron, "),
        ({"neuron": 3}, "neuron must be a function of one argument, the input: 3 is not a callable object"),
        (
            {"neuron": no_arguments},
            "neuron must be a function of one argument, the input: too many positional arguments",
        ),
        ({"neuron": silent, "precision": "float16"}, "precision must be float64 or float32, but is 'float16'"),
    ],
)
def test_a_wrong_argument_ends_the_program_with_one_message(
    arguments: Any, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        lifspec.serve(**arguments)
    assert ended.value.code == 2
    assert re.fullmatch(f"lifspec.serve: .*{re.escape(message)}.*\n", capsys.readouterr().err)
