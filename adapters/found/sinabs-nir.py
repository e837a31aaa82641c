# /// script
# requires-python = "==3.11.*"
# dependencies = ["sinabs==3.1.3", "nir==1.0.4", "nirtorch==2.0.2", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Sinabs 3.1.3: the NIR importer takes seconds for steps, ignores r, subtracts at a spike and drops Linear.

Expected: A LIF with tau = 2 ms keeps its voltage between steps, r counts, a spike resets to 0, a Linear node maps 3
channels to 1.
Actual: 2 spikes in every step whatever r is, [1, 2, 2] spikes at 1.75 V, and 3 output channels.
Clause: X1
Upstream: none found
Report: sinabs.nir.from_nir has no argument for dt: tau is passed on as a number of steps, so 2 ms become 0.002 steps
and nothing remains of a voltage. NIR states tau in seconds. r is ignored. A spike subtracts the threshold, although
NIR resets to v_reset, which is 0 here. A Linear node before a neuron is left out without an error, so the network has
3 outputs instead of 1. An argument dt, dividing tau by it, scaling the input by r, MembraneReset as reset_fn, and a
layer without bias for Linear repair it.
"""

import nir, numpy as np, torch
from sinabs.nir import from_nir

def run(*nodes, volts=2.0, channels=1, steps=12):
    made = [kind(**{name: np.array(value, np.float32) for name, value in given.items()}) for kind, given in nodes]
    return from_nir(nir.NIRGraph.from_list(*made), batch_size=1)(torch.full((steps, channels), volts))[0].detach()

lif = dict(tau=[0.002], r=[1], v_leak=[0], v_threshold=[1])
in_steps = {**lif, "tau": [20]}
linear = nir.Linear, dict(weight=[[1, 1, 1]])
assert run((nir.LIF, lif)).sum() == 24, "tau is in seconds"  # 2 spikes in each step
assert run((nir.LIF, lif)).equal(run((nir.LIF, {**lif, "r": [0.25]}))), "r counts"
assert run((nir.LIF, in_steps), volts=1.75, steps=3).ravel().tolist() == [1, 2, 2], "a spike resets to v_reset"
assert run(linear, (nir.LIF, lif), channels=3).shape == (12, 3), "there is a Linear node"  # it has one output
