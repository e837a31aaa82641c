# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "snnax==0.0.1", "jax==0.10.2", "jaxlib==0.10.2", "equinox==0.13.8", "chex==0.1.92", "numpy==2.4.6"]
# ///
"""SNNAX's SimpleLIF in JAX. It has no refractory period, no floor and no amplitude."""

import sys, types
from importlib.metadata import version

import lifspec

for missing in "snnax.snn.init", "snnax.functional.functional":  # the package lacks both, and does not need them
    sys.modules[missing] = types.ModuleType(missing)
import jax, jax.numpy as jnp, numpy as np
from snnax.snn.layers.lif import SimpleLIF


@jax.jit
def run(decay, start, current):
    layer = SimpleLIF([decay], shape=start.shape)

    def step(state, currents):
        (voltage, fired), _ = layer(state, currents)
        return [voltage, fired], {"fired": fired, "voltage": voltage}

    return jax.lax.scan(step, [start, jnp.zeros_like(start)], current)[1]


def neuron(given):
    decay = np.float32(np.exp(-given["dtSeconds"] / given["tauRcSeconds"]))
    return run(decay, np.float32(given["initialVoltage"]), np.float32(given["current"]))


conventions = {"refractory": "none", "comparison": ">=", "floor": "none", "spikeHeight": "1"}
about = {"name": "SNNAX SimpleLIF", "version": version("snnax")}
lifspec.serve(neuron=neuron, conventions=conventions, precision="float32", pad_steps=True, **about)
