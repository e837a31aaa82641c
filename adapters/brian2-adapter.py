# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "brian2==2.9.0", "numpy==2.3.5"]
# ///
"""A LIF neuron as Brian2's users write it. It has no floor, and no amplitude, because its spikes are events."""

import brian2, lifspec, numpy as np
from brian2 import Network, NeuronGroup, SpikeMonitor, StateMonitor, TimedArray, second

brian2.prefs.codegen.target = "numpy"  # no compiler, and a run is short
EQUATIONS = """dv/dt = (drive(t, i) - v)/tau_rc : 1 (unless refractory)
tau_rc : second (shared)
tau_ref : second (shared)"""


def neuron(given):
    dt, start, current = given["dtSeconds"] * second, given["initialVoltage"], given["current"]
    if given["tauRefSeconds"] >= 1e4 or 1e-9 < -given["tauRefSteps"] % 1 < 2e-3:
        raise lifspec.Skip("timestep() adds a thousandth of a step, and lastspike starts at -10,000 s")
    rules = {"threshold": "v > 1", "reset": "v = 0", "refractory": "tau_ref", "method": "exact"}
    group = NeuronGroup(len(start), EQUATIONS, dt=dt, **rules)
    group.v, group.tau_rc, group.tau_ref = start, given["tauRcSeconds"] * second, given["tauRefSeconds"] * second
    fired, seen = SpikeMonitor(group), StateMonitor(group, "v", record=True, when="end", dt=dt)
    Network(group, fired, seen).run(len(current) * dt, namespace={"drive": TimedArray(current, dt=dt)})
    steps = np.rint(fired.t / dt).astype(int)
    return {"spikes": [steps[fired.i == number] for number in range(len(start))], "voltage": seen.v.T}


lifspec.serve(neuron=neuron, conventions="brian2-exact", name="Brian2", version=brian2.__version__)
