"""The vectors find the wrong implementations that the kill matrix names, judged in Python."""

from __future__ import annotations

import subprocess

import pytest
from conftest import REPOSITORY, Program

import lifspec
from lifspec.judging import judge

VECTORS = {vector.id: vector for vector in lifspec.vectors()}
MUTANTS = lifspec.kill_matrix()


def fails(program: Program, id: str) -> bool:
    try:
        return judge(VECTORS[id], program).outcome == "fail"  # type: ignore[arg-type]
    except RuntimeError:
        return True


@pytest.mark.parametrize("name", ["lifspec reference, float64", "lifspec reference, float32"])
def test_the_reference_passes_every_vector(mutants: Program, name: str) -> None:
    mutants.mutant = name
    mutants.start()
    assert [id for id in VECTORS if judge(VECTORS[id], mutants).outcome != "pass"] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for name, mutant in MUTANTS.items() if mutant.vectors])
def test_a_mutant_fails_the_vectors_of_the_kill_matrix(mutants: Program, name: str) -> None:
    mutants.mutant = name
    mutants.start()
    assert [id for id in MUTANTS[name].vectors if not fails(mutants, id)] == []


def test_all_that_the_command_line_serves_are_caught_by_vectors_but_for_fourteen_trainings_and_nir(node: str) -> None:
    code = "console.log((await import('./dist/properties/mutants/index.js')).mutants.map((one) => one.name).join(' '))"
    listed = subprocess.check_output([node, "--input-type=module", "--eval", code], cwd=REPOSITORY, text=True)
    assert sorted(listed.split()) == sorted(MUTANTS)
    only_by_laws = [name for name, mutant in MUTANTS.items() if not mutant.vectors]
    # no vector is about a whole training, or about NIR
    assert [name for name in only_by_laws if not name.startswith(("training-", "nir-"))] == [
        "threshold-1.000000002",
        "continues-the-latest-run",
        "a-new-run-clears-all-others",
        "stream-shared-between-quantities",
        "max-rates-to-the-power-of-1.1",
        "choice-favors-the-first",
        "seed-of-32-bits",
        "uniform-to-the-power-of-1.03",
        "equal-in-pairs-beyond-the-hundredth",
        "repeats-after-4096-neurons",
        "seeds-share-half-of-their-voltages",
        "network-synapse-of-zero-lags",
        "network-answers-0-at-the-size-of-the-tutorial",
        "network-mistakes-one-digit-in-twenty",
    ]
    assert all(MUTANTS[name].laws for name in only_by_laws)
