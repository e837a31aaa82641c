"""The judge: `lifspec pipe`, a child process that asks for runs of a simulator in this process."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import closing, suppress
from typing import Any

from ._answers import WrongAnswer
from ._causes import TooLong, limited, run_request, without_own_frames
from ._node import command_line
from ._simulator import Simulator
from ._writing import to_line

TIMEOUT_SECONDS = 60.0
"""Time limit for an answer of a simulator."""


class Judge:
    """A running judge of one simulator, or of two that are compared.

    `failure` is the last error that one raised, and `request` the last that one was asked.
    """

    def __init__(self, *simulators: Simulator, timeout: float = TIMEOUT_SECONDS) -> None:
        """Starts the process, and introduces the simulators as `a` and `b`.

        Raises:
            TypeError: if the timeout is not a number
            ValueError: if it is not positive, or a simulator declares something that does not exist
        """
        if not isinstance(timeout, (int, float)) or not timeout > 0:  # also NaN
            raise ValueError(f"timeout must be a number of seconds above 0, but is {timeout!r}")
        self.simulators = dict(zip("ab", simulators, strict=False))
        self.timeout = timeout
        self.failure: BaseException | None = None
        self.request: Mapping[str, Any] | None = None
        self.is_open = True
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
        self._process = subprocess.Popen(
            command_line("pipe"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors
        )
        for name, simulator in self.simulators.items():
            self.send("open", program=name, start=simulator.describe(), calls=simulator.calls())

    def send(self, command: str, **more: Any) -> Any:
        """Sends a command and answers what the judge asks until it has the result.

        Raises:
            ValueError: if the command is wrong, such as a pattern that matches no case
            RuntimeError: if the judge itself fails
            Exception: that of a simulator, or what is wrong with its first answers
        """
        __tracebackhide__ = True
        try:
            self._write({"command": command, **more})
            while True:
                message = self._read()
                if "ask" not in message:
                    break
                self._write(self._answer(message["program"], message["ask"]))
        except BaseException:
            self.close()  # the other side still waits for an answer
            raise
        if message.get("isBug"):
            raise RuntimeError(message["error"])
        if "error" in message:
            raise ValueError(message["error"])
        if "fault" in message:
            raise WrongAnswer(message["fault"]) if self.failure is None else without_own_frames(self.failure)
        return message.get("result")

    def _answer(self, program: str, request: Mapping[str, Any]) -> dict[str, Any]:
        self.request = request
        try:
            with limited(self.timeout):
                answer, failure = run_request(self.simulators[program], request)
        except TooLong as stop:
            raise TimeoutError(str(stop)).with_traceback(stop.__traceback__) from None
        if failure is not None:
            self.failure = failure
        return {"id": request["id"], **answer}

    def _write(self, message: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(to_line(message))
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError) as error:
            raise self._gone() from error

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise self._gone()
        message: dict[str, Any] = json.loads(line)
        return message

    def _gone(self) -> RuntimeError:
        self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode(errors="replace").strip()[-2000:]
        return RuntimeError(f"the judge ended with exit code {self._process.returncode}: {said or 'no message'}")

    def last_request_as_code(self) -> str:
        """Code that calls the simulator with the input that it was given last; empty if there is none."""
        if self.request is None:
            return ""
        with closing(Judge()) as another:  # this one may have ended
            code: str = another.send("code", requests=[self.request], calls=self.simulators["a"].calls())
        return code

    def close(self) -> None:
        """Ends the process."""
        self.is_open = False
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):  # what is left to write has no reader
                    stream.close()
        self._process.wait()
