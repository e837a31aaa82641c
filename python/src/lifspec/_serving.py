"""Answers the requests of lifspec: one JSON object per line on stdin, one answer per line on stdout."""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any, BinaryIO

from ._causes import error_answer, place_of, run_request, without_own_frames
from ._simulator import Simulator, load_simulator
from ._writing import to_line

PROTOCOL = 4
"""The version of the protocol."""

_answers: BinaryIO | None = None


def protect_stdout() -> None:
    """From now on, sends whatever is printed, even by C++ code, to stderr, and keeps stdout for the answers.

    `serve` calls it. Call it before an import that prints.

    Example:
        >>> import subprocess, sys
        >>> program = "import lifspec; lifspec.protect_stdout(); print('a message')"
        >>> done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        >>> done.stdout, done.stderr.strip()
        ('', 'a message')
    """
    global _answers
    if _answers is None:
        sys.stdout.flush()
        _answers = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        sys.stdout = sys.stderr


def serve(**described: Any) -> None:
    """Serves a simulator until lifspec sends `stop` or closes stdin. The arguments are those of `lifspec.Simulator`.

    A wrong argument ends the program with a message and exit code 2.

    Example:
        >>> import subprocess, sys
        >>> program = "import lifspec; lifspec.serve(neuron=lambda given: {'fired': []}, name='mine')"
        >>> asked = '{"id": 0, "command": "start", "protocol": 4}\\n{"command": "stop"}\\n'
        >>> done = subprocess.run([sys.executable, "-c", program], input=asked, capture_output=True, text=True)
        >>> '"mine"' in done.stdout, done.returncode
        (True, 0)
    """
    try:
        simulator = Simulator(**described)
    except (TypeError, ValueError) as error:
        print(f"lifspec.serve: {error}", file=sys.stderr)
        sys.exit(2)
    serve_simulator(simulator)


def serve_named(named: str) -> None:
    """Serves the simulator `module:name`, for `lifspec check module:name`."""
    protect_stdout()
    try:
        simulator = load_simulator(named, Path.cwd())
    except (TypeError, ValueError) as error:
        print(f"lifspec: {named}: {error}", file=sys.stderr)
        sys.exit(2)
    serve_simulator(simulator)


def serve_simulator(simulator: Simulator) -> None:
    """Answers requests on stdin for a simulator, until `stop`, or until the other side is gone."""
    protect_stdout()
    assert _answers is not None
    told: set[str] = set()
    for line in sys.stdin.buffer:
        answer = answer_line(simulator, line, told)
        if answer is None:
            sys.stderr.flush()
            os._exit(0)  # although threads of the simulator may still run, or its libraries end slowly
        try:
            _answers.write(to_line(answer))
            _answers.flush()
        except BrokenPipeError:
            return


def answer_line(simulator: Simulator, line: bytes, told: set[str]) -> dict[str, Any] | None:
    """The answer to a line; None for `stop`, which has none. An error is told on stderr once for each line of code."""
    try:
        request = json.loads(line)
        command = request["command"]
    except (ValueError, RecursionError, TypeError, KeyError):
        right = f'a line such as {{"id":0,"command":"start","protocol":{PROTOCOL}}}'
        return {"id": None, **error_answer("invalid-request", f"expected {right}")}
    if command == "stop":
        return None
    if command == "start":
        if request["protocol"] != PROTOCOL:
            spoken = f"the request speaks protocol {request['protocol']!r}"
            wrong = error_answer("invalid-request", f"{spoken}, but this lifspec needs protocol {PROTOCOL}")
            return {"id": request["id"], **wrong}
        return {"id": request["id"], "protocol": PROTOCOL, **simulator.describe()}
    answer, failure = run_request(simulator, request)
    if failure is not None:
        cause = f"{type(failure).__name__} {place_of(failure)}"
        if cause not in told:
            told.add(cause)
            print("".join(traceback.format_exception(without_own_frames(failure))), file=sys.stderr, flush=True)
    return {"id": request["id"], **answer}
