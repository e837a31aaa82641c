"""Errors in a simulator: answered as the protocol says, with the user's own line, and counted by cause."""

from __future__ import annotations

import signal
import sysconfig
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ._answers import WrongAnswer
from ._nir_graph import Unsupported
from ._simulator import InvalidInput, Simulator, Skip

HERE = str(Path(__file__).parent)
INSTALLED = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})


class TooLong(BaseException):
    """A simulator did not answer within the time limit. `except Exception` in it must not catch this."""


def run_request(simulator: Simulator, request: Mapping[str, Any]) -> tuple[dict[str, Any], BaseException | None]:
    """The answer to a request, without its id, and the error of the simulator that it reports, if any."""
    capability = request["capability"]
    try:
        return {"output": simulator.answer(capability, request["input"])}, None
    except Skip as reason:
        return {"skipped": str(reason) or "no reason given"}, None
    except Unsupported as refusal:
        return {"error": {"kind": "unsupported", "message": str(refusal), "parameter": refusal.parameter}}, None
    except InvalidInput as refusal:
        return error_answer("invalid-input", str(refusal)), None
    except (Exception, SystemExit) as failure:
        kind = "shape" if isinstance(failure, WrongAnswer) else "failed"
        return error_answer(kind, describe(failure, getattr(simulator, capability))), failure


def error_answer(kind: str, message: str) -> dict[str, Any]:
    """An answer that contains an error."""
    return {"error": {"kind": kind, "message": message}}


def describe(failure: BaseException, function: Any) -> str:
    """An error with the line of the user's code that raised it, or returned what is wrong."""
    words = "".join(traceback.format_exception_only(failure)).strip()
    if isinstance(failure, WrongAnswer):
        words = str(failure)
    elif isinstance(failure, SystemExit):
        words = f"the simulator called sys.exit({failure}); raise an exception instead"
    where, code = place_of(failure), getattr(function, "__code__", None)
    if not where and code:
        where = f"returned by {code.co_name}, {Path(code.co_filename).name}, line {code.co_firstlineno}"
    return f"{words} ({where})" if where else words


def place_of(failure: BaseException) -> str | None:
    """The innermost line of the user's own code in a traceback: `my_simulator.py, line 7`."""
    frames = traceback.extract_tb(failure.__traceback__)
    own = [frame for frame in frames if not frame.filename.startswith((HERE, *INSTALLED, "<"))]
    return f"{Path(own[-1].filename).name}, line {own[-1].lineno}" if own else None


def without_own_frames(failure: BaseException) -> BaseException:
    """The error with a traceback that begins in the user's code."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith(HERE):
        trace = trace.tb_next
    return failure.with_traceback(trace)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Stops a simulator that does not answer, where the system has alarms: not on Windows, nor in threads."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TooLong(f"no answer within {seconds:g} s; a longer timeout allows more")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, 1e9))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
