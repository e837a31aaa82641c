# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "sinabs==3.1.3", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Sinabs' LIF with its defaults. It has no refractory period and no amplitude."""

import lifspec, sinabs, torch
from sinabs.layers import LIF


@torch.no_grad()
def neuron(given):
    floor = None if given["minVoltage"] == float("-inf") else given["minVoltage"]
    layer = LIF(tau_mem=given["tauRcSteps"], min_v_mem=floor, record_states=True)
    layer.init_state_with_shape([1, len(given["initialVoltage"])])
    layer.v_mem = torch.tensor(given.get("state", given["initialVoltage"]), dtype=torch.float32)[None]
    fired = layer(torch.tensor(given["current"][None], dtype=torch.float32))[0]
    return {"fired": fired, "voltage": layer.recordings["v_mem"][0], "state": layer.v_mem[0]}


lifspec.serve(neuron=neuron, conventions="sinabs", precision="float32", name="Sinabs LIF", version=sinabs.__version__)
