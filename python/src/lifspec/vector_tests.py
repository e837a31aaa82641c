"""A simulator as tests of pytest, one for each vector that applies to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from .conventions import changes_from, complete, nengo_conventions
from .data import Vector, vectors
from .expectations import expect_under, why_not_applicable
from .failures import describe_failure
from .judging import Outcome, judge
from .nearest import with_nearest
from .plugin_options import limited, option
from .rule import rounded
from .simulator import Simulator, Skip
from .skips import SkippedCase, read_skips, skip_of


def marker_of(clause: str) -> str:
    """The marker of a clause, such as `lifspec_threshold`."""
    return f"lifspec_{clause.replace('-', '_')}"


class SimulatorTests(pytest.Collector):
    """A simulator, with a test for every vector that applies to it."""

    def __init__(self, *, simulator: Simulator, **more: Any) -> None:
        """Takes what `from_parent` passes on."""
        super().__init__(**more)
        self.simulator = simulator

    def collect(self) -> Iterator[VectorTest]:
        """The tests, in reading order."""
        simulator = self._with_conventions()
        conventions, skips = complete(simulator.conventions), self._skips()
        for vector in vectors():
            if vector.kind == "refusal" and simulator.refuse_invalid:
                continue  # it would test lifspec
            if why_not_applicable(vector, simulator.capabilities, conventions) is not None:
                continue
            expected = expect_under(vector, conventions, simulator.precision)
            if expected is None:
                continue  # rounding decides in which steps it fires, or it is a network
            test: VectorTest = VectorTest.from_parent(
                self, name=f"{vector.id}: {vector.title}", vector=expected, simulator=simulator
            )
            test.skip = skip_of(vector, skips)
            yield test

    def _skips(self) -> tuple[SkippedCase, ...]:
        named = option(self.config, "skip")
        try:
            return () if named is None else read_skips(Path(self.config.invocation_params.dir, named))
        except ValueError as error:
            raise self.CollectError(str(error)) from None

    def _with_conventions(self) -> Simulator:
        if self.simulator.conventions != "auto" or self.simulator.neuron is None:
            return replace(self.simulator, conventions=None) if self.simulator.conventions == "auto" else self.simulator
        try:
            with limited(self.config):
                simulator, nearest = with_nearest(self.simulator)
        except Exception as error:
            raise self.CollectError(f'conventions="auto": {type(error).__name__}: {error}') from None
        declared = changes_from(nengo_conventions(), nearest.conventions)
        trains = f"{nearest.explained} of {nearest.compared} trains"
        partly = [f"these conventions explain {trains}, but not the {nearest.deviation}"]
        advice = [*nearest.mistakes(), f"declare it with conventions={declared}"]
        told = [f"{self.name}: {nearest}", *(partly if nearest.deviation else advice)]
        self.config.stash.setdefault(FOUND, {})[self.name] = told
        return simulator


FOUND = pytest.StashKey[dict[str, list[str]]]()
"""What `conventions="auto"` found, by the name of the simulator's tests, for the summary."""


class VectorFailure(Exception):
    """A vector that a simulator fails, or that needs no skip."""


class VectorTest(pytest.Item):
    """A vector, judged by the conventions and the precision of a simulator."""

    skip: SkippedCase | None = None

    def __init__(self, *, vector: Vector, simulator: Simulator, **more: Any) -> None:
        """Takes what `from_parent` passes on."""
        super().__init__(**more)
        self.vector, self.simulator = vector, simulator
        self.add_marker("lifspec")
        self.add_marker(marker_of(vector.clause))

    def runtest(self) -> None:
        """Fails if the simulator fails the vector, or passes one that the skip file lists."""
        if self.skip is not None and not self.skip.is_tried:
            pytest.skip(self.skip.reason)
        told = {"lifspec": self.vector.id, "lifspec_simulator": self.parent.name if self.parent else ""}
        self.user_properties.extend(told.items())
        try:
            with limited(self.config):
                outcome = judge(self.vector, self.simulator)
        except Skip as reason:
            pytest.skip(f"skipped by the simulator: {reason}")
        except Exception:
            if self.skip is None:
                self.user_properties.append(("lifspec_error", True))
                raise
            pytest.skip(self.skip.reason)
        if outcome.is_error:
            self.user_properties.append(("lifspec_error", True))
        if outcome.expected and outcome.got and any(outcome.expected["spikes"]):
            self.user_properties.append(("lifspec_fired", any(outcome.got["spikes"])))
        voltages = (outcome.got or {}).get("voltage")
        if voltages and self.simulator.precision == "float64":
            self.user_properties.append(("lifspec_rounded", rounded(voltages)))
        if outcome.level is not None:
            self.user_properties.append(("lifspec_level", outcome.level.name))
        self._conclude(outcome)

    def _conclude(self, outcome: Outcome) -> None:
        if outcome.outcome == "not applicable":
            pytest.skip(f"not applicable: {outcome.reason}")
        if self.skip is not None and outcome.outcome == "fail":
            pytest.skip(self.skip.reason)
        if self.skip is not None and not self.skip.is_flaky:
            raise VectorFailure(f"is skipped but passes; remove it from the skip file ({self.skip.reason})")
        if outcome.outcome == "fail":
            raise VectorFailure(describe_failure(self.vector, outcome))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The description of a failure, or the traceback of an error in the simulator."""
        if isinstance(excinfo.value, VectorFailure):
            return str(excinfo.value)
        own = str(Path(__file__).parent)
        excinfo.traceback = excinfo.traceback.filter(lambda entry: not str(entry.path).startswith(own))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The name of the test in reports."""
        return self.path, None, self.name
