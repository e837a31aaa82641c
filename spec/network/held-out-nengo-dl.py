# /// script
# requires-python = "==3.11.*"
# dependencies = ["nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""Networks of NengoDL and of its Keras, one of each kind that people have, written without a look at the exporters.

    python held-out-nengo-dl.py MNIST_DIR OUT_DIR [NAME …]

Exports each of them and prints, as JSON, the classes that the networks themselves give to digits or the sentence that refuses one.
A kind in `EXPORTED` must be written and give these classes; every other must be refused with the text beside it, which names the layer.
"""
import json, os, sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path[:0] = ["fixtures/networks/nengo-dl", "python/src"]
import lifspec, nengo, nengo_dl, numpy as np, tensorflow as tf
from generate import mnist

STEPS, COUNT = 30, 300
layers = tf.keras.layers
conv, dense = layers.Conv2D, layers.Dense
uniform = nengo.dists.Uniform(-0.9, 0.9)


def nengo_network(build, rates=100, intercepts=0, synapse=None, output=0.1, **neuron):
    """A network that `build` makes of the node of the image and of one LIF neuron type; intercepts None is Nengo's default."""
    with nengo.Network(seed=3) as net:
        if intercepts is not None:
            net.config[nengo.Ensemble].max_rates = nengo.dists.Choice([rates])
            net.config[nengo.Ensemble].intercepts = nengo.dists.Choice([intercepts]) if np.isscalar(intercepts) else intercepts
        net.config[nengo.Connection].synapse = synapse
        nengo_dl.configure_settings(stateful=False)
        net.out = build(nengo.Node(np.zeros(784), label="image"), nengo.LIF(**{"amplitude": 0.02, **neuron}))
        net.filtered = nengo.Probe(net.out, synapse=output)
    return net


def chain(*parts, scale=1 / 64, shape=(28, 28, 1), readout=10):
    """Builds layers of Keras, each a (layer, shape of its input), and LIF neurons behind each."""
    def build(x, lif):
        for index, (layer, shape_in) in enumerate(parts):
            x = nengo_dl.Layer(layer, name=f"layer{index}")(x, shape_in=shape_in, transform=scale if index == 0 else 2)
            x = nengo_dl.Layer(lif)(x) if layer.name.split("_")[0] not in ("average", "max", "batch") else x
        return nengo_dl.Layer(dense(readout), name="readout")(x, transform=2)
    return build


he = {"kernel_initializer": "he_normal"}
first = lambda *args, **more: (conv(*args, **he, **more), (28, 28, 1))


def by_connections(x, lif):
    """The same as a chain, in Nengo's own words: neurons behind transforms."""
    shape = nengo.Convolution(6, (28, 28, 1), kernel_size=(5, 5), strides=(3, 3), init=nengo.dists.Gaussian(0, 0.006))
    a, b, out = nengo.Ensemble(384, 1, neuron_type=lif, label="a"), nengo.Ensemble(40, 1, neuron_type=lif, label="b"), nengo.Node(size_in=10)
    nengo.Connection(x, a.neurons, transform=shape)
    nengo.Connection(a.neurons, b.neurons, transform=nengo.Dense((40, 384), init=nengo.dists.Gaussian(0, 0.1)))
    nengo.Connection(b.neurons, out, transform=nengo.Dense((10, 40), init=nengo.dists.Gaussian(0, 0.5)))
    return out


def two_floors(x, lif):
    x = nengo_dl.Layer(lif)(nengo_dl.Layer(conv(6, 5, strides=3, **he))(x, shape_in=(28, 28, 1), transform=1 / 64))
    x = nengo_dl.Layer(nengo.LIF(amplitude=0.02, min_voltage=-2))(nengo_dl.Layer(conv(8, 3, **he))(x, shape_in=(8, 8, 6), transform=2))
    return nengo_dl.Layer(dense(10))(x, transform=2)


def residual(x, lif):
    a = nengo_dl.Layer(lif)(nengo_dl.Layer(dense(20))(x, transform=1 / 64))
    b = nengo_dl.Layer(lif, name="b")(nengo_dl.Layer(dense(20), name="between")(a, transform=2))
    out = nengo_dl.Layer(dense(10), name="readout")(b, transform=2)
    nengo.Connection(a, out, transform=np.ones((10, 20)) * 0.1)
    return out


