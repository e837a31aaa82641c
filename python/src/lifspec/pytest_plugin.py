"""Runs every vector that applies to a simulator as a test: `pytest --lifspec mymodule:neuron`."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from .data import clauses
from .loading import load_simulator
from .plugin_options import LIMIT_SECONDS, limit_of, option
from .simulator import Simulator
from .summary import describe_results, results_by_simulator
from .vector_tests import FOUND, SimulatorTests, marker_of


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options, each of which can also be set in the configuration file: `lifspec_skip`."""
    group = parser.getgroup("lifspec", "vectors for simulators of LIF neurons")
    group.addoption("--lifspec", metavar="MODULE:NAME", action="append", help="a function of neurons, or a Simulator")
    for name, metavar, text in (
        ("conventions", "NAME", 'a profile, "auto" for the nearest one, or fields of the protocol as JSON'),
        ("precision", "NAME", "float64, or float32 if any part is float32, as in Torch and JAX"),
        ("skip", "FILE", "JSON file of cases known to fail, each with a reason; one that passes is a failure"),
        ("limit", "SECONDS", f"for one vector (default: {LIMIT_SECONDS:.0f})"),
    ):
        group.addoption(f"--lifspec-{name}", metavar=metavar, help=text)
        parser.addini(f"lifspec_{name}", text)


def pytest_configure(config: pytest.Config) -> None:
    """Registers a marker per clause."""
    config.addinivalue_line("markers", "lifspec: a vector of lifspec")
    for clause in clauses().values():
        config.addinivalue_line("markers", f"{marker_of(clause.id)}: {clause.statement}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Adds the simulators of `--lifspec`, before `-k` and `-m` select from all tests."""
    for named in config.getoption("--lifspec") or []:
        try:
            limit_of(config)
            simulator = _with_options(load_simulator(named, config.invocation_params.dir), config)
            make = partial(SimulatorTests.from_parent, session, name=named, nodeid=named, simulator=simulator)
            items.extend(make().collect())
        except (TypeError, ValueError, pytest.Collector.CollectError) as error:
            raise pytest.UsageError(f"--lifspec {named}: {error}") from None


def _with_options(simulator: Simulator, config: pytest.Config) -> Simulator:
    conventions, precision = option(config, "conventions"), option(config, "precision")
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


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Says which level each simulator reaches, and which known mistakes fail like it."""
    results = results_by_simulator(terminalreporter.stats)
    if not results:
        return
    terminalreporter.section("lifspec")
    for name, own in results.items():
        found = config.stash.get(FOUND, {}).get(name, [])
        for line in [*(found or [f"{name}:"]), *describe_results(own, is_auto=bool(found))]:
            terminalreporter.line(line)
