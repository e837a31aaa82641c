# /// script
# requires-python = "==3.11.*"
# dependencies = ["brian2==2.9.0", "numpy==2.3.5"]
# ///
"""A LIF neuron as Brian2's users write it, behind the protocol of lifspec: one JSON object per line on stdin and stdout.

Brian2's spikes are events, so the amplitude of a request makes no difference, and the neuron has no floor.
"""
import json, sys
import brian2, numpy as np
from brian2 import Network, NeuronGroup, SpikeMonitor, StateMonitor, TimedArray, second

brian2.prefs.codegen.target = "numpy"  # no compiler, and a run is short
EQUATIONS = """dv/dt = (drive(t, i) - v)/tau_rc : 1 (unless refractory)
tau_rc : second (shared)
tau_ref : second (shared)"""

def require(holds, message):
    if not holds: raise ValueError(message)

def finite(source, *names):
    values = [np.array(source[name], dtype=float) for name in names]
    for name, value in zip(names, values): require(np.isfinite(value).all(), f"{name} must be finite")
    return values

def settings(source):
    dt, tau_rc, tau_ref, amplitude = (float(value) for value in finite(source, "dtSeconds", "tauRcSeconds", "tauRefSeconds", "amplitude"))
    start, current = finite(source, "initialVoltage", "current")
    require(0 < dt <= 30 * tau_rc, f"dtSeconds must be above 0 and at most 30 tauRcSeconds, but is {dt}")
    require(tau_ref >= 0 and amplitude > 0, "tauRefSeconds must be 0 or more, amplitude above 0")
    require(source["minVoltage"] is None or finite(source, "minVoltage")[0] <= 0, "minVoltage must be at most 0, or null")
    require((start <= 1).all(), "initialVoltage must be at most 1")
    return dt, tau_rc, tau_ref, amplitude, start, current.reshape(-1, len(start))

def neuron(source):
    dt, tau_rc, tau_ref, _, start, current = settings(source)
    group = NeuronGroup(len(start), EQUATIONS, threshold="v > 1", reset="v = 0", refractory="tau_ref", method="exact", dt=dt * second)
    group.v, group.tau_rc, group.tau_ref = start, tau_rc * second, tau_ref * second
    fired, seen = SpikeMonitor(group), StateMonitor(group, "v", record=True, when="end", dt=dt * second)
    Network(group, fired, seen).run(len(current) * dt * second, namespace={"drive": TimedArray(current, dt=dt * second)})
    steps = np.rint(fired.t / (dt * second)).astype(int)
    spikes = [steps[fired.i == number].tolist() for number in range(len(start))]
    return {"spikes": spikes, "spikeHeight": 1, "voltage": seen.v.T.tolist()}

about = {"implementation": {"name": "Brian2", "version": brian2.__version__, "language": "Python", "homepage": "https://briansimulator.org"},
         "protocol": 2, "capabilities": ["neuron"], "precision": "float64", "conventions": {
             "refractory": {"kind": "whole-steps", "rounding": "down", "more": -1, "meanwhile": "clamped"},
             "floor": "none", "spikeHeight": "1"}}
for request in map(json.loads, sys.stdin):
    if request["command"] == "stop": break
    try:
        answer = about if request["command"] == "start" else {"output": neuron(request["input"])}
    except ValueError as error:
        answer = {"error": {"kind": "invalid-input", "message": str(error)}}
    print(json.dumps({"id": request["id"], **answer}), flush=True)
