# /// script
# requires-python = "==3.11.*"
# dependencies = ["sinabs==3.1.3", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Sinabs' LIF with its defaults, behind the protocol of lifspec: one JSON object per line on stdin, one answer per line on stdout.

It has no refractory time and no amplitude, so those of a request make no difference.
"""
import json, sys
from importlib.metadata import version
import numpy as np, torch
from sinabs.layers import LIF

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
    return tau_rc / dt, source["minVoltage"], start, current.reshape(-1, len(start))

@torch.no_grad()
def neuron(source):
    tau_mem, floor, start, current = settings(source)
    layer = LIF(tau_mem=tau_mem, min_v_mem=floor, record_states=True)
    layer.init_state_with_shape([1, len(start)])
    layer.v_mem = torch.tensor(source.get("state", start), dtype=torch.float32)[None]
    fired = layer(torch.tensor(current[None], dtype=torch.float32))[0].numpy().astype(int)
    spikes = [np.repeat(np.arange(len(train)), train).tolist() for train in fired.T]
    return {"spikes": spikes, "spikeHeight": 1, "voltage": layer.recordings["v_mem"][0].tolist(), "state": layer.v_mem[0].tolist()}

about = {"implementation": {"name": "Sinabs LIF", "version": version("sinabs"), "language": "Python", "homepage": "https://sinabs.readthedocs.io"},
         "protocol": 2, "capabilities": ["neuron"], "precision": "float32", "conventions": {
             "comparison": ">=", "reset": "subtract", "refractory": {"kind": "none"}, "spikesPerStep": "many", "spikeHeight": "1"}}
for request in map(json.loads, sys.stdin):
    if request["command"] == "stop": break
    try:
        answer = about if request["command"] == "start" else {"output": neuron(request["input"])}
    except ValueError as error:
        answer = {"error": {"kind": "invalid-input", "message": str(error)}}
    print(json.dumps({"id": request["id"], **answer}), flush=True)
