# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "brian2==2.9.0", "numpy==2.3.5"]
# ///
"""Synapses as Brian2's users write them: `v += w`, `g += w` and `x += w`. A weight of `x` is a slope of the current."""

import brian2, lifspec, numpy as np
from brian2 import Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, StateMonitor, Synapses, second

brian2.prefs.codegen.target = "numpy"  # no compiler, and a run is short
CURRENTS = {"delta": "", "exponential": "dg{0}/dt = -g{0}/tau{0} : 1\n"}
CURRENTS["alpha"] = "dg{0}/dt = (x{0} - g{0})/tau{0} : 1\ndx{0}/dt = -x{0}/tau{0} : 1\n"
STATES = {"delta": "v", "exponential": "g{0}", "alpha": "x{0}"}


def events(given):
    dt, tau, receptors = given["dtSeconds"] * second, given["tauRcSeconds"], given["receptors"]
    taus = {f"tau{number}": one["tauSeconds"] for number, one in enumerate(receptors) if one["kind"] != "delta"}
    if len(taus) > 1 or any(abs(given["dtSeconds"] * (1 / one - 1 / tau)) < 0.01 for one in taus.values()):
        raise lifspec.Unsupported("receptors", "method 'exact' is wrong near tau_s = tau, and slow for two currents")
    if any(len(set(train)) < len(train) for train in given["sources"]):
        raise lifspec.Unsupported("sources", "a SpikeGeneratorGroup fires once per step")
    current = "".join(f" + g{name[3:]}" for name in taus)
    equations = f"dv/dt = (bias{current} - v)/tau : 1 (unless refractory)\nbias : 1 (constant)\n"
    equations += "".join(CURRENTS[one["kind"]].format(number) for number, one in enumerate(receptors))
    rules = {"threshold": "v > 1", "reset": "v = 0", "method": "exact", "dt": dt}
    # the step of a spike is the first of Brian2's refractory period
    group = NeuronGroup(len(given["bias"]), equations, refractory=(given["refractorySteps"] + 1) * dt, **rules)
    group.v, group.bias = given["initialVoltage"], given["bias"]
    spikes = np.array([(number, step) for number, train in enumerate(given["sources"]) for step in train]).reshape(
        -1, 2
    )
    sources = SpikeGeneratorGroup(max(len(given["sources"]), 1), spikes[:, 0], spikes[:, 1] * dt, dt=dt)
    fired, seen = SpikeMonitor(group), StateMonitor(group, "v", record=True, when="end", dt=dt)
    network = Network(group, sources, fired, seen)
    for one in given["connections"]:
        state = STATES[receptors[one["receptor"]]["kind"]].format(one["receptor"])
        sender, number = (sources, one["source"]) if "source" in one else (group, one["neuron"])
        synapse = Synapses(sender, group, "w : 1 (constant)", on_pre=f"{state} += w", dt=dt)
        synapse.connect(i=number, j=one["target"])
        synapse.w, synapse.delay = one["weight"], one["delaySteps"] * dt
        network.add(synapse)
    network.run(given["steps"] * dt, namespace={name: one * second for name, one in ({"tau": tau} | taus).items()})
    steps = np.rint(fired.t / dt).astype(int)
    return {"spikes": [steps[fired.i == number] for number in range(len(group))], "voltage": seen.v.T}


declared = {"deltaSlot": "after-threshold", "currentWeight": "slope"}
about = {"name": "Brian2, synapses", "version": brian2.__version__, "event_conventions": declared}
lifspec.serve(events=events, conventions="brian2-exact", **about)
