# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "brainpy==2.8.2", "jax==0.10.2", "jaxlib==0.10.2", "numpy==2.4.6"]
# ///
"""BrainPy's LifRef in JAX, without floor and amplitude. Its refractory period is in milliseconds; the time constant is in
steps, because JAX compiles again for every other dt, and only the ratio counts."""

import brainpy, jax, jax.numpy as jnp, lifspec, numpy as np
from brainpy import share


@jax.jit
def run(dt, tau, tau_ref, start, current):
    cells = brainpy.dyn.LifRef(start.shape[0], V_reset=0.0, V_th=1.0, tau=tau, tau_ref=tau_ref)

    def step(state, given):
        cells.V.value, cells.t_last_spike.value = state
        share.save(t=given[0], dt=1.0)
        fired = cells.update(given[1])
        return (cells.V.value, cells.t_last_spike.value), {"fired": fired, "voltage": cells.V.value}

    times = dt * jnp.arange(len(current), dtype=jnp.float32)
    return jax.lax.scan(step, (start, jnp.full(start.shape, -jnp.inf, jnp.float32)), (times, current))[1]


def neuron(given):
    steps = given["tauRefSteps"]
    if steps > 0.5 and abs(steps - round(steps)) < 1e-9 * steps and 1000 * given["dtSeconds"] * 2**20 % 1:
        raise lifspec.Skip("rounding of a time in float32 decides whether the refractory period has its last step")
    dt, tau_ref = 1000 * given["dtSeconds"], 1000 * given["tauRefSeconds"]
    return run(*map(np.float32, (dt, given["tauRcSteps"], tau_ref, given["initialVoltage"], given["current"])))


about = {"name": "BrainPy LifRef", "version": brainpy.__version__}
lifspec.serve(neuron=neuron, conventions="brainpy", precision="float32", pad_steps=True, **about)
