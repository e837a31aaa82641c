"""Tests whether the LIF neurons of a simulator are correct: in pytest, in a notebook and on the command line."""

import json

from ._answers import WrongAnswer
from ._export_nengo_dl import export_nengo_dl
from ._nir_graph import Unsupported
from ._node import npm_folder
from ._rectifiers import export_keras, export_torch
from ._serving import protect_stdout, serve
from ._simulator import InvalidInput, Precision, Simulator, Skip
from ._verdict import Failure, Report, Verdict, check, compare, profiles, vectors
from .requests import Arrivals

__all__ = [
    "Arrivals", "Failure", "InvalidInput", "Precision", "Report", "Simulator", "Skip", "Unsupported", "Verdict",
    "WrongAnswer", "check", "compare", "export_keras", "export_nengo_dl", "export_torch", "profiles",
    "protect_stdout", "serve", "vectors",
]  # fmt: skip

__version__: str = json.loads((npm_folder() / "package.json").read_text("utf-8"))["version"]
