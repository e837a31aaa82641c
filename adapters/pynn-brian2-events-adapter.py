# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "pynn==0.13.0", "brian2==2.9.0", "numpy==2.3.5"]
# ///
"""PyNN's IF_curr_delta, _exp and _alpha on Brian2, with a receptor of one kind for both signs, and without a floor."""

import brian2, lifspec, numpy as np, pyNN, pyNN.brian2 as sim

brian2.prefs.codegen.target = "numpy"  # no compiler, and a run is short
MODELS = {"delta": sim.IF_curr_delta, "exponential": sim.IF_curr_exp, "alpha": sim.IF_curr_alpha}


def events(given):
    (receptor, *others), kind = given["receptors"], given["receptors"][0]["kind"]
    dt, tau, tau_syn = (
        1000 * one for one in (given["dtSeconds"], given["tauRcSeconds"], receptor.get("tauSeconds", 0))
    )
    if others or tau_syn and abs(dt / tau_syn - dt / tau) < 0.01:
        raise lifspec.Unsupported("receptors", "a neuron has one kind, and Brian2's 'exact' is wrong near tau")
    if any(len(set(train)) < len(train) for train in given["sources"]):
        raise lifspec.Unsupported("sources", "a SpikeGeneratorGroup fires once per step")
    sim.setup(timestep=dt, min_delay=dt)
    # the step of a spike is the first of Brian2's refractory period
    constants = {"tau_m": tau, "cm": tau, "tau_refrac": (given["refractorySteps"] + 1) * dt, "i_offset": given["bias"]}
    constants |= {"v_rest": 0.0, "v_reset": 0.0, "v_thresh": 1.0}
    constants |= {} if kind == "delta" else {"tau_syn_E": tau_syn, "tau_syn_I": tau_syn}
    cells = sim.Population(len(given["bias"]), MODELS[kind](**constants))
    cells.initialize(v=given["initialVoltage"])
    sources = [sim.Population(1, sim.SpikeSourceArray(spike_times=train * dt)) for train in given["sources"]]
    for one in given["connections"]:
        sender = sources[one["source"]] if "source" in one else cells[[one["neuron"]]]
        synapse = sim.StaticSynapse(weight=one["weight"], delay=one["delaySteps"] * dt)
        receptor_type = "excitatory" if one["weight"] > 0 else "inhibitory"
        sim.Projection(sender, cells[[one["target"]]], sim.AllToAllConnector(), synapse, receptor_type=receptor_type)
    cells.record(["spikes", "v"])
    sim.run(given["steps"] * dt)
    seen = cells.get_data().segments[0]
    spikes = [np.rint(train.magnitude / dt).astype(int) for train in seen.spiketrains]
    return {"spikes": spikes, "voltage": seen.analogsignals[0].magnitude[1:]}


declared = {"deltaSlot": "after-threshold"}
about = {"name": "PyNN IF_curr_* on Brian2", "version": pyNN.__version__, "event_conventions": declared}
lifspec.serve(events=events, conventions="brian2-exact", **about)
