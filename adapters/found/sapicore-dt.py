# /// script
# requires-python = "==3.11.*"
# dependencies = ["sapicore==0.4.1", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Sapicore 0.4.1: the dt of a LIFNeuron changes its refractory period, but not its integration.

Expected: with dt = 0.1 and tau_mem = 10, a current of 1 takes the voltage from 0 to 0.00995 in a step.
Actual: 0.0952, as with dt = 1.
Clause: N11
Upstream: none found
Report: LIFNeuron(dt=0.1) counts its refractory period in steps of 0.1 ms (torch.div(tau_ref, dt)), but integrates in
steps of 1 ms, because its default integrator, RungeKutta(order=4) in sapicore/engine/neuron/__init__.py, takes its
step from the constant DT = 1.0 instead of the dt of the neuron. So with dt = 0.1 membranes are ten times too fast in
relation to refractory periods, and nothing warns. Users have to pass integrator=RungeKutta(order=4, step=0.1) as
well. RungeKutta(order=4, step=self.dt) as the default repairs it. SpikingNeuron and the analog neurons share that
line.
"""

import torch
from sapicore.engine.neuron.spiking.LIF import LIFNeuron


def after_a_step(dt):
    cell = LIFNeuron(volt_thresh=1.0, volt_rest=0.0, leak_gl=1.0, tau_mem=10.0, tau_ref=3.0, dt=dt)
    return round(float(cell(torch.tensor([1.0]))["voltage"]), 4)


voltages = after_a_step(1.0), after_a_step(0.1)
assert voltages == (0.0952, 0.0952), voltages
