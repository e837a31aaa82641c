"""The program `lifspec`: `export-nir`, and the commands of the npm package, run by Node."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from ._node import command_line

TAKE_PROGRAMS = ("check", "compare")
NAMED = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*")
"""A simulator in Python, such as `my_simulator:neuron`."""


def main() -> None:
    """Runs the command line with the arguments of this process, and ends with its exit code."""
    words = sys.argv[1:]
    if words[:1] == ["export-nir"]:
        from ._export_nir import main as export_nir

        export_nir(words[1:])
        return
    if words[:1] == ["serve-python"]:
        from ._serving import serve_named

        serve_named(words[1])
        return
    try:
        command = command_line(*with_programs(words))
    except RuntimeError as error:
        sys.exit(f"lifspec: {error}")
    if words in (["--help"], ["help"], ["-h"], []):
        sys.exit(_help(command))
    if os.name == "posix":
        os.execv(command[0], command)  # so that signals and the exit code are those of the command line
    sys.exit(subprocess.run(command, check=False).returncode)


def with_programs(words: list[str]) -> list[str]:
    """Simulators that are named as `module:name` at the end, as programs that speak the protocol."""
    if words[:1] not in [[name] for name in TAKE_PROGRAMS]:
        return words
    at = len(words)
    while at > 1 and (NAMED.fullmatch(words[at - 1]) or words[at - 1] == "--"):
        at -= 1
    names = [word for word in words[at:] if word != "--"]
    programs = [["--", sys.executable, "-m", "lifspec", "serve-python", name] for name in names]
    return [*words[:at], *(word for program in programs for word in program)] if names else words


def _help(command: list[str]) -> int:
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    ours = "  export-nir [options] <folder> <file>   write a network as a NIR graph\n"
    print(re.sub(r"(?m)^(  help \[command\])", f"{ours}\\1", done.stdout), end="")
    return done.returncode
