# /// script
# requires-python = "==3.11.*"
# dependencies = ["torch>=2.9,<2.14", "numpy>=1.26"]
# ///
"""The tutorial network as a dense PyTorch loop, for the benchmark. Answers requests on stdin with JSON lines on stdout."""
import json, math, resource, sys, time

import numpy as np, torch
from torch.nn.functional import conv2d, cross_entropy, linear

GAIN, TAU_RC, TAU_REF, DT, TAU_READOUT = 2.0332447817197368, 0.02, 0.002, 0.001, 0.1
SHAPES, STRIDES = [(26, 26, 32), (12, 12, 64), (5, 5, 128)], [1, 2, 2]
torch.set_num_threads(2)


def channels_first(values, shape):
    return torch.from_numpy(np.ascontiguousarray(values.reshape(shape).transpose(2, 0, 1)))


class Rate(torch.autograd.Function):
    """Firing rate of a LIF neuron; the derivative is rate² · τ_rc / ((J − 1) · J)."""

    @staticmethod
    def forward(context, current):
        above = current > 1
        rate = torch.where(above, 1 / (TAU_REF + TAU_RC * torch.log1p(1 / (current - 1))), 0.0)
        context.save_for_backward(current, rate, above)
        return rate

    @staticmethod
    def backward(context, error):
        current, rate, above = context.saved_tensors
        return torch.where(above, rate * rate * TAU_RC / ((current - 1) * current), 0.0) * error


class Weights:
    def __init__(self, folder):
        load = lambda name: np.load(f"{folder}/{name}.npy")
        split = lambda name: [channels_first(part, shape) for part, shape in zip(np.split(load(name), [21632, 30848]), SHAPES)]
        self.kernels = [torch.from_numpy(np.ascontiguousarray(load(f"conv{n}_kernel").transpose(3, 2, 0, 1))) for n in (1, 2, 3)]
        self.kernel_biases = [torch.from_numpy(load(f"conv{n}_bias")) for n in (1, 2, 3)]
        self.neuron_biases, self.voltages = split("neuron_bias"), split("initial_voltage")
        dense = load("dense_kernel").reshape(5, 5, 128, 10).transpose(3, 2, 0, 1).reshape(10, 3200)
        self.dense, self.dense_bias = torch.from_numpy(np.ascontiguousarray(dense)), torch.from_numpy(load("dense_bias"))

    def trainable(self):
        arrays = [*self.kernels, *self.kernel_biases, *self.neuron_biases, self.dense, self.dense_bias]
        return [array.clone().requires_grad_() for array in arrays]


class Layer:
    """LIF neurons of a batch: `active` is the fraction of the decay in this step, `next` that in the next step."""

    decay, whole = math.exp(-DT / TAU_RC), -math.expm1(-DT / TAU_RC)

    def __init__(self, voltage, count):
        self.voltage = voltage.expand(count, *voltage.shape).clone()
        self.active = torch.full_like(self.voltage, self.whole)
        self.next = self.active.clone()

    def step(self, current):
        self.voltage += (current - self.voltage) * self.active
        fired = self.voltage > 1
        left = ((current - self.voltage) / (current - 1)).clamp_(min=self.decay)
        self.active = self.next.masked_fill(fired, 0)
        self.next = torch.where(fired, 1 - left, self.whole)
        self.voltage.masked_fill_(fired, 0).clamp_(min=0)
        return fired.to(current.dtype)


@torch.inference_mode()
def classes(weights, images, amplitude, steps):
    height = np.float32(amplitude) / np.float32(DT)
    factors = [GAIN, GAIN * height, GAIN * height]
    kernels = [factor * kernel for factor, kernel in zip(factors, weights.kernels)]
    biases = [neuron + GAIN * kernel[:, None, None] for neuron, kernel in zip(weights.neuron_biases, weights.kernel_biases)]
    layers = [Layer(voltage, len(images)) for voltage in weights.voltages]
    first = conv2d(images, kernels[0]) + biases[0]
    filtered, shown, keep = torch.zeros(len(images), 10), None, math.exp(-DT / TAU_READOUT)
    for _ in range(steps):
        spikes = layers[0].step(first)
        for layer, kernel, bias in zip(layers[1:], kernels[1:], biases[1:]):
            spikes = layer.step(conv2d(spikes, kernel, stride=2) + bias)
        shown = filtered
        filtered = keep * filtered + (1 - keep) * (linear(spikes.flatten(1), height * weights.dense, weights.dense_bias))
    return shown.argmax(1)


def loss_of(parameters, images, labels, amplitude):
    kernels, kernel_biases, neuron_biases, (dense, dense_bias) = parameters[:3], parameters[3:6], parameters[6:9], parameters[9:]
    signal = images
    for kernel, kernel_bias, neuron_bias, stride in zip(kernels, kernel_biases, neuron_biases, STRIDES):
        signal = amplitude * Rate.apply(GAIN * conv2d(signal, kernel, kernel_bias, stride) + neuron_bias)
    return cross_entropy(linear(signal.flatten(1), dense, dense_bias), labels)


class Peer:
    def start(self, request):
        read = lambda name, header: np.frombuffer(open(request[name], "rb").read()[header:], np.uint8)
        self.images = {part: read(f"{part}Images", 16).reshape(-1, 1, 28, 28) for part in ("test", "train")}
        self.labels = read("trainLabels", 8)
        self.weights = Weights(request["weights"])
        return {"versions": {"Python": sys.version.split()[0], "PyTorch": torch.__version__, "numpy": np.__version__}}

    def spikes(self, request):
        images = torch.from_numpy(self.images["test"][: request["images"]].astype(np.float32))
        start = time.perf_counter()
        parts = [classes(self.weights, batch, request["amplitude"], request["steps"]) for batch in images.split(request["batchSize"])]
        predicted = torch.cat(parts).tolist()
        return {"seconds": time.perf_counter() - start, "predicted": predicted}

    def train(self, request):
        images = torch.from_numpy(self.images["train"][: request["images"]].astype(np.float32))
        labels = torch.from_numpy(self.labels[: request["images"]].astype(np.int64))
        size, parameters = request["batchSize"], self.weights.trainable()
        with torch.no_grad():
            before = loss_of(parameters, images[:size], labels[:size], request["amplitude"])
        optimizer = torch.optim.RMSprop(parameters, lr=0.001, alpha=0.9, eps=1e-7)
        start = time.perf_counter()
        for batch, answers in zip(images.split(size), labels.split(size)):
            optimizer.zero_grad()
            loss_of(parameters, batch, answers, request["amplitude"]).backward()
            optimizer.step()
        return {"seconds": time.perf_counter() - start, "loss": float(before)}


peer, answers = Peer(), sys.stdout
sys.stdout = sys.stderr
for line in sys.stdin:
    request = json.loads(line)
    answer = getattr(peer, request["command"])(request)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"id": request["id"], **answer, "peakBytes": memory}), file=answers, flush=True)
