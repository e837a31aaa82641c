# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "nengo==4.1.0", "numpy==2.4.6"]
# ///
"""Nengo's LIF neuron, its tuning, the filter of a probe, and the neurons that an ensemble draws."""

import lifspec, nengo, numpy as np


def lif(given, **settings):
    return nengo.LIF(given["tauRcSeconds"], given["tauRefSeconds"], **settings)


def neuron(given):
    start, model = given["initialVoltage"], lif(given, amplitude=given["amplitude"], min_voltage=given["minVoltage"])
    state = given.get("state", {"voltage": start, "refractory_time": np.zeros(len(start))})
    state = {name: np.array(values, dtype=float) for name, values in state.items()}
    model.step(given["dtSeconds"], np.array([2.0]), height := np.zeros(1), np.ones(1), np.zeros(1))
    for currents in given["current"]:
        model.step(given["dtSeconds"], currents, output := np.zeros(len(start)), **state)
        yield {"fired": output > 0, "voltage": state["voltage"], "spikeHeight": height[0], "state": state}


def tuning(given):
    gain, bias = lif(given).gain_bias(given["maxRatesHz"], given["intercepts"])
    models = lif(given), lif(given, amplitude=given["amplitude"])
    hertz, outputs = (model.rates(given["inputs"], gain, bias) for model in models)
    return {"gain": gain, "bias": bias, "ratesHz": hertz, "outputs": outputs}


def synapse(given):
    dt, signal = given["dtSeconds"], given["signal"]
    with nengo.Network() as network:
        node = nengo.Node(lambda time: signal[round(time / dt) - 1], size_out=1)
        probe = nengo.Probe(node, synapse=nengo.Lowpass(given["tauSeconds"]))
    with nengo.Simulator(network, dt=dt, progress_bar=False) as simulator:
        simulator.run_steps(len(signal), progress_bar=False)
    return {"filtered": simulator.data[probe][:, 0], "lagSteps": 1}


def drawn_from(kind, values=(), low=0, high=1):
    return nengo.dists.Choice(values) if kind == "choice" else nengo.dists.Uniform(low, high)


def seeded(given):
    rates, intercepts, voltage = (drawn_from(**given[name]) for name in ("maxRatesHz", "intercepts", "initialVoltage"))
    with nengo.Network(seed=given["seed"]) as network:
        model = lif(given, initial_state={"voltage": voltage})
        ensemble = nengo.Ensemble(given["neurons"], 1, max_rates=rates, intercepts=intercepts, neuron_type=model)
    with nengo.Simulator(network, progress_bar=False) as simulator:
        start, built = simulator.signals[simulator.model.sig[ensemble.neurons]["voltage"]], simulator.data[ensemble]
        return {"gain": built.gain, "bias": built.bias, "initialVoltage": start}


about = {"name": "Nengo", "version": nengo.__version__, "limits": {"seed": 2**32 - 1}}  # of NumPy's RandomState
lifspec.serve(neuron=neuron, tuning=tuning, synapse=synapse, seeded=seeded, **about)
