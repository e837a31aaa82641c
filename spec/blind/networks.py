# /// script
# requires-python = "==3.11.*"
# dependencies = ["nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""The eight networks of networks.json, for which no sentence of `lifspec explain` was written.

    python networks.py train MNIST_DIR OUT_DIR [NAME …]   trains them in NengoDL and exports them to OUT_DIR/NAME
    python networks.py confirm MNIST_DIR OUT_DIR [NAME …] measures in NengoDL what OUT_DIR/NAME.json says, written by
        lifspec explain --network OUT_DIR/NAME --report json=OUT_DIR/NAME.json --report text=OUT_DIR/NAME.txt

`confirm` prints, as JSON, each number of the explanation beside the one of NengoDL for the same images, and for the 1,000 after them.
"""
import json, re, sys
from pathlib import Path

sys.path[:0] = ["fixtures/networks/nengo-dl", "python/src"]
from generate import mnist, nengo, nengo_dl, np, tf
import lifspec

conv = lambda *args, **more: lambda: tf.keras.layers.Conv2D(*args, **more)
dense = lambda *args: lambda: tf.keras.layers.Dense(*args)
pool = lambda size: lambda: tf.keras.layers.AveragePooling2D(size)
USUAL = {"amplitude": 0.01, "floor": 0, "synapse": None, "dt": 0.001, "steps": 30, "rates": 100, "tau_rc": 0.02, "tau_ref": 0.002}
USUAL |= {"readout": 0.1, "scale": 1, "images": 1000, "epochs": 6, "learning_rate": 0.001}
NETWORKS = {  # layers, and what is not as usual; `scale` multiplies the pixels, which are up to 255
    "narrow": ([conv(6, 5, 2), conv(12, 3, 2)], {}),
    "large-kernels": ([conv(10, 7, 3), conv(16, 4)], {"amplitude": 0.02, "tau_ref": 0.001}),
    "dense": ([dense(120), dense(60)], {"amplitude": 0.004, "images": 800, "epochs": 8}),
    "pooled": ([conv(8, 5), pool(2), conv(12, 5), pool(2), dense(40)], {"amplitude": 0.005, "rates": 200, "images": 600, "epochs": 8}),
    "synapses": ([conv(8, 5, 3), conv(16, 3)], {"synapse": 0.003, "amplitude": 0.02, "readout": 0.05}),
    "long-steps": ([conv(8, 3, 2), conv(12, 3, 2)], {"dt": 0.002, "steps": 25, "tau_rc": 0.05, "scale": 1 / 255, "rates": 150, "learning_rate": 0.003}),
    "too-large": ([conv(8, 3, 2), conv(16, 3, 2), conv(16, 3)], {"amplitude": 0.1}),
    "lower-floor": ([conv(12, 5, 3), dense(80)], {"amplitude": 0.2, "floor": -0.5, "images": 700}),
}


def settings_of(name, **changed):
    return {**USUAL, **NETWORKS[name][1], **changed}


def build(name, kind=nengo.LIF, factor=None, **changed):
    """A network, whose settings may be changed; `factor` is the transform of each connection out of neurons."""
    made, about = NETWORKS[name][0], settings_of(name, **changed)
    more = {"min_voltage": -np.inf if about["floor"] is None else about["floor"]} if kind is nengo.LIF else {}
    lif = kind(about["tau_rc"], about["tau_ref"], amplitude=about["amplitude"], **more)
    with nengo.Network(seed=sorted(NETWORKS).index(name) + 40) as net:
        net.config[nengo.Ensemble].max_rates = nengo.dists.Choice([about["rates"]])
        net.config[nengo.Ensemble].intercepts = nengo.dists.Choice([0])
        net.config[nengo.Connection].synapse = None
        nengo_dl.configure_settings(stateful=False)
        x, shape = nengo.Node(np.zeros(784)), (28, 28, 1)
        for make in [*made, dense(10)]:
            layer, is_spiking = make(), isinstance(x, nengo.ensemble.Neurons)
            is_dense, is_last = isinstance(layer, tf.keras.layers.Dense), getattr(layer, "units", 0) == 10
            between = {"synapse": None if is_last else about["synapse"]} if is_spiking else {}
            between |= {"transform": factor} if is_spiking and factor else {}
            x = nengo_dl.Layer(layer)(x, **({} if is_dense else {"shape_in": shape}), **between)
            shape = shape if is_dense else layer.compute_output_shape((None, *shape))[1:]
            if not is_last and "pooling" not in layer.name:
                x = nengo_dl.Layer(lif)(x)
        net.logits, net.filtered = nengo.Probe(x), nengo.Probe(x, synapse=about["readout"])
    return net


def digits(part, folder, name):
    images, labels = mnist(folder, part)
    return images * np.float32(settings_of(name)["scale"]), labels


def train(name, mnist_folder, out):
    """Trains in rates, without synapses, which would pass on nothing in a single step, and exports the network as it runs."""
    about, (images, labels) = settings_of(name), digits("train", mnist_folder, name)
    net, count = build(name, synapse=None), about["images"]
    tf.keras.utils.set_random_seed(1)
    with nengo_dl.Simulator(net, minibatch_size=50, progress_bar=False, dt=about["dt"], seed=1) as sim:
        loss = {net.logits: tf.losses.SparseCategoricalCrossentropy(from_logits=True)}
        sim.compile(tf.optimizers.RMSprop(about["learning_rate"]), loss=loss)
        sim.fit(images[:count], {net.logits: labels[:count]}, epochs=about["epochs"], verbose=0)
        weights = [weight.numpy() for weight in sim.keras_model.trainable_weights]
    np.savez(f"{out}/{name}.npz", *weights)
    net = build(name)
    with nengo_dl.Simulator(net, minibatch_size=100, progress_bar=False, dt=about["dt"]) as sim:
        load(sim, weights)
        lifspec.export_nengo_dl(sim, f"{out}/{name}", images[:300], steps=about["steps"])


def load(sim, weights):
    assert [weight.shape for weight in weights] == [weight.shape for weight in sim.keras_model.trainable_weights]
    for variable, weight in zip(sim.keras_model.trainable_weights, weights):
        variable.assign(weight)


class Measured:
    """A network in NengoDL, on test images."""

    def __init__(self, name, mnist_folder, out):
        self.name, self.trained = name, settings_of(name)["amplitude"]
        self.weights = list(np.load(f"{out}/{name}.npz").values())
        self.images, self.labels = digits("t10k", mnist_folder, name)

    def right(self, first, count, kind=nengo.LIF, stream=False, **changed):
        """How many images it gets right; in a stream, each after the one before it, the first after the last."""
        changed |= {"synapse": None} if kind is nengo.LIFRate else {}  # rates are those of a constant input
        about, net = settings_of(self.name, **changed), build(self.name, kind, **changed)
        images, labels = self.images[first : first + count], self.labels[first : first + count, 0, 0]
        steps = 1 if kind is nengo.LIFRate else about["steps"]
        shown = np.concatenate([np.roll(images, 1, 0), images], 1) if stream else images
        with nengo_dl.Simulator(net, minibatch_size=min(count, 200), progress_bar=False, dt=about["dt"]) as sim:
            load(sim, self.weights)
            seen = sim.predict(np.repeat(shown, steps, 1), verbose=0)
        found = seen[net.logits if kind is nengo.LIFRate else net.filtered][:, -1]
        if stream:  # the filter, which lags a step, starts again for each image
            decay = np.exp(-about["dt"] / about["readout"]) ** np.arange(steps - 2, -1, -1)
            found = np.einsum("isc,s->ic", seen[net.logits][:, steps:-1], decay)
        return int((found.argmax(1) == labels).sum())


def written(sentence, target):
    """What a line to write changes, read from its text."""
    number = r"([-\d.e]+)"
    found = {name: re.search(pattern, sentence) for name, pattern in {
        "factor": f"transform={number} / {target}", "floor": r"min_voltage=([-\d.e]+|-np\.inf)", "synapse": f"synapse={number}",
        "dt": f"dt={number}", "steps": r"with (\d+) steps"}.items()}
    changed = {name: -np.inf if one[1] == "-np.inf" else float(one[1]) for name, one in found.items() if one}
    return adapted({**changed, **({"steps": int(changed["steps"])} if "steps" in changed else {})}, target)


def adapted(changed, target):
    return {**changed, "amplitude": target, **({"factor": changed["factor"] / target} if "factor" in changed else {})}


NAMES = {"factor": "factor", "minVoltage": "floor", "synapseSeconds": "synapse", "dtSeconds": "dt", "steps": "steps"}


def confirm(name, mnist_folder, out):
    told, network = json.loads(Path(f"{out}/{name}.json").read_text()), Measured(name, mnist_folder, out)
    count, target, rows = told["settings"]["images"], told["target"], []

    def compare(what, accuracy, others=1000, images=count, **how):
        found, later = network.right(0, images, **how), network.right(count, others, **how) if others else None
        rows.append({"what": what, "explained": round(accuracy * images), "of": images, "nengoDl": found, "later": later})
        print(name, rows[-1], file=sys.stderr, flush=True)

    for row in told["amplitudes"]:
        amplitude, accuracy = row["amplitude"], row["accuracy"]
        compare(f"{amplitude} rate", accuracy["rate"], kind=nengo.LIFRate, amplitude=amplitude)
        compare(f"{amplitude} unchanged", accuracy["unchanged"], amplitude=amplitude)
        if accuracy["free"] is not None:
            compare(f"{amplitude} free", accuracy["free"], amplitude=amplitude, floor=-np.inf)
    for remedy in told["remedies"]:
        changed = adapted({NAMES[key]: -np.inf if value is None else value for key, value in remedy["change"].items()}, target)
        compare(f"remedy {remedy['name']}", remedy["accuracy"], **changed)
        if remedy["name"] == told["advised"]:
            (line,) = [one for one in told["answer"] if one.startswith("Write: ")]
            compare("the line to write", remedy["accuracy"], others=0, **written(line, target))
            streams = told["stream"]
            compare("stream advised", streams["advised"], 0, streams["images"], stream=True, **changed)
            compare("stream unchanged", streams["unchanged"], 0, streams["images"], stream=True, amplitude=target)
    return rows


if __name__ == "__main__":
    kind, mnist_folder, out, *names = sys.argv[1:]
    Path(out).mkdir(exist_ok=True)
    answers = {name: (train if kind == "train" else confirm)(name, mnist_folder, out) for name in names or NETWORKS}
    print(json.dumps(answers, indent=1))
