# /// script
# requires-python = "==3.11.*"
# dependencies = ["brainpy==2.8.2", "jax==0.10.2", "jaxlib==0.10.2", "numpy==2.4.6"]
# ///
"""BrainPy 2.8.2: a delay of 1 step lasts as long as the longest delay of its source.

Expected: Of projections with delays of 1 and 5 steps from one source, the first acts earlier.
Actual: It acts 5 steps after the spike, and the second 4 steps, if the source is updated last, as in the documentation.
Clause: E1
Upstream: https://github.com/brainpy/BrainPy/issues/709
Report: VarDelay.retrieve counts from the step that is being computed, whichever object is updated first. If
projections are updated before their source, the newest entry is that of the step before. A delay of d steps then acts
after d - 1, except that a delay of 1 step reads the entry that is about to be overwritten, the oldest, so it lasts as
long as the longest delay: delays of 1, 2, 3 and 8 steps act after 8, 1, 2 and 7. Counting from the last update of the
delay repairs it. Issue 709 was closed as stale.
"""

import brainpy, brainpy.math as bm, numpy as np
from brainpy import share

bm.set_dt(1.0)


def lags(*delays):
    source = brainpy.dyn.SpikeTimeGroup(1, times=np.array([1.0]), indices=np.array([0]))
    targets = [brainpy.dyn.LifRef(1, V_rest=0.0, V_reset=0.0, V_th=1.0, tau=20.0) for _ in delays]
    strong = brainpy.dnn.AllToAll(1, 1, 5.0)
    pairs = zip(delays, targets)
    projections = [brainpy.dyn.FullProjDelta(source, float(delay), strong, target) for delay, target in pairs]
    fired = {}
    for step in range(16):
        share.save(t=step * 1.0, dt=1.0, i=step)
        for one in [*projections, *targets, source]:
            one()
        fired |= {number: step - 1 for number, one in enumerate(targets) if one.spike[0]}
    return list(fired[number] for number in range(len(delays)))


assert (lags(1, 5), lags(1, 2, 3, 8)) == ([5, 4], [8, 1, 2, 7]), (lags(1, 5), lags(1, 2, 3, 8))
