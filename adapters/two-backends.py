# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""One rule in two libraries, forward Euler as in Norse, to compare backends.
The argument is numpy (float64) or torch (float32)."""

import sys
from importlib import import_module

import lifspec

backend = import_module(sys.argv[1])
precision = {"numpy": "float64", "torch": "float32"}[sys.argv[1]]


def neuron(given):
    array = lambda values: backend.asarray(values, dtype=getattr(backend, precision))
    voltage = array(given["initialVoltage"])
    for currents in array(given["current"]):
        voltage = voltage + given["dtSeconds"] / given["tauRcSeconds"] * (currents - voltage)
        fired = voltage > 1
        voltage = backend.where(fired, backend.zeros_like(voltage), voltage)
        yield {"fired": fired, "voltage": voltage}


about = {"name": f"Euler in {backend.__name__}", "version": backend.__version__}
lifspec.serve(neuron=neuron, conventions="norse-box", precision=precision, **about)
