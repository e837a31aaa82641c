# /// script
# requires-python = "==3.11.*"
# dependencies = ["brainpy==2.8.2", "jax==0.10.2", "jaxlib==0.10.2", "numpy==2.4.6"]
# ///
"""BrainPy 2.8.2: refractory periods vary by a step within a run at steps of 0.1 ms.

Expected: A refractory period of 0.3 ms always lasts 3 steps.
Actual: 2 or 3 steps, by the time of the spike: 54 of the first 163 last 2 steps.
Clause: N11
Upstream: none found
Report: dyn.LifRef is refractory while t - t_last_spike <= tau_ref, with times in float32. At a dt of 0.1 ms both
sides are equal in theory at the end of the period, so rounding decides, and the same neuron with the same constant
current waits for 2 or 3 steps, depending on the absolute time. The longer the run, the coarser the rounding. Steps of
1 ms are not affected. Counting steps repairs it: compare round((t - t_last_spike)/dt) with round(tau_ref/dt), or keep
the remaining steps as an integer. Brian had the same bug: brian-team/brian2#949.
"""

import brainpy, brainpy.math as bm, numpy as np
from brainpy import share

brainpy.math.set_dt(0.1)
cell = brainpy.dyn.LifRef(1, V_rest=0.0, V_reset=0.0, V_th=1.0, tau=10.0, tau_ref=0.3)


def step(number):
    share.save(t=number * 0.1, dt=0.1, i=number)
    return cell.update(1000.0)  # fires whenever it can


fired = np.asarray(bm.for_loop(step, bm.arange(600)))[:, 0]
steps, counts = np.unique(np.diff(np.nonzero(fired)[0]) - 1, return_counts=True)
assert steps.tolist() == [2, 3], dict(zip(steps.tolist(), counts.tolist()))
