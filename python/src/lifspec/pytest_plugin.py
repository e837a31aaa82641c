"""Runs every vector that applies to a simulator as a test: `pytest --lifspec mymodule:neuron`."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from .conventions import changes_from, complete, nengo_conventions
from .data import Vector, subjects, vectors
from .expectations import expect_under, why_not_applicable
from .failures import describe_failure, describe_mutant, find_likenesses
from .judging import Outcome, judge
from .levels import LEVELS, Level
from .loading import load_simulator
from .nearest import with_nearest
from .simulator import Simulator, Skip
from .skips import SkippedCase, read_skips, skip_of

LIMIT_SECONDS = 30.0
"""Default limit for the two runs of a vector."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options, each of which can also be set in the configuration file: `lifspec_skip`."""
    group = parser.getgroup("lifspec", "vectors for simulators of LIF neurons")
    group.addoption("--lifspec", metavar="MODULE:NAME", action="append", help="a function of neurons, or a Simulator")
    for name, metavar, text in (
        ("conventions", "NAME", 'a profile, "auto" for the nearest one, or fields of the protocol as JSON'),
        ("precision", "NAME", "float64 or float32"),
        ("skip", "FILE", "JSON file of cases known to fail, each with a reason; one that passes is a failure"),
        ("limit", "SECONDS", f"for one vector (default: {LIMIT_SECONDS:.0f})"),
    ):
        group.addoption(f"--lifspec-{name}", metavar=metavar, help=text)
        parser.addini(f"lifspec_{name}", text)


def pytest_configure(config: pytest.Config) -> None:
    """Registers a marker per claim and clause."""
    config.addinivalue_line("markers", "lifspec: a vector of lifspec")
    for subject in subjects().values():
        config.addinivalue_line("markers", f"{marker_of(subject.id)}: {subject.statement}")


def marker_of(subject: str) -> str:
    """The marker of a claim or clause, such as `lifspec_C4`."""
    return f"lifspec_{subject.replace('-', '_')}"


