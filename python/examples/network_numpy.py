"""A network of LIF neurons in NumPy, without a refractory period and a voltage floor."""

import numpy as np

import lifspec


def network(given):
    synapse = given["synapseSeconds"]
    plan, dt, about = given["architecture"], given["dtSeconds"], given["architecture"]["neuron"]
    decay, rise = np.exp(-dt / about["tauRcSeconds"]), -np.expm1(-dt / plan["readoutTauSeconds"])
    synapse_rise = -np.expm1(-dt / synapse) if synapse else 0
    current_at_one = -1 / np.expm1((about["tauRefSeconds"] - 1 / about["maxRateHz"]) / about["tauRcSeconds"])
    gain = (current_at_one - 1) / (1 - about["intercept"])
    count, layers, (first, *shapes) = len(given["images"]), given["weights"]["layers"], given["shapes"]
    images = given["images"].astype(float).reshape(count, *first)
    voltages = [np.tile(v, (count, 1)).reshape(count, *shape) for v, shape in zip(given["initialVoltage"], shapes)]
    spikes, filtered = [np.zeros(v.shape) for v in voltages], [np.zeros(v.shape) for v in voltages]
    counts, readout, logits, seen = np.zeros((count, len(layers)), int), 0, 0, []
    for _ in range(given["steps"]):
        signal, stages = images, {}
        for index, layer in enumerate(layers):
            # a synapse holds the spikes of the steps before
            filtered[index] = filtered[index] + synapse_rise * (spikes[index] - filtered[index])
            currents = convolve(signal, layer, plan["hidden"][index]["stride"], given["padding"][index])
            current = gain * currents + layer["neuronBias"]
            voltage = current + (voltages[index] - current) * decay
            spikes[index] = (voltage > 1) * (given["amplitude"] / dt)
            voltages[index] = np.where(voltage > 1, 0, voltage)
            counts[:, index] += (voltage > 1).sum(axis=(1, 2, 3))
            stages[f"layer{index + 1}"] = {"current": current, "voltage": voltages[index], "spikes": voltage > 1}
            signal = filtered[index] if synapse else spikes[index]
        readout = readout + rise * (logits - readout)  # one step late
        weights = given["weights"]["readout"]
        logits = spikes[-1].reshape(count, -1) @ weights["weight"].astype(float) + weights["bias"]
        seen.append([stages[probe["layer"]][probe["stage"]][0].ravel() for probe in given["probes"]])
    return {"predicted": readout.argmax(axis=1), "readout": readout, "spikeCounts": counts, "probed": list(zip(*seen))}


def convolve(images, layer, stride, padding):
    """[image, row, column, channel] → the same, with the channels of the layer."""
    size = layer["kernel"].shape[0]
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("nrcijk,jkio->nrco", windows, layer["kernel"].astype(float)) + layer["kernelBias"]


simulator = lifspec.Simulator(network=network, conventions={"refractory": "none", "floor": "none"})
