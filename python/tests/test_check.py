"""`lifspec.check` and `compare` judge simulators in this process."""

from __future__ import annotations

import importlib
import inspect
import json
import os
import re
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import MAIN, PLAIN, run

import lifspec
from lifspec import _node as node_module
from lifspec._judge import Judge


@pytest.fixture
def load(user: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """The function `neuron` of the simulator, with some of its text replaced."""
    monkeypatch.syspath_prepend(str(user))

    def load_neuron(**changes: str) -> Any:
        file = user / "my_simulator.py"
        text = file.read_text()
        for old, new in changes.values():
            assert old in text
            text = text.replace(old, new)
        file.write_text(text)
        sys.modules.pop("my_simulator", None)
        sys.dont_write_bytecode = True
        importlib.invalidate_caches()
        return importlib.import_module("my_simulator").neuron

    return load_neuron


def declared(neuron: Any, **more: Any) -> lifspec.Simulator:
    return lifspec.Simulator(neuron=neuron, conventions=PLAIN, **more)


def without_place(verdict: Any) -> Any:
    """A verdict without the name of the program and where it ran."""
    ignored = ("environment", "unwatched", "implementation", "exploration", "fault")
    return {name: value for name, value in verdict.items() if name not in ignored}


def outcomes(verdict: Any) -> dict[str, str]:
    return {case["id"]: case["outcome"] for clause in verdict["clauses"] for case in clause["cases"]}


def test_the_verdict_is_that_of_the_command_line(load: Any, user: Path, node: str) -> None:
    neuron = load(late=("voltage > 1)", "voltage > 0.95)"))
    ours = lifspec.check(declared(neuron), runs=5)
    (user / "adapter.py").write_text(
        f"import lifspec, my_simulator\nlifspec.serve(neuron=my_simulator.neuron, conventions={PLAIN})\n"
    )
    words = [node, str(MAIN), "check", "--runs", "5", "--report", "json", "--", sys.executable, "adapter.py"]
    theirs = json.loads(subprocess.run(words, cwd=user, capture_output=True, text=True, check=False).stdout)
    assert not ours.conforming
    assert outcomes(ours.data) == outcomes(theirs)
    assert without_place(ours.data) == without_place(theirs)


def test_a_verdict_says_what_failed_with_code_that_fails_again(load: Any) -> None:
    neuron = load(late=("voltage > 1)", "voltage > 0.95)"))
    verdict = lifspec.check(declared(neuron), runs=5, only=["threshold", "rule"])
    assert (verdict.conforming, verdict.bit_identical) == (False, False)
    law = next(failure for failure in verdict.failures if failure.id.startswith("lif/"))
    namespace: dict[str, Any] = {}
    exec(law.code, namespace)
    assert any(np.any(got["fired"]) for name, got in namespace.items() if name.startswith("got"))
    assert "from my_simulator import neuron" in law.code
    with pytest.raises(AssertionError, match=law.id):
        verdict.raise_for_failures()
    assert "<iframe srcdoc=" in verdict._repr_html_()
    said = str(verdict).splitlines()
    assert said[-2].startswith("does not conform: ")
    assert said[-1].startswith("Diagnosis: ")
    shown = repr(verdict).splitlines()
    assert shown[:2] == said[-2:]
    assert len(shown) == 10
    assert shown[2] == f"failed: {verdict.failures[0].id}: {verdict.failures[0].title}"


def test_a_right_simulator_conforms(load: Any) -> None:
    verdict = lifspec.check(declared(load()), runs=3, progress=False)
    assert (verdict.conforming, list(verdict.failures)) == (True, [])
    assert verdict.conventions["source"] == "declared"
    assert repr(verdict).startswith("conforms: ")
    verdict.raise_for_failures()


def test_undeclared_conventions_are_advised_so_that_they_can_be_pasted(load: Any) -> None:
    euler = load(
        decay=('np.exp(-given["dtSeconds"] / given["tauRcSeconds"])', '1 - given["dtSeconds"] / given["tauRcSeconds"]'),
        threshold=("voltage > 1)", "voltage >= 1)"),
    )
    verdict = lifspec.check(euler)
    assert not verdict.conforming
    assert "- integrates by Euler; Nengo integrates exactly\n  - fires at 1; Nengo fires only above 1\n" in str(verdict)
    assert "<iframe srcdoc=" in verdict._repr_html_()
    line = next(line for line in str(verdict).splitlines() if "in Python " in line)
    simulator = eval(f"lifspec.Simulator(neuron=euler, {line.split(': ', 1)[1]})", {"lifspec": lifspec, "euler": euler})
    assert lifspec.check(simulator, runs=1).conforming


@pytest.mark.parametrize(
    ("old", "new", "error", "message"),
    [
        ("return {", "return  # {", lifspec.WrongAnswer, "neuron must return a dictionary, but returned None"),
        ('"fired": fired', '"fired": np.transpose(fired)', lifspec.WrongAnswer, "expected [step][neuron], with the "),
        ('"voltage": trace', '"voltage": trace[1:]', lifspec.WrongAnswer, "voltage: expected 20 values, but got 19"),
        ("voltage - currents", 'given["weights"]', KeyError, "weights"),
        ("voltage - currents", "np.zeros(2) + np.zeros(3)", ValueError, "could not be broadcast"),
        ("return {", "import sys; sys.exit(3)  # {", SystemExit, "3"),
    ],
)
def test_a_mistake_is_shown_as_itself(load: Any, old: str, new: str, error: Any, message: str) -> None:
    with pytest.raises(error) as raised:
        lifspec.check(load(change=(old, new)))
    assert message in str(raised.value)
    frames = traceback.extract_tb(raised.value.__traceback__)
    assert not frames[-1].filename.endswith("judge.py")
    if error is not lifspec.WrongAnswer:
        assert frames[-1].filename.endswith("my_simulator.py")


def test_a_simulator_that_never_answers_is_stopped(load: Any) -> None:
    swallowing = "while True:\n        try: sum(range(1000))\n        except Exception: pass\n    return {"
    with pytest.raises(TimeoutError, match="no answer within 0\\.2 s") as raised:
        lifspec.check(load(endless=("return {", swallowing)), timeout=0.2)
    assert any(frame.path.name == "my_simulator.py" for frame in raised.traceback)


def test_an_error_in_some_cases_is_a_failure_of_these(load: Any) -> None:
    neuron = load(some=("return {", 'assert given["amplitude"] == 1, "too high"\n    return {'))
    verdict = lifspec.check(declared(neuron), only=["lif/*", "neuron/lif/*"], runs=1)
    got = {failure.got for failure in verdict.failures}
    assert got == {"answered with an error (failed): AssertionError: too high (my_simulator.py, line 12)"}


def test_numbers_that_are_not_finite_are_failures_with_their_input(load: Any) -> None:
    neuron = load(some=("return {", 'trace = [one / (given["tauRcSeconds"] != 0.05) for one in trace]\n    return {'))
    with np.errstate(all="ignore"):
        verdict = lifspec.check(declared(neuron), only=["neuron/lif/membrane-*"])
    assert {failure.got[:50] for failure in verdict.failures} == {"neuron: output.voltage[0][0]: expected a finite nu"}
    assert all('"tauRcSeconds": 0.05,' in failure.code for failure in verdict.failures)


@pytest.mark.parametrize("skip", [{"neuron/lif/membrane-100-ms": "issue 12"}, Path("skips.json")])
def test_known_failures_are_listed_in_a_dictionary_or_a_file(load: Any, user: Path, skip: Any) -> None:
    entries = [{"id": "neuron/lif/membrane-100-ms", "reason": "issue 12"}]
    (user / "skips.json").write_text(json.dumps({"skips": entries}))
    neuron = load(some=("return {", 'assert given["tauRcSeconds"] != 0.1\n    return {'))
    verdict = lifspec.check(declared(neuron), only=["neuron/lif/membrane-*"], skip=skip)
    assert (verdict.conforming, verdict.data["counts"]["skipped"]) == (True, 1)


def test_a_seed_chooses_other_inputs(load: Any) -> None:
    verdict = lifspec.check(declared(load()), only=["lif/resets-to-zero"], seed=7, runs=1)
    assert verdict.data["exploration"]["seed"] == 7


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"only": "threshold"}, 'only: expected array, but got "threshold"'),
        ({"only": [1]}, "only[0]: expected string, but got 1"),
        ({"only": []}, "only: expected array of at least 1"),
        ({"skip": 3}, "skip must be a file or a dictionary of reasons by id, but is 3"),
        ({"skip": {"lif/x": "why"}}, "skip: lif/x is not a case or clause"),
        ({"skip": {"neuron/lif/leak": 3}}, "skips[0].reason: expected string, but got 3"),
        ({"runs": 0}, "runs: expected number of at least 1, but got 0"),
        ({"runs": 2.5}, "runs: expected a whole number, but got 2.5"),
        ({"runs": "5"}, 'runs: expected number, but got "5"'),
        ({"seed": -1}, "seed: expected number of at least 0, but got -1"),
        ({"timeout": -1}, "timeout must be a number of seconds above 0, but is -1"),
        ({"timeout": float("nan")}, "timeout must be"),
        ({"timeout": "1"}, "timeout must be a number of seconds above 0, but is '1'"),
    ],
)
def test_a_wrong_argument_is_explained(arguments: Any, message: str) -> None:
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        lifspec.check(lambda given: {}, **arguments)
    if "runs" in arguments or "timeout" in arguments:
        with pytest.raises(ValueError, match=re.escape(message)):
            lifspec.compare(lambda given: {}, lambda given: {}, **arguments)


