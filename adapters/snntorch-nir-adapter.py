# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "snntorch==1.0.0", "nir==1.0.8", "nirtorch==2.6", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""snnTorch's NIR importer and exporter. Their step is always 0.1 ms, whatever step is requested."""

import lifspec, snntorch, torch
from snntorch.export_nir import export_to_nir
from snntorch.import_nir import import_from_nir


@torch.no_grad()
def nir(given):
    net, state = import_from_nir(given["graph"]), None
    for row in torch.tensor(given["inputs"], dtype=torch.float32)[:, None]:
        spikes, state = net(row, state)
        yield {"fired": spikes[0] if torch.is_tensor(spikes) else spikes[0][0]}  # an IF also returns its voltage


@torch.no_grad()
def nir_export(given):
    weights, fraction = given["weights"], given["dtSeconds"] / given["tauRcSeconds"]
    rows = torch.tensor(given["inputs"], dtype=torch.float32)
    linear = torch.nn.Linear(*weights.T.shape, bias=given["bias"] is not None)
    linear.weight[:] = torch.tensor(weights) * fraction  # a Leaky adds its input unscaled
    if linear.bias is not None:
        linear.bias[:] = torch.tensor(given["bias"]) * fraction
    beta = torch.full([len(weights)], 1 - fraction)
    leaky = snntorch.Leaky(beta=beta, threshold=torch.ones(len(weights)), reset_mechanism="zero", reset_delay=False)
    voltage, fired = torch.zeros(len(weights)), []
    for row in rows:
        spikes, voltage = leaky(linear(row), voltage)
        fired.append(spikes)
    return {"fired": fired, "graph": export_to_nir(torch.nn.Sequential(linear, leaky), rows[0])}


lifspec.serve(nir=nir, nir_export=nir_export, precision="float32", name="snnTorch, NIR", version=snntorch.__version__)
