"""The package runs on every supported Python that is installed, with the standard library alone."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from conftest import REPOSITORY
from test_distribution import blocks

PYTHONS = [f"python3.{minor}" for minor in range(10, 15)]

JUDGE = """
import sys
import lifspec
from lifspec.conventions import complete
from lifspec.expectations import expect_under, why_not_applicable
from lifspec.judging import judge
from lifspec.nearest import with_nearest

simulator, nearest = with_nearest(lifspec.Simulator(neuron=neuron, conventions="auto"))
conventions = complete(simulator.conventions)
applicable = [one for one in lifspec.vectors() if why_not_applicable(one, ["neuron"], conventions) is None]
expected = [expect_under(one, conventions, "float64") for one in applicable if one.kind != "refusal"]
outcomes = {judge(one, simulator).outcome for one in expected if one is not None}
print(nearest.profile, outcomes - {"not applicable"})
"""


@pytest.mark.parametrize("python", PYTHONS)
def test_the_neuron_of_the_readme_passes(python: str) -> None:
    if (
        shutil.which(python) is None
        or subprocess.run([python, "--version"], capture_output=True, check=False).returncode
    ):
        pytest.skip(f"{python} is not installed")
    variables = {**os.environ, "PYTHONPATH": str(REPOSITORY / "python" / "src")}
    code = f"{blocks('python')[0]}\n{JUDGE}"
    done = subprocess.run([python, "-S", "-c", code], env=variables, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("brian2-exact {'pass'}\n", "")
