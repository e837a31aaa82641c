# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "pynn==0.13.0", "nest-simulator==3.10.0", "numpy==2.4.6"]
# ///
"""PyNN's IF_curr_delta, _exp and _alpha on NEST, with a receptor of one kind for both signs, and without a floor."""

import lifspec

lifspec.protect_stdout()  # NEST prints when it is imported
import numpy as np, pyNN, pyNN.nest as sim

MODELS = {"delta": sim.IF_curr_delta, "exponential": sim.IF_curr_exp, "alpha": sim.IF_curr_alpha}


def events(given):
    (receptor, *others), kind = given["receptors"], given["receptors"][0]["kind"]
    dt, tau, tau_syn = (
        1000 * one for one in (given["dtSeconds"], given["tauRcSeconds"], receptor.get("tauSeconds", 0))
    )
    if others or kind == "alpha" and 0 < abs(dt / tau_syn - dt / tau) < 0.01:
        raise lifspec.Unsupported("receptors", "a neuron has one kind, and NEST's alpha current is inaccurate near tau")
    longest = max((one["delaySteps"] for one in given["connections"]), default=1)
    sim.setup(timestep=dt, min_delay=dt, max_delay=longest * dt, spike_precision="on_grid", verbosity="error")
    constants = {"tau_m": tau, "cm": tau, "tau_refrac": given["refractorySteps"] * dt}
    constants |= {"v_rest": 0.0, "v_reset": 0.0, "v_thresh": 1.0}
    constants |= {} if kind == "delta" else {"tau_syn_E": tau_syn, "tau_syn_I": tau_syn}
    cells = sim.Population(len(given["bias"]), MODELS[kind](**constants))
    # earlier ones are lost: https://github.com/NeuralEnsemble/PyNN/issues/503; NEST rounds 46 * 0.05 - 0.05 up to 2.3
    trains = [(train + 3) * dt - 1e-6 for train in given["sources"]]
    sources = [sim.Population(1, sim.SpikeSourceArray(spike_times=train)) for train in trains]
    for one in given["connections"]:
        sender = sources[one["source"]] if "source" in one else cells[[one["neuron"]]]
        synapse = sim.StaticSynapse(weight=one["weight"], delay=one["delaySteps"] * dt)
        receptor_type = "excitatory" if one["weight"] > 0 else "inhibitory"
        sim.Projection(sender, cells[[one["target"]]], sim.AllToAllConnector(), synapse, receptor_type=receptor_type)
    cells.record(["spikes"] if kind == "delta" else ["spikes", "v"])
    sim.run(dt)  # and the least delay
    cells.set(i_offset=given["bias"])
    cells.node_collection.V_m = given["initialVoltage"]  # https://github.com/NeuralEnsemble/PyNN/issues/844
    sim.run((given["steps"] + 2) * dt)
    seen = cells.get_data().segments[0]
    trains = [np.rint(train.magnitude / dt).astype(int) - 3 for train in seen.spiketrains]
    answer = {"spikes": [train[train < given["steps"]] for train in trains]}
    return answer if kind == "delta" else answer | {"voltage": seen.analogsignals[0].magnitude[3 : given["steps"] + 3]}


conventions = {"profile": "nest", "floor": "none"}
lifspec.serve(events=events, conventions=conventions, name="PyNN IF_curr_* on NEST", version=pyNN.__version__)
