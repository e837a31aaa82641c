# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "snntorch==1.0.0", "nir==1.0.8", "nirtorch==2.6", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""snnTorch's NIR importer. Its step is always 0.1 ms, whatever step is requested."""

import lifspec, snntorch, torch
from snntorch.import_nir import import_from_nir


@torch.no_grad()
def nir(given):
    net, state = import_from_nir(given["graph"]), None
    for row in torch.tensor(given["inputs"], dtype=torch.float32)[:, None]:
        spikes, state = net(row, state)
        yield {"fired": spikes[0] if torch.is_tensor(spikes) else spikes[0][0]}  # an IF also returns its voltage


lifspec.serve(nir=nir, precision="float32", name="snnTorch, NIR", version=snntorch.__version__)
