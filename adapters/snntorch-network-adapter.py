# /// script
# requires-python = "==3.11.*"
# dependencies = ["lifspec==0.3.0", "snntorch==1.0.0", "torch>=2.13,<2.14", "numpy==2.4.6"]
# ///
"""Networks of convolutions and snnTorch's Leaky. Its graded_spikes_factor is amplitude/dt, the height of a spike in a network.

snnTorch trains the spikes themselves, with surrogate gradients. Here Torch trains the rate network, and Leaky runs its weights."""
import math
import lifspec, numpy as np, snntorch, torch
from lifspec.requests import layer_shapes
from torch.nn.functional import conv2d

def planes(values, shape):  # [..., row, column, channel] as [..., channel, row, column]
    return torch.tensor(np.array(values), dtype=torch.float32).reshape(-1, *shape).movedim(-1, -3)

def gain_of(about):
    current = -1 / math.expm1((about["tauRefSeconds"] - 1 / about["maxRateHz"]) / about["tauRcSeconds"])
    return (current - 1) / (1 - about["intercept"])

@torch.no_grad()
def network(given):  # images one by one, because Torch rounds other batches differently
    if given["synapseSeconds"]: raise lifspec.Skip("has no synapses between layers")
    ends, counts, probed = zip(*(show(given, image) for image in given["images"]))
    return {"predicted": [end.argmax() for end in ends], "readout": ends, "spikeCounts": counts, "probed": probed[0]}

def show(given, image):
    plan, dt, amplitude = given["architecture"], given["dtSeconds"], given["amplitude"]
    about, shape = plan["neuron"], [plan["input"][name] for name in ("rows", "columns", "channels")]
    tau_rc, tau_ref = about["tauRcSeconds"], about["tauRefSeconds"]
    gain = gain_of(about)
    image, layers = planes(image, shape), []
    for sizes, padding, layer, start in zip(plan["hidden"], given["padding"], given["weights"]["layers"], given["initialVoltage"]):
        size, stride, channels = sizes["kernelSize"], sizes["stride"], sizes["channels"]
        kernel = gain * torch.tensor(layer["kernel"]).reshape(size, size, shape[2], channels).permute(3, 2, 0, 1)
        shape = [(length + 2 * padding - size) // stride + 1 for length in shape[:2]] + [channels]
        bias = planes(layer["neuronBias"], shape) + gain * torch.tensor(layer["kernelBias"])[:, None, None]
        leaky = snntorch.Leaky(beta=math.exp(-dt / tau_rc), graded_spikes_factor=amplitude / dt)
        layers.append([lambda x, k=kernel, b=bias, s=stride, p=padding: conv2d(x, k, stride=s, padding=p) + b, leaky, planes(start, shape)])
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

def rates(given, parameters, images):
    plan, about, drive = given["architecture"], given["architecture"]["neuron"], images
    gain = gain_of(about)
    for sizes, kernel, kernel_bias, neuron_bias in zip(plan["hidden"], *[parameters[part:-2:3] for part in range(3)]):
        weight, bias = (gain * kernel.permute(3, 2, 0, 1)).contiguous(), gain * kernel_bias[:, None, None] + neuron_bias.movedim(2, 0)
        current = conv2d(drive, weight, stride=sizes["stride"], padding=sizes.get("padding", 0)) + bias
        above = torch.where(current > 1, current, 2) - 1
        rate = 1 / (about["tauRefSeconds"] + about["tauRcSeconds"] * torch.log1p(1 / above))
        drive = torch.where(current > 1, given["amplitude"] * rate, 0)
    return drive.movedim(1, 3).flatten(1) @ parameters[-2] + parameters[-1]

def drawn(given, shapes, stream):
    about, layers = given["architecture"]["neuron"], []
    for sizes, before, after in zip(given["architecture"]["hidden"], shapes, shapes[1:]):
        shape = (sizes["kernelSize"], sizes["kernelSize"], before[2], after[2])
        layers += [glorot(shape, stream), torch.zeros(after[2]), torch.full(after, 1 - gain_of(about) * about["intercept"])]
    return [*layers, glorot((math.prod(shapes[-1]), given["architecture"]["classes"]), stream), torch.zeros(given["architecture"]["classes"])]

def glorot(shape, stream):
    fans = math.prod(shape[:-2]) * (shape[-2] + shape[-1])
    return (2 * torch.rand(shape, generator=stream) - 1) * math.sqrt(6 / fans)

def training(given):
    shapes, stream = layer_shapes(given["architecture"]), torch.Generator().manual_seed(given["seed"])
    weights = given.get("weights")
    parts = [layer[name] for layer in weights["layers"] for name in ("kernel", "kernelBias", "neuronBias")] + [*weights["readout"].values()] if weights else drawn(given, shapes, stream)
    voltages = given.get("initialVoltage") or [torch.rand(math.prod(shape), generator=stream).numpy() for shape in shapes[1:]]
    parameters = [torch.as_tensor(part).clone().requires_grad_() for part in parts]
    squares = [torch.zeros_like(part) for part in parameters]
    images, labels, settings = planes(given["images"], shapes[0]), torch.tensor(given["labels"]), given["optimizer"]
    for _ in range(given["epochs"]):
        order = torch.randperm(len(images), generator=stream) if given["order"] == "shuffled" else torch.arange(len(images))
        for batch in order.split(given["batchSize"]):
            loss = torch.nn.functional.cross_entropy(rates(given, parameters, images[batch]), labels[batch])
            for part, square, slope in zip(parameters, squares, torch.autograd.grad(loss, parameters)):
                square.mul_(settings["decay"]).add_((1 - settings["decay"]) * slope**2)
                # torch.optim.RMSprop adds epsilon to the root
                part.data -= settings["learningRate"] * slope / torch.sqrt(square + settings["epsilon"])
    *parts, weight, bias = [part.detach().numpy() for part in parameters]
    layers = [dict(zip(("kernel", "kernelBias", "neuronBias"), parts[at:at + 3])) for at in range(0, len(parts), 3)]
    trained = {**given, "weights": {"layers": layers, "readout": {"weight": weight, "bias": bias}}, "initialVoltage": voltages}
    spiking = network(trained, [layer.get("padding", 0) for layer in given["architecture"]["hidden"]])["predicted"]
    right = [(torch.stack(spiking) == labels).float().mean(), (rates(given, parameters, images).argmax(1) == labels).float().mean()]
    return {"spikingAccuracy": float(right[0]), "rateAccuracy": float(right[1]), "weights": trained["weights"], "initialVoltage": voltages}

torch.set_num_threads(1)  # networks are small
conventions = {**lifspec.profiles()["snntorch-subtract"]["conventions"], "spikeHeight": "amplitude/dt"}
lifspec.serve(network=network, training=training, conventions=conventions, precision="float32", name="snnTorch Leaky, networks",
              version=snntorch.__version__, homepage="https://snntorch.readthedocs.io")
