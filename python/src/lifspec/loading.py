"""Imports the simulator that the command line names."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from .simulator import Simulator, check_signature


def load_simulator(named: str, folder: Path) -> Simulator:
    """Imports `module:name`: a function of neurons, or a `Simulator`. The folder is searched first.

    Raises:
        ValueError: if the name is not of this form, or nothing can be imported
        TypeError: if it is neither, or a function that does not take one argument
    """
    module, _, path = named.partition(":")
    if not module or not path:
        raise ValueError("must be MODULE:NAME, such as my_simulator:neuron")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    try:
        found: object = importlib.import_module(module)
    except Exception as error:
        raise ValueError(f"cannot import {module}: {type(error).__name__}: {error}") from None
    for name in path.split("."):
        if not hasattr(found, name):
            raise ValueError(f"{module} has no {name}")
        found = getattr(found, name)
    if isinstance(found, Simulator):
        return found
    check_signature("neuron", found)
    return Simulator(neuron=found, name=module)  # type: ignore[arg-type]