def recurrent(x, lif):
    a = nengo_dl.Layer(lif)(nengo_dl.Layer(dense(20))(x, transform=1 / 64))
    nengo.Connection(a, a, transform=-1, synapse=0.005)
    return nengo_dl.Layer(dense(10))(a, transform=2)


# name -> build, arguments of the network, and of the simulator or exporter
NETWORKS = {
    "plain": (chain(first(6, 5, strides=3), (conv(8, 3, **he), (8, 8, 6))),),
    "strided-same": (chain(first(6, 3, strides=2, padding="same"), (conv(8, 3, strides=2, padding="same", **he), (14, 14, 6))),),
    "dilated-same": (chain(first(6, 3, dilation_rate=2, padding="same"), (conv(8, 3, strides=3, **he), (28, 28, 6))),),
    "dilated": (chain(first(6, 3, dilation_rate=3), (conv(8, 3, strides=2, **he), (22, 22, 6))),),
    "even-same": (chain(first(6, 4, padding="same"), (conv(8, 3, strides=3, **he), (28, 28, 6))),),
    "symmetric-3": (chain(first(4, 7, padding="same"), (conv(8, 3, strides=3, **he), (28, 28, 4))),),
    "pool-same": (chain(first(6, 5, padding="same"), (layers.AveragePooling2D(2, padding="same"), (28, 28, 6)), (dense(30, **he), None)),),
    "pool-same-uneven": (chain(first(6, 5), (layers.AveragePooling2D(5, padding="same"), (24, 24, 6)), (dense(30, **he), None)),),
    "flat-dense": (chain((dense(60, **he), None), (dense(30, **he), None)),),
    "no-filter": (chain(first(6, 5, strides=3), (conv(8, 3, **he), (8, 8, 6))), {"output": None}),
    "filter-20ms": (chain(first(6, 5, strides=3), (conv(8, 3, **he), (8, 8, 6))), {"output": 0.02}),
    "synapses-5ms": (chain(first(6, 5, strides=3), (conv(8, 3, **he), (8, 8, 6))), {"synapse": 0.005}),
    "floor-minus-half": (chain(first(6, 5, strides=3), (conv(8, 3, **he), (8, 8, 6))), {"min_voltage": -0.5}),
    "no-floor": (chain(first(6, 5, strides=3), (conv(8, 3, **he), (8, 8, 6))), {"min_voltage": -np.inf}),
    "two-floors": (two_floors,),
    "step-2ms": (chain(first(6, 5, strides=3), (conv(8, 3, **he), (8, 8, 6))), {}, {"dt": 0.002}),
    "pixels-0-1": (chain(first(6, 5, strides=3), (conv(8, 3, **he), (8, 8, 6)), scale=4), {}, {"pixels": 255}),
    "uniform-convolution": (chain(first(6, 5, strides=3), (conv(8, 3, **he), (8, 8, 6))), {"intercepts": uniform}),
    "uniform-dense": (chain((dense(60, **he), None), (dense(30, **he), None)), {"intercepts": None}),
    "connections": (by_connections,),
    "connections-uniform": (by_connections, {"intercepts": None}),
    "nothing-hidden": (chain(),),
    "max-pooling": (chain(first(6, 5, padding="same"), (layers.MaxPool2D(2), (28, 28, 6)), (dense(30), None)),),
    "rectifiers": (lambda x, lif: nengo_dl.Layer(dense(10), name="readout")(nengo_dl.Layer(tf.nn.relu, name="rectifier")(nengo_dl.Layer(dense(20))(x, transform=1 / 64))),),
    "several-spikes": (lambda x, lif: chain(first(6, 5, strides=3))(x, nengo.SpikingRectifiedLinear(amplitude=0.02)),),
    "adaptive": (lambda x, lif: chain(first(6, 5, strides=3))(x, nengo.AdaptiveLIF(amplitude=0.02)),),
    "residual": (residual,),
    "recurrent": (recurrent,),
}


def centre(sim, net, images):
    """Shifts the biases of the read-out so that the untrained network gives many different classes, where it has biases."""
    readout = sim.predict(np.tile(images, (1, STEPS, 1)), verbose=0)[net.filtered][:, -1]
    for weight in sim.keras_model.trainable_weights:
        if weight.shape == (10,):
            weight.assign(weight - readout.mean(0))


