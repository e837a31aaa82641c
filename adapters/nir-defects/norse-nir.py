"""What Norse 1.1.0 does to a NIR graph. It logs a warning about r, and none about the others."""
import nir, norse.torch as norse, numpy as np, torch

def run(kind, volts, **parameters):
    node = kind(**{name: np.array([value], np.float32) for name, value in parameters.items()})
    net, state, fired = norse.from_nir(nir.NIRGraph.from_list(node), dt=0.0001), None, []
    for _ in range(60):
        spikes, state = net(torch.tensor([volts]), state)
        fired.append(int(spikes))
    return fired

lif = dict(tau=0.002, v_leak=0, v_threshold=1)
cuba = dict(tau_syn=0.001, tau_mem=0.002, r=1, w_in=1, v_threshold=1)
assert run(nir.LIF, 2.0, **lif, r=1, v_reset=0) == run(nir.LIF, 2.0, **lif, r=0.25, v_reset=0), "r counts"
assert run(nir.LIF, 2.0, **lif, r=1, v_reset=0) == run(nir.LIF, 2.0, **lif, r=1, v_reset=-9), "v_reset counts"
assert sum(run(nir.IF, 0.25, r=1, v_threshold=1, v_reset=0)) == 12, "an IF multiplies by dt"  # 0.0015 V after 60 steps
assert sum(run(nir.CubaLIF, 0.0, **cuba, v_leak=0.75, v_reset=0)) > 0, "v_leak counts once"  # it rests below v_threshold
