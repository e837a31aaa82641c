# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.3.0", "norse==1.1.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Norse's LIF box. It has no refractory period, no floor and no amplitude."""
import lifspec, norse, torch
from norse.torch.functional.lif_box import LIFBoxFeedForwardState, LIFBoxParameters, lif_box_feed_forward_step

def neuron(given):
    parameters = LIFBoxParameters(tau_mem_inv=1 / given["tauRcSeconds"])
    start = torch.tensor(given.get("state", given["initialVoltage"]), dtype=torch.float64)
    state, fired, voltage = LIFBoxFeedForwardState(v=start), [], []
    for currents in torch.from_numpy(given["current"]):
        spikes, state = lif_box_feed_forward_step(currents, state, parameters, given["dtSeconds"])
        fired.append(spikes)
        voltage.append(state.v)
    return {"fired": fired, "voltage": voltage, "state": state.v}

lifspec.serve(neuron=neuron, conventions="norse-box", name="Norse LIFBox", version=norse.__version__)
