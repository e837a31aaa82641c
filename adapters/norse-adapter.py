# /// script
# requires-python = "==3.11.*"
# dependencies = ["norse==1.1.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Norse's LIF box behind the protocol of lifspec: one JSON object per line on stdin, one answer per line on stdout.

It has no refractory time, no floor and no amplitude, so those of a request make no difference.
"""
import json, sys
from importlib.metadata import version
import numpy as np, torch
from norse.torch.functional.lif_box import LIFBoxFeedForwardState, LIFBoxParameters, lif_box_feed_forward_step

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
    dt, tau_rc, _, _, start, current = settings(source)
    parameters = LIFBoxParameters(tau_mem_inv=1 / tau_rc)
    state = LIFBoxFeedForwardState(v=torch.tensor(source.get("state", start), dtype=torch.float64))
    fired, voltage = np.zeros(current.shape), np.zeros(current.shape)
    for step, currents in enumerate(torch.from_numpy(current)):
        spikes, state = lif_box_feed_forward_step(currents, state, parameters, dt)
        fired[step], voltage[step] = spikes.numpy(), state.v.numpy()
    spikes = [np.flatnonzero(train).tolist() for train in fired.T]
    return {"spikes": spikes, "spikeHeight": 1, "voltage": voltage.tolist(), "state": state.v.tolist()}

about = {"implementation": {"name": "Norse LIFBox", "version": version("norse"), "language": "Python", "homepage": "https://norse.github.io/norse"},
         "protocol": 2, "capabilities": ["neuron"], "precision": "float64", "conventions": {
             "integrator": "euler", "refractory": {"kind": "none"}, "floor": "none", "spikeHeight": "1"}}
for request in map(json.loads, sys.stdin):
    if request["command"] == "stop": break
    try:
        answer = about if request["command"] == "start" else {"output": neuron(request["input"])}
    except ValueError as error:
        answer = {"error": {"kind": "invalid-input", "message": str(error)}}
    print(json.dumps({"id": request["id"], **answer}), flush=True)
