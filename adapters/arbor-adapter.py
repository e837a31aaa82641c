# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "arbor==0.12.2", "numpy==2.4.6"]
# ///
"""Arbor's lif_cell, without floor and amplitude. It receives an event of weight J at the end of each step,
which its capacitance scales to J·(1 - e^(-dt/tau)). Weights are float32."""

import arbor, lifspec, numpy as np
from arbor import units as u


def neuron(given):
    start, current, steps = given["initialVoltage"], given["current"], given["tauRefSteps"]
    if steps > 0.5 and abs(steps - round(steps)) < 1e-9 * steps and 1000 * given["dtSeconds"] * 2**20 % 1:
        raise lifspec.Skip("rounding decides whether an event at the end of the refractory period arrives")
    dt, tau, tau_ref = (1000 * given[name] * u.ms for name in ("dtSeconds", "tauRcSeconds", "tauRefSeconds"))
    constants = {"tau_m": tau, "t_ref": tau_ref, "C_m": -1 / np.expm1(-1 / given["tauRcSteps"]) * u.pF}
    constants |= {"V_th": 1 * u.mV, "E_L": 0 * u.mV, "E_R": 0 * u.mV}
    times = [(step + 1) * dt for step in range(len(current))]

    class Cells(arbor.recipe):
        num_cells = lambda _: len(start)
        cell_kind = lambda *_: arbor.cell_kind.lif
        probes = lambda *_: [arbor.lif_probe_voltage("voltage")]

        def cell_description(self, cell):
            return arbor.lif_cell("out", "in", V_m=start[cell] * u.mV, **constants)

        def event_generators(self, cell):
            events = zip(current[:, cell], times)
            return [arbor.event_generator("in", weight, arbor.explicit_schedule([time])) for weight, time in events]

    simulation = arbor.simulation(Cells())
    simulation.record(arbor.spike_recording.local)
    seen = [simulation.sample((cell, "voltage"), arbor.explicit_schedule(times)) for cell in range(len(start))]
    simulation.run((len(current) + 1) * dt, dt)
    events = simulation.spikes()
    step = 1000 * given["dtSeconds"]
    fired = [[round(time / step) - 1 for source, time in events if source["gid"] == cell] for cell in range(len(start))]
    return {"spikes": fired, "voltage": np.transpose([simulation.samples(one)[0][0][:, 1] for one in seen])}


lifspec.serve(neuron=neuron, conventions="arbor", precision="float32", name="Arbor lif_cell", version=arbor.__version__)
