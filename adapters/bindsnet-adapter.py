# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.3.0", "bindsnet==0.3.4", "torch>=2.13,<2.14", "torchvision>=0.28,<0.29", "numpy==2.4.6", "scipy>=1,<2", "matplotlib>=3,<4", "pandas>=3,<4", "scikit-image<1", "scikit-learn>=1,<2", "opencv-python-headless>=4", "tensorboardX==2.6.5", "tqdm>=4,<5", "gymnasium>=1,<2", "ale-py<1"]
# [tool.lifspec]
# no-deps = ["bindsnet==0.3.4"]
# ///
"""BindsNET's LIFNodes. They have no amplitude. Version 0.3.4 declares a newer Torch than it needs."""
from importlib.metadata import version
import lifspec, torch
lifspec.protect_stdout()  # before BindsNET is imported
from bindsnet.network.nodes import LIFNodes

def neuron(given):
    refractory = round(given["tauRefSeconds"] / given["dtSeconds"], 9)
    cells = LIFNodes(len(given["initialVoltage"]), thresh=1.0, rest=0.0, reset=0.0, refrac=refractory, lbound=given["minVoltage"],
                     tc_decay=given["tauRcSeconds"] / given["dtSeconds"])
    cells.set_batch_size(1)
    cells.compute_decays(1.0)
    cells.v[0] = torch.tensor(given["initialVoltage"], dtype=torch.float32)
    fired, voltage = [], []
    for current in torch.tensor(given["current"], dtype=torch.float32):
        cells(current[None])
        fired.append(cells.s[0].clone())
        voltage.append(cells.v[0].clone())
    return {"fired": fired, "voltage": voltage}

refractory = {"kind": "whole-steps", "rounding": "up", "more": 0, "meanwhile": "clamped"}
lifspec.serve(neuron=neuron, precision="float32", name="BindsNET LIFNodes", version=version("bindsnet"),
              conventions={"inputScale": "one", "comparison": ">=", "spikeHeight": "1", "refractory": refractory})