def _option(config: pytest.Config, name: str) -> str | None:
    return config.getoption(f"--lifspec-{name}") or config.getini(f"lifspec_{name}") or None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Adds the simulators of `--lifspec`, before `-k` and `-m` select from all tests."""
    for named in config.getoption("--lifspec") or []:
        try:
            _limit(config)
            simulator = _with_options(load_simulator(named, config.invocation_params.dir), config)
            make = partial(SimulatorTests.from_parent, session, name=named, nodeid=named, simulator=simulator)
            items.extend(make().collect())
        except (TypeError, ValueError, pytest.Collector.CollectError) as error:
            raise pytest.UsageError(f"--lifspec {named}: {error}") from None


def _with_options(simulator: Simulator, config: pytest.Config) -> Simulator:
    conventions, precision = _option(config, "conventions"), _option(config, "precision")
    changes: dict[str, Any] = {}
    if conventions is not None:
        changes["conventions"] = _read_conventions(conventions)
    if precision is not None:
        changes["precision"] = precision
    return replace(simulator, **changes)


def _read_conventions(text: str) -> Any:
    if not text.startswith("{"):
        return text
    try:
        return json.loads(text)
    except ValueError as error:
        raise ValueError(f"--lifspec-conventions: must be JSON: {error}") from None


def pytest_pycollect_makeitem(collector: pytest.Collector, name: str, obj: object) -> SimulatorTests | None:
    """Collects a `Simulator` in a test file whose name begins with `test`."""
    if isinstance(obj, Simulator) and name.startswith("test"):
        collected: SimulatorTests = SimulatorTests.from_parent(collector, name=name, simulator=obj)
        return collected
    return None


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
                continue  # rounding decides when it fires under these conventions
            test: VectorTest = VectorTest.from_parent(
                self, name=f"{vector.id}: {vector.title}", vector=expected, simulator=simulator
            )
            test.skip = skip_of(vector, skips)
            yield test

    def _skips(self) -> tuple[SkippedCase, ...]:
        named = _option(self.config, "skip")
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
        told = [f"{self.name}: {nearest}", f"declare it with conventions={declared}"]
        if nearest.deviation:
            trains = f"{nearest.explained} of {nearest.compared} trains"
            told.insert(1, f"these conventions explain {trains}, but not the {nearest.deviation}")
        self.config.stash.setdefault(FOUND, []).extend(told)
        return simulator


FOUND = pytest.StashKey[list[str]]()
"""What `conventions="auto"` found, for the summary."""


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
        self.add_marker(marker_of(vector.subject))

    def runtest(self) -> None:
        """Fails if the simulator fails the vector, or passes one that the skip file lists."""
        if self.skip is not None and not self.skip.is_tried:
            pytest.skip(self.skip.reason)
        self.user_properties.append(("lifspec", self.vector.id))
        try:
            with limited(self.config):
                outcome = judge(self.vector, self.simulator)
        except Skip as reason:
            pytest.skip(f"skipped by the simulator: {reason}")
        except Exception:
            if self.skip is None:
                raise
            pytest.skip(self.skip.reason)
        if outcome.level is not None:
            self.user_properties.append(("lifspec_level", outcome.level.name))
        self._conclude(outcome)

    def _conclude(self, outcome: Outcome) -> None:
        if outcome.outcome == "not applicable":
            pytest.skip(f"not applicable: {outcome.reason}")
        if self.skip is not None and outcome.outcome == "fail":
            pytest.skip(self.skip.reason)
        if self.skip is not None:
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


class TooLong(Exception):
    """A simulator did not answer within the limit."""


def _limit(config: pytest.Config) -> float:
    text = _option(config, "limit")
    try:
        return LIMIT_SECONDS if text is None else float(text)
    except ValueError:
        raise ValueError(f"--lifspec-limit: expected seconds, but got {text!r}") from None


@contextmanager
def limited(config: pytest.Config) -> Iterator[None]:
    """Stops a simulator that does not answer, where the system has alarms."""
    seconds = _limit(config)
    is_possible = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not is_possible:
        yield
        return

    def stop(*_: object) -> None:
        raise TooLong(f"no answer within {seconds:g} s; --lifspec-limit changes the limit")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Says which level the simulator reaches, and which known mistakes fail like it."""
    found = {name: _vectors_in(terminalreporter.stats.get(name, [])) for name in ("passed", "failed", "skipped")}
    passed, failed = found["passed"], found["failed"]
    if not passed and not failed:
        return
    terminalreporter.section("lifspec")
    for line in config.stash.get(FOUND, []):
        terminalreporter.line(line)
    levels = [level for id, level in {**passed, **failed}.items() if level and id.startswith(("neuron/lif", "network"))]
    levels = levels or [level for level in {**passed, **failed}.values() if level]
    if levels:
        worst = max(levels, key=LEVELS.index)
        vectors_ = "vector" if len(passed) + len(failed) == 1 else "vectors"
        counts = f"{len(passed)} of {len(passed) + len(failed)} {vectors_} passed"
        terminalreporter.line(f"level {Level(worst)}: {counts}")
    if len(failed) > len(passed):
        terminalreporter.line('if its conventions are not Nengo\'s, declare them, or use conventions="auto"')
    for likeness in find_likenesses(passed, failed) if failed else []:
        common = f"{100 * likeness.alike:.0f} % of failures in common"
        terminalreporter.line(f"fails like {describe_mutant(likeness.mutant)} ({common})")


def _vectors_in(reports: list[Any]) -> dict[str, str]:
    """The levels of the vectors in reports, by id; empty for a vector without a level."""
    own = [dict(report.user_properties) for report in reports if getattr(report, "when", "") == "call"]
    return {one["lifspec"]: one.get("lifspec_level", "") for one in own if "lifspec" in one}
