# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "rockpool==3.1.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Rockpool's LIFNeuronTorch, its LIF without synapses. It has no refractory period, no floor and no amplitude."""

import lifspec, rockpool, torch
from rockpool.nn.modules import LIFNeuronTorch


@torch.no_grad()
def neuron(given):
    start = torch.tensor(given.get("state", given["initialVoltage"]), dtype=torch.float32)
    layer = LIFNeuronTorch((len(start),), tau_mem=given["tauRcSeconds"], dt=given["dtSeconds"])
    layer.vmem = start
    fired, state, seen = layer(torch.tensor(given["current"][None], dtype=torch.float32), record=True)
    return {"fired": fired[0], "voltage": seen["vmem"][0], "state": state["vmem"]}


about = {"name": "Rockpool LIFNeuronTorch", "version": rockpool.__version__}
lifspec.serve(neuron=neuron, conventions="rockpool", precision="float32", **about)
