# /// script
# requires-python = "==3.11.*"
# dependencies = ["torch==2.6.0", "keras==3.9.0", "numpy==1.26.4", "snntorch==0.9.4", "norse==1.1.0", "spikingjelly==0.0.0.0.14"]
# ///
"""Networks of PyTorch, of Keras 3 on PyTorch, and of three spiking libraries, one of each kind, written without a look at the exporters.

    python held-out-torch.py MNIST_DIR OUT_DIR [NAME …]

Prints what held-out-nengo-dl.py prints. Kinds whose library is not installed are left out.
"""
import importlib, importlib.util, json, os, sys

os.environ["KERAS_BACKEND"] = "torch"
sys.path[:0] = ["fixtures/networks/own-network", "python/src"]
import lifspec, numpy as np, torch
from torch import nn
from torch.nn import functional

COUNT = 300
idx = importlib.import_module("from-pytorch").idx


class Functional(nn.Module):
    """What most tutorials write: functions in `forward`."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2, self.fc = nn.Conv2d(1, 6, 5, 3), nn.Conv2d(6, 8, 3), nn.Linear(288, 10)

    def forward(self, x):
        x = functional.relu(self.conv1(x))
        x = functional.relu(self.conv2(x))
        return functional.log_softmax(self.fc(torch.flatten(x, 1)), dim=1)


class Methods(nn.Module):
    """The same with methods of tensors, functional pooling and a dense layer of neurons."""

    def __init__(self):
        super().__init__()
        self.conv, self.hidden, self.fc = nn.Conv2d(1, 6, 5), nn.Linear(216, 30), nn.Linear(30, 10)

    def forward(self, x):
        x = functional.avg_pool2d(self.conv(x).relu(), 4)
        return self.fc(torch.relu(self.hidden(x.view(x.size(0), -1))))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.fc = nn.Conv2d(1, 6, 5, 3), nn.Conv2d(6, 6, 3, padding=1), nn.Linear(384, 10)

    def forward(self, x):
        x = functional.relu(self.a(x))
        return self.fc((x + functional.relu(self.b(x))).flatten(1))


class Noisy(nn.Module):
    """Computes something that its modules do not show."""

    def __init__(self):
        super().__init__()
        self.conv, self.fc = nn.Conv2d(1, 6, 5, 3), nn.Linear(384, 10)

    def forward(self, x):
        return self.fc(functional.relu(self.conv(x) * 1.5 - 0.2).flatten(1))


class Branches(nn.Module):
    """Depends on its input, so that no trace of it exists."""

    def __init__(self):
        super().__init__()
        self.conv, self.fc = nn.Conv2d(1, 6, 5, 3), nn.Linear(384, 10)

    def forward(self, x):
        x = functional.relu(self.conv(x))
        return self.fc((x if x.mean() > 0 else -x).flatten(1))


relu, flat, conv = nn.ReLU, nn.Flatten, nn.Conv2d
out = nn.LazyLinear
NETWORKS = {
    "plain": lambda: [conv(1, 6, 5, 3), relu(), conv(6, 8, 3), relu(), flat(), out(10)],
    "functional": Functional,
    "methods": Methods,
    "symmetric-3": lambda: [conv(1, 6, 3, 2, padding=3), relu(), conv(6, 8, 3), relu(), flat(), out(10)],
    "strided-padding": lambda: [conv(1, 6, 3, 2, padding=1), relu(), conv(6, 8, 3, 2, padding=1), relu(), flat(), out(10)],
    "even-same": lambda: [conv(1, 6, 4, padding="same"), relu(), conv(6, 8, 3, 3), relu(), flat(), out(10)],
    "dilated": lambda: [conv(1, 6, 3, dilation=2, padding="same"), relu(), conv(6, 8, 3, 3, dilation=2), relu(), flat(), out(10)],
    "groups": lambda: [conv(1, 6, 5, 3), relu(), conv(6, 12, 3, groups=3), relu(), flat(), out(10)],
    "oblong-kernel": lambda: [conv(1, 6, (3, 5), 3), relu(), flat(), out(10)],
    "flat-dense": lambda: [nn.Linear(784, 40), relu(), nn.Linear(40, 30), relu(), nn.Linear(30, 10)],
    "padded-pooling": lambda: [conv(1, 6, 5), relu(), nn.AvgPool2d(3, padding=1), flat(), out(10)],
    "pooling": lambda: [conv(1, 6, 5, bias=False), relu(), nn.AvgPool2d(2), conv(6, 8, 3), relu(), nn.AvgPool2d(3, 2), flat(), out(10)],
    "global-average": lambda: [conv(1, 6, 5, 3), relu(), nn.AdaptiveAvgPool2d(1), flat(), out(10)],
    "zero-padding": lambda: [nn.ZeroPad2d((1, 2, 1, 2)), conv(1, 6, 4, 3), relu(), flat(), out(10)],
    "double": lambda: [conv(1, 6, 5, 3).double(), relu(), flat(), out(10).double()],
    "softmax": lambda: [conv(1, 6, 5, 3), relu(), flat(), out(10), nn.LogSoftmax(1)],
    "max-pooling": lambda: [conv(1, 6, 5), relu(), nn.MaxPool2d(2), flat(), out(10)],
    "batch-normalization": lambda: [conv(1, 6, 5, 3), nn.BatchNorm2d(6), relu(), flat(), out(10)],
    "leaky": lambda: [conv(1, 6, 5, 3), nn.LeakyReLU(), flat(), out(10)],
    "sigmoid": lambda: [conv(1, 6, 5, 3), nn.Sigmoid(), flat(), out(10)],
    "reflected": lambda: [conv(1, 6, 5, padding=2, padding_mode="reflect"), relu(), flat(), out(10)],
    "linear": lambda: [flat(), out(10)],
    "linear-twice": lambda: [flat(), nn.Linear(784, 30), out(10)],
    "residual": Residual,
    "hidden-arithmetic": Noisy,
    "branches": Branches,
}


def trained(model, images):
    """Training takes a moment; only then are lazy layers complete."""
    optimizer, double = torch.optim.Adam(model.parameters(), 5e-3), any(p.dtype == torch.float64 for p in model.parameters() if not isinstance(p, nn.UninitializedParameter))
    for _ in range(6):
        for at in torch.arange(2 * COUNT).split(50):
            optimizer.zero_grad()
            functional.cross_entropy(model(images[at].double() if double else images[at]), LABELS[at]).backward()
            optimizer.step()
    return model


def rectifying(name, pixels, folder):
    torch.manual_seed(0)
    made = NETWORKS[name]()
    model = nn.Sequential(*made) if isinstance(made, list) else made
    shown = pixels.flatten(1) if name == "flat-dense" else pixels[:, None]
    model(shown[:2].double() if name == "double" else shown[:2])
    model = trained(model, shown)
    lifspec.export_torch(model, folder, shown[:COUNT].double() if name == "double" else shown[:COUNT])
    return model.eval()(shown[COUNT:].double() if name == "double" else shown[COUNT:]).argmax(1).tolist()


def normalized(name, pixels, folder):
    """As torchvision.transforms.Normalize shows images: a padding of 0 is then a pixel of average brightness."""
    torch.manual_seed(0)
    shown = ((pixels - 0.1307) / 0.3081)[:, None]
    model = nn.Sequential(conv(1, 6, 5, 3, padding=2), relu(), conv(6, 8, 3), relu(), flat(), out(10))
    model(shown[:2])
    lifspec.export_torch(trained(model, shown), folder, shown[:COUNT], mean=0.1307, deviation=0.3081)
    return model.eval()(shown[COUNT:]).argmax(1).tolist()


def spiking_library(name, pixels, folder):
    if name == "snntorch":
        import snntorch
        model = nn.Sequential(flat(), nn.Linear(784, 30), snntorch.Leaky(beta=0.9, init_hidden=True), nn.Linear(30, 10))
    if name == "norse":
        import norse.torch
        model = norse.torch.SequentialState(flat(), nn.Linear(784, 30), norse.torch.LIFCell(), nn.Linear(30, 10))
    if name == "spikingjelly":
        from spikingjelly.activation_based import neuron
        model = nn.Sequential(flat(), nn.Linear(784, 30), neuron.LIFNode(), nn.Linear(30, 10))
    lifspec.export_torch(model, folder, pixels[:COUNT, None])
    return []


def keras_models():
    """The kinds of Keras 3, whose tensors need gradients on PyTorch."""
    import keras
    layers = keras.layers
    relu = lambda *args, **more: layers.Conv2D(*args, activation="relu", **more)
    return {
        "keras-plain": [relu(6, 5, 3), relu(8, 3), layers.Flatten()],
        "keras-strided-same": [relu(6, 3, 2, padding="same"), relu(8, 3, 2, padding="same"), layers.Flatten()],
        "keras-even-same": [relu(6, 4, padding="same"), relu(8, 3, 3), layers.Flatten()],
        "keras-dilated": [relu(6, 3, dilation_rate=2), relu(8, 3, 3), layers.Flatten()],
        "keras-groups": [relu(6, 5, 3), relu(8, 3, groups=2), layers.Flatten()],
        "keras-pool": [relu(6, 5), layers.AveragePooling2D(3), layers.Flatten()],
        "keras-dense": [layers.Flatten(), layers.Dense(30, activation="relu"), layers.Dense(20), layers.ReLU()],
        "keras-rescaling": [layers.Rescaling(2.0, -0.5), relu(6, 5, 3), layers.Flatten()],
        "keras-max-pooling": [relu(6, 5), layers.MaxPool2D(2, name="largest"), layers.Flatten()],
        "keras-batch-normalization": [relu(6, 5, 3), layers.BatchNormalization(name="normalize"), layers.Flatten()],
        "keras-gelu": [layers.Conv2D(6, 5, 3, activation="gelu", name="curved"), layers.Flatten()],
    }


def keras_on_torch(name, pixels, folder):
    import keras
    keras.utils.set_random_seed(0)
    shown = pixels.numpy()[..., None]
    model = keras.Sequential([keras.Input((28, 28, 1)), *keras_models()[name], keras.layers.Dense(10, name="readout")])
    model.compile(keras.optimizers.Adam(5e-3), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(shown, LABELS.numpy(), batch_size=50, epochs=3, verbose=0)
    lifspec.export_keras(model, folder, shown[:COUNT])
    return model.predict(shown[COUNT:], verbose=0).argmax(1).tolist()


KINDS = {**dict.fromkeys(NETWORKS, rectifying), "normalized": normalized}
for library in ("snntorch", "norse", "spikingjelly"):
    if importlib.util.find_spec(library):
        KINDS[library] = spiking_library
if importlib.util.find_spec("keras"):
    KINDS.update(dict.fromkeys(keras_models(), keras_on_torch))
# every kind that is not here must be exported; here is what the refusal must name
REFUSED = {
    "oblong-kernel": "0", "max-pooling": "2", "batch-normalization": "1", "leaky": "1", "sigmoid": "1", "reflected": "0", "linear": "1",
    "linear-twice": "1", "residual": "add", "hidden-arithmetic": "mul", "branches": "Branches", "snntorch": "snntorch", "norse": "norse",
    "spikingjelly": "spikingjelly", "keras-max-pooling": "largest", "keras-batch-normalization": "normalize", "keras-gelu": "curved",
}

if __name__ == "__main__":
    torch.set_num_threads(1)
    pixels, LABELS = (torch.tensor(idx(sys.argv[1], f"train-{part}-ubyte")[: 2 * COUNT]) for part in ("images-idx3", "labels-idx1"))
    pixels, LABELS = pixels / 255, LABELS.long()
    answers = {}
    for name in sys.argv[3:] or KINDS:
        answer = {"named": REFUSED.get(name)}
        try:
            answer["classes"] = KINDS[name](name, pixels, f"{sys.argv[2]}/{name}")
        except Exception as refusal:  # a crash is told from a refusal by its type
            answer["refused"], answer["type"] = str(refusal), type(refusal).__name__
        answers[name] = answer
        print(name, {**answer, "classes": len(set(answer.get("classes", [])))}, file=sys.stderr)
    print(json.dumps(answers))
