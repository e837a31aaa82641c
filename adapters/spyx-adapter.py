# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "spyx==1.0.0", "flax==0.12.8", "jax==0.10.2", "jaxlib==0.10.2", "numpy==2.4.6"]
# ///
"""Spyx's LIF in JAX. It has no refractory period, no floor and no amplitude."""

import lifspec, jax, jax.numpy as jnp, numpy as np, spyx
from flax import nnx
from spyx.nn import LIF


@jax.jit
def run(beta, start, current):
    layer = LIF(start.shape, beta=beta, rngs=nnx.Rngs(0))

    def step(state, currents):
        fired, state = layer(currents, state)
        return state, {"fired": fired, "voltage": state}

    return jax.lax.scan(step, start, current)[1]


def neuron(given):
    beta = np.float32(np.exp(-given["dtSeconds"] / given["tauRcSeconds"]))
    return run(beta, np.float32(given["initialVoltage"]), np.float32(given["current"]))


about = {"name": "Spyx LIF", "version": spyx.__version__}
lifspec.serve(neuron=neuron, conventions="spyx", precision="float32", pad_steps=True, **about)
