# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "norse==1.1.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Norse's LIF box. It has no refractory period, no floor and no amplitude."""

import lifspec, norse, torch
from norse.torch.functional.lif_box import LIFBoxFeedForwardState, LIFBoxParameters, lif_box_feed_forward_step


def neuron(given):
    parameters, dt = LIFBoxParameters(tau_mem_inv=1 / given["tauRcSeconds"]), given["dtSeconds"]
    state = LIFBoxFeedForwardState(torch.tensor(given.get("state", given["initialVoltage"]), dtype=torch.float64))
    for currents in torch.from_numpy(given["current"]):
        fired, state = lif_box_feed_forward_step(currents, state, parameters, dt)
        yield {"fired": fired, "voltage": state.v, "state": state.v}


lifspec.serve(neuron=neuron, conventions="norse-box", name="Norse LIFBox", version=norse.__version__)
