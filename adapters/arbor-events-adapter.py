# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "arbor==0.12.2", "numpy==2.4.6"]
# ///
"""Arbor's lif_cell and its connections, whose events are deltas. It has neither a floor nor a bias. Weights are float32."""

import arbor, lifspec, numpy as np
from arbor import units as u


def events(given):
    start, dt, count = given["initialVoltage"], 1000 * given["dtSeconds"], len(given["initialVoltage"])
    if any(one["kind"] != "delta" for one in given["receptors"]):
        raise lifspec.Unsupported("receptors", "lif_cell has no currents")
    if given["minVoltage"] > float("-inf") or given["bias"].any():
        raise lifspec.Unsupported("minVoltage", "lif_cell has neither a floor nor a bias")
    # half a step more, so that no rounding decides about an event at the end of the period
    constants = {"tau_m": 1000 * given["tauRcSeconds"] * u.ms, "t_ref": (given["refractorySteps"] + 0.5) * dt * u.ms}
    constants |= {"C_m": 1 * u.pF, "V_th": 1 * u.mV, "E_L": 0 * u.mV, "E_R": 0 * u.mV}
    times = [(step + 1) * dt * u.ms for step in range(given["steps"])]

    class Cells(arbor.recipe):
        num_cells = lambda _: count
        cell_kind = lambda *_: arbor.cell_kind.lif
        probes = lambda *_: [arbor.lif_probe_voltage("voltage")]

        def cell_description(self, cell):
            return arbor.lif_cell("out", "in", V_m=start[cell] * u.mV, **constants)

        def to(self, cell, kind):
            return [one for one in given["connections"] if one["target"] == cell and kind in one]

        def event_generators(self, cell):
            for one in self.to(cell, "source"):
                at = [(step + one["delaySteps"] + 1) * dt * u.ms for step in given["sources"][one["source"]]]
                yield arbor.event_generator("in", one["weight"], arbor.explicit_schedule(at))

        def connections_on(self, cell):
            for one in self.to(cell, "neuron"):
                yield arbor.connection((one["neuron"], "out"), "in", one["weight"], one["delaySteps"] * dt * u.ms)

    simulation = arbor.simulation(Cells())
    simulation.record(arbor.spike_recording.local)
    seen = [simulation.sample((cell, "voltage"), arbor.explicit_schedule(times)) for cell in range(count)]
    simulation.run((given["steps"] + 1) * dt * u.ms, dt / 2 * u.ms)  # the least delay is two steps of Arbor's
    steps = [(one["source"]["gid"], round(one["time"] / dt) - 1) for one in simulation.spikes()]
    fired = [[step for source, step in steps if source == cell and step < len(times)] for cell in range(count)]
    if dt * 2**20 % 1:
        return {"spikes": fired}  # rounding decides whether a voltage is sampled before an event
    return {"spikes": fired, "voltage": np.transpose([simulation.samples(one)[0][0][:, 1] for one in seen])}


about = {"name": "Arbor lif_cell, events", "version": arbor.__version__}
lifspec.serve(events=events, conventions="arbor", precision="float32", **about)
