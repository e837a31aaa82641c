# /// script
# requires-python = "==3.11.*"
# dependencies = ["spyx==1.0.0", "nir==1.0.8", "numpy==2.4.6"]
# ///
"""Spyx 1.0.0: the NIR importer ignores r, v_leak, v_reset and w_in, and neither scales the input nor resets.

Expected: At 0.1 V, a LIF with a threshold of 1 V is silent; r, v_leak, v_reset and w_in change the spikes; intervals
are equal.
Actual: 2 spikes in 40 steps, whatever these parameters are, and intervals that differ.
Clause: X1
Upstream: https://github.com/kmheckel/spyx/pull/40
Report: spyx.nir.from_nir uses tau and v_threshold only. r, v_leak, v_reset and, in a CubaLIF, w_in are ignored
without a warning. The input is not multiplied by dt/tau, so a constant input of 0.1 V reaches a threshold of 1 V,
which it should never do. A spike subtracts the threshold instead of resetting to v_reset, so intervals at a constant
input differ. Multiplying the input by (1 - beta)·r, adding v_leak, and a LIF with a reset to v_reset repair it;
parameters that Spyx cannot honor could be refused.
"""

import jax.numpy as jnp, nir, numpy as np
from spyx.nir import from_nir

def run(kind, volts, **parameters):
    node = kind(**{name: np.array([value], np.float32) for name, value in parameters.items()})
    _, fired = from_nir(nir.NIRGraph.from_list(node), jnp.full((40, 1, 1), volts), dt=0.0001)
    return fired.ravel().tolist()

lif = dict(tau=0.002, v_threshold=1)
cuba = dict(tau_syn=0.001, tau_mem=0.002, v_threshold=1, v_reset=0)
plain, other = dict(r=1, v_leak=0), dict(r=0.1, v_leak=9)
assert sum(run(nir.LIF, 0.1, **lif, **plain, v_reset=0)) == 2, "the input is multiplied by dt/tau"  # r·I is 0.1 V
assert run(nir.LIF, 0.1, **lif, **plain, v_reset=0) == run(nir.LIF, 0.1, **lif, **other, v_reset=-9), "r, v_leak, v_reset count"
assert run(nir.CubaLIF, 0.02, **cuba, **plain, w_in=1) == run(nir.CubaLIF, 0.02, **cuba, **other, w_in=0.1), "they count"
assert run(nir.LIF, 0.6, **lif, **plain, v_reset=0)[8:12] == [1, 0, 1, 1], "a spike resets to v_reset"  # intervals differ
