"""Runs every vector and law as a test: `pytest --lifspec my_simulator:neuron`, or a `Simulator` in a test file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ._judge import TIMEOUT_SECONDS, Judge
from ._pytest_cases import CaseTest, SimulatorTests
from ._simulator import Simulator, load_simulator
from ._verdict import RUNS, conclude

OPTIONS = {
    "conventions": ("SOURCE", "a profile, or fields as JSON"),
    "precision": ("NAME", "float64, or float32 if any part is float32, as in Torch and JAX"),
    "skip": ("FILE", "JSON file of cases known to fail, each with a reason; one that passes is a failure"),
    "runs": ("N", f"inputs per law (default: {RUNS})"),
    "seed": ("N", "of the inputs of laws; by default the same in every run"),
    "specification": ("VERSION", "judge only if lifspec has this specification, such as 0.4.0"),
    "timeout": ("SECONDS", f"for an answer of the simulator (default: {TIMEOUT_SECONDS:.0f})"),
    "html": ("FOLDER", "writes the report on each simulator as a page"),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options, each of which can also be set in the configuration file: `lifspec_skip`."""
    group = parser.getgroup("lifspec", "vectors and laws for simulators of LIF neurons")
    group.addoption("--lifspec", metavar="MODULE:NAME", action="append", help="a function of neurons, or a Simulator")
    for name, (metavar, text) in OPTIONS.items():
        group.addoption(f"--lifspec-{name}", metavar=metavar, help=text)
        parser.addini(f"lifspec_{name}", text)


def pytest_configure(config: pytest.Config) -> None:
    """Registers the marker, and what writes the summary."""
    config.addinivalue_line("markers", "lifspec: a vector or a law of lifspec")
    config.pluginmanager.register(Summary(config), "lifspec-summary")
    if folder := option(config, "html"):
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise pytest.UsageError(f"--lifspec-html {folder}: {error.strerror}") from None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Adds the simulators of `--lifspec`, before `-k` and `-m` select from all tests."""
    for named in config.getoption("--lifspec") or []:
        try:
            simulator = _with_options(load_simulator(named, config.invocation_params.dir), config)
            tests = _tests_of(session, named, simulator, nodeid=named)
            items.extend(tests.collect())
        except (TypeError, ValueError, pytest.Collector.CollectError) as error:
            raise pytest.UsageError(f"--lifspec {named}: {error}") from None


def pytest_pycollect_makeitem(collector: pytest.Collector, name: str, obj: object) -> SimulatorTests | None:
    """Collects a `Simulator` in a test file whose name begins with `test`."""
    return _tests_of(collector, name, obj) if isinstance(obj, Simulator) and name.startswith("test") else None


def _tests_of(parent: Any, name: str, simulator: Simulator, **more: Any) -> SimulatorTests:
    config = parent.config
    if not hasattr(pytest, "version_tuple"):
        raise pytest.UsageError(f"lifspec needs pytest 7.0 or newer, but this is {pytest.__version__}")
    texts = {name: option(config, name) for name in ("runs", "seed", "specification", "timeout", "skip")}
    given = {name: _value(name, text) for name, text in texts.items() if text is not None}
    timeout = given.pop("timeout", TIMEOUT_SECONDS)
    tests: SimulatorTests = SimulatorTests.from_parent(
        parent, name=name, simulator=simulator, choice={"runs": RUNS, **given}, timeout=timeout, **more
    )
    return tests


def option(config: pytest.Config, name: str) -> str | None:
    """The value of an option; None if it is not set. A file in the configuration is relative to it."""
    given, written = config.getoption(f"--lifspec-{name}"), config.getini(f"lifspec_{name}")
    if name not in ("skip", "html"):
        return given or written or None
    if written and not given and config.inipath is not None:
        return str(config.inipath.parent / written)
    return str(Path(config.invocation_params.dir, given)) if given else None


def _value(name: str, text: str) -> Any:
    """The value of an option: a number unless it is a text, or a text that the judge will refuse."""
    if name in ("skip", "specification"):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _with_options(simulator: Simulator, config: pytest.Config) -> Simulator:
    conventions, precision = option(config, "conventions"), option(config, "precision")
    changes: dict[str, Any] = {"precision": precision} if precision else {}
    if conventions:
        try:
            changes["conventions"] = json.loads(conventions) if conventions.startswith("{") else conventions
        except ValueError as error:
            raise ValueError(f"--lifspec-conventions: must be JSON: {error}") from None
    return replace(simulator, **changes)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Adds what the summary needs to the report, which also reaches the main process of xdist."""
    made: Any = yield
    if isinstance(item, CaseTest) and call.when == "call":
        made.get_result().lifspec = item.told


class Summary:
    """Collects the results of cases by simulator, and writes the verdicts."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.told: dict[str, list[Mapping[str, Any]]] = {}
        self.judges: dict[str, Judge] = {}
        """Those of this process, by simulator."""
        self.lines: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notes what a test tells."""
        told = getattr(report, "lifspec", None)
        if told is not None:
            self.told.setdefault(told["simulator"], []).append(told)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keeps the test of the conventions with any other of its simulator, and repeats requests at the end."""
        items.sort(key=lambda item: isinstance(item, CaseTest) and item.case.get("isLast", False))
        last: dict[Any, int] = {item.parent: at for at, item in enumerate(items) if isinstance(item, CaseTest)}
        for tests, at in sorted(last.items(), key=lambda one: -one[1]):
            if tests.conventions is not None and tests.conventions not in items:
                items.insert(at + 1, tests.conventions)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Concludes the verdicts."""
        if hasattr(self.config, "workeroutput"):
            return
        for name, told in self.told.items():
            lines, page = _conclude(name, told, self.judges.get(name))
            self.lines += ["", *lines] if self.lines else lines
            if folder := option(self.config, "html"):
                file = Path(folder) / f"{re.sub(r'[^A-Za-z0-9_]+', '-', name)}.html"
                file.write_text(page, "utf-8") if page else file.unlink(missing_ok=True)

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: Any) -> Iterator[None]:
        """Writes the verdicts, below the list of failures."""
        yield
        if self.lines:
            terminalreporter.section("lifspec")
            for line in self.lines:
                terminalreporter.line(line)


def _conclude(name: str, told: list[Mapping[str, Any]], known: Judge | None) -> tuple[list[str], str]:
    """The lines of the verdict on a simulator, the most important ones last, and its page."""
    results = [one["result"] for one in told if "result" in one]
    hindered = [one["hindered"] for one in told if "hindered" in one]
    if hindered or not results:
        return [f"{name}: nothing was judged: {(hindered or ['no case was run'])[0]}"], ""
    start = told[0]["start"]
    with closing(known if known and known.is_open else Judge()) as judge:
        if judge is not known:  # as if the tests ran in processes of xdist
            judge.send("open", program="a", start=start)
            judge.send("plan", choice=told[0]["choice"])
        rules = next(one["rules"] for one in told if "rules" in one)
        concluded = judge.send("verdict", rules=rules, results=results)
    about, (verdict, *likely) = conclude(concluded)
    about = [line.replace("lifspec check --report html=FILE", "pytest --lifspec-html FOLDER") for line in about]
    return [*about, f"{name}: {verdict}", *likely], concluded["html"]
