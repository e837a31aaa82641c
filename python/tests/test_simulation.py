"""The simulation of conventions equals that of the repository, in which it is tested by laws."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from conftest import REPOSITORY, Program

import lifspec
from lifspec.conventions import DOUBTFUL, complete, deviations_of
from lifspec.expectations import expect_under, why_not_applicable
from lifspec.levels import level_of_trains
from lifspec.nearest import find_nearest
from lifspec.requests import read_input
from lifspec.simulation import simulate
from lifspec.simulator import Simulator

SCRIPT = """
import { family } from './dist/src/conformance/conventions/family.js';
import { nengoConventions } from './dist/src/conformance/conventions/conventions.js';
import { profiles } from './dist/src/conformance/conventions/profiles.js';
import { simulate } from './dist/src/conformance/conventions/simulate.js';
import { arithmetics } from './dist/src/conformance/conventions/rule.js';
import { deviationsOf } from './dist/src/conformance/assumption.js';
import { vectorCase } from './dist/src/conformance/vectors/vector-case.js';
import { expectUnder } from './dist/src/conformance/vectors/other-conventions.js';
import { publishedVectors } from './dist/src/vectors.js';
import { doubtful } from './dist/src/report/mistakes.js';
import { precisions } from './dist/src/base/precision.js';
import { verifications, probes } from './dist/src/conformance/conventions/probes.js';

const members = family();
const stride = 571; // about 190 members
const wholeTraces = [...probes, ...verifications].filter(({ looksAt }) => looksAt === 'every-step');
const inputs = wholeTraces.map(({ input }) => input);
const runs = members.filter((_, index) => index % stride === 0).map((conventions, index) => {
  const input = inputs[index % inputs.length];
  const order = arithmetics[index % arithmetics.length];
  const precision = index % 2 ? 'float32' : 'float64';
  const { spikes, spikeHeight, voltage } = simulate(conventions, input, precisions[precision], order);
  return { conventions, input, order, precision, output: { spikes, spikeHeight, voltage } };
});
const applied = profiles.map(({ id, conventions }) => {
  const deviations = deviationsOf({ ...nengoConventions, ...conventions });
  const ids = publishedVectors().filter((vector) => {
    const { assumes } = vectorCase(vector, conventions);
    return !assumes.some((one) => deviations[one]) && expectUnder(vector, conventions, 'float64');
  }).map((vector) => vector.id);
  return { id, ids };
});
console.log(JSON.stringify({ runs, applied, doubtful }));
"""


@pytest.fixture(scope="module")
def repository(node: str) -> Any:
    run = subprocess.run(
        [node, "--input-type=module", "--eval", SCRIPT], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


TOLERANCE = {"float64": 1e-13, "float32": 1e-5}
"""Of constants whose last bit depends on the C library, accumulated over up to 200 steps with voltages up to 14."""


def test_neurons_of_any_conventions_fire_in_the_same_steps(repository: Any) -> None:
    assert len(repository["runs"]) > 150
    for run in repository["runs"]:
        given = read_input("neuron", run["input"])
        output = simulate(run["conventions"], given, run["precision"], run["order"])
        assert output["spikes"] == run["output"]["spikes"], run["conventions"]
        assert output["spikeHeight"] == run["output"]["spikeHeight"]
        for row, due in zip(output["voltage"], run["output"]["voltage"], strict=True):
            assert row == pytest.approx(due, abs=TOLERANCE[run["precision"]], rel=TOLERANCE[run["precision"]])


def test_the_same_choices_are_doubtful(repository: Any) -> None:
    assert repository["doubtful"] == DOUBTFUL


def test_the_same_vectors_apply_to_every_profile(repository: Any) -> None:
    capabilities = ["neuron", "tuning", "network", "synapse", "seeded"]
    answers_of_networks = {one.id for one in lifspec.vectors() if (one.capability, one.kind) == ("network", "answer")}
    for entry in repository["applied"]:
        conventions = complete(entry["id"])
        applied = [
            vector.id
            for vector in lifspec.vectors()
            if why_not_applicable(vector, capabilities, conventions) is None
            and expect_under(vector, conventions, "float64") is not None
        ]
        # networks of other conventions are simulated by lifspec check only
        left_out = answers_of_networks if deviations_of(conventions) else set()
        assert applied == [id for id in entry["ids"] if id not in left_out], entry["id"]


@pytest.mark.parametrize("id", list(lifspec.profiles()))
def test_a_simulator_of_a_profile_is_found_to_be_one(id: str) -> None:
    conventions = complete(id)
    nearest = find_nearest(Simulator(neuron=lambda given: simulate(conventions, given), conventions="auto"))
    assert (nearest.explained, nearest.deviation) == (nearest.compared, "")
    assert simulates_alike(nearest.conventions, conventions)


def simulates_alike(one: Any, other: Any) -> bool:
    given = [
        read_input("neuron", vector.input)
        for vector in lifspec.vectors()
        if vector.kind == "answer" and vector.capability == "neuron"
    ]
    return all(simulate(one, neurons)["spikes"] == simulate(other, neurons)["spikes"] for neurons in given[:40])


def test_conventions_between_the_profiles_are_found_by_single_changes() -> None:
    conventions = complete({"refractory": {"kind": "none"}, "comparison": ">=", "floor": "none", "spikeHeight": "1"})
    nearest = find_nearest(Simulator(neuron=lambda given: simulate(conventions, given), conventions="auto"))
    assert nearest.conventions == conventions
    assert str(nearest) == "like arbor (Arbor, lif_cell with one event per step) except refractory {'kind': 'none'}"


def test_the_nearest_profile_of_a_simulator_outside_says_where_it_differs() -> None:
    def leaky_refractory(given: Any) -> Any:
        return simulate(complete(None), {**given, "tauRcSeconds": 1.01 * given["tauRcSeconds"]})

    nearest = find_nearest(Simulator(neuron=leaky_refractory, conventions="auto"))
    assert nearest.explained < nearest.compared
    assert "voltage of neuron 0 in step" in nearest.deviation


@pytest.mark.parametrize(
    ("got", "level"),
    [
        ([[2, 5]], "steps"),
        ([[3, 6]], "shifted, all one step late"),
        ([[1, 4]], "shifted, all one step early"),
        ([[3, 5]], "shifted, each within one step"),
        ([[2, 7]], "counts"),
        ([[6, 7]], "rates"),
        ([[]], "none"),
        ([[2, 5], []], "none"),
    ],
)
def test_levels_are_as_defined(got: list[list[int]], level: str) -> None:
    assert str(level_of_trains([[2, 5]], got, 8)) == level


def test_the_reference_has_the_profile_nengo(mutants: Program) -> None:
    mutants.mutant = "lifspec reference, float64"
    mutants.start()
    nearest = find_nearest(mutants)  # type: ignore[arg-type]
    assert (nearest.profile, nearest.explained) == ("nengo", nearest.compared)
