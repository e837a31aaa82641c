# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "spikingjelly==2.0.0", "nir==1.0.8", "nirtorch==2.6", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""SpikingJelly's NIR importer."""

from importlib.metadata import version

import lifspec, torch
from spikingjelly.activation_based.nir_exchange import import_from_nir


@torch.no_grad()
def nir(given):
    net, state = import_from_nir(given["graph"], dt=given["dtSeconds"]), None
    for row in torch.tensor(given["inputs"], dtype=torch.float32)[:, None]:
        spikes, state = net(row, state)
        yield {"fired": spikes[0]}


lifspec.serve(nir=nir, precision="float32", name="SpikingJelly, NIR", version=version("spikingjelly"))
