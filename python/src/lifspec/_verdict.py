"""Verdicts and comparisons of simulators in this process."""

from __future__ import annotations

import html
import json
import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from ._answers import WrongAnswer
from ._judge import TIMEOUT_SECONDS, Judge
from ._simulator import Function, Simulator, as_simulator

RUNS = 5
"""Inputs per law."""

SHOWN_LINES = 10
"""Lines of a report that Python shows by itself; `print` shows all."""


@dataclass(frozen=True)
class Failure:
    """A law or a vector that a simulator fails."""

    id: str
    title: str
    expected: str
    got: str
    place: str = ""
    """Where it differs first, such as `voltage, step 46, neuron 0`; may be empty."""
    code: str = ""
    """An input that fails, as Python code that can be pasted."""

    def __str__(self) -> str:
        """What is wrong, and the input that shows it."""
        lines = [f"{self.id}: {self.title}", f"  expected  {self.expected}", f"  got       {self.got}"]
        lines += [f"  first difference: {self.place}"] if self.place else []
        return "\n".join([*lines, *(["", "failing input:", self.code] if self.code else [])])


@dataclass(frozen=True, repr=False)
class Report:
    """What lifspec found: as data, as text, and as HTML in a notebook."""

    data: Mapping[str, Any] = field(repr=False)
    """All fields, as `lifspec --report json` writes them."""
    text: str = field(repr=False)
    page: str = field(default="", repr=False)
    """An HTML page; may be empty."""

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return shortened(line for line in self.text.splitlines() if line)

    def _repr_html_(self) -> str:
        if not self.page:
            return f"<pre>{html.escape(self.text)}</pre>"
        style = "width: 100%; height: 32em; border: 0"
        return f'<iframe srcdoc="{html.escape(self.page)}" style="{style}"></iframe>'


@dataclass(frozen=True, repr=False)
class Verdict(Report):
    """The verdict on a simulator."""

    conforming: bool = False
    bit_identical: bool = False
    """Whether every number of every vector is exactly the expected one."""
    failures: Sequence[Failure] = ()
    conventions: Mapping[str, Any] = field(default_factory=dict)
    """Those it was judged by: where they come from, how they differ from Nengo's, and what has to be declared."""

    conclusion: Sequence[str] = ()
    """What it comes to: whether the simulator conforms, and the likely causes."""

    def __repr__(self) -> str:
        return shortened([*self.conclusion, *(f"failed: {failure.id}: {failure.title}" for failure in self.failures)])

    def raise_for_failures(self) -> None:
        """Raises `AssertionError`, with the verdict and the failures, unless the simulator conforms.

        Example:
            >>> import lifspec
            >>> lifspec.Verdict(data={}, text="conforms", conforming=True).raise_for_failures()
        """
        if not self.conforming:
            raise AssertionError("\n\n".join([*map(str, self.failures), self.text]))


def shortened(lines: Iterable[str]) -> str:
    """The first lines of a report."""
    shown = list(lines)
    more = [f"… and {len(shown) - SHOWN_LINES + 1} more; print() shows the report"] if len(shown) > SHOWN_LINES else []
    return "\n".join([*shown[: SHOWN_LINES - len(more)], *more])


def check(
    simulator: Simulator | Function,
    *,
    only: Iterable[str] | None = None,
    runs: int = RUNS,
    skip: str | os.PathLike[str] | Mapping[str, str] | None = None,
    seed: int | None = None,
    specification: str | None = None,
    timeout: float = TIMEOUT_SECONDS,
    progress: bool | None = None,
) -> Verdict:
    """Judges a simulator by all vectors and laws, as `lifspec check` does.

    Args:
        simulator: a `Simulator`, or a function of neurons
        only: ids of cases or clauses; `*` matches anything
        runs: inputs per law
        skip: cases that are known to fail: a file, or reasons by id such as `{"lif/continues-*": "issue 12"}`
        seed: of the inputs of laws, 0 to 2³¹ − 1; by default the same in every check
        specification: the specification that must judge, such as `0.4.0`; by default that of this lifspec
        timeout: seconds for an answer
        progress: whether a progress bar is shown, if tqdm is installed; by default on terminals and in notebooks

    Raises:
        TypeError: if an argument has the wrong type
        ValueError: if an argument has a wrong value
        Exception: that of the simulator, if it answers nothing

    Example:
        >>> import lifspec
        >>> silent = lambda given: {"fired": [[False] * len(given["initialVoltage"])] * len(given["current"])}
        >>> verdict = lifspec.check(silent, only=["threshold"], runs=1, progress=False)
        >>> verdict.conforming
        False
        >>> len(verdict.failures) > 0
        True
    """
    judged = as_simulator(simulator)
    given: dict[str, Any] = {
        "runs": runs,
        "seed": seed,
        "specification": specification,
        "only": only if only is None or isinstance(only, str) else list(only),
    }
    if isinstance(skip, Mapping):
        given["skips"] = [{"id": id, "reason": reason} for id, reason in skip.items()]
    elif isinstance(skip, (str, os.PathLike)):
        given["skip"] = os.fspath(skip)
    elif skip is not None:
        raise TypeError(f"skip must be a file or a dictionary of reasons by id, but is {skip!r}")
    choice = {name: value for name, value in given.items() if value is not None}
    try:
        with closing(Judge(judged, timeout=timeout)) as judge:
            cases = judge.send("plan", choice=choice)
            settled = judge.send("rules")
            results = []
            if "advice" not in settled:
                with progress_bar(sum(case["requests"] for case in cases), progress) as advance:
                    for case in cases:
                        results.append(judge.send("case", id=case["id"])["result"])
                        advance(case["requests"])
            concluded = judge.send("verdict", rules=settled["rules"], results=results)
    except WrongAnswer as wrong:
        raise wrong.with_traceback(None) from None  # it says where it was returned
    return verdict_of(settled, concluded)


