# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.3.0", "arbor==0.12.2", "numpy==2.4.6"]
# ///
"""Arbor's lif_cell, without floor and amplitude. It receives an event of weight J at the end of each step, which its capacitance scales to J·(1 - e^(-dt/tau)). Weights are float32."""
import arbor, lifspec, numpy as np
from arbor import units as u

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

def neuron(given):
    dt, start, current = given["dtSeconds"], given["initialVoltage"], given["current"]
    cells = Cells(given["tauRcSeconds"] / dt, round(given["tauRefSeconds"] / dt, 9), start, current)
    simulation = arbor.simulation(cells)
    simulation.record(arbor.spike_recording.local)
    seen = [simulation.sample((cell, "voltage"), arbor.explicit_schedule(cells.times)) for cell in range(len(start))]
    simulation.run((len(current) + 1) * u.ms, 1 * u.ms)
    fired = np.zeros(current.shape)
    for source, time in simulation.spikes(): fired[round(time) - 1, source["gid"]] = 1
    return {"fired": fired, "voltage": np.transpose([simulation.samples(one)[0][0][:, 1] for one in seen])}

lifspec.serve(neuron=neuron, conventions="arbor", precision="float32", name="Arbor lif_cell", version=arbor.__version__)
