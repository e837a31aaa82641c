# /// script
# requires-python = "==3.11.*"
# dependencies = ["snntorch==1.0.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""snnTorch's Leaky behind the protocol of lifspec: one JSON object per line on stdin, one answer per line on stdout.

It multiplies its voltage by beta per step and adds the current unscaled. It has no refractory period and no floor, so
those of a request make no difference; the amplitude is its graded_spikes_factor.
"""
import json, math, sys
import numpy as np, snntorch, torch

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
    dt, tau_rc, _, amplitude, start, current = settings(source)
    leaky = snntorch.Leaky(beta=math.exp(-dt / tau_rc), graded_spikes_factor=amplitude)
    state = torch.tensor(source.get("state", start), dtype=torch.float32)
    output, voltage = np.zeros(current.shape), np.zeros(current.shape)
    with torch.no_grad():
        for step, currents in enumerate(torch.tensor(current, dtype=torch.float32)):
            spikes, state = leaky(currents, state)
            output[step], voltage[step] = spikes.numpy(), state.numpy()
        height = leaky(torch.tensor([3.0]), torch.zeros(1))[0].item()  # what a neuron above its threshold sends
    spikes = [np.flatnonzero(train).tolist() for train in output.T]
    return {"spikes": spikes, "spikeHeight": height, "voltage": voltage.tolist(), "state": state.tolist()}

about = {"implementation": {"name": "snnTorch Leaky", "version": snntorch.__version__, "language": "Python", "homepage": "https://snntorch.readthedocs.io"},
         "protocol": 2, "capabilities": ["neuron"], "precision": "float32", "conventions": {
             "inputScale": "one", "reset": "subtract", "resetTime": "one-step-late",
             "refractory": {"kind": "none"}, "floor": "none", "spikeHeight": "amplitude"}}
for request in map(json.loads, sys.stdin):
    if request["command"] == "stop": break
    try:
        answer = about if request["command"] == "start" else {"output": neuron(request["input"])}
    except ValueError as error:
        answer = {"error": {"kind": "invalid-input", "message": str(error)}}
    print(json.dumps({"id": request["id"], **answer}), flush=True)
