# /// script
# requires-python = "==3.11.*"
# dependencies = ["brian2==2.9.0", "numpy==2.3.5"]
# ///
"""Brian2 2.9.0: method 'exact' gives NaN or wrong voltages if a synaptic time constant is that of the membrane.

Expected: A current that decays with 20 ms raises a membrane of 20 ms to 0.2222 in 6 ms, and a current of 20.000000001 ms
to the same, but for 1e-9.
Actual: NaN for 20 ms, with a warning that blames the method; 0 for 20.0000000000002 ms, without one.
Clause: E4
Upstream: https://github.com/brian-team/brian2/issues/679
Report: The generated code divides the difference of two exponentials by the difference of their time constants. If both
are equal, it is 0/0. If they are nearly equal, the difference loses its digits: at steps of 0.1 ms, the voltage is wrong
by 3.9e-5 of its value at a relative distance of 1e-9, by 2.8 % at 1e-12 and by 100 % at 1e-14. Issue 573 is closed, and
679 asks whether finite wrong values exist: they do. Only time constants that are parameters are affected; with 20*ms in
both equations it is right. Writing the coefficient with expm1(x)/x, and its limit at 0, repairs it.
"""

import brian2
from brian2 import Network, NeuronGroup, ms

brian2.prefs.codegen.target = "numpy"


def voltage(distance):
    taus = {"tau": 20 * ms, "tau_s": 20 * (1 + distance) * ms}
    group = NeuronGroup(1, "dv/dt = (I - v)/tau : 1\ndI/dt = -I/tau_s : 1", method="exact", namespace=taus)
    group.I = 1
    Network(group).run(6 * ms)
    return float(group.v[0])


right = 0.3 * 2.718281828459045**-0.3
near = abs(voltage(1e-14) / right - 1)
assert voltage(0) != voltage(0) and near > 0.5 and abs(voltage(1e-6) / right - 1) < 1e-6, near
