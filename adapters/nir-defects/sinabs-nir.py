"""What Sinabs 3.1.3 does to a NIR graph. Its import has no argument for the step."""
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
