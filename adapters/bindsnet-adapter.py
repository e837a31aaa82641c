# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "bindsnet==0.3.4", "torch>=2.13,<2.14", "torchvision>=0.28,<0.29", "numpy==2.4.6", "scipy>=1,<2", "matplotlib>=3,<4", "pandas>=3,<4", "scikit-image<1", "scikit-learn>=1,<2", "opencv-python-headless>=4", "tensorboardX==2.6.5", "tqdm>=4,<5", "gymnasium>=1,<2", "ale-py<1"]
# [tool.lifspec]
# no-deps = ["bindsnet==0.3.4"]
# ///
"""BindsNET's LIFNodes, with times in milliseconds. They have no amplitude. Version 0.3.4 declares a newer Torch than it needs."""

from importlib.metadata import version

import lifspec, torch

lifspec.protect_stdout()  # before BindsNET is imported
from bindsnet.network.nodes import LIFNodes


def neuron(given):
    steps = given["tauRefSteps"]
    if steps > 0.5 and abs(steps - round(steps)) < 1e-9 * steps and 1000 * given["dtSeconds"] * 2**20 % 1:
        raise lifspec.Skip("refrac_count is counted down by dt in float32, whose rounding decides when it is 0")
    dt, tau, tau_ref = (1000 * given[name] for name in ("dtSeconds", "tauRcSeconds", "tauRefSeconds"))
    constants = {"tc_decay": tau, "refrac": tau_ref, "lbound": given["minVoltage"]}
    cells = LIFNodes(len(given["initialVoltage"]), thresh=1.0, rest=0.0, reset=0.0, **constants)
    cells.set_batch_size(1)
    cells.compute_decays(dt)
    cells.v[0] = torch.tensor(given["initialVoltage"])
    for current in torch.tensor(given["current"], dtype=torch.float32):
        cells(current[None])
        yield {"fired": cells.s[0], "voltage": cells.v[0]}


about = {"name": "BindsNET LIFNodes", "version": version("bindsnet")}
conventions = {"profile": "bindsnet", "floor": "as-asked"}
lifspec.serve(neuron=neuron, conventions=conventions, precision="float32", **about)
