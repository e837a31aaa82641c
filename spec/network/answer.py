# /// script
# requires-python = "==3.11.*"
# dependencies = ["nengo-dl==3.6.0", "nengo==4.1.0", "tensorflow==2.12.1", "numpy==1.23.5", "jax==0.4.30", "jaxlib==0.4.30", "scipy==1.15.3", "grpcio==1.74.0"]
# ///
"""Runs the network of docs/answer.md in NengoDL with the weights of amplitude 0.01, and prints its classes as JSON.

    python answer.py MNIST_DIR IMAGES < docs/answer.md
"""
import json, re, sys
import numpy as np

sys.path.insert(0, "fixtures/networks/nengo-dl")
from generate import mnist, nengo, nengo_dl, tf, use_tutorial_settings
from remedies import predict
from synapse import use_weights

lines, *_ = re.findall(r"```python\n(.*?)```", sys.stdin.read(), re.S)  # the second block loads parameters
with nengo.Network(seed=0) as net:
    use_tutorial_settings(net)
    names = {"nengo": nengo, "nengo_dl": nengo_dl, "tf": tf, "inp": nengo.Node(np.zeros(784))}
    exec(lines, names)
    net.logits = nengo.Probe(names["out"])

images, _ = mnist(sys.argv[1], "t10k")
print(json.dumps(predict(images[: int(sys.argv[2])], net, lambda sim: use_weights(sim, net)).ravel().tolist()))