def spiking(name, images, folder):
    build, settings, others = (*NETWORKS[name], {}, {})[:3]
    images = images / np.float32(others.pop("pixels", 1)) if "pixels" in others else images
    net = nengo_network(build, **settings)
    with nengo_dl.Simulator(net, minibatch_size=COUNT, progress_bar=False, **others) as sim:
        centre(sim, net, images[COUNT:])
        classes = sim.predict(np.tile(images[COUNT:], (1, STEPS, 1)), verbose=0)[net.filtered][:, -1].argmax(1)
        lifspec.export_nengo_dl(sim, folder, images[:COUNT])
    return classes


def converted(name, images, folder):
    """What nengo_dl.Converter makes of a trained model of Keras."""
    model = trained([conv(6, 5, 3, activation="relu"), conv(8, 3, activation="relu"), layers.Flatten()], images)
    neuron = nengo.SpikingRectifiedLinear() if name == "converter-several-spikes" else nengo.LIF(amplitude=0.01)
    more = {"converter-synapse": {"synapse": 0.005}, "converter-scaled": {"scale_firing_rates": 100}}.get(name, {})
    converter = nengo_dl.Converter(model, swap_activations={tf.keras.activations.relu: neuron}, **more)
    with converter.net:
        probe = nengo.Probe(converter.layers[model.layers[-1]], synapse=0.1)
    with nengo_dl.Simulator(converter.net, minibatch_size=COUNT, progress_bar=False) as sim:
        shown = images / np.float32(255)
        classes = sim.predict(np.tile(shown[COUNT:], (1, STEPS, 1)), verbose=0)[probe][:, -1].argmax(1)
        lifspec.export_nengo_dl(sim, folder, shown[:COUNT])
    return classes


