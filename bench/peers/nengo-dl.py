# /// script
# requires-python = "==3.11.*"
# dependencies = ["nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""The tutorial network in NengoDL, for the benchmark. Answers requests on stdin with JSON lines on stdout."""
import json, os, resource, sys, time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import nengo, nengo_dl, numpy as np, tensorflow as tf

BATCH = 200
PARTS = ["conv1", "conv2", "conv3", "dense"]


def tutorial_network(weights, amplitude, for_training):
    voltages = np.split(weights["initial_voltage"], [21632, 21632 + 9216])
    with nengo.Network(seed=0) as net:
        net.config[nengo.Ensemble].max_rates = nengo.dists.Choice([100])
        net.config[nengo.Ensemble].intercepts = nengo.dists.Choice([0])
        net.config[nengo.Connection].synapse = None
        nengo_dl.configure_settings(stateful=False)
        x = nengo.Node(np.zeros(784))
        for voltage, (filters, strides, shape) in zip(voltages, ((32, 1, (28, 28, 1)), (64, 2, (26, 26, 32)), (128, 2, (12, 12, 64)))):
            x = nengo_dl.Layer(tf.keras.layers.Conv2D(filters, 3, strides=strides))(x, shape_in=shape)
            x = nengo_dl.Layer(nengo.LIF(amplitude=amplitude, initial_state={"voltage": voltage}))(x)
        out = nengo_dl.Layer(tf.keras.layers.Dense(10))(x)
        net.answer = nengo.Probe(out, synapse=None if for_training else 0.1)
    return net


class Tutorial:
    """A simulator with the given weights. It runs with spikes, or trains the rate network."""

    def __init__(self, weights, amplitude, for_training=False):
        self.net = tutorial_network(weights, amplitude, for_training)
        self.sim = nengo_dl.Simulator(self.net, minibatch_size=BATCH, progress_bar=False)
        self.weights = weights
        if for_training:
            loss = tf.losses.SparseCategoricalCrossentropy(from_logits=True)
            self.sim.compile(optimizer=tf.optimizers.RMSprop(0.001), loss={self.net.answer: loss})
        self.reset()

    def reset(self):
        kernels = iter(self.weights[f"{part}_{kind}"] for part in PARTS for kind in ("kernel", "bias"))
        for variable in self.sim.keras_model.trainable_weights:
            variable.assign(self.weights["neuron_bias"] if variable.shape == (34048,) else next(kernels))
        assert next(kernels, None) is None, "a kernel was not assigned"

    def classes(self, images, steps):
        run = self.sim.predict(np.tile(images[:, None], (1, steps, 1)), verbose=0)
        return run[self.net.answer][:, -1].argmax(1)

    def train(self, images, labels):
        """Returns the mean loss. For a single batch, this is the loss before the step."""
        return self.sim.fit(images[:, None], {self.net.answer: labels[:, None, None]}, verbose=0).history["loss"][0]


class Peer:
    def start(self, request):
        read = lambda name, header: np.frombuffer(open(request[name], "rb").read()[header:], np.uint8)
        self.images = {part: read(f"{part}Images", 16).reshape(-1, 784) for part in ("test", "train")}
        self.labels = read("trainLabels", 8)
        folder = request["weights"]
        names = [f"{part}_{kind}" for part in PARTS for kind in ("kernel", "bias")] + ["neuron_bias", "initial_voltage"]
        self.weights = {name: np.load(f"{folder}/{name}.npy") for name in names}
        versions = {"Python": sys.version.split()[0], "NengoDL": nengo_dl.__version__, "Nengo": nengo.__version__}
        return {"versions": {**versions, "TensorFlow": tf.__version__, "numpy": np.__version__}}

    def spikes(self, request):
        images = self.images["test"][: request["images"]].astype(np.float32)
        if not hasattr(self, "spiking"):
            self.spiking = Tutorial(self.weights, request["amplitude"])
            self.spiking.classes(images[:BATCH], request["steps"])
        start = time.perf_counter()
        predicted = np.concatenate([self.spiking.classes(images[i : i + 1000], request["steps"]) for i in range(0, len(images), 1000)])
        return {"seconds": time.perf_counter() - start, "predicted": predicted.tolist()}

    def train(self, request):
        images, labels = self.images["train"][: request["images"]].astype(np.float32), self.labels[: request["images"]].astype(np.int32)
        if not hasattr(self, "training"):
            self.training = Tutorial(self.weights, request["amplitude"], for_training=True)
            self.loss = self.training.train(images[:BATCH], labels[:BATCH])
        self.training.reset()
        start = time.perf_counter()
        self.training.train(images, labels)
        return {"seconds": time.perf_counter() - start, "loss": self.loss}


peer, answers = Peer(), sys.stdout
sys.stdout = sys.stderr
for line in sys.stdin:
    request = json.loads(line)
    answer = getattr(peer, request["command"])(request)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"id": request["id"], **answer, "peakBytes": memory}), file=answers, flush=True)
