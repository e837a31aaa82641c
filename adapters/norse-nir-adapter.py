# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "norse==1.1.0", "nir==1.0.8", "nirtorch==2.6", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Norse's NIR importer."""

import lifspec, norse.torch, torch


@torch.no_grad()
def nir(given):
    net, state = norse.torch.from_nir(given["graph"], dt=given["dtSeconds"]), None
    for row in torch.tensor(given["inputs"], dtype=torch.float32):
        fired, state = net(row, state)
        yield {"fired": fired}


lifspec.serve(nir=nir, precision="float32", name="Norse, NIR", version=norse.__version__)
