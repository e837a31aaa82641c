# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "spikingjelly==2.0.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""SpikingJelly's LIFNode with its defaults. It has no refractory period, no floor and no amplitude."""

from importlib.metadata import version
import lifspec, torch
from spikingjelly.activation_based.neuron import LIFNode


@torch.no_grad()
def neuron(given):
    if given["tauRcSteps"] <= 1:
        raise lifspec.Skip("LIFNode refuses a tau of one step or less")
    node = LIFNode(tau=given["tauRcSteps"], step_mode="m", store_v_seq=True)
    node.v = torch.tensor(given.get("state", given["initialVoltage"]), dtype=torch.float64)
    fired = node(torch.from_numpy(given["current"]))
    return {"fired": fired, "voltage": node.v_seq, "state": node.v}


lifspec.serve(neuron=neuron, conventions="spikingjelly", name="SpikingJelly LIFNode", version=version("spikingjelly"))
