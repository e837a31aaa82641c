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
import equinox, jax.numpy as jnp
from snnax.snn.layers.lif import SimpleLIF

step = equinox.filter_jit(SimpleLIF.__call__)


def neuron(given):
    start = jnp.asarray(given["initialVoltage"])
    state, decay = [start, jnp.zeros_like(start)], jnp.exp(-given["dtSeconds"] / given["tauRcSeconds"])
    cells = SimpleLIF([decay], shape=start.shape)
    for currents in jnp.asarray(given["current"]):
        state, fired = step(cells, state, currents)
        yield {"fired": fired, "voltage": state[0]}


about = {"name": "SNNAX SimpleLIF", "version": version("snnax"), "precision": "float32"}
lifspec.serve(neuron=neuron, conventions={"profile": "spikingjelly", "integrator": "exact"}, **about)
