# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "snntorch==1.0.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""snnTorch's Leaky. It has no refractory period and no floor; the amplitude is its graded_spikes_factor.

The argument is its reset mechanism: subtract, by default, or zero."""

import math, sys
import lifspec, snntorch, torch

mechanism = sys.argv[1] if len(sys.argv) > 1 else "subtract"


@torch.no_grad()
def neuron(given):
    beta = math.exp(-given["dtSeconds"] / given["tauRcSeconds"])
    leaky = snntorch.Leaky(beta=beta, reset_mechanism=mechanism, graded_spikes_factor=given["amplitude"])
    height, _ = leaky(torch.tensor(3.0), torch.tensor(0.0))  # what a neuron above its threshold sends
    state = torch.tensor(given.get("state", given["initialVoltage"]), dtype=torch.float32)
    for currents in torch.tensor(given["current"], dtype=torch.float32):
        spikes, state = leaky(currents, state)
        yield {"fired": spikes > 0, "voltage": state, "spikeHeight": height, "state": state}


conventions = {"profile": f"snntorch-{mechanism}", "spikeHeight": "amplitude"}
about = {"name": "snnTorch Leaky", "version": snntorch.__version__}
lifspec.serve(neuron=neuron, conventions=conventions, precision="float32", **about)
