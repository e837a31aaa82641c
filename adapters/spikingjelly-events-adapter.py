# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "spikingjelly==2.0.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""SpikingJelly's CUBALIFNode. Without a current it is a delta. It has one receptor, and neither delays, a bias nor a floor."""

from importlib.metadata import version
from math import exp

import lifspec, torch
from spikingjelly.activation_based.neuron import CUBALIFNode


def events(given):
    (receptor, *others), dt = given["receptors"], given["dtSeconds"]
    if others or receptor["kind"] == "alpha":
        raise lifspec.Unsupported("receptors", "CUBALIFNode has one exponential current, or none")
    if given["refractorySteps"] or given["bias"].any():
        raise lifspec.Unsupported("refractorySteps", "CUBALIFNode has no refractory period and no bias")
    c_decay = 0 if receptor["kind"] == "delta" else exp(-dt / receptor["tauSeconds"])
    node = CUBALIFNode(c_decay, exp(-dt / given["tauRcSeconds"]), v_threshold=1.0)
    node.v = torch.tensor(given["initialVoltage"])
    run = torch.no_grad()(lambda arriving: node(torch.tensor(arriving[0])))
    return lifspec.Arrivals(given).run(lambda arriving: (run(arriving), node.v))


declared = {"currentInStep": "start", "currentLag": "a-step-early", "integrator": "exact", "inputScale": "one"}
about = {"name": "SpikingJelly CUBALIFNode", "version": version("spikingjelly"), "event_conventions": declared}
lifspec.serve(events=events, conventions="spikingjelly", **about)
