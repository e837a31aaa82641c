# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "snntorch==1.0.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""snnTorch's Synaptic. Without a current it is a delta. It has one receptor, and neither delays, a bias nor a floor."""

from math import exp

import lifspec, snntorch, torch


def events(given):
    (receptor, *others), dt = given["receptors"], given["dtSeconds"]
    if others or receptor["kind"] == "alpha":
        raise lifspec.Unsupported("receptors", "Synaptic has one exponential current, or none")
    if given["refractorySteps"] or given["bias"].any():
        raise lifspec.Unsupported("refractorySteps", "Synaptic has no refractory period and no bias")
    alpha = 0 if receptor["kind"] == "delta" else exp(-dt / receptor["tauSeconds"])
    how = {"reset_mechanism": "zero", "reset_delay": False}
    layer = snntorch.Synaptic(alpha=alpha, beta=exp(-dt / given["tauRcSeconds"]), **how)
    voltage = torch.tensor(given["initialVoltage"])
    current = torch.zeros_like(voltage)

    def step(arriving):
        nonlocal current, voltage
        fired, current, voltage = layer(torch.tensor(arriving[0]), current, voltage)
        return fired.detach(), voltage.detach()

    return lifspec.Arrivals(given).run(step)


declared = {"currentInStep": "start", "currentLag": "a-step-early"}
about = {"name": "snnTorch Synaptic", "version": snntorch.__version__, "event_conventions": declared}
lifspec.serve(events=events, conventions="snntorch-zero", precision="float32", **about)
