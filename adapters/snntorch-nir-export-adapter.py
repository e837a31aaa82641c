# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "snntorch==1.0.0", "nir==1.0.8", "nirtorch==2.6", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""snnTorch's NIR exporter. It assumes steps of 0.1 ms."""

import lifspec, snntorch, torch
from snntorch.export_nir import export_to_nir


@torch.no_grad()
def nir_export(given):
    weights, fraction = given["weights"], given["dtSeconds"] / given["tauRcSeconds"]
    rows = torch.tensor(given["inputs"], dtype=torch.float32)
    linear = torch.nn.Linear(*weights.T.shape, bias=given["bias"] is not None)
    for own, values in zip(linear.parameters(), (weights, given["bias"])):
        own[:] = torch.tensor(values) * fraction  # a Leaky adds its input unscaled
    beta = torch.full([len(weights)], 1 - fraction)
    leaky = snntorch.Leaky(beta=beta, threshold=torch.ones(len(weights)), reset_mechanism="zero", reset_delay=False)
    voltage, fired = torch.zeros(len(weights)), []
    for row in rows:
        spikes, voltage = leaky(linear(row), voltage)
        fired.append(spikes)
    return {"fired": fired, "graph": export_to_nir(torch.nn.Sequential(linear, leaky), rows[0])}


lifspec.serve(nir_export=nir_export, precision="float32", name="snnTorch, NIR export", version=snntorch.__version__)
