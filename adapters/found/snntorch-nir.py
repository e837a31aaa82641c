# /// script
# requires-python = "==3.11.*"
# dependencies = ["snntorch==1.0.0", "nir==1.0.8", "nirtorch==2.6", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""snnTorch 1.0.0: the NIR importer always uses a step of 0.1 ms, ignores v_reset, and its IF does not integrate.

Expected: import_from_nir has an argument for the step, v_reset changes the spikes, and an IF adds up 40 inputs of
0.09.
Actual: There is no such argument, v_reset changes nothing, and the IF is silent.
Clause: X1
Upstream: https://github.com/jeshraghian/snntorch/issues/416
Report: import_from_nir in snntorch/import_nir.py assumes dt = 0.1 ms, so a network that was trained with another step
gets other decays, without a warning. v_reset of LIF and CubaLIF is read but not used. nir.IF becomes Leaky with a
beta below 1, so it forgets its input: 40 times 0.09 V never reach 1 V. Pull requests 435 (dt as an argument, CubaLIF)
and 452 (IF with beta = 1) are merged and not yet released. v_reset would need a neuron that resets to a given
voltage; until then, values other than 0 could be refused.
"""

import inspect
import nir, numpy as np, torch
from snntorch.import_nir import import_from_nir

def run(kind, volts, **parameters):
    node = kind(**{name: np.array([value], np.float32) for name, value in parameters.items()})
    net, state, fired = import_from_nir(nir.NIRGraph.from_list(node)), None, []
    for _ in range(40):
        output, state = net(torch.tensor([[volts]]), state)
        fired.append(int(output[0] if torch.is_tensor(output) else output[0].item()))
    return fired

lif = dict(tau=0.002, r=1, v_leak=0, v_threshold=1)
cuba = dict(tau_syn=0.001, tau_mem=0.002, r=20, w_in=10, v_leak=0, v_threshold=1)
assert list(inspect.signature(import_from_nir).parameters) == ["graph"], "there is a step"
assert run(nir.LIF, 2.0, **lif, v_reset=0) == run(nir.LIF, 2.0, **lif, v_reset=-9), "v_reset counts"
assert run(nir.CubaLIF, 0.01, **cuba, v_reset=0) == run(nir.CubaLIF, 0.01, **cuba, v_reset=-9), "v_reset counts"
assert sum(run(nir.IF, 0.09, r=1, v_threshold=1, v_reset=0)) == 0, "an IF adds up its input"  # 40 times 0.09 is 3.6
