# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "annarchy==5.0.4.1", "cmake==4.0.3", "numpy==2.4.6"]
# ///
"""A LIF neuron as ANNarchy's users write it, compiled once for 100 neurons. It has no floor, and no amplitude, because its
spikes are events."""

import os, sys, tempfile
from importlib.metadata import version

import lifspec, numpy as np

lifspec.protect_stdout()  # ANNarchy prints when it is imported
os.environ["PATH"] = os.path.dirname(sys.executable) + ":" + os.environ["PATH"]  # cmake
import ANNarchy as ann

MOST = 100
net = ann.Network(dt=1.0)
parameters = {name: ann.Parameter(1.0, locality="local") for name in ("tau", "tau_ref", "current")}
equation = ann.Variable("tau * dv/dt = current - v", method="exponential")
rules = {"spike": "v > 1.0", "reset": "v = 0.0", "refractory": "tau_ref"}
cells = net.create(geometry=MOST, neuron=ann.Neuron(parameters=parameters, equations=[equation], **rules))
seen = net.monitor(cells, ["spike", "v"])
with tempfile.TemporaryDirectory() as folder:
    net.compile(directory=folder)


def neuron(given):
    start, current = given["initialVoltage"], given["current"]
    net.reset(monitors=True)
    net.instance.pyx_initialize(1000 * given["dtSeconds"])  # as compile() does
    fill = lambda values: np.pad(values, (0, MOST - len(values)))
    cells.tau, cells.tau_ref, cells.v = 1000 * given["tauRcSeconds"], 1000 * given["tauRefSeconds"], fill(start)
    for currents in current:
        cells.current = fill(currents)
        net.step()
    fired = seen.get("spike")
    return {"spikes": [fired[number] for number in range(len(start))], "voltage": seen.get("v")[:, : len(start)]}


conventions = {"refractory": "down", "floor": "none", "spikeHeight": "1"}
about = {"name": "ANNarchy", "version": version("annarchy"), "limits": {"neurons": MOST}}
lifspec.serve(neuron=neuron, conventions=conventions, **about)
