# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "brainpy==2.8.2", "jax==0.10.2", "jaxlib==0.10.2", "numpy==2.4.6"]
# ///
"""BrainPy's LifRef behind its projections, to which events come when they arrive. Times are in steps: only ratios count."""

from functools import lru_cache

import brainpy, brainpy.math as bm, jax, jax.numpy as jnp, lifspec
from brainpy import share
from brainpy.dyn import CUBA, Expon, HalfProjAlignPost, HalfProjDelta, LifRef

bm.enable_x64()


@lru_cache(maxsize=None)
def compiled(kinds, count):
    def step(state, time, tau, tau_ref, taus, bias, arriving):
        cells = LifRef(count, V_reset=0.0, V_th=1.0, tau=tau, tau_ref=tau_ref)
        currents = [Expon(count, tau=one) if kind == "exponential" else None for kind, one in zip(kinds, taus)]
        cells.V.value, cells.t_last_spike.value = state[:2]
        share.save(t=time, dt=1.0)
        for current, before, weights in zip(currents, state[2], arriving):
            how = {"comm": brainpy.dnn.Identity(), "post": cells}
            if current is None:
                HalfProjDelta(**how)(weights)
            else:
                current.g.value = before
                HalfProjAlignPost(syn=current, out=CUBA(), **how)(weights)
        fired = cells(bias)
        after = [before if current is None else current.g.value for current, before in zip(currents, state[2])]
        return (cells.V.value, cells.t_last_spike.value, after), fired

    return jax.jit(step)


def events(given):
    kinds, bias, arrivals = tuple(one["kind"] for one in given["receptors"]), given["bias"], lifspec.Arrivals(given)
    if "alpha" in kinds:
        raise lifspec.Unsupported("receptors", "Alpha takes no events of several sources")
    tau, *taus = [
        one.get("tauSeconds", 1.0) / given["dtSeconds"]
        for one in [{"tauSeconds": given["tauRcSeconds"]}, *given["receptors"]]
    ]
    state = given["initialVoltage"], jnp.full(len(bias), -1e7), [jnp.zeros(len(bias)) for _ in kinds]
    for time in range(given["steps"]):
        constants = tau, float(given["refractorySteps"]), taus, bias
        state, fired = compiled(kinds, len(bias))(state, float(time), *constants, arrivals.at(time))
        arrivals.fire(time, fired)
        yield {"fired": fired, "voltage": state[0]}


declared = {"currentInStep": "start", "currentLag": "a-step-early"}
about = {"name": "BrainPy LifRef, projections", "version": brainpy.__version__, "event_conventions": declared}
lifspec.serve(events=events, conventions="brainpy", **about)
