# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.3.0", "snntorch==1.0.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Networks of convolutions and snnTorch's Leaky. Its graded_spikes_factor is amplitude/dt, the height of a spike in a network."""
import math
import lifspec, numpy as np, snntorch, torch
from lifspec.requests import layer_shapes
from torch.nn.functional import conv2d

def planes(values, shape):  # [..., row, column, channel] as [..., channel, row, column]
    return torch.tensor(np.array(values), dtype=torch.float32).reshape(-1, *shape).movedim(-1, -3)

@torch.no_grad()
def network(given):  # images one by one, because Torch rounds other batches differently
    if given["synapseSeconds"]: raise lifspec.Skip("has no synapses between layers")
    ends, counts, probed = zip(*(show(given, image) for image in given["images"]))
    return {"predicted": [end.argmax() for end in ends], "readout": ends, "spikeCounts": counts, "probed": probed[0]}

def show(given, image):
    plan, dt, (first, *others) = given["architecture"], given["dtSeconds"], layer_shapes(given["architecture"])
    about, image, layers = plan["neuron"], planes(image, first), []
    gain = (-1 / math.expm1((about["tauRefSeconds"] - 1 / about["maxRateHz"]) / about["tauRcSeconds"]) - 1) / (1 - about["intercept"])
    for sizes, padding, layer, start, shape in zip(plan["hidden"], given["padding"], given["weights"]["layers"], given["initialVoltage"], others):
        kernel = gain * torch.tensor(layer["kernel"]).permute(3, 2, 0, 1)
        bias = planes(layer["neuronBias"], shape) + gain * torch.tensor(layer["kernelBias"])[:, None, None]
        leaky = snntorch.Leaky(beta=math.exp(-dt / plan["neuron"]["tauRcSeconds"]), graded_spikes_factor=given["amplitude"] / dt)
        layers.append([lambda x, k=kernel, b=bias, s=sizes["stride"], p=padding: conv2d(x, k, stride=s, padding=p) + b, leaky, planes(start, shape)])
    weight, readout_bias = torch.tensor(given["weights"]["readout"]["weight"]), torch.tensor(given["weights"]["readout"]["bias"])
    decay, end, logits = math.exp(-dt / plan["readoutTauSeconds"]), 0, 0
    counts, seen = [0] * len(layers), []
    for _ in range(given["steps"]):
        signal, stages = image, {}
        for number, (currents, leaky, state) in enumerate(layers):
            drive = currents(signal)
            signal, layers[number][2] = leaky(drive, state)
            counts[number] += int((signal > 0).sum())
            stages[f"layer{number + 1}"] = {"current": drive, "voltage": layers[number][2], "spikes": signal > 0}
        end = decay * end + (1 - decay) * logits  # the read-out lags one step
        logits = signal.movedim(1, 3).flatten(1) @ weight.reshape(-1, plan["classes"]) + readout_bias
        seen.append([stages[probe["layer"]][probe["stage"]][0].movedim(0, 2).flatten() for probe in given.get("probes", [])])
    return end[0], counts, [torch.stack(one).float() for one in zip(*seen)]

torch.set_num_threads(1)  # networks are small
conventions = {**lifspec.profiles()["snntorch-subtract"]["conventions"], "spikeHeight": "amplitude/dt"}
lifspec.serve(network=network, conventions=conventions, precision="float32", name="snnTorch Leaky, networks", version=snntorch.__version__)
