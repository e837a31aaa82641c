"""Describes a failure: the clause, both spike trains, the first difference. Finds known mistakes that fail alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .data import Mutant, Vector, clauses, kill_matrix
from .judging import Outcome
from .raster import draw_trains

MOST_SHOWN = 3
"""How many mistakes are listed."""

LEAST_ALIKE = 0.3
LEAST_ALIKE_IF_MOST_FAIL = 0.9
"""The failures of a simulator that fails most vectors include most of those of any mutant."""


def describe_failure(vector: Vector, outcome: Outcome) -> str:
    """All that is known about the failure of a vector, in a few lines."""
    if outcome.is_error:
        return f"vector {vector.id}: {outcome.reason}"
    clause = clauses()[vector.clause]
    level = f", level {outcome.level}" if outcome.level else ""
    return "\n".join(
        [
            f"{clause.id} does not hold: {clause.statement}",
            f"  Why it matters: {clause.why}.",
            f"  vector {vector.id}{level}: {vector.title}",
            *(f"    {line}" for line in _difference(vector, outcome)),
        ]
    )


def _difference(vector: Vector, outcome: Outcome) -> list[str]:
    divergence = outcome.divergence
    if divergence is None:
        return [outcome.reason] if outcome.reason else []
    expected, got = str(divergence.expected), str(divergence.got)
    if outcome.expected and outcome.got:
        neuron, steps = divergence.neuron or 0, len(vector.input["current"])
        note = "" if divergence.stage == "spikes" else f"; {divergence.stage} "
        trains = draw_trains(outcome.expected["spikes"][neuron], outcome.got["spikes"][neuron], steps)
        values = (f"{note}{value}" if note else "" for value in (expected, got))
        expected, got = (train + value for train, value in zip(trains, values, strict=True))
    where = [divergence.stage]
    where += [] if divergence.step is None else [f"step {divergence.step}"]
    where += [] if divergence.neuron is None else [f"neuron {divergence.neuron}"]
    lines = [f"expected  {expected}", f"got       {got}", f"first difference: {', '.join(where)}"]
    return lines + ([outcome.reason] if outcome.reason else [])


def describe_mutant(mutant: Mutant) -> str:
    """Such as `refractory-one-step-long: is refractory for one step too long [nest#547]`."""
    return f"{mutant.name}: {mutant.difference}{f' [{mutant.cites}]' if mutant.cites else ''}"


@dataclass(frozen=True)
class Likeness:
    """A mutant with similar failures."""

    mutant: Mutant
    alike: float
    """Failures in common, as a fraction of those of either."""


def find_likenesses(passed: Collection[str], failed: Collection[str]) -> list[Likeness]:
    """The mutants whose failures, in the vectors that were run, are most similar to those of a simulator."""
    ran, failing = {*passed, *failed}, set(failed)
    compared = []
    for mutant in kill_matrix().values():
        own = ran & set(mutant.vectors)
        both = len(own & failing)
        compared.append(Likeness(mutant, both / (len(own | failing) or 1)))
    least = LEAST_ALIKE_IF_MOST_FAIL if len(failing) > len(ran) / 2 else LEAST_ALIKE
    near = [one for one in compared if one.alike >= least]
    return sorted(near, key=lambda one: -one.alike)[:MOST_SHOWN]
