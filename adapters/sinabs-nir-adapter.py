# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "sinabs==3.1.3", "nir==1.0.4", "nirtorch==2.0.2", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Sinabs' NIR importer and exporter. They have no step: tau is a number of steps. The package brings nir 1.0.4, which has no v_reset."""

import lifspec, sinabs, torch
from sinabs.activation import MembraneReset
from sinabs.nir import from_nir, to_nir


@torch.no_grad()
def nir(given):
    net = from_nir(given["graph"], batch_size=1)
    output, *_ = net(torch.tensor(given["inputs"], dtype=torch.float32))
    if given["nodes"][-1]["type"] == "LI":
        return {"fired": torch.zeros_like(output), "voltage": output}
    return {"fired": output}


@torch.no_grad()
def nir_export(given):
    weights, rows = given["weights"], torch.tensor(given["inputs"], dtype=torch.float32)
    linear = torch.nn.Linear(*weights.T.shape, bias=given["bias"] is not None)
    linear.weight[:] = torch.tensor(weights)
    if linear.bias is not None:
        linear.bias[:] = torch.tensor(given["bias"])
    tau = torch.full([len(weights)], given["tauRcSeconds"] / given["dtSeconds"])
    layer = sinabs.layers.LIF(tau_mem=tau, spike_threshold=torch.ones(len(weights)), reset_fn=MembraneReset())
    net = torch.nn.Sequential(linear, layer)
    fired = net(rows[None])[0]
    return {"fired": fired, "graph": to_nir(net, rows[None])}


lifspec.serve(nir=nir, nir_export=nir_export, precision="float32", name="Sinabs, NIR", version=sinabs.__version__)
