# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "neuron==9.0.2", "numpy==2.4.6"]
# ///
"""NEURON's IntFire1, without floor and amplitude. It receives an event of weight J·(1 - e^(-dt/tau)) at the end of each step."""

import lifspec, numpy as np
from neuron import h

cvode = h.CVode()
cvode.active(True)  # events alone decide where a step ends


def neuron(given):
    start, steps = given["initialVoltage"], given["tauRefSteps"]
    if steps > 0.5 and abs(steps - round(steps)) < 1e-9 * steps and 1000 * given["dtSeconds"] * 2**20 % 1:
        raise lifspec.Skip("rounding decides whether an event at the end of the refractory period arrives")
    dt, tau, tau_ref = (1000 * given[name] for name in ("dtSeconds", "tauRcSeconds", "tauRefSeconds"))  # milliseconds
    cells = [h.IntFire1() for _ in start]
    inputs, outputs = [h.NetCon(None, cell) for cell in cells], [h.NetCon(cell, None) for cell in cells]
    spikes = [h.Vector() for _ in start]
    for cell, output, seen in zip(cells, outputs, spikes):
        cell.tau, cell.refrac = tau, tau_ref
        output.record(seen)
    h.finitialize()
    for cell, value in zip(cells, start):
        cell.m = value
    voltage = []
    for step, weights in enumerate(-np.expm1(-dt / tau) * given["current"]):
        for one, weight in zip(inputs, weights):
            one.weight[0] = weight
            one.event((step + 1) * dt)
        cvode.solve((step + 1.5) * dt)
        voltage.append([cell.m if cell.m <= 1 else 0 for cell in cells])  # it is 2 in the refractory period
    return {"spikes": [np.rint(seen.as_numpy() / dt).astype(int) - 1 for seen in spikes], "voltage": voltage}


lifspec.serve(neuron=neuron, conventions="neuron-intfire1", name="NEURON IntFire1", version=h.nrnversion(0))
