# /// script
# requires-python = "==3.11.*"
# dependencies = ["snnax==0.0.1", "jax==0.10.2", "jaxlib==0.10.2", "equinox==0.13.8", "chex==0.1.92", "numpy==2.4.6"]
# ///
"""SNNAX 0.0.1: every decay below 0.5 becomes 0.5.

Expected: With a decay of 0.1, a current of 0.8 takes the voltage from 0 to 0.72 in a step.
Actual: 0.4.
Clause: N1
Upstream: none found
Report: SimpleLIF, LIF, LIFSoftReset and AdaptiveLIF clamp their decays to [0.5, 1]: jax.lax.clamp(0.5,
decay_constants, 1.0) in snnax/snn/layers/lif.py. A user who asks for a time constant below 1.44 steps gets 1.44
steps, without a warning, and the docstring says nothing about it. Gradients of such a decay are 0, so training cannot
leave the region either. Clamping to [0, 1] repairs it. Besides, the released package cannot be imported:
snnax/snn/init.py and snnax/functional/functional.py are imported but are in neither the wheel nor the source
distribution.
"""

import sys, types

for missing in "snnax.snn.init", "snnax.functional.functional":  # the package lacks both, and does not need them
    sys.modules[missing] = types.ModuleType(missing)
import jax.numpy as jnp
from snnax.snn.layers.lif import SimpleLIF


def after_a_step(decay):
    cell = SimpleLIF([decay], shape=(1,))
    (voltage, _), _ = cell(cell.init_state((1,), None), jnp.full((1,), 0.8))
    return round(float(voltage[0]), 6)


voltages = [after_a_step(decay) for decay in (0.9, 0.5, 0.3, 0.1)]
assert voltages == [0.08, 0.4, 0.4, 0.4], voltages
