"""The last lines of a run: the level of each simulator, and the known mistakes that fail like it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .failures import describe_mutant, find_likenesses
from .levels import LEVELS, Level

ABOUT_SPIKES = ("neuron/lif", "network")
"""Vectors whose level counts; numbers within a tolerance reach `steps` at most."""


@dataclass
class Results:
    """The levels of the vectors of a simulator, by id; empty for a vector without a level."""

    passed: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    errors: set[str] = field(default_factory=set)
    """The failed vectors that were not answered with an output."""
    fired: list[bool] = field(default_factory=list)
    """For each input that should cause spikes: whether it did."""
    rounded: list[bool] = field(default_factory=list)
    """For each answer with voltages of a simulator that declares float64: whether all are float32 numbers."""


def results_by_simulator(stats: Mapping[str, Sequence[Any]]) -> dict[str, Results]:
    """The results in the reports of pytest, by the name of the simulator's tests."""
    found: dict[str, Results] = {}
    for outcome in ("passed", "failed"):
        for report in stats.get(outcome, ()):
            told = dict(report.user_properties) if getattr(report, "when", "") == "call" else {}
            if "lifspec" in told:
                results = found.setdefault(told["lifspec_simulator"], Results())
                getattr(results, outcome)[told["lifspec"]] = told.get("lifspec_level", "")
                if "lifspec_error" in told:
                    results.errors.add(told["lifspec"])
                for name in told.keys() & {"lifspec_fired", "lifspec_rounded"}:
                    getattr(results, name.removeprefix("lifspec_")).append(told[name])
    return found


FLOAT32 = (
    "likely cause: it declares float64, but every voltage is a float32 number; "
    'add --lifspec-precision float32, or precision="float32"'
)


def describe_results(results: Results, is_auto: bool = False) -> list[str]:
    """The level, advice, and the mutants with similar failures, one line each."""
    passed, failed = results.passed, results.failed
    answered = failed.keys() - results.errors
    counts = f"{len(passed)} of {len(passed) + len(failed)} vectors passed"
    level = _worst([*passed.items(), *failed.items()])
    lines = [counts if level is None else f"level {Level(level)}: {counts}"]
    if results.fired and not any(results.fired):
        return [*lines, f"it never fires: {len(results.fired)} inputs should cause spikes, and none did"]
    if failed and results.rounded and all(results.rounded):
        lines.append(FLOAT32)
    elif len(answered) > len(passed) and not is_auto:
        lines.append('if its conventions are not Nengo\'s, declare them, or use conventions="auto"')
    for likeness in find_likenesses(passed, answered) if answered else []:
        common = f"{100 * likeness.alike:.0f} % of failures in common"
        lines.append(f"fails like {describe_mutant(likeness.mutant)} ({common})")
    return lines


def _worst(levels: Iterable[tuple[str, str]]) -> str | None:
    known = [(id, level) for id, level in levels if level]
    counting = [level for id, level in known if id.startswith(ABOUT_SPIKES)] or [level for _, level in known]
    return max(counting, key=LEVELS.index, default=None)
