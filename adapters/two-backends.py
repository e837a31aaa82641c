# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.3.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""One rule in two libraries, forward Euler as in Norse, to compare backends. The argument is numpy (float64) or torch (float32)."""
import sys
import lifspec, numpy as np

def run(given, backend, array):
    voltage, fired, seen = array(given["initialVoltage"]), [], []
    for currents in map(array, given["current"]):
        voltage = voltage + given["dtSeconds"] / given["tauRcSeconds"] * (currents - voltage)
        fired.append(voltage > 1)
        voltage = backend.where(fired[-1], backend.zeros_like(voltage), voltage)
        seen.append(voltage)
    return {"fired": fired, "voltage": seen}

if sys.argv[1:] == ["torch"]:
    import torch
    neuron = lambda given: run(given, torch, lambda values: torch.tensor(values, dtype=torch.float32))
    lifspec.serve(neuron=neuron, conventions="norse-box", precision="float32", name="Euler in Torch", version=torch.__version__)
else:
    lifspec.serve(neuron=lambda given: run(given, np, np.asarray), conventions="norse-box", name="Euler in NumPy", version=np.__version__)
