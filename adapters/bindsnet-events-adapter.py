# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "bindsnet==0.3.4", "torch>=2.13,<2.14", "torchvision>=0.28,<0.29", "numpy==2.4.6", "scipy>=1,<2", "matplotlib>=3,<4", "pandas>=3,<4", "scikit-image<1", "scikit-learn>=1,<2", "opencv-python-headless>=4", "tensorboardX==2.6.5", "tqdm>=4,<5", "gymnasium>=1,<2", "ale-py<1"]
# [tool.lifspec]
# no-deps = ["bindsnet==0.3.4"]
# ///
"""BindsNET's LIFNodes, and its CurrentLIFNodes, which add their current unscaled. They have neither delays nor a bias."""

from importlib.metadata import version

import lifspec, torch

lifspec.protect_stdout()  # before BindsNET is imported
from bindsnet.network.nodes import CurrentLIFNodes, LIFNodes


def events(given):
    (receptor, *others), dt, floor = given["receptors"], 1000 * given["dtSeconds"], given["minVoltage"]
    if others or receptor["kind"] == "alpha" or given["bias"].any():
        raise lifspec.Unsupported("receptors", "BindsNET's nodes have one exponential current, or none, and no bias")
    # found/bindsnet-current-refractory.py: CurrentLIFNodes need a step more; half a step keeps rounding from deciding
    inactive = given["refractorySteps"] + (-0.5 if receptor["kind"] == "delta" else 0.5)
    constants = {"tc_decay": 1000 * given["tauRcSeconds"], "refrac": inactive * dt}
    constants |= {"thresh": 1.0, "rest": 0.0, "reset": 0.0, "lbound": None if floor == float("-inf") else floor}
    count = len(given["initialVoltage"])
    if receptor["kind"] == "delta":
        cells = LIFNodes(count, **constants)
    else:
        cells = CurrentLIFNodes(count, tc_i_decay=1000 * receptor["tauSeconds"], **constants)
    cells.set_batch_size(1)
    cells.compute_decays(dt)
    cells.v[0] = torch.tensor(given["initialVoltage"])

    def step(arriving):
        cells(torch.tensor(arriving, dtype=torch.float32))
        return cells.s[0], cells.v[0]

    return lifspec.Arrivals(given).run(step)


declared = {"currentInStep": "start", "currentLag": "a-step-early"}
about = {"name": "BindsNET LIFNodes, CurrentLIFNodes", "version": version("bindsnet"), "event_conventions": declared}
conventions = {"profile": "bindsnet", "floor": "as-asked"}
lifspec.serve(events=events, conventions=conventions, precision="float32", **about)
