# /// script
# requires-python = "==3.11.*"
# dependencies = ["nest-simulator==3.10.0", "numpy==2.4.6"]
# ///
"""NEST 3.10.0: iaf_psc_alpha loses half of its digits if tau_syn is nearly tau_m.

Expected: The voltage is right to about 15 digits, as that of iaf_psc_exp is.
Actual: It is off by 3e-8 of its value at a relative distance of 1e-6 between the time constants.
Clause: E4
Upstream: none found
Report: If tau_syn is near tau_m, the propagators use the formula for equal time constants, which is off by a thirtieth of
their relative distance at h = 1 ms: 3.3e-9 at 1e-7, 3.3e-8 at 1e-6. Farther away, a difference of exponentials is
divided by a squared distance, which loses digits: 1.7e-10 at 1e-5, 5.6e-11 at 1e-4. iaf_psc_exp is right to 4e-16 at
all of these, because it uses expm1. With x = h/tau_syn - h/tau_m, the factor (1 - (1 + x)*exp(-x))/x^2, computed by its
series for |x| <= 1, is right to a few units in the last place. Few spikes depend on it, but comparisons with other
simulators do.
"""

from math import e, exp

import nest


def error(model, distance, exact):
    tau, tau_s = 20.0, 20.0 * (1 + distance)
    nest.ResetKernel()
    nest.set(resolution=1.0, verbosity=nest.VerbosityLevel.ERROR)
    cell = nest.Create(model, params={"E_L": 0, "V_m": 0, "V_th": 9, "tau_m": tau, "C_m": tau, "tau_syn_ex": tau_s})
    source = nest.Create("spike_generator", params={"spike_times": [1.0]})
    nest.Connect(source, cell, syn_spec={"delay": 1.0})
    nest.Simulate(3.0)  # the event has acted for a step
    return abs(cell.V_m / exact(1 / tau, 1 / tau_s) - 1)


alpha = lambda a, b: e * a * b * exp(-a) * (1 / 2 - (b - a) / 3 + (b - a) ** 2 / 8)
exponential = lambda a, b: a * exp(-a) * (1 - (b - a) / 2 + (b - a) ** 2 / 6)
errors = [error("iaf_psc_alpha", distance, alpha) for distance in (1e-6, 1e-5)]
assert errors[0] > 1e-8 and errors[1] > 1e-11 and error("iaf_psc_exp", 1e-6, exponential) < 1e-15, errors
