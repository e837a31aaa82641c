# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "spikingjelly==2.0.0", "nir==1.0.8", "nirtorch==2.6", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""SpikingJelly's NIR exporter."""

from importlib.metadata import version

import lifspec, torch
from spikingjelly.activation_based.neuron import LIFNode
from spikingjelly.activation_based.nir_exchange import export_to_nir


@torch.no_grad()
def nir_export(given):
    weights, rows = given["weights"], torch.tensor(given["inputs"], dtype=torch.float32)
    linear = torch.nn.Linear(*weights.T.shape, bias=given["bias"] is not None)
    for own, values in zip(linear.parameters(), (weights, given["bias"])):
        own[:] = torch.tensor(values)
    # voltages from -0.5 to 0.5, which are not the defaults
    node = LIFNode(given["tauRcSeconds"] / given["dtSeconds"], v_threshold=0.5, v_reset=-0.5)
    net = torch.nn.Sequential(linear, node)
    graph = export_to_nir(net, rows[:1], dt=given["dtSeconds"])
    node.reset()
    return {"fired": [net(row[None])[0] for row in rows], "graph": graph}


lifspec.serve(
    nir_export=nir_export, precision="float32", name="SpikingJelly, NIR export", version=version("spikingjelly")
)
