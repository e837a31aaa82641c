# /// script
# requires-python = "==3.11.*"
# dependencies = ["norse==1.1.0", "nir==1.0.8", "nirtorch==2.6", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Norse 1.1.0: the NIR importer ignores parameters of LIF and IF, and a CubaLIF leaks twice.

Expected: Each parameter counts: r and v_reset change the spikes, an IF takes 0.0015 V in 60 steps, a CubaLIF at rest
is silent.
Actual: r and v_reset change nothing, an IF fires 12 times in 60 steps, and a CubaLIF fires at rest.
Clause: X1
Upstream: none found
Report: norse.torch.from_nir reads NIR graphs without all of their parameters. It ignores r, with a warning in the
log, and v_reset, without one. An IF adds its whole input in each step instead of r·I·dt, so at dt = 0.1 ms it runs
10,000 times too fast. In a CubaLIF, v_leak also drives the synapse, so a neuron that should rest below its threshold
fires. The conversions are in norse/torch/utils/import_nir.py. Scaling the input by r, passing v_reset, multiplying by
dt in IF, and leaving v_leak to the membrane repairs them. A parameter that Norse cannot honor could be refused.
"""

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
