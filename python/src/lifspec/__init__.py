"""Tests whether the LIF neurons of a simulator are correct: in pytest, in a notebook and on the command line."""

import json

from .answers import WrongAnswer as WrongAnswer
from .export_nengo_dl import export_nengo_dl as export_nengo_dl
from .nir_graph import Unsupported as Unsupported
from .node import npm_folder
from .rectifiers import export_keras as export_keras
from .rectifiers import export_torch as export_torch
from .serving import protect_stdout as protect_stdout
from .serving import serve as serve
from .simulator import InvalidInput as InvalidInput
from .simulator import Precision as Precision
from .simulator import Simulator as Simulator
from .simulator import Skip as Skip
from .verdict import Failure as Failure
from .verdict import Report as Report
from .verdict import Verdict as Verdict
from .verdict import check as check
from .verdict import compare as compare
from .verdict import fingerprint as fingerprint
from .verdict import profiles as profiles
from .verdict import vectors as vectors

__version__: str = json.loads((npm_folder() / "package.json").read_text("utf-8"))["version"]
