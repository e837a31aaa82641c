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
parameters = "tau = 1.0 \n tau_ref = 1.0 \n current = 0.0"
rules = {"equations": "tau * dv/dt = current - v : exponential", "spike": "v > 1.0", "reset": "v = 0.0"}
cells = net.create(geometry=MOST, neuron=ann.Neuron(parameters=parameters, refractory="tau_ref", **rules))
seen = net.monitor(cells, ["spike", "v"])
folder = tempfile.TemporaryDirectory()
net.compile(directory=folder.name)


def neuron(given):
    count = len(given["initialVoltage"])
    net.reset(monitors=True)
    net.instance.pyx_initialize(1000 * given["dtSeconds"])  # as compile() does
    cells.tau, cells.tau_ref = 1000 * given["tauRcSeconds"], 1000 * given["tauRefSeconds"]
    cells.v = np.pad(given["initialVoltage"], (0, MOST - count))
    for currents in given["current"]:
        cells.current = np.pad(currents, (0, MOST - count))
        net.step()
    return {"spikes": list(seen.get("spike").values())[:count], "voltage": seen.get("v")[:, :count]}


conventions = {"refractory": "down", "floor": "none", "spikeHeight": "1"}
about = {"name": "ANNarchy", "version": version("annarchy"), "conventions": conventions}
lifspec.serve(neuron=neuron, limits={"neurons": MOST}, **about)
