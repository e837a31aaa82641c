"""The wheel and the source distribution work in clean environments, as the README says, word for word."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import REPOSITORY

README = (REPOSITORY / "python" / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^ *```(\w*)\n(.*?)^ *```$", README, re.MULTILINE | re.DOTALL)


def runs(python: str) -> bool:
    """Whether a Python is installed. A shim may stand for one that is not."""
    return shutil.which(python) is not None and subprocess.run([python, "-V"], capture_output=True).returncode == 0


NEWEST = next((python for python in ("python3.14", "python3.13", "python3.12") if runs(python)), sys.executable)
PYTHONS = sorted({sys.executable, NEWEST})


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


class Environment:
    """A virtual environment in which nothing is installed, and no Node is found."""

    def __init__(self, folder: Path, python: str = sys.executable) -> None:
        self.programs = folder / "bin"
        subprocess.run([python, "-m", "venv", "--without-pip", str(folder)], check=True)
        self.variables = {"PATH": str(self.programs), "HOME": str(folder)}

    def install(self, *words: str) -> None:
        command = ["uv", "pip", "install", "--quiet", "--python", str(self.programs / "python"), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def run(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [str(self.programs / words[0]), *words[1:]]
        return subprocess.run(command, cwd=cwd, env=self.variables, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Both, the wheel built from the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(REPOSITORY / "python")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {"wheel": next(folder.glob("*.whl")), "sdist": next(folder.glob("*.tar.gz"))}


@pytest.fixture(scope="module", params=PYTHONS)
def environment(
    request: pytest.FixtureRequest, distributions: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Environment:
    """The wheel, on the Python of these tests, which is the oldest, and on the newest that is installed."""
    created = Environment(tmp_path_factory.mktemp("environment"), request.param)
    created.install(str(distributions["wheel"]), "pytest")
    return created


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """A folder with the module of the README."""
    (tmp_path / "my_simulator.py").write_text(blocks("python")[0])
    return tmp_path


def test_the_wheel_is_small_and_contains_no_packages(distributions: Mapping[str, Path]) -> None:
    names = zipfile.ZipFile(distributions["wheel"]).namelist()
    bundled = {f"npm/dist/bundle/{name}" for name in ("main.js", "worker.js", "LICENSES.txt")}
    for name in {"py.typed", "npm/package.json"} | bundled:
        assert f"lifspec/{name}" in names
    assert [name for name in names if re.search(r"node_modules|\.map$|\.d\.ts$|__pycache__", name)] == []
    assert distributions["wheel"].stat().st_size < 3e6


def test_the_readme_leads_from_a_wrong_neuron_to_a_right_one(environment: Environment, user: Path) -> None:
    assert not (environment.programs / "node").exists()
    _, first, second = (shlex.split(command) for command in blocks("sh"))
    wrong = environment.run(*first, cwd=user)
    assert wrong.returncode == 1
    assert blocks("")[0] in wrong.stdout
    mended = re.search(r"`(decay = .*?)`, and `(voltage > 1)`", README)
    assert mended is not None
    text = re.sub(r"decay = .*", mended[1], blocks("python")[0]).replace("voltage >= 1", mended[2])
    (user / "my_simulator.py").write_text(text)
    right = environment.run(*second, "--lifspec-runs", "3", cwd=user)
    assert right.returncode == 0, right.stdout
    assert re.search(r"(?m)^my_simulator:neuron: conforms(?:, bit-identical)?: \d+ passed, 0 failed", right.stdout)
    assert re.search(r"conforms(?:, bit-identical)?: \d+ passed, 0 failed", README)


def test_the_examples_of_the_readme_run(environment: Environment, user: Path) -> None:
    (user / "test_lif.py").write_text(blocks("python")[1].replace("norse-box", "spikingjelly"))
    (user / "skips.json").write_text(blocks("json")[0])
    done = environment.run("pytest", "-k", "threshold", "--lifspec-skip=skips.json", "--lifspec-runs=1", cwd=user)
    assert done.returncode == 0, done.stdout
    script = f"{blocks('python')[1]}{blocks('python')[2]}".replace("norse-box", "spikingjelly")
    (user / "script.py").write_text(script.replace("test_lif)", 'test_lif, runs=1, only=["threshold"])'))
    done = environment.run("python", "script.py", cwd=user)
    assert (done.returncode, done.stdout) == (0, f"{done.stdout.split()[0]} []\n"), done.stderr
    (user / "adapter.py").write_text(blocks("python")[-1].replace("norse-box", "spikingjelly"))
    done = environment.run("lifspec", "check", "--only", "threshold", "--", "python", "adapter.py", cwd=user)
    assert done.returncode == 0, done.stdout + done.stderr
    (user / "a.py").write_text(blocks("python")[0])
    (user / "b.py").write_text(blocks("python")[0].replace("np.where(fired, 0, voltage)", "voltage - fired"))
    done = environment.run("lifspec", "compare", "--runs", "1", "a:neuron", "b:neuron", cwd=user)
    assert (done.returncode, done.stderr) == (1, "lifspec: A and B differ\n")
    assert "A resets to zero, while B resets by subtraction" in done.stdout


def test_the_network_of_the_readme_conforms(environment: Environment, tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "python" / "examples" / "network_numpy.py", tmp_path)
    words = ["lifspec", "check", "--quick", "network_numpy:simulator"]
    done = environment.run(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.match(r"conforms( on \d+ of \d+ cases)? in a quick check", done.stdout)


def test_the_source_distribution_can_be_installed(distributions: Mapping[str, Path], tmp_path: Path) -> None:
    created = Environment(tmp_path / "environment")
    created.install(str(distributions["sdist"]))
    shown = created.run("lifspec", "--version")
    assert re.fullmatch(r"lifspec [\d.]+, specification [\d.]+, protocol \d+, Node [\d.]+\n", shown.stdout), (
        shown.stderr
    )
    digits = created.run("lifspec", "sweep", "--images", "3")
    assert "need lifspec from npm, not from pip" in digits.stderr
