"""Tests whether the LIF neurons of a simulator are correct: in pytest, in a notebook and on the command line."""

import json

from .answers import WrongAnswer
from .export_nengo_dl import export_nengo_dl
from .nir_graph import Unsupported
from .node import npm_folder
from .rectifiers import export_keras, export_torch
from .requests import Arrivals
from .serving import protect_stdout, serve
from .simulator import InvalidInput, Precision, Simulator, Skip
from .verdict import Failure, Report, Verdict, check, compare, profiles, vectors

__all__ = [
    "Arrivals", "Failure", "InvalidInput", "Precision", "Report", "Simulator", "Skip", "Unsupported", "Verdict",
    "WrongAnswer", "check", "compare", "export_keras", "export_nengo_dl", "export_torch", "profiles",
    "protect_stdout", "serve", "vectors",
]  # fmt: skip

__version__: str = json.loads((npm_folder() / "package.json").read_text("utf-8"))["version"]