def verdict_of(settled: Mapping[str, Any], concluded: Mapping[str, Any]) -> Verdict:
    """The verdict from what the judge concluded."""
    data = concluded["verdict"]
    cases = [case for clause in data["clauses"] for case in clause["cases"]]
    failed = [case for case in cases if case["outcome"] in ("failed", "unneeded skip")]
    about, conclusion = conclude(concluded)
    advice = settled.get("advice")
    return Verdict(
        data=data,
        text=advise(advice) if advice else "\n".join([*about, "", *conclusion, ""]),
        page=concluded["html"],
        conforming=data["conforming"],
        bit_identical=data["bitIdentical"],
        failures=[failure_of(case, case, concluded["codes"].get(case["id"], "")) for case in failed],
        conventions=data["conventions"],
        conclusion=advice["lines"] if advice else conclusion,
    )


def conclude(concluded: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """What a verdict says, and its conclusion, which is printed last, where nobody has to scroll."""
    lines = concluded["text"].splitlines()
    likely = [line for line in lines if line.startswith(("Diagnosis: ", "Likely "))]
    about = "\n".join(line for line in lines[1:] if line not in likely)
    return re.sub(r"\n{3,}", "\n\n", about.strip()).splitlines(), [lines[0], *likely]


def advise(advice: Mapping[str, Any], named: str = "") -> str:
    """What to fix or to declare, as text that can be pasted. The name is that of pytest's option."""
    declared = shlex.quote(json.dumps(advice["undeclared"]))
    option = f"  pytest --lifspec {named} --lifspec-conventions {declared}"
    return "\n".join([*advice["lines"], *([option] if named and "::" not in named else []), ""])


def failure_of(case: Mapping[str, Any], result: Mapping[str, Any], code: str) -> Failure:
    """A failure from the result of a case, and code that calls the simulator with its input."""
    id, title = case["id"], case["title"]
    failure = result.get("failure")
    if failure is None:
        return Failure(id, title, "that it fails, as the skip file says", f"it passes ({result.get('reason', '')})")
    parts = [failure.get("stage"), *(f"{name} {failure[name]}" for name in ("step", "neuron") if name in failure)]
    return Failure(id, title, failure["expected"], failure["got"], ", ".join(str(part) for part in parts if part), code)


@contextmanager
def progress_bar(total: int, wanted: bool | None) -> Iterator[Callable[[int], object]]:
    """A progress bar of tqdm, if it is installed. Yields a function that advances it."""
    try:
        from tqdm.auto import tqdm  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        yield lambda _: None
        return
    hidden = None if wanted is None else not wanted  # None: only on terminals and in notebooks
    with tqdm(total=total, unit="requests", leave=False, disable=hidden) as bar:
        yield bar.update


def compare(
    a: Simulator | Function,
    b: Simulator | Function,
    *,
    runs: int = 30,
    timeout: float = TIMEOUT_SECONDS,
) -> Report:
    """Finds out why two simulators differ, as `lifspec compare` does: the smallest input, and the rules.

    Example:
        >>> import lifspec
        >>> silent = lambda given: {"fired": [[False] * len(given["initialVoltage"])] * len(given["current"])}
        >>> always = lambda given: {"fired": [[True] * len(given["initialVoltage"])] * len(given["current"])}
        >>> print(lifspec.compare(silent, always, runs=1).text.splitlines()[0])  # doctest: +ELLIPSIS
        <...(A)...(B) differ (same spikes on 0 of 125 inputs): A never fires.
    """
    with closing(Judge(as_simulator(a), as_simulator(b), timeout=timeout)) as judge:
        found = judge.send("compare", runs=runs, images=0)
    return Report(found["output"], found["text"], found["html"])


def _from_judge(command: str) -> Any:
    with closing(Judge()) as judge:
        return judge.send(command)


def vectors() -> list[dict[str, Any]]:
    """The published vectors: inputs with expected outputs, in reading order.

    Example:
        >>> import lifspec
        >>> first = lifspec.vectors()[0]
        >>> first["capability"], first["input"]["dtSeconds"]
        ('neuron', 0.001)
    """
    return list(_from_judge("vectors"))


def profiles() -> dict[str, dict[str, Any]]:
    """The known simulators by id, such as `norse-box`, each with its `conventions`.

    Example:
        >>> import lifspec
        >>> lifspec.profiles()["norse-box"]["conventions"]["integrator"]
        'euler'
    """
    return {profile["id"]: profile for profile in _from_judge("profiles")}
