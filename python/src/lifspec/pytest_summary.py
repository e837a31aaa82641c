"""The verdicts at the end of a run of pytest, on the results of all its processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import pytest

from .judge import Judge


class Summary:
    """Collects the results of cases by simulator, and writes the verdicts."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.told: dict[str, list[Mapping[str, Any]]] = {}
        self.simulators: list[tuple[str, int, bool]] = []
        self.forgotten: set[str] = set()
        self.lines: list[str] = []

    def note_simulator(self, name: str, identity: int, is_test: bool) -> None:
        """Notes a simulator in a test file, which may have several names."""
        self.simulators.append((name, identity, is_test))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notes what a test tells."""
        told = getattr(report, "lifspec", None)
        if told is not None:
            self.told.setdefault(told["simulator"], []).append(told)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Concludes the verdicts. One that does not conform fails the run, even if no case does."""
        tested = {identity for _, identity, is_test in self.simulators if is_test}
        self.forgotten.update(
            f"{name} is a Simulator, but not a test, because its name does not begin with test"
            for name, identity, is_test in self.simulators
            if not is_test and identity not in tested
        )
        worker_output = getattr(self.config, "workeroutput", None)
        if worker_output is not None:
            worker_output["lifspec"] = sorted(self.forgotten)
            return
        for name, told in self.told.items():
            conforms, lines = _conclude(name, told)
            self.lines += ["", *lines] if self.lines else lines
            if not conforms and session.exitstatus == pytest.ExitCode.OK:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
        self.lines += sorted(self.forgotten)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Receives what a process of xdist tells at its end."""
        self.forgotten.update(getattr(node, "workeroutput", {}).get("lifspec", []))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Writes the verdicts."""
        if self.lines:
            terminalreporter.section("lifspec")
            for line in self.lines:
                terminalreporter.line(line)


def _conclude(name: str, told: list[Mapping[str, Any]]) -> tuple[bool, list[str]]:
    """Whether a simulator conforms, and the lines of its verdict, the most important one last."""
    causes = Counter(one["cause"] for one in told if "cause" in one)
    errors = [f"{count} of {len(told)} cases end in: {cause}" for cause, count in causes.most_common()]
    results = [one["result"] for one in told if "result" in one]
    if any("hindered" in one for one in told) or not results:
        return False, [*errors, f"{name}: nothing was judged, see the failure above"]
    start = told[0]["start"]
    with closing(Judge()) as judge:
        judge.send("open", program="a", start={"id": 0, "protocol": judge.send("protocol"), **start})
        judge.send("plan", choice=told[0]["choice"])
        rules = next(one["rules"] for one in told if "rules" in one)
        concluded = judge.send("verdict", rules=rules, results=results)
    called = {capability for one in told for capability in one.get("called", [])}
    unused = [capability for capability in start["capabilities"] if capability not in called]
    never = [f"never answered, so not tested: {', '.join(unused)}"] if unused else []
    about = concluded["text"].removeprefix(concluded["line"]).strip().splitlines()
    return concluded["verdict"]["conforming"], [*about, *errors, *never, f"{name}: {concluded['line']}"]
