# /// script
# requires-python = "==3.11.*"
# dependencies = ["norse==1.1.0", "nir==1.0.8", "nirtorch==2.6", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Norse 1.1.0: the NIR exporter multiplies time constants by dt, and does not write v_reset.

Expected: tau = 0.02 s and v_reset = -0.5 of a LIFBoxCell are in the graph.
Actual: tau is 0.00002, and v_reset is 0.
Clause: X2
Upstream: https://github.com/norse/norse/issues/411
Report: to_nir in norse/torch/utils/export_nir.py writes dt / tau_mem_inv. A cell steps by dt * tau_mem_inv, so tau_mem_inv
is in 1/s, and 1 / tau_mem_inv is tau in seconds. v_reset is not passed to nir.LIF, nir.IF or nir.CubaLIF, so a graph has
v_reset = 0, whatever the cell has. Leaving out dt and passing v_reset repairs both.
"""

import nir, norse.torch as norse, numpy as np, torch

half = torch.tensor([0.5])
parameters = norse.LIFBoxParameters(tau_mem_inv=100 * half, v_leak=-half, v_th=half, v_reset=-half)
net = norse.SequentialState(torch.nn.Linear(1, 1), norse.LIFBoxCell(parameters, dt=0.001))
graph = norse.to_nir(net, torch.zeros(1, 1), dt=0.001)
[lif] = [node for node in graph.nodes.values() if isinstance(node, nir.LIF)]
assert np.isclose(lif.tau[0], 0.02 * 0.001, rtol=1e-5), "tau is in seconds"
assert lif.v_reset[0] == 0, "v_reset is written"
