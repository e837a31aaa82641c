# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "sinabs==3.1.3", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Sinabs' LIF with its synaptic current. It has one receptor, and neither delays, a bias nor a refractory period."""

import lifspec, sinabs, torch
from sinabs.activation import MembraneReset, SingleSpike
from sinabs.layers import LIF


def events(given):
    (receptor, *others), dt, floor = given["receptors"], given["dtSeconds"], given["minVoltage"]
    if others or receptor["kind"] == "alpha":
        raise lifspec.Unsupported("receptors", "Sinabs' LIF has one exponential current, or none")
    if given["refractorySteps"] or given["bias"].any():
        raise lifspec.Unsupported("refractorySteps", "Sinabs' LIF has no refractory period and no bias")
    is_delta, start = receptor["kind"] == "delta", given["initialVoltage"]
    tau_syn = None if is_delta else receptor["tauSeconds"] / dt
    how = {"norm_input": not is_delta, "spike_fn": SingleSpike, "reset_fn": MembraneReset()}
    floor = None if floor == float("-inf") else floor
    layer = LIF(tau_mem=given["tauRcSeconds"] / dt, tau_syn=tau_syn, min_v_mem=floor, **how)
    layer.init_state_with_shape([1, len(start)])
    layer.v_mem = torch.tensor(start, dtype=torch.float32)[None]
    run = torch.no_grad()(lambda arriving: layer(torch.tensor(arriving[None], dtype=torch.float32))[0, 0])
    return lifspec.Arrivals(given).run(lambda arriving: (run(arriving), layer.v_mem[0]))


declared = {"currentInStep": "end", "currentLag": "a-step-early"}
about = {"name": "Sinabs LIF, events", "version": sinabs.__version__, "event_conventions": declared}
conventions = {"comparison": ">=", "refractory": "none"}
lifspec.serve(events=events, conventions=conventions, precision="float32", **about)
