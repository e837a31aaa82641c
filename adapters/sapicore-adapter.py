# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "sapicore==0.4.1", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Sapicore's LIFNeuron, whose leak conductance of 1 makes currents voltages. It has no floor and no amplitude.
It shows the threshold as the voltage in the step of a spike, so no voltages are recorded."""

import lifspec, sapicore, torch
from sapicore.engine.neuron.spiking.LIF import LIFNeuron
from sapicore.utils.integration import RungeKutta


@torch.no_grad()
def neuron(given):
    start = torch.tensor(given["initialVoltage"], dtype=torch.float32)
    if (start >= 1).any():
        raise lifspec.Skip("a start at the threshold is a spike of the step before, which step 0 reports")
    dt, tau_mem, tau_ref = (1000 * given[name] for name in ("dtSeconds", "tauRcSeconds", "tauRefSeconds"))
    times = {"dt": dt, "tau_mem": tau_mem, "tau_ref": tau_ref, "integrator": RungeKutta(order=4, step=dt)}
    cells = LIFNeuron(volt_thresh=1.0, volt_rest=0.0, leak_gl=1.0, **times)
    cells.voltage = start
    for currents in torch.tensor(given["current"], dtype=torch.float32):
        yield {"fired": cells(currents)["spiked"]}


conventions = {"profile": "brainpy", "integrator": "runge-kutta-4", "spikeDelay": "one-step"}
about = {"name": "Sapicore LIFNeuron", "version": sapicore.__version__}
lifspec.serve(neuron=neuron, conventions=conventions, precision="float32", **about)