def trained(hidden, images, shape=(28, 28, 1), wrap=None):
    """A model of Keras, trained for a moment; `wrap` makes the images that it is shown."""
    tf.keras.utils.set_random_seed(0)
    model = tf.keras.Sequential([tf.keras.Input(shape), *hidden, dense(10, name="readout")])
    shown = (wrap or (lambda pixels: pixels.reshape(-1, *shape) / np.float32(255)))(images)
    model.compile(tf.keras.optimizers.Adam(5e-3), tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(shown, LABELS[: len(shown)], batch_size=50, epochs=3, verbose=0)
    return model


relu = lambda *args, **more: conv(*args, activation="relu", **more)
pool, flat = layers.AveragePooling2D, layers.Flatten
MODELS = {
    "keras-plain": lambda: [relu(6, 5, 3), relu(8, 3), flat()],
    "keras-strided-same": lambda: [relu(6, 3, 2, padding="same"), relu(8, 3, 2, padding="same"), flat()],
    "keras-dilated-same": lambda: [relu(6, 3, dilation_rate=2, padding="same"), relu(8, 3, 3), flat()],
    "keras-even-same": lambda: [relu(6, 4, padding="same"), relu(8, 2, 2, padding="same"), flat()],
    "keras-pool-same": lambda: [relu(6, 5, padding="same"), pool(2, padding="same"), relu(8, 3, 3), flat()],
    "keras-pool-same-uneven": lambda: [relu(6, 5), pool(5, padding="same", name="mean"), relu(8, 3), flat()],
    "keras-groups": lambda: [relu(6, 5, 3), relu(8, 3, groups=2), flat()],
    "keras-depthwise": lambda: [relu(6, 5, 3), layers.DepthwiseConv2D(3, activation="relu", name="depthwise"), flat()],
    "keras-zero-padding": lambda: [layers.ZeroPadding2D(3), relu(6, 5, 3), relu(8, 3), flat()],
    "keras-rescaling": lambda: [layers.Rescaling(2.0, -0.5), relu(6, 5, 3, padding="same"), relu(8, 3), flat()],
    "keras-separate-relu": lambda: [conv(6, 5, 3), layers.ReLU(), conv(8, 3), layers.Activation("relu"), flat(), layers.Dropout(0.2)],
    "keras-global-average": lambda: [relu(6, 5, 3), relu(8, 3), layers.GlobalAveragePooling2D()],
    "keras-flat": lambda: [dense(40, activation="relu"), dense(30, activation="relu")],
    "keras-nested": lambda: [tf.keras.Sequential([relu(6, 5, 3), relu(8, 3)]), flat()],
    "keras-batch-normalization": lambda: [conv(6, 5, 3), layers.BatchNormalization(name="normalize"), layers.ReLU(), flat()],
    "keras-max-pooling": lambda: [relu(6, 5), layers.MaxPool2D(2, name="largest"), flat()],
    "keras-leaky": lambda: [conv(6, 5, 3), layers.LeakyReLU(name="leaky"), flat()],
    "keras-capped": lambda: [conv(6, 5, 3), layers.ReLU(6, name="capped"), flat()],
    "keras-tanh": lambda: [conv(6, 5, 3, activation="tanh", name="curved"), flat()],
    "keras-linear": lambda: [flat()],
    "keras-linear-between": lambda: [conv(6, 5, 3, name="straight"), relu(8, 3), flat()],
}


def rectifying(name, images, folder):
    shape = (784,) if name == "keras-flat" else (28, 28, 1)
    model = trained(MODELS[name](), images, shape)
    shown = images.reshape(-1, *shape) / np.float32(255)
    classes = model.predict(shown[COUNT : 2 * COUNT], verbose=0).argmax(1)
    lifspec.export_keras(model, folder, shown[:COUNT])
    return classes


def normalized(name, images, folder):
    mean, deviation = 0.1307, 0.3081
    wrap = lambda pixels: ((pixels.reshape(-1, 28, 28, 1) / 255 - mean) / deviation).astype(np.float32)
    model = trained([relu(6, 5, 3, padding="same"), relu(8, 3), flat()], images, wrap=wrap)
    shown = wrap(images)
    lifspec.export_keras(model, folder, shown[:COUNT], mean=mean, deviation=deviation)
    return model.predict(shown[COUNT : 2 * COUNT], verbose=0).argmax(1)


def branching(name, images, folder):
    x = tf.keras.Input((28, 28, 1))
    a = relu(6, 5, 3, padding="same")(x)
    model = tf.keras.Model(x, dense(10)(flat()(layers.Add(name="sum")([a, relu(6, 3, padding="same")(a)]))))
    lifspec.export_keras(model, folder, images[:COUNT].reshape(-1, 28, 28, 1) / np.float32(255))
    return []


KINDS = {
    **dict.fromkeys(NETWORKS, spiking),
    **dict.fromkeys(["converter", "converter-synapse", "converter-scaled", "converter-several-spikes"], converted),
    **dict.fromkeys(MODELS, rectifying),
    "keras-normalized": normalized,
    "keras-branching": branching,
}
# every kind that is not here must be exported; here is what the refusal must name
REFUSED = {
    "pool-same-uneven": "layer1", "two-floors": "min_voltage", "nothing-hidden": "readout", "max-pooling": "layer1", "rectifiers": "rectifier",
    "several-spikes": "SpikingRectifiedLinear", "adaptive": "AdaptiveLIF", "residual": "readout", "recurrent": "recurrent",
    "converter-several-spikes": "SpikingRectifiedLinear", "keras-pool-same-uneven": "mean", "keras-batch-normalization": "normalize",
    "keras-max-pooling": "largest", "keras-leaky": "leaky", "keras-capped": "capped", "keras-tanh": "curved", "keras-linear": "readout",
    "keras-linear-between": "straight", "keras-branching": "sum",
}

if __name__ == "__main__":
    everything, truth = mnist(sys.argv[1], "train")
    images, LABELS = everything[: 2 * COUNT], truth[: 2 * COUNT].ravel()
    answers = {}
    for name in sys.argv[3:] or KINDS:
        answer = {"named": REFUSED.get(name)}
        try:
            answer["classes"] = np.asarray(KINDS[name](name, images, f"{sys.argv[2]}/{name}")).tolist()
        except Exception as refusal:  # a crash is told from a refusal by its type
            answer["refused"], answer["type"] = str(refusal), type(refusal).__name__
        answers[name] = answer
        print(name, {**answer, "classes": len(set(answer.get("classes", [])))}, file=sys.stderr)
    print(json.dumps(answers))
