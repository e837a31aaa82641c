"""Programs of the repository that tests talk to."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from lifspec.answers import read_output
from lifspec.requests import read_input

pytest_plugins = ["pytester"]

REPOSITORY = Path(__file__).resolve().parents[2]
MAIN = REPOSITORY / "dist" / "src" / "cli" / "main.js"


class Program:
    """A program that speaks the protocol, judged like a simulator."""

    conventions = None
    refuse_invalid = False
    label = "program"

    def __init__(self, *command: str) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.mutant: str | None = None
        self.ids = 0
        self.precision = "float64"

    def send(self, **request: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.ids += 1
        message = {"id": self.ids, **request}
        line = message if self.mutant is None else {"mutant": self.mutant, "line": json.dumps(message)}
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert answer["id"] == self.ids
        return answer

    def start(self) -> dict[str, Any]:
        answer = self.send(command="start", protocol=2)
        self.precision, self.capabilities = answer["precision"], answer["capabilities"]
        return answer

    def answer(self, capability: str, wire: Mapping[str, Any]) -> dict[str, Any]:
        answer = self.send(command="run", capability=capability, input=wire)
        if "error" in answer:
            is_refusal = answer["error"]["kind"] == "invalid-input"
            raise (ValueError if is_refusal else RuntimeError)(answer["error"]["message"])
        return read_output(capability, read_input(capability, wire), answer["output"])

    def close(self) -> None:
        self.process.stdin.close()  # type: ignore[union-attr]
        self.process.wait()


@pytest.fixture(scope="session")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("needs Node")
    return found


@pytest.fixture(scope="session")
def mutants(node: str) -> Iterator[Program]:
    """All mutants that `lifspec serve` can answer as, in one process; set `mutant` to choose one."""
    program = Program(node, str(Path(__file__).parent / "serve-mutants.mjs"))
    yield program
    program.close()
