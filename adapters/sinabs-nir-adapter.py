# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "sinabs==3.1.3", "nir==1.0.4", "nirtorch==2.0.2", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Sinabs' NIR importer. It has no step: tau is a number of steps. The package brings nir 1.0.4, which has no v_reset."""

import lifspec, sinabs, torch
from sinabs.nir import from_nir


@torch.no_grad()
def nir(given):
    net = from_nir(given["graph"], batch_size=1)
    output, *_ = net(torch.tensor(given["inputs"], dtype=torch.float32))
    if given["nodes"][-1]["type"] == "LI":
        return {"fired": torch.zeros_like(output), "voltage": output}
    return {"fired": output}


lifspec.serve(nir=nir, precision="float32", name="Sinabs, NIR", version=sinabs.__version__)
