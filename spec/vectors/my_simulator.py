"""A simulator by another author: the textbook form, in plain Python."""

import math


def neuron(given, reset=lambda voltage: 0.0):
    dt, tau_rc, tau_ref = given["dtSeconds"], given["tauRcSeconds"], given["tauRefSeconds"]
    floor = -math.inf if given["minVoltage"] is None else given["minVoltage"]
    voltage, refractory = list(given["initialVoltage"]), [0.0] * len(given["initialVoltage"])
    spikes, trace = [[] for _ in voltage], []
    for step, currents in enumerate(given["current"]):
        for n, current in enumerate(currents):
            refractory[n] -= dt
            awake = min(max(dt - refractory[n], 0.0), dt)
            voltage[n] -= (current - voltage[n]) * math.expm1(-awake / tau_rc)
            if voltage[n] > 1:
                since = -tau_rc * math.log1p((1 - voltage[n]) / (current - 1))
                refractory[n] = tau_ref + dt - since
                voltage[n] = reset(voltage[n])
                spikes[n].append(step)
            else:
                voltage[n] = max(voltage[n], floor)
        trace.append(list(voltage))
    return {"spikes": spikes, "voltage": trace}