def test_a_simulator_in_a_notebook_has_the_name_of_its_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sys.modules["__main__"], "__file__", raising=False)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(compile("def leaky(given): ...", "/tmp/ipykernel_12/345.py", "exec"), namespace)
    assert lifspec.Simulator(neuron=namespace["leaky"]).label == "leaky"


def test_every_public_name_is_listed() -> None:
    public = {name for name, value in vars(lifspec).items() if name[0] != "_" and not inspect.ismodule(value)}
    assert set(lifspec.__all__) == public - {"npm_folder"}


@pytest.mark.parametrize(
    ("declaration", "message"),
    [
        ({"conventions": "norse-bix"}, "norse-bix is not a profile (did you mean norse-box?)"),
        ({"conventions": {"reset": "half"}}, "conventions.reset: "),
        ({"conventions": {"resett": "zero"}}, "resett"),
        ({"limits": {"steps": 5}}, "limits.steps: "),
        ({"takes_weights": "no"}, "takesWeights: expected boolean, but got "),
    ],
)
def test_a_wrong_declaration_is_explained(declaration: Any, message: str) -> None:
    with pytest.raises(ValueError) as raised:
        lifspec.check(lifspec.Simulator(neuron=lambda given: None, **declaration))
    assert message in str(raised.value)


def test_a_pattern_that_matches_nothing_is_an_error(load: Any) -> None:
    with pytest.raises(ValueError, match="--only nothing: is not a case"):
        lifspec.check(load(), only=["nothing"])


