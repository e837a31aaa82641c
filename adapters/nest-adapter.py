# /// script
# requires-python = "==3.11.*"
# dependencies = ["nest-simulator==3.10.0", "numpy==2.4.6"]
# ///
"""NEST's iaf_psc_delta behind the protocol of lifspec: one JSON object per line on stdin, one answer per line on stdout.

A step is a millisecond of NEST's: only ratios of times count. Its spikes are events, so the amplitude makes no difference.
"""
import json, os, sys
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # what NEST prints is no answer
import nest, numpy as np
LEAD = 2  # steps from a generator to a voltage: one on the way, one in the neuron

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
    return tau_rc / dt, tau_ref / dt, source["minVoltage"], start, current.reshape(-1, len(start))

def neuron(source):
    tau_rc, tau_ref, floor, start, current = settings(source)
    nest.ResetKernel()
    nest.set(tics_per_ms=1_000_000, resolution=1.0, verbosity=nest.VerbosityLevel.ERROR)
    cells = nest.Create("iaf_psc_delta", len(start), {"E_L": 0.0, "V_reset": 0.0, "V_th": 1.0, "tau_m": tau_rc, "C_m": tau_rc, "t_ref": tau_ref})
    if floor is not None: cells.V_min = floor
    times = np.arange(1.0, len(current) + 1)
    drive = [nest.Create("step_current_generator", params={"amplitude_times": times, "amplitude_values": values}) for values in current.T]
    for source, cell in zip(drive, cells): nest.Connect(source, cell)
    fired, seen = nest.Create("spike_recorder"), nest.Create("multimeter", params={"record_from": ["V_m"], "interval": 1.0})
    nest.Connect(cells, fired), nest.Connect(seen, cells)
    nest.Simulate(LEAD)
    cells.V_m = start
    nest.Simulate(len(current) + 1)  # a spike is recorded a step after it is fired
    steps = np.rint(fired.events["times"]).astype(int) - LEAD - 1
    trains = [steps[(fired.events["senders"] == cell) & (steps < len(current))] for cell in cells.tolist()]
    rows = np.lexsort((seen.events["senders"], seen.events["times"])).reshape(-1, len(start))[LEAD:LEAD + len(current)]
    return {"spikes": [np.sort(train).tolist() for train in trains], "spikeHeight": 1, "voltage": seen.events["V_m"][rows].tolist()}

about = {"implementation": {"name": "NEST iaf_psc_delta", "version": nest.__version__, "language": "Python", "homepage": "https://www.nest-simulator.org"},
         "protocol": 2, "capabilities": ["neuron"], "precision": "float64", "conventions": {
             "comparison": ">=", "refractory": {"kind": "whole-steps", "rounding": "up", "more": 0, "meanwhile": "clamped"}, "spikeHeight": "1"}}
for request in map(json.loads, sys.stdin):
    if request["command"] == "stop": break
    try:
        answer = about if request["command"] == "start" else {"output": neuron(request["input"])}
    except ValueError as error:
        answer = {"error": {"kind": "invalid-input", "message": str(error)}}
    print(json.dumps({"id": request["id"], **answer}), file=answers, flush=True)
