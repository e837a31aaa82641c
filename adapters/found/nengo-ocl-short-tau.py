# /// script
# requires-python = "==3.11.*"
# dependencies = ["nengo-ocl==3.0.0", "nengo==4.1.0", "pyopencl==2026.1.4", "pocl-binary-distribution==3.0", "numpy==2.4.6"]
# ///
"""NengoOCL 3.0.0: a LIF neuron with a tau_rc below dt/17 ignores its refractory period.

Expected: 9 spikes in 20 ms at a refractory period of 2.4 ms, as in Nengo.
Actual: 20 spikes, one in every step.
Clause: N4
Upstream: none found
Report: The time of a spike within its step is -tau_rc·log1p(-(V - 1)/(J - 1)). If dt is 17 tau_rc or more,
exp(-dt/tau_rc) is below half of the float32 epsilon, so V equals J after a step, the logarithm is minus infinity, and
so is the time that remains of the refractory period: the neuron fires in every step. If rounding takes V above J, the
result is NaN. Nengo computes in float64, where this begins at 37 tau_rc. The kernel is plan_lif in
nengo_ocl/clra_nonlinearities.py. Limiting the argument of log1p to more than -1, or the time of the spike to the
length of the step, repairs it.
"""

import nengo, nengo_ocl, numpy as np

with nengo.Network() as network:
    model = nengo.LIF(tau_rc=0.00005, tau_ref=0.0024)
    cells = nengo.Ensemble(1, 1, gain=[1], bias=[3], neuron_type=model)
    probe = nengo.Probe(cells.neurons)


def count(simulator):
    with simulator(network, progress_bar=False) as running:
        running.run(0.02, progress_bar=False)
    return int(np.count_nonzero(running.data[probe]))


assert (count(nengo.Simulator), count(nengo_ocl.Simulator)) == (9, 20), "the refractory period counts"
