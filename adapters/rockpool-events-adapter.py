# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "rockpool==3.1.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Rockpool's LIFNeuronTorch and LIFTorch, which has a current per receptor. They have no delays and no refractory period."""

import lifspec

lifspec.protect_stdout()  # Rockpool starts pip when it is imported
import rockpool, torch
from rockpool.nn.modules import LIFNeuronTorch, LIFTorch


def events(given):
    start, receptors, kinds = given["initialVoltage"], given["receptors"], {one["kind"] for one in given["receptors"]}
    if "alpha" in kinds or len(kinds) > 1 or kinds == {"delta"} and len(receptors) > 1:
        raise lifspec.Unsupported("receptors", "LIFTorch has exponential currents, LIFNeuronTorch has none")
    if given["refractorySteps"] or given["minVoltage"] > float("-inf"):
        raise lifspec.Unsupported("refractorySteps", "LIFTorch has no refractory period and no floor")
    count, tensor = len(start), lambda values: torch.tensor(values, dtype=torch.float32)
    how = {"tau_mem": given["tauRcSeconds"], "bias": tensor(given["bias"]), "dt": given["dtSeconds"]}
    how |= {"max_spikes_per_dt": torch.tensor(1.0)}
    if kinds == {"delta"}:
        layer = LIFNeuronTorch((count,), **how)
    else:
        taus = tensor([[one["tauSeconds"] for one in receptors]] * count)
        layer = LIFTorch((count * len(receptors), count), tau_syn=taus, **how)
    layer.vmem = tensor(start)

    @torch.no_grad()
    def step(arriving):
        fired, state, _ = layer(tensor(arriving.T.reshape(1, 1, -1)))
        return fired[0, 0], layer.vmem

    return lifspec.Arrivals(given).run(step)


declared = {"currentInStep": "end", "currentLag": "a-step-early"}
about = {"name": "Rockpool LIFTorch, events", "version": rockpool.__version__, "event_conventions": declared}
lifspec.serve(events=events, conventions="rockpool", precision="float32", **about)
