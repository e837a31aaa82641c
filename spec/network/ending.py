# /// script
# requires-python = "==3.11.*"
# dependencies = ["nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""Runs the Nengo code of the page's last section in NengoDL's network at amplitude 0.5, and prints the accuracies as JSON.

    python ending.py MNIST_DIR IMAGES < page/ending.html
"""
import html, json, re, sys
import numpy as np

sys.path.insert(0, "fixtures/networks/nengo-dl")
from generate import mnist, nengo, nengo_dl, tf, use_tutorial_settings
from remedies import predict
from synapse import use_weights

factor, floors, synapse = (html.unescape(code) for code in re.findall(r'"Nengo(?:DL)?"><code>(.*?)</code>', sys.stdin.read(), re.S))
stream, single = (line for line in floors.splitlines() if not line.startswith("#"))
PLAIN = "x = nengo_dl.Layer(conv)(x, shape_in=shape)"


def network(connection=PLAIN, neuron="nengo.LIF(amplitude=0.5)", readout="x = nengo_dl.Layer(conv)(x)"):
    with nengo.Network(seed=0) as net:
        use_tutorial_settings(net)
        names = {"nengo": nengo, "nengo_dl": nengo_dl, "np": np, "x": nengo.Node(np.zeros(784))}
        lif = eval(neuron, names)
        for layer, (filters, strides, shape) in enumerate(((32, 1, (28, 28, 1)), (64, 2, (26, 26, 32)), (128, 2, (12, 12, 64)))):
            names.update(conv=tf.keras.layers.Conv2D(filters, 3, strides=strides), shape=shape)
            exec(connection if layer > 0 else PLAIN, names)
            names["x"] = nengo_dl.Layer(lif)(names["x"])
        names["conv"] = tf.keras.layers.Dense(10)
        exec(readout, names)
        net.logits = nengo.Probe(names["x"])
    return net


images, labels = (part[: int(sys.argv[2])] for part in mnist(sys.argv[1], "t10k"))
runs = {
    "as asked": {},
    "factor": {"connection": factor, "readout": factor.replace("shape_in=shape, ", "")},
    "synapse": {"connection": synapse},
    "floor": {"neuron": stream},
    "no floor": {"neuron": single},
}
accuracies = {}
for name, settings in runs.items():
    net = network(**settings)
    classes = predict(images, net, lambda sim: use_weights(sim, net)).ravel()
    accuracies[name] = float((classes == labels.ravel()).mean())
print(json.dumps(accuracies))
