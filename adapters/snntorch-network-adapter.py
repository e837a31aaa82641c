# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.4.0", "snntorch==1.0.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Networks of convolutions and snnTorch's Leaky.
Its graded_spikes_factor is amplitude/dt, the height of a spike in a network."""

import math

import lifspec, numpy as np, snntorch, torch
from torch.nn.functional import conv2d


def planes(values, shape):  # [image, row, column, channel] as [image, channel, row, column]
    return torch.tensor(values, dtype=torch.float32).reshape(-1, *shape).movedim(-1, 1)


@torch.no_grad()
def network(given):
    if given["synapseSeconds"]:
        raise lifspec.Skip("has no synapses between layers")
    plan, dt, (first, *shapes) = given["architecture"], given["dtSeconds"], given["shapes"]
    about, images, count = plan["neuron"], planes(given["images"], first), len(given["images"])
    at_one = -1 / math.expm1((about["tauRefSeconds"] - 1 / about["maxRateHz"]) / about["tauRcSeconds"])
    gain = (at_one - 1) / (1 - about["intercept"])
    leaky = snntorch.Leaky(beta=math.exp(-dt / about["tauRcSeconds"]), graded_spikes_factor=given["amplitude"] / dt)
    voltages = [planes(np.tile(start, (count, 1)), shape) for start, shape in zip(given["initialVoltage"], shapes)]
    layers = []
    for layer, sizes, padding, shape in zip(given["weights"]["layers"], plan["hidden"], given["padding"], shapes):
        bias = planes(layer["neuronBias"], shape) + gain * torch.tensor(layer["kernelBias"])[:, None, None]
        kernel = gain * torch.tensor(layer["kernel"]).permute(3, 2, 0, 1)
        layers.append((bias, {"weight": kernel, "stride": sizes["stride"], "padding": padding}))
    readout = {name: torch.tensor(values) for name, values in given["weights"]["readout"].items()}
    decay, end, logits = math.exp(-dt / plan["readoutTauSeconds"]), 0, torch.zeros(count, plan["classes"])
    counts, seen = torch.zeros(count, len(layers)), []
    for _ in range(given["steps"]):
        signal, stages = images, {}
        for number, (bias, convolution) in enumerate(layers):
            current = conv2d(signal, **convolution) + bias
            signal, voltages[number] = leaky(current, voltages[number])
            counts[:, number] += (signal > 0).sum((1, 2, 3))
            stages[f"layer{number + 1}"] = {"current": current, "voltage": voltages[number], "spikes": signal > 0}
        end = decay * end + (1 - decay) * logits  # the read-out lags one step
        logits = signal.movedim(1, 3).flatten(1) @ readout["weight"] + readout["bias"]
        seen.append([stages[probe["layer"]][probe["stage"]][0].movedim(0, 2).flatten() for probe in given["probes"]])
    return {"predicted": end.argmax(1), "readout": end, "spikeCounts": counts, "probed": list(zip(*seen))}


torch.set_num_threads(1)  # networks are small
conventions = {"profile": "snntorch-subtract", "spikeHeight": "amplitude/dt"}
about = {"name": "snnTorch Leaky, networks", "version": snntorch.__version__}
lifspec.serve(network=network, conventions=conventions, precision="float32", **about)
