"""Answers the requests of lifspec: one JSON object per line on stdin, one answer per line on stdout."""

from __future__ import annotations

import json
import math
import os
import sys
import traceback
from collections.abc import Mapping
from typing import Any, BinaryIO, TextIO

from .answers import WrongAnswer
from .conventions import Conventions, complete
from .data import Precision
from .nir_graph import Unsupported
from .simulator import CAPABILITIES, Function, Simulator, Skip

PROTOCOL = 3
"""The version of the protocol."""

_answers: TextIO | None = None


def protect_stdout() -> None:
    """From now on, sends whatever is printed, even by C++ code, to stderr, and keeps stdout for the answers.

    `serve` calls it. Call it before an import that prints.
    """
    global _answers
    if _answers is None:
        sys.stdout.flush()
        _answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        sys.stdout = sys.stderr


def serve(
    *,
    neuron: Function | None = None,
    tuning: Function | None = None,
    network: Function | None = None,
    synapse: Function | None = None,
    seeded: Function | None = None,
    training: Function | None = None,
    nir: Function | None = None,
    conventions: str | Conventions | None = None,
    precision: Precision = "float64",
    limits: Mapping[str, int] | None = None,
    name: str = "",
    version: str = "unknown",
    homepage: str = "",
    numpy: bool = False,
    pad_steps: bool = False,
    refuse_invalid: bool = True,
) -> None:
    """Serves a simulator until lifspec sends `stop` or closes stdin; `help(lifspec.Simulator)` describes the arguments.

    A wrong argument ends the program with a message and exit code 2.
    """
    try:
        simulator = Simulator(**locals())
        if conventions == "auto":
            raise ValueError(
                'conventions: "auto" is for tests; lifspec fingerprint finds those that an adapter declares'
            )
    except (TypeError, ValueError) as error:
        print(f"lifspec.serve: {error}", file=sys.stderr)
        sys.exit(2)
    serve_simulator(simulator)


def serve_simulator(simulator: Simulator) -> None:
    """Answers requests on stdin for a simulator."""
    protect_stdout()
    assert _answers is not None
    answer_all(simulator, sys.stdin.buffer, _answers)


def answer_all(simulator: Simulator, requests: BinaryIO, answers: TextIO) -> None:
    """Answers every line until `stop`, until the input ends, or until nobody reads the answers."""
    for line in requests:
        answer = answer_line(simulator, line)
        if answer is None:
            return
        try:
            answers.write(f"{_written(answer)}\n")
            answers.flush()
        except BrokenPipeError:
            return


def answer_line(simulator: Simulator, line: bytes) -> dict[str, Any] | None:
    """The answer to a line; None for `stop`, which has none."""
    right = 'a request is a JSON object on one line, such as {"id":0,"command":"start","protocol":3}'
    try:
        request = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return {"id": None, **_error("invalid-request", f"the line is not UTF-8; {right}")}
    except (ValueError, RecursionError):
        return {"id": None, **_error("invalid-request", f"the line is not JSON; {right}")}
    if not isinstance(request, dict):
        return {"id": None, **_error("invalid-request", f"the line is not a JSON object; {right}")}
    wrong = _wrong_request(request)
    if wrong is None and request["command"] == "stop":
        return None
    answer = wrong or (describe(simulator) if request["command"] == "start" else _run(simulator, request))
    return {"id": request.get("id"), **answer}


def describe(simulator: Simulator) -> dict[str, Any]:
    """The answer to `start`, without its id."""
    about = {"name": simulator.label, "version": simulator.version, "language": "Python"}
    declared = simulator.conventions
    if isinstance(declared, str):
        declared = complete(declared)
    return {
        "protocol": PROTOCOL,
        "implementation": about | ({"homepage": simulator.homepage} if simulator.homepage else {}),
        "capabilities": list(simulator.capabilities),
        "precision": simulator.precision,
        **({"limits": dict(simulator.limits)} if simulator.limits else {}),
        **({"conventions": dict(declared)} if declared is not None else {}),
    }


def _error(kind: str, message: str) -> dict[str, Any]:
    return {"error": {"kind": kind, "message": message}}


def _wrong_request(request: Mapping[str, Any]) -> dict[str, Any] | None:
    command, id = request.get("command"), request.get("id")
    if command not in ("start", "run", "stop"):
        return _error("invalid-request", "command: expected start, run or stop")
    if command == "start" and request.get("protocol") != PROTOCOL:
        spoken = f"the request speaks protocol {request.get('protocol')!r}"
        return _error("wrong-protocol", f"{spoken}, but this lifspec needs protocol {PROTOCOL}")
    if not isinstance(id, int) or isinstance(id, bool) or id < 0:
        return _error("invalid-request", f"id: expected a whole number of 0 or more, but got {id!r}")
    if command == "run" and request.get("capability") not in CAPABILITIES:
        return _error("invalid-request", f"capability: expected one of {', '.join(CAPABILITIES)}")
    if command == "run" and not isinstance(request.get("input"), dict):
        return _error("invalid-request", "input: expected an object")
    return None


def _run(simulator: Simulator, request: Mapping[str, Any]) -> dict[str, Any]:
    capability = request["capability"]
    if capability not in simulator.capabilities:
        return {"skipped": f"{simulator.label} does not support {capability}"}
    try:
        return {"output": simulator.answer(capability, request["input"])}
    except Skip as reason:
        return {"skipped": _text_of(reason) or "no reason given"}
    except Unsupported as refusal:
        return {"error": {"kind": "unsupported", "message": str(refusal), "parameter": refusal.parameter}}
    except WrongAnswer as wrong:
        return _error("shape", str(wrong))
    except ValueError as refusal:
        return _error("invalid-input", _text_of(refusal))
    except Exception as failure:
        print("".join(traceback.format_exception(failure)), file=sys.stderr, flush=True)
        return _error("failed", f"{type(failure).__name__}: {_text_of(failure)}")


def _text_of(error: Exception) -> str:
    """The message of an exception, whose `__str__` may itself raise one."""
    try:
        return str(error)
    except Exception as wrong:
        return f"its message cannot be shown, because __str__ raised {type(wrong).__name__}"


def _written(answer: Mapping[str, Any]) -> str:
    """A line of JSON; numbers with all their digits, NaN and infinities as text."""
    try:
        return json.dumps(answer, allow_nan=False, default=_by_text)
    except ValueError:
        return json.dumps(_with_texts(answer), allow_nan=False, default=_by_text)
    except WrongAnswer as wrong:
        return json.dumps({"id": answer["id"], **_error("shape", str(wrong))})


def _by_text(value: Any) -> str:
    raise WrongAnswer(f"{type(value).__name__} cannot be written as JSON")


def _with_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_texts(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value
