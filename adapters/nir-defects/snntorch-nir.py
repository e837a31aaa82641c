"""What snnTorch 1.0.0 does to a NIR graph. Its import has no argument for the step, which is always 0.1 ms."""
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
