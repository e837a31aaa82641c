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
    created.install(f"lifspec[pytest] @ file://{distributions['wheel']}")
    return created


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """A folder with the module of the README."""
    (tmp_path / "my_simulator.py").write_text(blocks("python")[0])
    return tmp_path


def test_the_wheel_is_small_and_contains_no_packages(distributions: Mapping[str, Path]) -> None:
    names = zipfile.ZipFile(distributions["wheel"]).namelist()
    bundled = {f"_npm/dist/bundle/{name}" for name in ("main.js", "worker.js", "LICENSES.txt")}
    for name in {"py.typed", "_npm/package.json", "_npm/docs/definition.md"} | bundled:
        assert f"lifspec/{name}" in names
    assert [name for name in names if re.search(r"node_modules|\.map$|\.d\.ts$|__pycache__", name)] == []
    assert distributions["wheel"].stat().st_size < 3e6


def test_a_clone_that_is_not_compiled_says_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "python", tmp_path / "python", ignore=shutil.ignore_patterns(".*", "tests"))
    shutil.copy(REPOSITORY / "package.json", tmp_path)
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", str(tmp_path / "python")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    advice = "install Node 20.19 or newer and run npm ci in the root of the repository, then again"
    assert f"lifspec is not compiled: {advice}" in done.stderr.splitlines()
    assert "hatch_build.py" not in done.stdout + done.stderr


@pytest.mark.parametrize("version", ["6.2.5", "7.0.0"])
def test_an_old_pytest_is_not_disturbed(distributions: Mapping[str, Path], tmp_path: Path, version: str) -> None:
    created = Environment(tmp_path / "environment")
    created.install(str(distributions["wheel"]), f"pytest=={version}")
    (tmp_path / "my_simulator.py").write_text(blocks("python")[0])
    (tmp_path / "test_other.py").write_text("def test_it(): pass\n")
    assert "1 passed" in created.run("pytest", cwd=tmp_path).stdout
    done = created.run("pytest", "--lifspec", "my_simulator:neuron", "-k", "threshold", cwd=tmp_path)
    judged = "my_simulator declares no conventions, and does not follow Nengo's rules." in done.stdout
    assert judged == (version == "7.0.0")
    assert judged or f"lifspec needs pytest 7.0 or newer, but this is {version}" in done.stderr


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
    verdict = re.search(r"(?m)^my_simulator:neuron: (conforms: \d+ passed, 0 failed)", right.stdout)
    assert verdict is not None, right.stdout
    assert f"`{verdict[1]}`" in README


def test_the_workflow_of_the_readme_runs(distributions: Mapping[str, Path], user: Path) -> None:
    created = Environment(user / "environment")
    project = '[project]\nname = "mine"\nversion = "1"\n[tool.setuptools]\npy-modules = ["my_simulator"]\n'
    (user / "pyproject.toml").write_text(project)
    install, judge = (shlex.split(line) for line in re.findall(r"- run: (.*)", blocks("yaml")[0]))
    assert install[:2] == ["pip", "install"]
    wheel = f"lifspec[pytest] @ file://{distributions['wheel']}"
    created.install(*(str(user) if word == "." else word.replace("lifspec[pytest]", wheel) for word in install[2:]))
    done = created.run(*judge, "-k", "threshold", cwd=user)
    assert "my_simulator declares no conventions, and does not follow Nengo's rules." in done.stdout, done.stderr
    assert (user / "report").is_dir()


def test_the_examples_of_the_readme_run(environment: Environment, user: Path) -> None:
    (user / "test_lif.py").write_text(blocks("python")[1].replace("norse-box", "spikingjelly"))
    (user / "skips.json").write_text(blocks("json")[0])
    done = environment.run("pytest", "-k", "threshold", "--lifspec-skip=skips.json", "--lifspec-runs=1", cwd=user)
    assert done.returncode == 0, done.stdout
    script = f"{blocks('python')[1]}{blocks('python')[2]}".replace("norse-box", "spikingjelly")
    (user / "script.py").write_text(script.replace("test_lif)", 'test_lif, runs=1, only=["threshold"])'))
    done = environment.run("python", "script.py", cwd=user)
    assert (done.returncode, done.stdout) == (0, f"{done.stdout.split()[0]} []\n"), done.stderr
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
    assert re.fullmatch(
        r"lifspec [\d.]+, specification [\d.]+\+[0-9a-f]{12}, protocol \d+, Node [\d.]+\n", shown.stdout
    ), shown.stderr
    digits = created.run("lifspec", "sweep", "--images", "3")
    assert "need lifspec from npm, not from pip" in digits.stderr
