# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "nest-simulator==3.10.0", "numpy==2.4.6"]
# ///
"""NEST's neurons with synapses that are currents. A neuron has receptors of one kind."""

import lifspec

lifspec.protect_stdout()  # NEST prints when it is imported
import nest, numpy as np

MODELS = {"delta": "iaf_psc_delta", "exponential": "iaf_psc_exp_multisynapse", "alpha": "iaf_psc_alpha_multisynapse"}


def events(given):
    kinds, dt, tau = (
        {one["kind"] for one in given["receptors"]},
        1000 * given["dtSeconds"],
        1000 * given["tauRcSeconds"],
    )
    if len(kinds) > 1:
        raise lifspec.Unsupported("receptors", "a neuron of NEST has receptors of one kind")
    (kind,), floor, taus = kinds, given["minVoltage"], [1000 * one.get("tauSeconds", 0) for one in given["receptors"]]
    if kind == "exponential" and floor > float("-inf"):
        raise lifspec.Unsupported("minVoltage", "iaf_psc_exp has no floor")
    cell = {"E_L": 0.0, "V_reset": 0.0, "V_th": 1.0, "tau_m": tau, "C_m": tau, "t_ref": given["refractorySteps"] * dt}
    cell |= {"exponential": {"tau_syn": taus}, "alpha": {"tau_syn": taus, "V_min": floor}, "delta": {"V_min": floor}}[
        kind
    ]
    if any(one == tau if kind == "exponential" else 0 < abs(dt / one - dt / tau) < 0.01 for one in taus if one):
        raise lifspec.Unsupported("receptors", "a current with tau_syn = tau_m is refused, alpha is inaccurate near it")
    nest.ResetKernel()
    nest.set(resolution=dt, verbosity=nest.VerbosityLevel.ERROR)
    each = [cell | {"V_m": v, "I_e": bias} for v, bias in zip(given["initialVoltage"], given["bias"])]
    cells, trains = nest.Create(MODELS[kind], len(each), each), given["sources"]
    sources = nest.Create("spike_generator", len(trains)) if trains else None
    for source, (at, many) in zip(sources or [], [np.unique(train, return_counts=True) for train in trains]):
        source.set(spike_times=(at + 1) * dt, spike_multiplicities=many)
    for one in given["connections"]:
        sender = sources[one["source"]] if "source" in one else cells[one["neuron"]]
        how = {"weight": one["weight"], "delay": one["delaySteps"] * dt}
        port = 0 if kind == "delta" else one["receptor"] + 1
        nest.Connect(sender, cells[one["target"]], "one_to_one", how | {"receptor_type": port})
    fired, seen = nest.Create("spike_recorder"), nest.Create("multimeter", {"record_from": ["V_m"], "interval": dt})
    nest.Connect(cells, fired, syn_spec={"delay": dt})
    nest.Connect(seen, cells, syn_spec={"delay": dt})
    nest.Simulate((given["steps"] + 1) * dt)  # what is of a step is recorded in the next
    steps = np.rint(fired.events["times"] / dt).astype(int) - 1
    spikes = [np.sort(steps[(fired.events["senders"] == one) & (steps < given["steps"])]) for one in cells.tolist()]
    rows = np.lexsort((seen.events["senders"], seen.events["times"])).reshape(-1, len(each))
    return {"spikes": spikes, "voltage": seen.events["V_m"][rows[: given["steps"]]]}


lifspec.serve(events=events, conventions="nest", name="NEST iaf_psc_*", version=nest.__version__)
