"""What several tests need: the repository, and the folder of a user."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from lifspec._node import find_node
from lifspec._serving import PROTOCOL

pytest_plugins = ["pytester"]

REPOSITORY = Path(__file__).resolve().parents[2]
MAIN = REPOSITORY / "dist" / "src" / "cli" / "main.js"

PLAIN = {"refractory": "none", "floor": "none", "spikeHeight": "1"}
"""The conventions of `SIMULATOR`."""

SIMULATOR = """
import numpy as np

def neuron(given):
    decay = np.exp(-given["dtSeconds"] / given["tauRcSeconds"])
    voltage, fired, trace = given["initialVoltage"], [], []
    for currents in given["current"]:
        voltage = currents + (voltage - currents) * decay
        fired.append(voltage > 1)
        voltage = np.where(fired[-1], 0.0, voltage)
        trace.append(voltage)
    return {"fired": fired, "voltage": trace}
"""


@pytest.fixture
def node() -> str:
    return find_node()


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `my_simulator.py`."""
    (tmp_path / "my_simulator.py").write_text(SIMULATOR)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def reference_answers(capability: str, inputs: Sequence[Any], precision: str = "float64") -> list[Any]:
    """What the reference simulator answers."""
    requests: list[Any] = [{"id": 0, "command": "start", "protocol": PROTOCOL}]
    requests += [
        {"id": id, "command": "run", "capability": capability, "input": given} for id, given in enumerate(inputs, 1)
    ]
    lines = "".join(f"{json.dumps(request)}\n" for request in requests)
    command = [find_node(), str(MAIN), "serve", "--precision", precision]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line)["output"] for line in done.stdout.splitlines()[1:]]