def test_a_comparison_names_the_difference(load: Any) -> None:
    right = load()
    wrong = load(threshold=("voltage > 1)", "voltage >= 1)"))
    assert not (found := lifspec.compare(right, wrong, runs=2)).data["agrees"]
    assert found.data["sameSpikes"] < found.data["compared"]
    assert len(repr(found).splitlines()) == 10
    assert "<iframe srcdoc=" in found._repr_html_()
    assert "A fires only above 1" in str(found)


def test_progress_is_shown_by_tqdm(load: Any, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tqdm")
    lifspec.check(declared(load()), only=["threshold"], runs=1, progress=True)
    assert "requests/s" in capsys.readouterr().err


def test_the_data_can_be_read() -> None:
    vectors, profiles = lifspec.vectors(), lifspec.profiles()
    assert {"id", "title", "input", "expected"} <= vectors[0].keys()
    assert profiles["norse-box"]["conventions"]["integrator"] == "euler"


def test_a_judge_that_ends_says_why() -> None:
    judge = Judge()
    judge._process.kill()
    with pytest.raises(RuntimeError, match="the judge ended with exit code"):
        judge.send("profiles")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("v18.0.0", "is v18.0.0, but 20.19 or newer is needed; unset LIFSPEC_NODE"),
        ("no", "is no, but 20.19"),
        (None, "cannot be run .*; unset LIFSPEC_NODE"),
    ],
)
def test_an_unsuitable_node_is_named(
    said: str | None, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "node"
    if said is not None:
        program.write_text(f"#!/bin/sh\necho {said}\n")
        program.chmod(0o755)
    monkeypatch.setenv("LIFSPEC_NODE", str(program))
    with pytest.raises(RuntimeError, match=message):
        node_module.find_node.__wrapped__()


def test_the_help_names_every_command(user: Path) -> None:
    shown = run("lifspec", "--help", cwd=user).stdout
    for command in ("check", "compare", "export-nir"):
        assert f"\n  {command} " in shown
    assert "--amplitude" in run("lifspec", "export-nir", "--help", cwd=user).stdout
    assert run("lifspec", "--version", cwd=user).stdout.startswith(f"lifspec {lifspec.__version__}, ")
    assert os.path.basename(lifspec._node.find_node()).startswith("node")  # noqa: PTH119
