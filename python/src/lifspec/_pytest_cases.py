"""A simulator as tests of pytest: one for each vector and law for what it supports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ._causes import HERE, describe, place_of
from ._judge import Judge
from ._simulator import Simulator
from ._verdict import advise, failure_of


class Judging:
    """A judge of one simulator for all of its tests in this process."""

    def __init__(self, simulator: Simulator, choice: Mapping[str, Any], timeout: float, nodeid: str) -> None:
        self.simulator, self.nodeid = simulator, nodeid
        self.judge = Judge(simulator, timeout=timeout)
        self.opened = {"start": simulator.describe(), "choice": dict(choice)}
        self.cases = self.judge.send("plan", choice=choice)
        self.rules: Any = None
        self.mismatches: list[str] = []
        """How the simulator contradicts the conventions that it is judged by."""
        self.hindrance: BaseException | str | None = None
        self.first_hindered: str | None = None
        self.causes: dict[str, str] = {}
        """The test that shows an error, by its cause."""

    def settle(self) -> None:
        """Finds the conventions to judge by, before the first case, or what hinders every case."""
        if self.rules is not None or self.hindrance is not None:
            return
        try:
            settled = self.judge.send("rules")
        except (Exception, SystemExit) as failure:
            self.hindrance = failure
            return
        self.rules, self.mismatches = settled["rules"], settled["mismatches"]
        if "advice" in settled:
            self.hindrance = advise(settled["advice"], self.nodeid)

    def run(self, id: str) -> tuple[Any, str, BaseException | None]:
        """The result of a case, code that fails again, and the error of the simulator that it ends in, if any."""
        self.judge.failure = None
        try:
            ended = self.judge.send("case", id=id)
        except TimeoutError as failure:
            self.hindrance = failure  # it would not answer in the other cases either
            return None, "", failure
        result = ended["result"]
        is_error = result.get("failure", {}).get("instead") == "error"
        return result, ended["code"], self.judge.failure if is_error else None


class SimulatorTests(pytest.Collector):
    """A simulator, with a test for each vector and law for what it supports."""

    def __init__(self, *, simulator: Simulator, choice: Mapping[str, Any], timeout: float, **more: Any) -> None:
        super().__init__(**more)
        self.simulator, self.choice, self.timeout = simulator, choice, timeout
        self.conventions: ConventionsTest | None = None

    def collect(self) -> Iterator[CaseTest]:
        """The tests, in reading order. The simulator is not called."""
        try:
            judging = Judging(self.simulator, self.choice, self.timeout, self.nodeid)
        except (ValueError, RuntimeError) as error:
            raise self.CollectError(str(error)) from None
        self.config.add_cleanup(judging.judge.close)
        summary: Any = self.config.pluginmanager.get_plugin("lifspec-summary")
        summary.judges[self.nodeid] = judging.judge
        for case in judging.cases:
            test: CaseTest = CaseTest.from_parent(self, name=case["id"], case=case, judging=judging)
            yield test
        if "neuron" in self.simulator.capabilities:
            self.conventions = ConventionsTest.from_parent(self, name="conventions", case=CONVENTIONS, judging=judging)
            yield self.conventions


class CaseFailure(Exception):
    """A case that a simulator fails. Its message is all that is shown."""


class CaseTest(pytest.Item):
    """A vector or a law."""

    def __init__(self, *, case: Mapping[str, Any], judging: Judging, **more: Any) -> None:
        super().__init__(**more)
        self.case, self.judging = case, judging
        self.told: dict[str, Any] = {"simulator": judging.nodeid, **judging.opened}
        """What the summary needs of this test."""
        self.add_marker("lifspec")
        self.extra_keyword_matches.update((case["clause"], case["kind"], case["title"]))

    def runtest(self) -> None:
        """Fails if the simulator fails the case."""
        self.judging.settle()
        self._require_no_hindrance()
        result, code, error = self.judging.run(self.case["id"])
        self._require_no_hindrance()
        self.told.update(rules=self.judging.rules, result=result)
        outcome, reason, by = result["outcome"], result.get("reason", ""), result.get("skippedBy")
        if by == "file" and outcome == "skipped":
            pytest.xfail(reason)
            raise CaseFailure(reason)  # with --runxfail
        if by == "implementation" and outcome == "skipped":
            raise CaseFailure(f"is skipped by the simulator ({reason}); list it in the file of --lifspec-skip")
        if outcome in ("not applicable", "skipped"):
            pytest.skip(f"{outcome}: {reason}")
        if outcome == "passed":
            return
        if error is None:
            raise CaseFailure(str(failure_of(self.case, result, code)))
        self._fail_for_error(error, code)

    def _require_no_hindrance(self) -> None:
        """Fails with what hinders every case, the first time; skips the other cases."""
        hindrance = self.judging.hindrance
        if hindrance is None:
            return
        self.judging.first_hindered = self.judging.first_hindered or self.nodeid
        if self.judging.first_hindered != self.nodeid:
            pytest.skip(f"not run, because of {self.judging.first_hindered}")
        if isinstance(hindrance, str):
            differing = [line[4:].replace("; ", " (", 1) for line in hindrance.splitlines() if line.startswith("  - ")]
            self.told["hindered"] = f"{hindrance.splitlines()[0]} {'); '.join(differing)})"
            raise CaseFailure(hindrance)
        self.told["hindered"] = describe(hindrance, self.judging.simulator.first).splitlines()[0]
        self._fail_for_error(hindrance, self.judging.judge.last_request_as_code())

    def _fail_for_error(self, error: BaseException, code: str) -> None:
        """Shows an error with its traceback and input once; other cases that it hits name the first."""
        if code:
            self.add_report_section("call", "lifspec input", code)
        message = describe(error, self.judging.simulator.first)
        cause = f"{type(error).__name__} {place_of(error)}"
        first = self.judging.causes.setdefault(cause, self.nodeid)
        if first != self.nodeid:
            raise CaseFailure(f"the same error as in {first}: {message}")
        raise error

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The description of a failure, or the traceback of an error, from the user's code on."""
        if isinstance(excinfo.value, CaseFailure):
            return str(excinfo.value)
        entries = excinfo.traceback
        inner = max((at for at, entry in enumerate(entries) if str(entry.path).startswith(HERE)), default=-1)
        if inner + 1 == len(entries):
            return describe(excinfo.value, self.judging.simulator.first)
        excinfo.traceback = entries[inner + 1 :]
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The name of the test in reports."""
        return self.path, None, f"{self.judging.nodeid} {self.case['id']}: {self.case['title']}"


CONVENTIONS = {
    **dict.fromkeys(("id", "clause", "kind"), "conventions"),
    "title": "follows the conventions that it is judged by",
}


class ConventionsTest(CaseTest):
    """What the neurons of a simulator do, which decides by which conventions all cases are judged."""

    def runtest(self) -> None:
        """Fails if the simulator contradicts the conventions."""
        self.judging.settle()
        self._require_no_hindrance()
        if self.judging.mismatches:
            raise CaseFailure("\n".join(self.judging.mismatches))
