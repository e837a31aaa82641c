"""Runs the PyTorch code of the answer in NengoDL's network at amplitude 0.5, and prints the accuracies as JSON.

    python ending-torch.py MNIST_DIR IMAGES < ending.html
"""
import html, json, math, re, sys
import numpy as np, torch

torch.set_num_threads(1)  # waiting for each other takes longer than the work
FOLDER = "fixtures/networks/nengo-dl"
GAIN = 1 / -math.expm1((0.002 - 0.01) / 0.02) - 1  # 100 Hz at input 1, silent up to 0
SHAPES = ((32, 26, 26), (64, 12, 12), (128, 5, 5))
dt, amplitude = 0.001, 0.5
factor, floor, synapse = (html.unescape(code) for code in re.findall(r'"PyTorch"><code>(.*?)</code>', sys.stdin.read(), re.S))


def load(name):
    return torch.from_numpy(np.load(f"{FOLDER}/{name}.npy").astype(np.float32))


def by_channel(values, shape):
    return values.reshape(shape[1], shape[2], shape[0]).permute(2, 0, 1)


def layers():
    own = zip(*(torch.split(load(name), [math.prod(shape) for shape in SHAPES]) for name in ("neuron_bias", "initial_voltage")))
    for index, (shape, (bias, start)) in enumerate(zip(SHAPES, own)):
        kernel, shift = load(f"conv{index + 1}_kernel").permute(3, 2, 0, 1), load(f"conv{index + 1}_bias")
        yield (lambda x, kernel=kernel, shift=shift, stride=1 if index == 0 else 2, bias=by_channel(bias, shape): GAIN
               * torch.nn.functional.conv2d(x, kernel, shift, stride) + bias), by_channel(start, shape)


@torch.no_grad()
def accuracy(images, labels, connection="current = conv(spikes * amplitude)", clamp="voltage = torch.clamp(voltage, min=0)"):
    dense = lambda x: x.permute(0, 2, 3, 1).flatten(1) @ load("dense_kernel") + load("dense_bias")
    parts = [(conv, start.expand(len(images), *start.shape).clone()) for conv, start in layers()]
    voltages, waiting = [start for _, start in parts], [torch.zeros_like(start) for _, start in parts]
    kept, out = {}, 0
    for step in range(30):
        spikes = None
        for index, (conv, _) in enumerate(parts):
            names = {"conv": conv, "spikes": spikes, "amplitude": amplitude, "dt": dt, "math": math, "filtered": kept.get(index, 0)}
            if index > 0:
                exec(connection, names)
                kept[index] = names["filtered"]
            current = conv(images) if index == 0 else names["current"]
            waiting[index] -= dt
            active = torch.clamp(dt - waiting[index], 0, dt)
            names = {"torch": torch, "voltage": voltages[index] - (current - voltages[index]) * torch.expm1(-active / 0.02)}
            exec(clamp, names)
            voltage = names["voltage"]
            fired = voltage > 1
            late = dt + 0.02 * torch.log1p(-(voltage - 1) / (current - 1))
            waiting[index] = torch.where(fired, 0.002 + late, waiting[index])
            voltages[index], spikes = torch.where(fired, torch.zeros_like(voltage), voltage), fired / dt
        answer = out
        names = {"conv": dense, "spikes": spikes, "amplitude": amplitude, "dt": dt, "math": math, "filtered": 0}
        exec(connection if connection == factor else "current = conv(spikes * amplitude)", names)
        out = out * math.exp(-0.01) - math.expm1(-0.01) * names["current"]
    return (answer.argmax(1).numpy() == labels).mean()


if __name__ == "__main__":
    folder, count = sys.argv[1], int(sys.argv[2])
    images = np.fromfile(f"{folder}/t10k-images-idx3-ubyte", np.uint8)[16:].reshape(-1, 1, 28, 28)[:count]
    data = torch.from_numpy(images.astype(np.float32)), np.fromfile(f"{folder}/t10k-labels-idx1-ubyte", np.uint8)[8:][:count]
    runs = {"as asked": {}, "factor": {"connection": factor}, "synapse": {"connection": synapse}, "floor": {"clamp": floor}, "no floor": {"clamp": ""}}
    print(json.dumps({name: accuracy(*data, **settings) for name, settings in runs.items()}))
