"""Real simulators pass the vectors by the conventions that they declare, and fail some by others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import REPOSITORY
from test_distribution import Environment

PYTEST = "pytest==8.4.2"
"""The plugin that Nengo brings does not work with pytest 9."""


def module_of(adapter: str) -> tuple[list[str], str]:
    """What an adapter of the repository requires, and its functions as a test file."""
    text = (REPOSITORY / "adapters" / f"{adapter}-adapter.py").read_text("utf-8")
    required = re.findall(r'"([^"]+)"', re.findall(r"^# dependencies = (.*)$", text, re.MULTILINE)[0])
    lines = re.sub(r"^lifspec\.serve\(", "test_simulator = lifspec.Simulator(", text, flags=re.MULTILINE)
    return [one for one in required if not one.startswith("lifspec")], lines


@pytest.mark.parametrize("adapter", ["nengo", pytest.param("snntorch", marks=pytest.mark.slow)])
def test_a_real_simulator_passes_by_its_conventions(adapter: str, tmp_path: Path) -> None:
    required, module = module_of(adapter)
    environment = Environment(tmp_path / "environment")
    environment.install("--editable", str(REPOSITORY / "python"), PYTEST, *required)
    (tmp_path / "test_it.py").write_text(module)
    output = environment.succeed("pytest", cwd=tmp_path)
    assert re.search(r"^level (bits|steps): ", output, re.MULTILINE)
    assert int(re.findall(r"(\d+) passed", output)[0]) > 60
    wrong = 'conventions="norse-box", ' if "conventions" not in module else ""
    changed = re.sub(r"conventions=conventions", 'conventions="norse-box"', module).replace(
        "lifspec.Simulator(", f"lifspec.Simulator({wrong}"
    )
    (tmp_path / "test_it.py").write_text(changed)
    done = environment.run("pytest", cwd=tmp_path)
    assert done.returncode == 1
    assert re.search(r"\d+ failed", done.stdout)
