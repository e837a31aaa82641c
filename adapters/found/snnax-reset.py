# /// script
# requires-python = "==3.11.*"
# dependencies = ["snnax==0.0.1", "jax==0.10.2", "jaxlib==0.10.2", "equinox==0.13.8", "chex==0.1.92", "numpy==2.4.6"]
# ///
"""SNNAX 0.0.1: with a reset_val of 0, SimpleLIF does not reset to 0.

Expected: A spike at a voltage of 1.5 leaves 0.
Actual: 0.807, which is 1.5 - softplus(0).
Clause: N3
Upstream: none found
Report: The docstring of SimpleLIF says that reset_val is the value after a spike. The code subtracts
softplus(reset_val) instead (snnax/snn/layers/lif.py): 0.693 for 0, so a spike at 1.5 leaves 0.807, and a larger
reset_val leaves less. Without reset_val the voltage becomes 0, so passing 0 explicitly changes the neuron. LIF in the
same file does what the docstring says: reset_pot = (mem_pot - reset_val)*spike_output. The same line in SimpleLIF
repairs it. See snnax-decay.py for two files that the package lacks.
"""

import sys, types

for missing in "snnax.snn.init", "snnax.functional.functional":  # the package lacks both, and does not need them
    sys.modules[missing] = types.ModuleType(missing)
import jax.numpy as jnp
from snnax.snn.layers.lif import SimpleLIF


def after_a_spike(**reset):
    cell = SimpleLIF([0.5], shape=(1,), **reset)
    (voltage, _), fired = cell(cell.init_state((1,), None), jnp.full((1,), 3.0))
    return round(float(voltage[0]), 3), int(fired[0])


assert after_a_spike() == (0, 1) and after_a_spike(reset_val=0.0) == (0.807, 1), after_a_spike(reset_val=0.0)
