# /// script
# requires-python = "==3.11.*"
# dependencies = ["arbor==0.12.2", "numpy==2.4.6"]
# ///
"""Arbor's lif_cell behind the protocol of lifspec: one JSON object per line on stdin, one answer per line on stdout.

It gets an event of weight J at the end of each step, which its capacitance makes J·(1 - e^(-dt/tau)). Weights are float32.
"""
import json, sys
import arbor, numpy as np
from arbor import units as u

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
    return tau_rc / dt, round(tau_ref / dt, 9), start, current.reshape(-1, len(start))

class Cells(arbor.recipe):
    def __init__(self, tau_rc, tau_ref, start, current):
        super().__init__()
        self.constants = dict(tau_m=tau_rc * u.ms, C_m=-1 / np.expm1(-1 / tau_rc) * u.pF, t_ref=tau_ref * u.ms, V_th=1 * u.mV, E_L=0 * u.mV, E_R=0 * u.mV)
        self.start, self.current, self.times = start, current, [(step + 1) * u.ms for step in range(len(current))]
    def num_cells(self): return len(self.start)
    def cell_kind(self, _): return arbor.cell_kind.lif
    def cell_description(self, cell): return arbor.lif_cell("out", "in", V_m=self.start[cell] * u.mV, **self.constants)
    def probes(self, _): return [arbor.lif_probe_voltage("voltage")]
    def event_generators(self, cell):
        return [arbor.event_generator("in", weight, arbor.explicit_schedule([time])) for weight, time in zip(self.current[:, cell], self.times)]

def neuron(source):
    simulation = arbor.simulation(cells := Cells(*settings(source)))
    simulation.record(arbor.spike_recording.local)
    seen = [simulation.sample((cell, "voltage"), arbor.explicit_schedule(cells.times)) for cell in range(len(cells.start))]
    simulation.run((len(cells.times) + 1) * u.ms, 1 * u.ms)
    fired = [(source["gid"], round(time) - 1) for source, time in simulation.spikes()]
    spikes = [sorted(step for at, step in fired if at == cell) for cell in range(len(seen))]
    return {"spikes": spikes, "spikeHeight": 1, "voltage": np.transpose([simulation.samples(one)[0][0][:, 1] for one in seen]).tolist()}

about = {"implementation": {"name": "Arbor lif_cell", "version": arbor.__version__, "language": "Python", "homepage": "https://arbor-sim.org"},
         "protocol": 2, "capabilities": ["neuron"], "precision": "float32", "conventions": {
             "comparison": ">=", "refractory": {"kind": "whole-steps", "rounding": "up", "more": -1, "meanwhile": "clamped"}, "floor": "none", "spikeHeight": "1"}}
for request in map(json.loads, sys.stdin):
    if request["command"] == "stop": break
    try:
        answer = about if request["command"] == "start" else {"output": neuron(request["input"])}
    except ValueError as error:
        answer = {"error": {"kind": "invalid-input", "message": str(error)}}
    print(json.dumps({"id": request["id"], **answer}), flush=True)
