# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "sinabs==3.1.3", "nir==1.0.4", "nirtorch==2.0.2", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Sinabs' NIR exporter. It has no step: tau is a number of steps."""

import lifspec, sinabs, torch
from sinabs.activation import MembraneReset
from sinabs.nir import to_nir


@torch.no_grad()
def nir_export(given):
    weights, rows = given["weights"], torch.tensor(given["inputs"], dtype=torch.float32)
    linear = torch.nn.Linear(*weights.T.shape, bias=given["bias"] is not None)
    for own, values in zip(linear.parameters(), (weights, given["bias"])):
        own[:] = torch.tensor(values)
    tau = torch.full([len(weights)], given["tauRcSeconds"] / given["dtSeconds"])
    layer = sinabs.layers.LIF(tau_mem=tau, spike_threshold=torch.ones(len(weights)), reset_fn=MembraneReset())
    net = torch.nn.Sequential(linear, layer)
    fired = net(rows[None])[0]
    return {"fired": fired, "graph": to_nir(net, rows[None])}


lifspec.serve(nir_export=nir_export, precision="float32", name="Sinabs, NIR export", version=sinabs.__version__)
