# /// script
# requires-python = "==3.11.*"
# dependencies = ["nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""Runs the code of docs/answer.md and of the page's last section in NengoDL's network at amplitude 0.5, and prints the classes as JSON.

    python snippets.py MNIST_DIR IMAGES
"""
import html, json, re, sys
from pathlib import Path
import numpy as np

sys.path.insert(0, "fixtures/networks/nengo-dl")
from generate import mnist, nengo, nengo_dl, tf, use_tutorial_settings
from remedies import predict
from synapse import use_weights

answer, *_ = re.findall(r"```python\n(.*?)```", Path("docs/answer.md").read_text(), re.S)  # the second block loads parameters
page = re.findall(r'"Nengo(?:DL)?"><code>(.*?)</code>', Path("page/ending.html").read_text(), re.S)
factor, floors, synapse = map(html.unescape, page)
comment, stream = floors.splitlines()
single = re.sub(r"min_voltage=[^)]*", f"min_voltage={comment.split(': ')[1]}", stream)
PLAIN = "x = nengo_dl.Layer(conv)(x, shape_in=shape)"
images = mnist(sys.argv[1], "t10k")[0][: int(sys.argv[2])]


def of_answer(names):
    exec(answer, names)
    return names["out"]


def of_page(names, connection=PLAIN, neuron="nengo.LIF(amplitude=0.5)", readout="x = nengo_dl.Layer(conv)(x)"):
    names["x"], lif = names["inp"], eval(neuron, names)
    for layer, (filters, strides, shape) in enumerate(((32, 1, (28, 28, 1)), (64, 2, (26, 26, 32)), (128, 2, (12, 12, 64)))):
        names.update(conv=tf.keras.layers.Conv2D(filters, 3, strides=strides), shape=shape)
        exec(connection if layer > 0 else PLAIN, names)
        names["x"] = nengo_dl.Layer(lif)(names["x"])
    names["conv"] = tf.keras.layers.Dense(10)
    exec(readout, names)
    return names["x"]


def classes(read_out):
    with nengo.Network(seed=0) as net:
        use_tutorial_settings(net)
        names = {"nengo": nengo, "nengo_dl": nengo_dl, "np": np, "tf": tf, "inp": nengo.Node(np.zeros(784))}
        net.logits = nengo.Probe(read_out(names))
    return "".join(map(str, predict(images, net, lambda sim: use_weights(sim, net)).ravel()))


print(json.dumps({
    "docs/answer.md": classes(of_answer),
    "as-asked": classes(of_page),
    "factor": classes(lambda names: of_page(names, factor, readout=factor.replace("shape_in=shape, ", ""))),
    "synapse": classes(lambda names: of_page(names, synapse)),
    "floor": classes(lambda names: of_page(names, neuron=stream)),
    "no-floor": classes(lambda names: of_page(names, neuron=single)),
}))
